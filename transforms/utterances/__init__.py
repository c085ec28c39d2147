"""The same thing said again: reports of one statement, and how they differ."""
