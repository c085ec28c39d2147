"""What pages say about their article, and where its text stands."""
