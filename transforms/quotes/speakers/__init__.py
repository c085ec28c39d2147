"""Who said it, and through whom it came."""
