"""Which texts may be copies of each other."""
