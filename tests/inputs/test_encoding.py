"""Bytes to text: marks, declarations, strict UTF-8, and detection with and without a model of spelling."""

from __future__ import annotations

import codecs
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.inputs.encoding import (
    _best_spelled,
    _wide_without_mark,
    _with_stray_bytes,
    codec_name,
    decode,
    is_wide,
)
from newsloom.transforms.repair.charmodel import CharModel, charmodel_from_bytes
from tests.conftest import ROOT

MODEL = ROOT / "data" / "repair" / "charmodel.bin.zst"
STORY = "“It stays,” said {} on Tuesday – after the board’s vote on the ferry."
NAMES = {
    "cp1252": ("Søren Bøgh", "José Núñez", "Thaïs Lefèvre"),
    "cp1250": ("Łucja Wójcik", "István Szőke", "Bohdíra Křepelčíková"),
    "cp1254": ("Ayşe Ağaoğlu", "Tümgör Kırağaçlı"),
    "cp1257": ("Žydrūnas Kaminskas", "Rūstenė Gražvydytė"),
    "mac_roman": ("Zoë Müller and Håkon Dæhlie",),
}
NATIVE = {
    "cp1251": "Совет порта во вторник проголосовал за то, чтобы старый паром работал ещё одну зиму.",
    "cp1253": "Το συμβούλιο του λιμανιού ψήφισε την Τρίτη να κρατήσει το παλιό πλοίο έναν ακόμη χειμώνα.",
    "shift_jis": "港の委員会は火曜日、古いフェリーをもう一冬運航することを決めました。",
}


@cache
def model() -> CharModel:
    return charmodel_from_bytes(MODEL.read_bytes())


@given(st.text())
def test_utf8_is_read_as_it_is(text: str) -> None:
    text = text.lstrip("\ufeff").replace("\0", "")
    assert decode(text.encode()).text == text
    assert decode(codecs.BOM_UTF8 + text.encode(), "cp1251").text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings(encoding: str) -> None:
    mark = "\ufeff".encode(encoding)
    assert decode(mark + STORY.encode(encoding)).text == STORY
    assert decode(STORY.encode(encoding), encoding).text == STORY


def test_utf16_without_a_mark() -> None:
    assert decode(STORY.encode("utf-16-le")).text == STORY
    assert decode(STORY.encode("utf-16-be")).text == STORY


def test_a_declaration_is_believed_where_the_bytes_allow_it() -> None:
    assert decode("Łódź".encode("iso8859-2"), "iso-8859-2").text == "Łódź"
    assert decode("It’s".encode("cp1252"), "ISO-8859-1").text == "It’s"  # as browsers do
    assert decode("It’s".encode(), "iso-8859-1").text == "It’s"  # converted, the declaration forgotten
    assert decode("It’s".encode(), "utf-16").text == "It’s"
    assert decode("It’s".encode(), "no-such-charset").text == "It’s"


def test_surrogates_in_pairs_are_characters() -> None:
    assert decode("Ferry \U0001f6a2".encode("utf-16", "surrogatepass").decode("utf-16").encode()).text == "Ferry 🚢"
    assert decode(b"Ferry \xed\xa0\xbd\xed\xba\xa2").text == "Ferry 🚢"


def test_a_surrogate_alone_is_left_for_a_reject() -> None:
    assert decode(b"Ferry \xed\xa0\xbd").text == "Ferry \ud83d"


def test_stray_bytes_do_not_spoil_the_rest() -> None:
    data = STORY.format("Žydrūnas").encode() + b"\nIt\x92s late" + STORY.format("Søren").encode()[:-1] + b"\xc5"
    found = decode(data)
    assert found.encoding == "utf-8+cp1252"
    assert "Žydrūnas" in found.text
    assert "It’s late" in found.text


@pytest.mark.parametrize(("encoding", "name"), [(e, n) for e, names in NAMES.items() for n in names])
def test_foreign_names_tell_the_encoding_of_english_text(encoding: str, name: str) -> None:
    text = STORY.format(name)
    assert decode(text.encode(encoding), spelling=model().text_cost).text == text


