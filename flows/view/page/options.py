"""How much a page holds, and from what confidence on it counts speech."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class PageOptions:
    """Sizes and thresholds of the page. All by hand, the sizes so that 10,000 articles stay under 5 MB."""

    counted: float = 0.5
    """Confidence from which speech is shown and counted: by hand."""
    sure: float = 0.8
    """Confidence of speech and of its speaker from which both are sure: by hand."""
    max_bytes: int = 4_800_000
    """Bytes of the data of a page: by hand, so that the page is under 5 MB."""
    text_bytes: int = 4_400_000
    """Estimated bytes of the articles that are held with their text; fewer where the data is too large: by hand."""
    people: int = 300
    """People, and as many other speakers, that are listed: by hand."""
    people_with_quotes: int = 120
    """People of whom quotes are held even where the article's text is not: by hand."""
    quotes_each: int = 6
    """Quotes that are held of each of those: by hand."""
    stories: int = 250
    """Stories that are listed: by hand."""
    reports_each: int = 12
    """Reports that are held of each story: by hand."""
    quotes: int = 250
    """Of the latest quotes, those that are held besides: by hand."""
    utterances: int = 250
    """Utterances with several reports that are listed: by hand."""
    silent: int = 60
    """People named but never quoted that are listed: by hand."""
    part_quotes: int = 500
    """Quotes of one address that `newsloom explore` sends: by hand."""
    part_articles: int = 200
    """Articles, and as many stories or utterances, of one address that it sends: by hand."""
    part_names: int = 40
    """Names of one outlet or search that it sends: by hand."""
    rejects: int = 200
    """Refused records of each reason that are listed: by hand."""
    roles_each: int = 12
    """Roles that are held of a person: by hand."""

    def without_limits(self) -> PageOptions:
        """The same with all rows of every list, for a dataset that fits into a page as a whole."""
        return replace(self, **dict.fromkeys(_LISTS, _ALL))


_LISTS = (
    *("people", "people_with_quotes", "quotes_each", "stories", "reports_each", "utterances", "silent"),
    *("quotes", "roles_each", "text_bytes"),
)
"""Options that say how much of a list, or of the texts, a page has."""
_ALL = 1_000_000_000
"""More rows than any list has."""
