"""The language pipeline: words to windows, scores to annotations, rules."""
