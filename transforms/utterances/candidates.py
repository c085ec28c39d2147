"""Candidate pairs of quotes by blocking: only reports that share a block are compared (Fellegi and Sunter 1969).

A block holds the reports with the same words, with the same two or three content words in order, with the same long
run of words though only two are content words, or with the same speaker and content word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.state.speech import QUOTE_BLOCKS
from newsloom.transforms.text.ids import FREE_BITS, block_number, id_number, numbered_id
from newsloom.transforms.utterances.wording import FUNCTION_WORDS, Wording, wording

QUOTE_WORDS = pa.schema(
    [("quote_id", pa.string()), ("blocks", pa.list_(pa.uint64())), ("content", pa.list_(pa.string()))]
)
"""A quote, its blocks but for those of its speaker, and the words that make those."""
_PAIRS = pa.schema([("quote", pa.uint64()), ("other", pa.uint64())])
_AT_A_TIME = 1_000  # new quotes whose pairs are counted at once, to spare memory
_SUFFICES, _SPEAKER = 1 << FREE_BITS, 2 << FREE_BITS
"""Bits of a block's number: whether a pair that shares it is a candidate, and whether it changes with the speaker."""
_KINDS = _SUFFICES | _SPEAKER
_N_GRAMS = {2: 0, 3: _SUFFICES}
"""Content words in order that make a block, and its bits. By hand."""
_RUN, _CONTENT_OF_RUN = 5, 2
"""Words in a row, at least, that make a block which suffices though only so many of them are content words, or one, as
in "we will not gamble with lives". By hand; as long a run as binds quoted words."""
_LEAST_WEIGHT = 2
"""Weight of the shared blocks from which a pair is a candidate: of one that suffices 2, of another 1."""


def read_quote_words(quotes: pa.Table) -> pa.Table:
    """Rows of QUOTE_WORDS: what an index needs to know of the wording of each quote, whoever said it."""
    ids, texts = (quotes[name].to_pylist() for name in ("quote_id", "text"))
    read = cache(wording)  # copies have the same texts
    of_quotes = [read(text) for text in texts]
    blocks = [sorted(_blocks_of_words(words)) for words in of_quotes]
    content = [sorted(words.content) for words in of_quotes]
    return pa.table([ids, blocks, content], schema=QUOTE_WORDS)


def index_quotes(quotes: pa.Table, words: pa.Table | None = None) -> pa.Table:
    """Rows of `quote_blocks` for quotes with their final speaker_entity_id; `words`: their `read_quote_words`."""
    words = read_quote_words(quotes) if words is None else words
    ids = quotes["quote_id"].to_pylist()
    words = words.take(pc.index_in(pa.array(ids, pa.string()), words["quote_id"].combine_chunks())).combine_chunks()
    numbers = pa.array([id_number(quote_id) for quote_id in ids], pa.uint64())
    owners = pc.take(numbers, pc.list_parent_indices(words["blocks"]))
    of_words = pa.table([pc.list_flatten(words["blocks"]), owners], schema=QUOTE_BLOCKS.schema)
    return pa.concat_tables([of_words, _index_speakers(quotes, words["content"].to_pylist())])


def index_speakers(quotes: pa.Table) -> pa.Table:
    """Those rows of `quote_blocks` that change with the speaker."""
    return _index_speakers(quotes, [wording(text).content for text in quotes["text"].to_pylist()])


def _index_speakers(quotes: pa.Table, contents: Iterable[Iterable[str]]) -> pa.Table:
    blocks: list[int] = []
    owners: list[int] = []
    columns = (quotes[name].to_pylist() for name in ("quote_id", "speaker_entity_id"))
    for quote_id, speaker, content in zip(*columns, contents, strict=True):
        of_quote = sorted(_blocks_of_speaker(content, speaker))
        blocks += of_quote
        owners += [id_number(quote_id)] * len(of_quote)
    return pa.table([pa.array(blocks, pa.uint64()), pa.array(owners, pa.uint64())], schema=QUOTE_BLOCKS.schema)


def _blocks_of_words(words: Wording) -> set[int]:
    """Blocks of content words in order; of runs; and of all words."""
    content = [word for word in words.level if word not in FUNCTION_WORDS]
    blocks = {block_number("words", *words.level) & ~_SPEAKER | _SUFFICES}
    for size in _N_GRAMS:
        n_grams = (content[i : i + size] for i in range(len(content) - size + 1))
        blocks |= {block_number("words", *n_gram) & ~_KINDS | _N_GRAMS[size] for n_gram in n_grams}
    return blocks | {block_number("run", *run) & ~_KINDS | _SUFFICES for run in _runs(words.level)}


def _blocks_of_speaker(content: Iterable[str], speaker: str | None) -> set[int]:
    """Blocks of the speaker with a content word that is no name: too many share what is talked about."""
    if not speaker:
        return set()
    return {block_number("speaker", speaker, word) & ~_KINDS | _SPEAKER for word in content}


