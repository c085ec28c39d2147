"""The inside: pure functions over frames and parsed documents; no disk, no network, no Prefect."""
