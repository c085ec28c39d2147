"""Where the pipeline meets the world: disk, network, processes, orchestrators. Everything else is pure."""

from newsloom.flows.work.memory import allocate_sparingly

allocate_sparingly()
