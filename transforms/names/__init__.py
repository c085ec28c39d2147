"""Who is who: mentions in an article, entities over all articles."""
