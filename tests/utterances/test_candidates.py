"""Blocking: which reports are compared at all."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from newsloom.transforms.text.ids import FREE_BITS
from newsloom.transforms.utterances.candidates import (
    QUOTE_WORDS,
    drop_full_blocks,
    index_quotes,
    index_speakers,
    lookup_blocks,
    pair_quotes,
    rank_quotes,
    read_quote_words,
)
from newsloom.transforms.utterances.same_statement import UtteranceOptions
from newsloom.transforms.utterances.wording import wording

PAIRS = [  # label, (text, speaker) of two, whether they are a candidate pair
    ("three content words in order", ("harbour prices rose", None), ("so harbour prices rose", None), True),
    ("in another order", ("harbour prices rose", None), ("prices rose harbour", None), False),
    ("two content words", ("harbour prices", None), ("the harbour prices then", None), False),
    (
        "two content words twice",
        ("harbour prices of steel rose", None),
        ("harbour prices of boats, steel rose", None),
        True,
    ),
    ("the same words", ("it is in the town", None), ("they were in a town", None), False),
    ("all the same words", ("it is in the town", None), ("It’s in a town", None), True),
    (
        "a long run of one",
        ("we shall not be harbouring any of them", None),
        ("that we shall not be harbouring any", None),
        True,
    ),
    (
        "a shorter run of one",
        ("we are not harbouring", None),
        ("that we are not harbouring any", None),
        False,
    ),
    (
        "a run of none",
        ("we shall not be there for any of them", None),
        ("that we shall not be there for any", None),
        False,
    ),
    (
        "a long run of two",
        ("prices which are not of the harbour", None),
        ("or prices which are not of harbours", None),
        True,
    ),
    ("a shorter run of two", ("prices not of the harbour", None), ("or prices not of harbours", None), False),
    (
        "a run before two",
        ("if we could not price the harbour", None),
        ("so we could not price harbours then", None),
        True,
    ),
    ("speaker and two words", ("harbour prices", "lee"), ("prices of harbours", "lee"), True),
    ("speaker and one word", ("harbour prices", "lee"), ("harbour boats", "lee"), False),
    ("other speaker", ("harbour prices", "lee"), ("prices of harbours", "park"), False),
    ("speaker and names", ("he saw Lima Callao", "lee"), ("she liked Callao Lima", "lee"), False),
]


def quotes(*rows: tuple[str, str | None], first: int = 0) -> pa.Table:
    ids = [f"q_{first + n:016x}" for n in range(len(rows))]
    speakers = pa.array([speaker for _, speaker in rows], pa.string())
    return pa.table({"quote_id": ids, "text": [text for text, _ in rows], "speaker_entity_id": speakers})


@pytest.mark.parametrize(("_", "one", "other", "expected"), PAIRS, ids=[case[0] for case in PAIRS])
def test_pair(_: str, one: tuple[str, str | None], other: tuple[str, str | None], expected: bool) -> None:
    together = pair_quotes(index_quotes(quotes(one, other)), index_quotes(quotes()), 9)
    assert list(together) == ([(f"q_{0:016x}", f"q_{1:016x}")] if expected else [])
    apart = pair_quotes(index_quotes(quotes(one)), index_quotes(quotes(other, first=1)), 9)
    assert apart.others() == ([f"q_{1:016x}"] if expected else [])


def test_blocks_of_many_pair_nobody() -> None:
    index = index_quotes(quotes(*[("harbour prices rose", None)] * 3))
    empty = index_quotes(quotes())
    assert len(list(pair_quotes(index, empty, 3))) == 3
    assert list(pair_quotes(index, empty, 2)) == []


def test_full_blocks_are_not_stored_again() -> None:
    stored = index_quotes(quotes(*[("harbour prices rose", None)] * 3))
    new = index_quotes(quotes(("harbour prices rose quickly", None), first=9))
    assert new.num_rows == 6
    assert drop_full_blocks(new, stored, 3).num_rows == 6
    assert drop_full_blocks(new, stored, 2).num_rows == 3


def test_blocks_say_their_kind() -> None:
    rows = quotes(("harbour prices rose", "lee"))
    blocks = index_speakers(rows)["block"].to_pylist()
    assert len(blocks) == 3 and {block >> FREE_BITS & 3 for block in blocks} == {2}
    kinds = [block >> FREE_BITS & 3 for block in index_quotes(rows)["block"].to_pylist()]
    assert [kinds.count(kind) for kind in range(4)] == [2, 1, 3, 0]  # three words are their own row of three


def test_words_that_were_read_before_make_the_same_blocks() -> None:
    rows = quotes(("harbour prices rose", "lee"), ("boats left Callao", None), ("the harbour prices", "park"))
    words = read_quote_words(rows)
    assert words.schema == QUOTE_WORDS
    some = rows.take([2, 0])  # some were set aside since, and another order
    assert index_quotes(some, words) == index_quotes(some)


def test_pairs_come_in_portions() -> None:
    pairs = pair_quotes(index_quotes(quotes(*[("harbour prices rose", None)] * 5)), index_quotes(quotes()), 9)
    portions = list(pairs.in_portions(4))
    assert [len(some) for some in portions] == [4, 4, 2] and len(pairs) == 10
    assert [pair for some in portions for pair in some] == list(pairs)


def test_a_quote_is_no_pair_with_itself() -> None:
    index = index_quotes(quotes(("harbour prices rose", None)))
    assert list(pair_quotes(index, index, 9)) == []


def test_what_is_asked_for_is_looked_up_in_its_blocks() -> None:
    index = index_quotes(
        quotes(("harbour prices rose again", "lee"), ("boats left harbour prices", None), ("it is late", None))
    )
    rows = index.filter(pc.is_in(index["block"], lookup_blocks(wording("the harbour prices rose"))))
    assert rank_quotes(rows, 9) == [f"q_{0:016x}", f"q_{1:016x}"]
    assert rank_quotes(rows, 1) == [f"q_{0:016x}"]
    nothing = index.filter(pc.is_in(index["block"], lookup_blocks(wording("prices of the harbour"))))
    assert rank_quotes(nothing, 9) == []
    by_lee = index.filter(pc.is_in(index["block"], lookup_blocks(wording("prices of the harbour"), ["lee"])))
    assert rank_quotes(by_lee, 9) == [f"q_{0:016x}"]


@pytest.mark.parametrize(("n", "left"), [(200, 1), (201, 0)])
def test_how_many_quotes_a_block_may_have(n: int, left: int) -> None:
    new = pa.table({"block": pa.array([8], pa.uint64())})
    stored = pa.table({"block": pa.array([8] * n, pa.uint64())})
    assert drop_full_blocks(new, stored, UtteranceOptions().max_block).num_rows == left
