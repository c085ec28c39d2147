"""Files of wire messages: told by their codes, parted at each header."""

from newsloom.transforms.inputs.formats import wire
from tests.inputs.test_wires import ANPA, IPTC
from tests.payloads import parsed


def test_begins() -> None:
    assert wire.begins(ANPA.encode(), None) and wire.begins(IPTC.encode(), "text")
    assert not wire.begins(b"The old ferry sails again.", "wire")


def test_each_message_is_a_record_with_a_hash_of_its_own() -> None:
    first, second = parsed("a.anpa", ANPA + IPTC)
    assert first.raw_sha256 != second.raw_sha256
    assert (first.source_row, second.source_row) == (0, 1)
    assert parsed("b.anpa", ANPA)[0].raw_sha256 == first.raw_sha256
