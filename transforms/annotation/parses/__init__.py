"""Parses as they are stored, and as what reads articles looks at them."""