@pytest.mark.parametrize("encoding", NATIVE)
@pytest.mark.parametrize("spelled", [False, True])
def test_languages_with_bytes_of_their_own(encoding: str, spelled: bool) -> None:
    spelling = model().text_cost if spelled else None
    assert decode(NATIVE[encoding].encode(encoding), spelling=spelling).text == NATIVE[encoding]


@given(st.binary())
def test_detection_never_fails_without_a_declaration_that_does(data: bytes) -> None:
    try:
        assert isinstance(decode(data).text, str)
    except UnicodeDecodeError:  # a byte order mark promises what the bytes do not keep
        assert data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))


def test_names_of_codecs() -> None:
    assert codec_name(' "UTF-8" ') == "utf-8"
    assert codec_name("base64") is None
    assert codec_name(None) is None


@pytest.mark.parametrize(
    ("encoding", "price"),
    [
        ("cp1250", 1.0),
        ("cp1254", 1.0),
        ("cp1257", 1.0),
        ("cp1251", 1.0),
        ("cp1253", 1.0),
        ("mac_roman", 6.0),
        ("cp850", 7.0),
        ("cp437", 7.0),
        ("koi8-r", 3.0),
    ],
)
def test_what_an_encoding_costs_beforehand(encoding: str, price: float) -> None:
    """It is taken where its reading is likelier than that under Windows-1252 by more than this."""
    word = b"\xf0\xb9\xe8\xfe\xd0"
    guess = encoding if encoding == "koi8-r" else None
    for lead, taken in ((price - 0.1, "cp1252"), (price + 0.1, encoding)):
        costs = {word.decode("cp1252") + " ": lead, word.decode(encoding) + " ": 0.0}
        assert _best_spelled(b"It is " + word, guess, lambda text, costs=costs: costs.get(text, 99.0)) == taken


@pytest.mark.parametrize(
    ("n_whole", "n_stray", "mixed"), [(40, 10, True), (39, 10, False), (4, 1, True), (3, 1, False)]
)
def test_how_much_must_be_whole_beside_stray_bytes(n_whole: int, n_stray: int, mixed: bool) -> None:
    """Eight of ten bytes beyond ASCII in whole characters; of 40 bytes 20 characters have two each."""
    data = b"a " + b"\xc3\xa9" * (n_whole // 2) + b" \xe9" * (n_stray + n_whole % 2)
    assert (_with_stray_bytes(data) is not None) == mixed


@pytest.mark.parametrize(("n_zeros", "wide"), [(71, "utf-16-le"), (70, None)])
def test_how_many_zeros_tell_utf_16(n_zeros: int, wide: str | None) -> None:
    data = b"a\0" * n_zeros + b"ab" * (100 - n_zeros)
    assert _wide_without_mark(data) == wide
    swapped = b"".join(data[i + 1 : i + 2] + data[i : i + 1] for i in range(0, len(data), 2))
    assert _wide_without_mark(swapped) == (wide and "utf-16-be")


@pytest.mark.parametrize(("n_odd", "wide"), [(4, "utf-16-le"), (5, None)])
def test_how_many_zeros_in_the_wrong_place_tell_that_it_is_not(n_odd: int, wide: str | None) -> None:
    assert _wide_without_mark(b"\0\0" * n_odd + b"a\0" * (100 - n_odd)) == wide


@pytest.mark.parametrize(("n", "wide"), [(3, None), (4, "utf-16-le")])
def test_a_few_bytes_tell_nothing(n: int, wide: str | None) -> None:
    assert _wide_without_mark(b"a\0" * n) == wide
    assert _wide_without_mark(b"a\0" * n + b"a") is None


@pytest.mark.parametrize(
    ("narrow", "wide", "behind", "expected"),
    [(0, 720, 4000, True), (0, 710, 4000, False), (300, 724, 4000, True), (310, 1690, 0, False)],
)
def test_the_first_kilobyte_shows_whether_characters_are_two_bytes_wide(narrow, wide, behind, expected) -> None:
    data = b"a" * narrow + "a".encode("utf-16-le") * (wide // 2) + b"a" * behind
    assert is_wide(data) == expected
