"""Names that a tagger cut short, and words that it took for names, told by the words around them."""
