"""What many texts share without being copies: footers, notices, standing paragraphs."""
