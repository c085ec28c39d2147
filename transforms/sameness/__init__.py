"""What copies what, and what tells the same event."""
