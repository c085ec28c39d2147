"""Speech in headlines, and what of it stands in the article."""
