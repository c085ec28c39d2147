"""The command `newsloom explore`."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from newsloom.flows.commands.arguments import DatasetDir, Debug
from newsloom.flows.guarded import guarded


def explore(
    folder: DatasetDir,
    port: Annotated[int, typer.Option(metavar="N", help="Port on this machine; 0 takes any that is free.")] = 8642,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
    debug: Debug = False,
) -> None:
    """Browse a dataset of any size on a page of this machine, until stopped with Ctrl-C.

    The page of `newsloom report`, with everything in it: what is looked at is read from the tables, which are never
    written; a new run is followed. Nothing outside this machine can reach it.
    """

    def work() -> int:
        from newsloom.flows.view.explore import make_server

        with make_server(folder, port) as server:
            address = f"http://127.0.0.1:{server.server_port}/"
            typer.echo(f"{folder} is on {address} until you press Ctrl-C")
            if browser:
                webbrowser.open(address)
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                typer.echo("stopped")
        return 0

    guarded(work, debug)
