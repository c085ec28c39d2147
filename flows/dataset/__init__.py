"""The dataset on disk: snapshots, changes, the files of tables, checks."""
