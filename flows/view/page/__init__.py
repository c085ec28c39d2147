"""The page on which a dataset is looked at: what is in it, and how it is drawn."""
