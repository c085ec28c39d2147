"""Who is who over all articles: records linked, named, kept."""
