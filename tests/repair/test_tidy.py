"""What text carries beside its words."""

import pytest

from newsloom.transforms.repair.tidy import (
    compose_accents,
    decode_entities,
    drop_controls,
    drop_invisible,
    drop_tags,
    is_hard_wrapped,
    tidy_spaces,
    unwrap,
)
from newsloom.transforms.text.edits import apply_edits

WRAPPED = (
    "The council said that it would keep\nthe old ferry for one more winter,\n"
    "because the bridge is not ready yet\nand nobody can say when it will be."
)
CASES = [
    (drop_tags, "a<script>x<b>y</script>b", "ab"),
    (drop_tags, "a<!-- x -->b<unknown>c", "ab<unknown>c"),
    (drop_tags, "a<!-- never ends", "a<!-- never ends"),
    (decode_entities, "&eacute;&#8212;&nosuch;&amp", "é—&nosuch;&amp"),
    (compose_accents, "e\u0301 \u212b", "é \u212b"),
    (drop_invisible, "a\u200bb\u00ad می\u200cروم", "ab می\u200cروم"),
    (drop_invisible, "a coun\u00ad\ncillor\u00ad\nIt", "a councillor\nIt"),
    (drop_invisible, "\u200d👩 👩\u200d", "👩 👩"),
    (drop_invisible, "👩\u200d👩 👩\u200c👩", "👩\u200d👩 👩👩"),
    (drop_invisible, "م\u200ca a\u200cم م\u200dم", "مa aم م\u200dم"),
    (drop_invisible, "a\u200d👩 👩\u200da a\u200da", "a👩 👩a aa"),
    (drop_invisible, "❤\ufe0f\u200d🔥 🏻\u200d☠ 1\u20e3\u200d👩", "❤\ufe0f\u200d🔥 🏻\u200d☠ 1\u20e3\u200d👩"),
    (drop_controls, "a\x00b\tc\nd", "ab\tc\nd"),
    (tidy_spaces, "a\u2028b \n\n\n c\t", "a\nb\n\nc"),
    (unwrap, WRAPPED, WRAPPED.replace("\n", " ")),
]


@pytest.mark.parametrize(("make", "before", "after"), CASES, ids=lambda v: getattr(v, "__name__", None))
def test_a_rule(make, before, after):
    assert apply_edits(before, make(before)) == after


def test_a_hyphen_at_a_lines_end_goes_where_the_text_has_the_word():
    lines = "They want to cooperate with others in this\nmatter, and they said that they would co-\n"
    text = lines + "operate for as long as it takes to build a\nnew bridge over the river in the old town."
    assert "would cooperate for" in apply_edits(text, unwrap(text))


@pytest.mark.parametrize(("n_short", "wrapped"), [(0, True), (2, False), (4, False)])
def test_nearly_all_lines_are_full_where_text_is_wrapped(n_short, wrapped):
    text = "\n".join(
        ["The council said that it would keep"] * (10 - n_short) + ["A short line"] * n_short + ["The end."]
    )
    assert is_hard_wrapped(text) is wrapped


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The is-\nlanders were re-\nlieved.", "The islanders were relieved."),
        ("The is-\nlanders were here.", None),
        ("The islanders? Is-\nlanders!", None),
        ("A self-\nmade man was re-\nlieved.", "A self-made man was relieved."),
        ("A new-\nfound re-found, re-\nfound man.", "A new-found re-found, re-found man."),
        ("The is-\nLanders were re-\n10 more", None),
        (
            "The is¬\nlanders, the is¬ landers, the is¬landers; 5 ¬ 6",
            "The islanders, the islanders, the islanders; 5 ¬ 6",
        ),
    ],
)
def test_words_broken_at_line_ends(text, wanted):
    assert apply_edits(text, unwrap(text)) == (text if wanted is None else wanted)
