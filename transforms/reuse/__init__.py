"""Copies: fingerprints, candidates, matches, passages, relations, boilerplate, originals."""
