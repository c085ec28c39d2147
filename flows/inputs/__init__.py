"""From what the user named to chunks of records: files, folders, feeds, pages."""
