"""The ground that every transform stands on: ids, edits, quotation marks, word hashes, calendar."""
