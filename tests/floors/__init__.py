"""Quality floors, one file a capability: figures on data/gold that only a decision record may lower."""
