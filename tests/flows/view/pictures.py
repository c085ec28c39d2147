"""Takes the pictures of docs/images anew: `python -m tests.flows.view.pictures`. It needs Chromium."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.conftest import ROOT, SAMPLES
from tests.flows.view.test_browser import CHROMIUM, sandbox

IMAGES = ROOT / "docs" / "images"
_ARTICLE = """() => go("article/" + all("articles").find(
    (article) => article.outlet === "baltic-courier.example").article_id)"""
PICTURES: dict[str, tuple[str, tuple[int, int], Callable[[Page], object]]] = {
    "report": ("light", (1280, 1080), lambda page: None),
    "article": ("light", (1280, 1000), lambda page: page.evaluate(_ARTICLE)),
    "dark": ("dark", (1280, 900), lambda page: page.evaluate("() => go('quotes')")),
    "phone": ("light", (390, 844), lambda page: None),
}
"""Name → scheme of colours, size in pixels, and what is done before."""


def take(html: Path, folder: Path) -> None:
    """Write the pictures of a page into a folder."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox())
        for name, (scheme, (width, height), prepare) in PICTURES.items():
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
            page = context.new_page()
            page.goto(html.as_uri())
            prepare(page)
            page.wait_for_timeout(300)
            page.screenshot(path=folder / f"{name}.png")
            context.close()
        browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, html = Path(place) / "news", Path(place) / "news.html"
        command = Path(sys.executable).parent / "newsloom"
        samples = SAMPLES.relative_to(ROOT)  # the page says from where an article was read
        subprocess.run([command, "run", samples, "--dataset", folder, "--quiet"], cwd=ROOT, check=True)
        subprocess.run([command, "report", folder, "--out", html], check=True)
        take(html, IMAGES)


if __name__ == "__main__":
    main()
