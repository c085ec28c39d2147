"""Captions are no part of what articles share."""

import pytest

from newsloom.transforms.reuse.background.captions import caption_words
from newsloom.transforms.text.word_hashes import hash_words

REPORT = "The ferry did not sail on Monday because the tide was too low."
CAPTIONS = (
    "Ferries wait in the ice off Nordby, March 3, 2019. REUTERS/Jo Bergan",
    "Ferries wait in the ice off Nordby, which has not been as thick for years, on Wednesday. (AP Photo/Jo Bergan)",
)


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_caption_is_told_from_the_report(caption):
    words = hash_words([f"{caption}\n\n{REPORT}", REPORT, caption])
    inside = caption_words([f"{caption}\n\n{REPORT}", REPORT, caption], words)
    count = len(hash_words([REPORT]).hashes)
    assert inside[: words.offsets[1]].sum() == words.offsets[1] - count
    assert not inside[words.offsets[1] :].any()  # a report, and a text of nothing else
