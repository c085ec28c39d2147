"""Reports for tests."""

import datetime as dt

from newsloom.transforms.utterances.reports import QuoteReport

DAY = dt.date(2024, 3, 1)
NOON = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)


def report(text: str = "x", quote_id: str = "q", **values: object) -> QuoteReport:
    """A report of one person in direct speech; its article and outlet are its own."""
    known: dict = {
        "quote_id": quote_id,
        "utterance_id": None,
        "article_id": f"a-{quote_id}",
        "original": f"a-{quote_id}",
        "outlet": f"{quote_id}.example",
        "outlet_name": f"{quote_id} Post",
        "at": None,
        "day": DAY,
        "seen": NOON,
        "type": "direct",
        "start": 0,
        "end": len(text),
        "text": text,
        "speaker": "lee",
        "speaker_text": "Ann Lee",
        "speaker_start": None,
        "speaker_end": None,
        "speaker_kind": "person",
        "resolution": "named",
        "confidence": 1.0,
        "is_denied": False,
    }
    return QuoteReport(**(known | values))
