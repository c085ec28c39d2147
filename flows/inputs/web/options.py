"""How inputs are found and fetched."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import version


def own_name() -> str:
    """What requests call themselves: the project and its version."""
    return f"newsloom/{version('newsloom')}"


@dataclass(frozen=True)
class SourceOptions:
    """How inputs are found and fetched."""

    hidden: bool = False  # inside folders, read files and folders whose names begin with a dot
    follow_links: bool = True  # fetch the pages of feed entries that hold only a summary
    max_links: int = 500  # pages of one feed that one run asks for; the others wait for the next run
    owed_days: int = 30  # how long later runs ask for a page that could not be fetched
    timeout: float = 30.0  # seconds for one whole answer, its last byte included
    tries: int = 3  # requests for one address before it is given up for this run
    pause: float = 1.0  # seconds between two requests to one host
    max_wait: float = 30.0  # seconds that a server may ask to wait, or robots.txt between two requests
    max_bytes: int = 64 * 2**20  # of one response, packed or unpacked
    allow_private: bool = False  # links and redirects may lead to this machine and to private networks
    user_agent: str = field(default_factory=own_name)  # what newsloom calls itself to a server
