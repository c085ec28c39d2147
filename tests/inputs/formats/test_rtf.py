"""Rich text is read without its layout."""

from tests.payloads import parsed

HEAD = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 "


def test_words_and_letters():
    (record,) = parsed(
        "a.rtf", HEAD + r"\b Ferry returns\b0\par \par The clerk \u8220?We paid,\u8221? said \'c5s.\par}"
    )
    assert record.text.split("\n")[0] == "Ferry returns"
    assert "The clerk “We paid,” said Ås." in record.text


def test_the_name_does_not_matter():
    assert parsed("a.txt", HEAD + "The board voted.}")[0].text.strip() == "The board voted."


def test_no_text_is_empty():
    assert parsed("a.rtf", HEAD + "}")[0].reason == "empty"


def test_text_called_rtf():
    assert parsed("a.rtf", "Just text.")[0].reason == "unparseable"
