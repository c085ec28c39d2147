"""Where the pipeline meets the world: disk, network, processes, orchestrators. Everything else is pure."""

import os

# before pyarrow is imported: its own pools keep what a chunk has used, and a long run grows by every chunk
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
