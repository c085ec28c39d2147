"""Strings to edits: what a wrong encoding garbled, and what raw text carries beside its words."""
