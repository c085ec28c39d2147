"""Paragraphs to spaCy documents: the tagger, rules, amounts, places."""
