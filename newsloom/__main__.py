"""`python -m newsloom` is the `newsloom` command."""

from newsloom.flows.cli import main

main()
