"""Raw records to articles: repair, metadata, boilerplate, segments, and every edit on record."""
