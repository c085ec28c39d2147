"""Internal tables: what lives between runs. Not part of the contract; they may change freely."""
