"""Strings to edits: what a wrong encoding garbled, and what raw text carries beside its words.

Which rules run, and in which order, is listed in `passes`.
"""
