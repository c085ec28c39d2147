"""The outside: Prefect, disk, network and processes."""
