"""Events: vectors, pairs, clusters of articles that tell the same."""
