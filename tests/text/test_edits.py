"""Composition and undoing of edits, over arbitrary texts and arbitrary edits."""

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.text.edits import Edit, apply_edits, compose, join_removals, place, raw_span, undo

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=[]), max_size=40)


@st.composite
def edited(draw, text):
    """Sorted edits of `text` that do not overlap, some of them not applied."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        after = draw(st.text(max_size=4))
        if text[start:end] == after or (edits and start == end == edits[-1].end):
            continue
        edits.append(Edit("unicode", "any", start, end, text[start:end], after, applied=draw(st.booleans())))
    return edits


@given(st.data(), ANY_TEXT)
def test_undo_gives_the_raw_text_back(data, raw):
    edits = data.draw(edited(raw))
    assert undo(apply_edits(raw, edits), place(edits)) == raw


@given(st.data(), ANY_TEXT)
def test_composed_edits_do_what_both_passes_do(data, raw):
    first = data.draw(edited(raw))
    middle = apply_edits(raw, first)
    second = data.draw(edited(middle))
    both = compose(raw, first, second)
    clean = apply_edits(middle, second)
    assert apply_edits(raw, both) == clean
    assert undo(clean, place(both)) == raw
    assert all(raw[e.start : e.end] == e.before for e in both)
    applied = [e for e in both if e.applied]
    assert all(a.end <= b.start for a, b in itertools.pairwise(applied))


@given(st.data(), ANY_TEXT)
def test_placed_edits_show_what_they_wrote(data, raw):
    edits = data.draw(edited(raw))
    clean = apply_edits(raw, edits)
    for item in place(edits):
        if item.edit.applied:
            assert clean[item.clean_start : item.clean_end] == item.edit.after
        assert 0 <= item.clean_start <= item.clean_end <= len(clean)


@given(st.data(), ANY_TEXT)
def test_raw_span_of_the_whole_text_is_the_whole_text_but_for_its_deleted_ends(data, raw):
    edits = data.draw(edited(raw))
    clean = apply_edits(raw, edits)
    start, end = raw_span(edits, 0, len(clean))
    assert 0 <= start <= end <= len(raw)


def test_touching_edits_stay_apart():
    first = [Edit("html", "tag", 5, 9, "<br>", "")]
    second = [Edit("unicode", "nfc", 5, 6, "x", "y")]
    assert [e.rule for e in compose("abcde<br>xyz", first, second)] == ["tag", "nfc"]


def test_an_edit_inside_what_another_wrote_is_merged():
    first = [Edit("html", "entity", 0, 6, "&#196;", "Ä")]
    second = [Edit("mojibake", "cp1252", 0, 2, "Ä—", "ė")]
    (merged,) = compose("&#196;—", first, second)
    assert (merged.kind, merged.rule, merged.before, merged.after) == ("mojibake", "entity+cp1252", "&#196;—", "ė")


def test_what_one_rule_takes_out_in_pieces_is_one_edit():
    one, two = Edit("boilerplate", "link", 2, 4, "cd", ""), Edit("boilerplate", "link", 4, 6, "ef", "")
    assert join_removals([one, two]) == [Edit("boilerplate", "link", 2, 6, "cdef", "")]
    apart = [one, Edit("boilerplate", "link", 5, 6, "f", "")]
    other = [one, Edit("boilerplate", "label", 4, 6, "ef", "")]
    put = [Edit("repair", "mark", 2, 4, "cd", "x"), Edit("repair", "mark", 4, 6, "ef", "x")]
    undone = [
        Edit("repair", "mark", 2, 4, "cd", "", applied=False),
        Edit("repair", "mark", 4, 6, "ef", "", applied=False),
    ]
    told = [replace(edit, kind="metadata") for edit in (one, two)]
    for edits in (apart, other, put, undone, told, []):
        assert join_removals(edits) == edits
