"""Where the pipeline meets the world: disk, network, processes, orchestrators. Everything else is pure."""
