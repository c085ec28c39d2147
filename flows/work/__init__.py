"""Where work is done: engines, jobs, memory."""
