"""Names in running text as a pattern: words with capitals and what may stand between them.

For places where no tagger is asked: credits of pictures, labels before speech, signatures.
"""

from __future__ import annotations

from collections.abc import Iterable

WORD = r"[A-Z][\w.’'-]*"
"""A word of a name, initials and double names too."""
PARTICLES = ("de", "van", "von", "al", "bin")
"""Words in lower case that stand in names of people."""
_MORE = 4
"""Words that a name may have behind its first one, by hand."""


def name_pattern(word: str = WORD, between: Iterable[str] = (), joint: str = "") -> str:
    """A pattern of names of one to five words, each a `word` or, behind the first, one of those `between`.

    A `joint` may stand before each word behind the first, and counts as none.

    >>> import re
    >>> re.match(name_pattern(between=PARTICLES), "Ida van Holm said")[0]
    'Ida van Holm'
    >>> re.match(name_pattern(joint="of"), "House of Tern of Ulm said")[0]
    'House of Tern of Ulm'
    """
    joined = f"(?:{joint} )?" if joint else ""
    return rf"{word}(?: {joined}(?:{'|'.join((word, *between))})){{0,{_MORE}}}"
