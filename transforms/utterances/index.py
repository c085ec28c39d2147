"""Where reports of the same words meet: an index of what they have in common, so that no two others are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.state.speech import QUOTE_BLOCKS
from newsloom.transforms.text.ids import content_number, id_number
from newsloom.transforms.utterances.variants import FUNCTION_WORDS, Wording, wording

_PAIRS = pa.schema([("quote", pa.uint64()), ("other", pa.uint64())])
_AT_A_TIME = 1_000  # new quotes whose pairs are counted at once, to spare memory


def blocks(quotes: pa.Table, words: Callable[[str], Wording] = wording) -> pa.Table:
    """Rows of `quote_blocks` for quotes with their final speaker_entity_id; `words` may remember what it returned."""
    found: list[int] = []
    owners: list[int] = []
    columns = (quotes[name].to_pylist() for name in ("quote_id", "text", "speaker_entity_id"))
    for quote_id, text, speaker in zip(*columns, strict=True):
        some = _blocks(words(text), speaker)
        found += sorted(some)
        owners += [id_number(quote_id)] * len(some)
    return pa.table([pa.array(found, pa.uint64()), pa.array(owners, pa.uint64())], schema=QUOTE_BLOCKS.schema)


def speaker_blocks(quotes: pa.Table) -> pa.Table:
    """Those rows of `quote_blocks` that change with the speaker."""
    rows = blocks(quotes)
    return rows.filter(pa.array(np.bitwise_and(rows["block"].to_numpy(), 1) == 0))


def _blocks(words: Wording, speaker: str | None) -> set[int]:
    """Odd ones for three content words in order, even ones for the speaker with a word that is no name: what is talked
    about is shared by too many."""
    content = [word for word in words.level if word not in FUNCTION_WORDS]
    in_order = {content_number("words", *content[i : i + 3]) | 1 for i in range(len(content) - 2)}
    return in_order | ({content_number("speaker", speaker, word) & ~1 for word in words.content} if speaker else set())


def unfilled(new: pa.Table, stored: pa.Table, max_block: int) -> pa.Table:
    """The new rows of the index that are worth keeping: a block that has more than `max_block` quotes tells no more."""
    return new.filter(pc.invert(pc.is_in(new["block"], _larger(stored, max_block))))


def _larger(rows: pa.Table, max_block: int) -> pa.Array:
    sizes = rows.group_by("block").aggregate([([], "count_all")])
    return sizes.filter(pc.greater(sizes["count_all"], max_block))["block"].combine_chunks()


def candidate_pairs(new: pa.Table, stored: pa.Table, max_block: int) -> Pairs:
    """A new quote and another one, for each two that meet in one block of words or in two of speaker and word.

    `new` and `stored` are rows of the index, the latter at least those of blocks that are in `new`.
    """
    every = pa.concat_tables([new, stored])
    larger = _larger(every, max_block)
    new, stored = (rows.filter(pc.invert(pc.is_in(rows["block"], larger))) for rows in (new, stored))
    quotes = pc.unique(new["quote"])
    found = [_PAIRS.empty_table()]
    for start in range(0, len(quotes), _AT_A_TIME):
        some = new.filter(pc.is_in(new["quote"], quotes[start : start + _AT_A_TIME]))
        among_new = _meetings(some, new)
        found.append(among_new.filter(pc.less(among_new["quote"], among_new["other"])))
        found.append(_meetings(some, stored))
    return Pairs(pa.concat_tables(found).sort_by([("quote", "ascending"), ("other", "ascending")]))


@dataclass(frozen=True)
class Pairs:
    """Quotes that meet, as the numbers of their ids: there may be very many."""

    numbers: pa.Table

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The pairs of ids, in order."""
        for batch in self.numbers.to_batches(max_chunksize=_AT_A_TIME):
            yield from zip(*(map(_quote_id, column.to_pylist()) for column in batch.columns), strict=True)

    def others(self) -> list[str]:
        """Ids of the quotes that new ones meet, each once."""
        return [_quote_id(number) for number in pc.unique(self.numbers["other"]).to_pylist()]


def _quote_id(number: int) -> str:
    return f"q_{number:016x}"


def _meetings(some: pa.Table, others: pa.Table) -> pa.Table:
    """Pairs (quote, other) that have enough blocks in common."""
    met = some.join(others.rename_columns(["block", "other"]), "block", join_type="inner")
    weight = np.bitwise_and(met["block"].to_numpy(), 1) + 1
    counted = met.append_column("weight", pa.array(weight)).group_by(["quote", "other"]).aggregate([("weight", "sum")])
    return counted.filter(pc.greater_equal(counted["weight_sum"], 2)).select(["quote", "other"])
