"""JSON: the shapes that hold records, and the records of known sources."""
