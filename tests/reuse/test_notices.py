"""Notices at the ends of texts."""

import pytest

from newsloom.transforms.reuse.notices import notice_words
from newsloom.transforms.text.word_hashes import hash_words

REPORT = "The ferry did not sail on Monday because the tide was too low. It will sail on Tuesday at noon."
NOTICES = [
    "Copyright 2016 The Calder Herald. All rights reserved.",
    "© 2014 Calder Media",
    "(Reporting by Ann Lee; Editing by Tom Roe)",
    "Follow us on Facebook and Twitter.",
    "Sign up for our newsletter and have it in your inbox.",
    "Ann Lee contributed to this report from Varne.",
    "Read more: https://calder.example/ferry",
]


def noticed(text):
    words = hash_words([text])
    return notice_words([text], words)


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("blank", ["\n\n", " "])
def test_a_notice_is_told_from_the_report(notice, blank):
    count = len(hash_words([REPORT]).hashes)
    assert not noticed(REPORT + blank + notice)[:count].any()
    assert noticed(REPORT + blank + notice)[count:].all()


def test_a_text_of_nothing_else_has_no_notices():
    assert not noticed("All rights reserved.").any()


def test_what_a_report_says_in_its_middle_is_no_notice():
    assert not noticed(
        REPORT * 4 + " They subscribe now to the view that all rights reserved are lost. " + REPORT * 10
    ).any()
