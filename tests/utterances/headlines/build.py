"""Headlines for tests, over the names of a small article."""

from newsloom.transforms.utterances.headlines.callers import Callers, callers_of
from newsloom.transforms.utterances.headlines.title import Title, TitleQuote, read_title
from tests.quotes.build import CUES, FewNames

NAMES = FewNames(
    "Lena Hobart met Ove Lind, Ann Lee and Ove Lee of Acme Grid in Ardle.",
    [
        *(("Lena Hobart", "PERSON", 0), ("Ove Lind", "PERSON", 1), ("Ann Lee", "PERSON", 2), ("Ove Lee", "PERSON", 3)),
        *(("Acme Grid", "ORG", 4), ("Ardle", "GPE", 5)),
    ],
)


def callers(quoted=()) -> Callers:
    return callers_of(NAMES.mention_records, quoted)


def title(text: str, outlet: str | None = None, quoted=()) -> Title:
    return read_title(text, outlet, callers(quoted), CUES)


def parts(text: str, quotes: list[TitleQuote]) -> list[tuple[str, str | None, bool]]:
    """Content, speaker and certainty of quotes."""
    return [(text[slice(*q.content)], text[slice(*q.speaker)] if q.speaker else None, q.is_certain) for q in quotes]
