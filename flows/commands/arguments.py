"""What several commands take, said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DatasetDir = Annotated[Path, typer.Argument(metavar="DIR", help="The dataset folder.")]
Debug = Annotated[bool, typer.Option(help="Show the traceback of an error.")]
