"""Feeds and pages over http(s)."""
