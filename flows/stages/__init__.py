"""The stages of the pipeline, in order: each a function of frames."""
