"""Short texts side by side: places of a form, and items over a notice."""

import pytest

from newsloom.transforms.reuse.short_texts import ShortTextOptions, SideBySide

FORM = "A barn burned down near {} on Monday, and {} was hurt by a falling beam, the fire service of the county said."
FILLED = [
    # label, what fills the places of either text, whether the form is filled otherwise
    ("a place and somebody", ("Elderby", "a farmer"), ("Nether Cray", "a tenant"), True),
    ("a place alone", ("Elderby", "a farmer"), ("Nether Cray", "a farmer"), False),
    ("other words, the same place", ("Elderby", "a farmer"), ("Elderby", "a tenant"), False),
    ("words that are no names", ("there", "a farmer"), ("here", "a tenant"), False),
    ("a name in another spelling", ("Elderby", "a farmer"), ("Elderbie", "a tenant"), False),
    ("the same names elsewhere", ("Elderby", "Ann Cray"), ("Ann Cray", "Elderby"), False),
    ("more than names", ("Elderby, where nobody lives now", "a farmer"), ("Nether Cray", "a tenant"), False),
    ("short words", ("Elderby", "he"), ("Nether Cray", "she"), False),
]


@pytest.mark.parametrize(("one", "other", "expected"), [row[1:] for row in FILLED], ids=[row[0] for row in FILLED])
def test_a_form_is_filled_with_other_names(one, other, expected):
    for a, b in ((one, other), (other, one)):
        assert SideBySide(FORM.format(*a), FORM.format(*b), ShortTextOptions()).fill_one_form() == expected


def test_as_many_names_alike_as_there_are_are_a_copy():
    alike = " {} and Skell and Orrin and Lund sent help."
    for more, expected in (("He", True), ("Then Tolverne", False)):
        one, other = (
            FORM.format(*fill) + alike.format(more) for fill in (("Elderby", "a farmer"), ("Nether Cray", "a tenant"))
        )
        options = ShortTextOptions(name_share=0.25)
        assert SideBySide(one, other, options).fill_one_form() == expected


NOTICE = "this paper is printed on Thursdays by the trust of the harbour towns and is paid for by those who read it"
ITEMS = [
    # label, the items of either, whether they have a notice in common and nothing else
    ("of their own", "Twelve geese crossed the frozen canal at dawn while schoolchildren watched from a lorry",
     "Nobody claimed the violin that was left behind on the last train before midsummer holidays", True),
    ("of one thing", "Twelve geese crossed the frozen canal at dawn while schoolchildren watched from a lorry",
     "Schoolchildren watched twelve geese that crossed a frozen canal very early in the morning today", False),
    ("hardly any", "Twelve geese crossed the canal", "Nobody claimed the violin", False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "expected"), [row[1:] for row in ITEMS], ids=[row[0] for row in ITEMS])
def test_items_over_a_notice(one, other, expected):
    for a, b in ((f"{one}. {NOTICE}", f"{other}. {NOTICE}"), (f"{NOTICE}. {one}", f"{NOTICE}. {other}")):
        assert SideBySide(a, b, ShortTextOptions()).share_a_notice() == expected
    middle = SideBySide(f"{one}. {NOTICE}. Thus.", f"{other}. {NOTICE}. Later.", ShortTextOptions())
    assert not middle.share_a_notice()


def test_texts_without_words_are_short_and_no_form():
    sides = SideBySide("", "", ShortTextOptions())
    assert sides.are_short and not sides.fill_one_form() and not sides.share_a_notice()
    assert not SideBySide("word " * 151, "word", ShortTextOptions()).are_short
    assert SideBySide("word " * 150, "word", ShortTextOptions()).are_short
