"""What a person looks at: the page, progress, the summary."""
