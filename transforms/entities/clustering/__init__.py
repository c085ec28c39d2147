"""Which chains are one entity: the rows of a frame in clusters."""
