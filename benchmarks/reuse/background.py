"""Articles that have standing matter in common: footers of their outlets and paragraphs of background used again.

All wording is our own but that of the articles it is put into. Nobody copies whom for having the same footer.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import combinations

FOOTERS = (
    "Copyright {year} The Calder Herald. All rights reserved. No part of it may be published, broadcast, rewritten or "
    "redistributed without written permission of the publisher.",
    "The Ashby Post is read in forty towns along the coast. It is owned by its readers and takes no money from parties "
    "or ministries. Write to the desk at 12 Quay Street, Ashby, or leave word at the door in the evening.",
    "(Reporting by {name}; editing by {name}; the Wexcombe bureau can be reached at 0400 123 by night and by day)",
    "Sign up for the Morning Tide and have the best of our stories in your inbox before breakfast. You can leave at "
    "any time. By signing up you accept our terms of use and our rules on privacy.",
    "Varne Radio is a station of the Northern Broadcasting Trust, which has served the islands since the first mast "
    "was put up on the hill above the harbour. Its programmes can be heard on the old wavelengths and in the evening "
    "on the screens of the ferry company.",
    "Do you have something to add to this story? Our desk is there from six in the morning on. Tell us what you saw, "
    "send us what you filmed, and we will call you back. Your name stays with us if you wish.",
    "Follow us on Facebook and Twitter. Comments are open for two days and are read by our staff before they appear.",
    "{name} writes about the region for the Tolland Mirror and can be found most mornings in the council's gallery. "
    "The paper's editor answers to an independent ombudsman, whose findings are printed once a month.",
)
BACKGROUND = (
    "The dispute over the harbour goes back to the spring two years ago, when the port authority closed the old pier "
    "without notice and moved the fishing fleet to a basin that dries out at low tide. Since then the fishermen have "
    "taken the authority to court three times and won twice, but the pier is still closed.",
    "Parliament passed the law by a majority of four after a night of debate in which two ministers resigned. It cuts "
    "the number of districts from sixty to twenty-two and gives the governors, who used to be elected, to the cabinet "
    "to appoint. A court is to decide in the autumn whether it can stand.",
    "The illness was first seen among cattle in the hills, from where it spread to the plain within a month. More than "
    "nine thousand animals have been killed so far and the markets in seven counties are shut. It does no harm to "
    "people, the veterinary office has said again and again, though sales of beef have fallen by a third.",
    "The company ran the railway for thirty years until its licence was taken away after the accident at the Redcliff "
    "tunnel, in which eleven passengers died. An inquiry found that signals had not been looked at for months. "
    "The company has always denied this and sued for damages.",
)
_NAMES = ("Jane Porter", "Amos Whitlock", "Rena Fischer", "Tom Okafor", "Lena Brandt", "Ravi Shah")


def articles(rng: random.Random, sources: Sequence[str]) -> tuple[list[str], set[tuple[int, int]]]:
    """Articles of 40 to 200 words with standing matter of one outlet each, and the pairs that are copies.

    Of two in seven another outlet has a copy: cut at the end, some words changed, its own footer.
    """
    texts: list[str] = []
    pairs: set[tuple[int, int]] = set()
    for source in sources:
        outlet = rng.randrange(len(FOOTERS))
        body = _beginning(source, rng.randint(40, 200))
        texts.append(_published(rng, body, outlet))
        if rng.random() < 2 / 7:
            edited = _edited(rng, _beginning(body, max(35, int(len(body.split()) * rng.uniform(0.5, 1)))))
            texts.append(_published(rng, edited, (outlet + 1) % len(FOOTERS)))
            pairs.add((len(texts) - 2, len(texts) - 1))
    return texts, pairs


def backgrounds(rng: random.Random, sources: Sequence[str]) -> tuple[list[str], set[tuple[int, int]]]:
    """Articles of 80 to 250 words, each with one of the outlet's paragraphs of background; all pairs that share one."""
    chosen = [rng.randrange(len(BACKGROUND)) for _ in sources]
    texts = []
    for source, number in zip(sources, chosen, strict=True):
        lines = _beginning(source, rng.randint(80, 250)).split("\n")
        lines.insert(rng.randint(min(2, len(lines)), len(lines)), BACKGROUND[number])  # no story begins with it
        texts.append("\n".join(lines))
    return texts, {(a, b) for a, b in combinations(range(len(texts)), 2) if chosen[a] == chosen[b]}


def _beginning(text: str, count: int) -> str:
    """The first words of a text, its line breaks kept."""
    found = list(re.finditer(r"\S+", text))
    return text[: found[min(count, len(found)) - 1].end()]


def _edited(rng: random.Random, text: str) -> str:
    """Every thirtieth word, more or less, is another one."""
    return re.sub(r"\b[a-z]{4,}\b", lambda m: "rather" if rng.random() < 0.05 else m[0], text)


def _published(rng: random.Random, body: str, outlet: int) -> str:
    footer = FOOTERS[outlet]
    for slot, values in (("{year}", ("2014", "2015", "2016")), ("{name}", _NAMES)):
        footer = re.sub(re.escape(slot), lambda _, v=values: rng.choice(v), footer)
    text = body + "\n\n" + footer
    return re.sub(r"\s+", " ", text) if rng.random() < 0.3 else text
