"""The commands that ask a dataset, one a module; `newsloom.flows.cli` has the others and joins them."""
