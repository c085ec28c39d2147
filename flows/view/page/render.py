"""The page as one file: data, style and script in it, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

_FOLDER = Path(__file__).parent
_STYLES = ("base.css", "things.css")
_SCRIPTS = ("data.js", "parts.js", "lists.js", "compared.js", "things.js", "article.js", "about.js", "main.js")


def render_page(data: str, **shown: Any) -> str:
    """The HTML page; data: JSON made by `encode`, shown: what the template prints without script."""
    style, script = _joined("style", _STYLES), _joined("script", _SCRIPTS)
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'"
    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = day
    page = environment.get_template("page.html")
    return page.render(
        data=Markup(data),
        style=Markup(style),
        script=Markup(script),
        policy=Markup(policy + shown.pop("also", "")),
        **shown,
    )


def day(value: Any) -> str:
    """Such as 13 Feb 2025."""
    return f"{value.day} {value:%b %Y}" if value else "day not known"


def _joined(folder: str, names: tuple[str, ...]) -> str:
    return "\n" + "\n".join((_FOLDER / folder / name).read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
