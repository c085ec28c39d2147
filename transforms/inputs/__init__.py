"""Bytes to raw records: formats, encodings, languages."""
