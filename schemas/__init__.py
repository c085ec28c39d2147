"""The contract as data: every table and column, once."""
