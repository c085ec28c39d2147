"""Who took a quote from whom: made cascades of reports, of which the tree is known.

    python -m benchmarks.utterances.cascades [--n 300] [--seed 1]

A cascade begins with one report of a statement. Each further one takes an earlier one at random and cuts, drops,
exchanges or copies words; its time is later. Some say from whom they have it, some are copies, and some come without
a time, or at the time of another. An edge is right if it leads to the report that was taken; edges of reports
without a time are invented.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.utterances.statements import FIRST_DAY, make_statement, outlets
from newsloom.transforms.utterances.derivation import find_sources
from newsloom.transforms.utterances.reports import QuoteReport

_SYNONYMS = ("indeed", "surely", "simply", "plainly", "really", "truly", "clearly", "frankly")


@dataclass(frozen=True)
class Cascade:
    """Reports, the sentences around them, and for each but the first the one that it was taken from; None: unknown."""

    reports: tuple[QuoteReport, ...]
    around: dict[str, str]
    source_of: dict[str, str | None]


def make_cascade(rng: random.Random, size: int) -> Cascade:
    """A cascade of so many reports, one to an outlet."""
    where = outlets(rng, size)
    first = f"{make_statement(rng).text}. {make_statement(rng).text}"
    texts, at, parents, untimed = [first], [FIRST_DAY], [0], set()
    for n in range(1, size):
        parents.append(rng.choice([m for m in range(n) if m not in untimed]))
        texts.append(_retell(rng, texts[parents[n]], n))
        at.append(at[-1] + dt.timedelta(minutes=rng.randint(3, 300)))
        if rng.random() < 0.1:
            untimed.add(n)
    credited = {n for n in range(1, size) if rng.random() < 0.2 and n not in untimed}
    copies = {n for n in range(1, size) if rng.random() < 0.1 and n not in untimed}
    for n in copies:
        texts[n] = texts[parents[n]]
    reports = tuple(
        _report(n, texts[n], where[n], None if n in untimed else at[n], parents[n] if n in copies else n)
        for n in range(size)
    )
    around = {f"q{n}": f"“{texts[n]},” she told the {where[parents[n]]}." for n in credited}
    return Cascade(reports, around, {f"q{n}": None if n in untimed else f"q{parents[n]}" for n in range(1, size)})


def _retell(rng: random.Random, text: str, n: int) -> str:
    """The words with one or two of: a cut, a word dropped, a word exchanged."""
    words = text.split()
    for _ in range(rng.randint(1, 2)):
        place = rng.randrange(2, len(words) - 2)
        match rng.choice(("cut", "drop", "exchange", "exchange")):
            case "cut" if len(words) > 14:
                words = words[: -rng.randint(1, 4)] if rng.random() < 0.5 else words[rng.randint(1, 3) :]
            case "drop":
                del words[place]
            case _:
                words[place] = f"{rng.choice(_SYNONYMS)}{n}"
    return " ".join(words)


def _report(n: int, text: str, outlet: str, at: dt.datetime | None, original: int) -> QuoteReport:
    return QuoteReport(
        quote_id=f"q{n}",
        utterance_id=None,
        article_id=f"a{n}",
        original=f"a{original}",
        outlet=outlet,
        outlet_name=outlet,
        at=at,
        day=at.date() if at else None,
        seen=FIRST_DAY,
        type="direct",
        start=0,
        end=len(text),
        text=text,
        speaker="lee",
        speaker_text="Lee",
        speaker_start=None,
        speaker_end=None,
        speaker_kind="person",
        resolution="named",
        confidence=1.0,
        is_denied=False,
    )


def score_cascades(cascades: Sequence[Cascade]) -> tuple[float, float, int]:
    """Precision and recall of the edges, and how many were invented for a report without a time."""
    right = given = known = invented = 0
    for cascade in cascades:
        sources = find_sources(cascade.reports, lambda report, cascade=cascade: cascade.around.get(report.quote_id, ""))
        for quote_id, source in cascade.source_of.items():
            known += source is not None
            edge = sources.get(quote_id)
            given += edge is not None
            right += edge is not None and edge.quote_id == source
            invented += edge is not None and source is None
    return right / max(1, given), right / max(1, known), invented


def main() -> None:
    """Print precision, recall and F1 of the edges."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    precision, recall, invented = score_cascades([make_cascade(rng, rng.randint(3, 9)) for _ in range(arguments.n)])
    f1 = 2 * precision * recall / (precision + recall)
    print(f"edges: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}; invented without a time: {invented}")


if __name__ == "__main__":
    main()
