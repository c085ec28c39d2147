"""What texts share without being copies: two texts, very many, or those of one outlet (standing paragraphs)."""
