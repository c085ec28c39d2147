"""`repair_text` with the character model that ships."""

from __future__ import annotations

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.cleaning.passes import repair


def repair_text(text: str) -> str:
    """`text` with its garbled characters restored; correct text comes back as it is.

    >>> repair_text("DovilÄ— said “no” – twice.")
    'Dovilė said “no” – twice.'
    """
    return repair(text, load_assets().char_model).text
