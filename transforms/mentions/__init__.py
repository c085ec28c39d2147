"""Names in one article: spans, chains, roles, nominals, pronouns."""
