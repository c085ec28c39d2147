"""Attributions of a paragraph and an article: cue, source and content."""