def _runs(level: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Words in a row that have one content word, or two of which one is first or last: more make a block anyway."""
    content = [at for at, word in enumerate(level) if word not in FUNCTION_WORDS]
    before = [0, *accumulate(word not in FUNCTION_WORDS for word in level)]  # content words before each place
    for start, end in zip(range(len(level)), range(_RUN, len(level) + 1), strict=False):
        if before[end] - before[start] == 1:
            yield level[start:end]
    for first, second in pairwise(content):
        for start, end in ((first, max(second + 1, first + _RUN)), (min(first, second + 1 - _RUN), second + 1)):
            is_whole = start >= 0 and end <= len(level)
            if is_whole and before[end] - before[start] == _CONTENT_OF_RUN:
                yield level[start:end]


def lookup_blocks(words: Wording, speakers: Collection[str] = ()) -> pa.Array:
    """The blocks in which quotes that resemble words would be, those of the words' speakers among them."""
    blocks = _blocks_of_words(words)
    for speaker in speakers:
        blocks |= _blocks_of_speaker(words.content, speaker)
    return pa.array(sorted(blocks), pa.uint64())


def rank_quotes(rows: pa.Table, most: int) -> list[str]:
    """The quotes of rows of the index that share most, the best first; a block of few quotes tells more.

    Words in order tell more than speaker and word, and what is equally good stays in the order of ids.
    """
    sizes = rows.group_by("block").aggregate([([], "count_all")])
    joined = rows.join(sizes, "block")
    of_words = np.bitwise_and(joined["block"].to_numpy(), _KINDS) != _SPEAKER
    evidence = (1 + of_words) / np.sqrt(joined["count_all"].to_numpy())
    summed = joined.append_column("told", pa.array(evidence)).group_by("quote").aggregate([("told", "sum")])
    best = summed.sort_by([("told_sum", "descending"), ("quote", "ascending")])
    return [_quote_id(number) for number in best["quote"][:most].to_pylist()]


def drop_full_blocks(new: pa.Table, stored: pa.Table, max_block: int) -> pa.Table:
    """The new rows without those of blocks that have more than `max_block` stored quotes: these tell no more."""
    return new.filter(pc.invert(pc.is_in(new["block"], _full_blocks(stored, max_block))))


def _full_blocks(rows: pa.Table, max_block: int) -> pa.Array:
    sizes = rows.group_by("block").aggregate([([], "count_all")])
    return sizes.filter(pc.greater(sizes["count_all"], max_block))["block"].combine_chunks()


def pair_quotes(new: pa.Table, stored: pa.Table, max_block: int) -> Pairs:
    """A new quote and another one, for each two that share a block that suffices, or two others.

    `new` and `stored` are rows of the index, the latter at least those of blocks that are in `new`.
    """
    full = _full_blocks(pa.concat_tables([new, stored]), max_block)
    new, stored = (rows.filter(pc.invert(pc.is_in(rows["block"], full))) for rows in (new, stored))
    quotes = pc.unique(new["quote"])
    pairs = [_PAIRS.empty_table()]
    for start in range(0, len(quotes), _AT_A_TIME):
        batch = new.filter(pc.is_in(new["quote"], quotes[start : start + _AT_A_TIME]))
        among_new = _pairs_sharing_blocks(batch, new)
        pairs.append(among_new.filter(pc.less(among_new["quote"], among_new["other"])))
        with_stored = _pairs_sharing_blocks(batch, stored)
        pairs.append(with_stored.filter(pc.not_equal(with_stored["quote"], with_stored["other"])))
    return Pairs(pa.concat_tables(pairs).sort_by([("quote", "ascending"), ("other", "ascending")]))


@dataclass(frozen=True)
class Pairs:
    """Candidate pairs, as the numbers of the quotes' ids: there may be very many. Columns quote, other (uint64)."""

    numbers: pa.Table

    def __len__(self) -> int:
        return int(self.numbers.num_rows)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The pairs of ids, in order."""
        return chain.from_iterable(self.in_portions(_AT_A_TIME))

    def in_portions(self, size: int) -> Iterator[list[tuple[str, str]]]:
        """The pairs of ids, in order, so many at a time."""
        for batch in self.numbers.combine_chunks().to_batches(max_chunksize=size):
            yield [*zip(*(map(_quote_id, column.to_pylist()) for column in batch.columns), strict=True)]

    def others(self) -> list[str]:
        """Ids of the quotes that new ones are paired with, each once."""
        return [_quote_id(number) for number in pc.unique(self.numbers["other"]).to_pylist()]


def _quote_id(number: int) -> str:
    return numbered_id("q_", number)


def _pairs_sharing_blocks(rows: pa.Table, others: pa.Table) -> pa.Table:
    """Pairs (quote, other) whose shared blocks weigh enough."""
    shared = rows.join(others.rename_columns(["block", "other"]), "block", join_type="inner")
    weight = (np.bitwise_and(shared["block"].to_numpy(), _SUFFICES) != 0) + 1
    by_pair = shared.append_column("weight", pa.array(weight)).group_by(["quote", "other"])
    counted = by_pair.aggregate([("weight", "sum")])
    return counted.filter(pc.greater_equal(counted["weight_sum"], _LEAST_WEIGHT)).select(["quote", "other"])
