"""Marks in headlines that nothing introduces."""

import pytest

from newsloom.transforms.utterances.headlines.title_marks import quotes_in_marks
from tests.utterances.headlines.build import parts, title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘We will not go home’ as ferry fails", [("‘We will not go home’", None, True)]),
        ("‘We will not go’ as ferry fails", [("‘We will not go’", None, True)]),
        ("Lee in film called ‘We will not go home’", []),
        ("‘Who is it?’ Ferry sails without captain", [("‘Who is it?’", None, True)]),
        ("‘Ferries?’ Town has none", [("‘Ferries?’", None, False)]),
        ("‘We will not’ as ferry fails", [("‘We will not’", None, False)]),
        ("A ‘bridge to nowhere at all’ opens", [("‘bridge to nowhere at all’", None, False)]),
        ("Town sells ‘smart’ bins", [("‘smart’", None, False)]),
        ("Lee in film ‘We will not go home’", []),
        ("Hobart likens film to ‘a mess’", []),
        ("Hobart sees film as ‘a mess’", [("‘a mess’", None, False)]),
        ("Film called ‘slap in the face’", [("‘slap in the face’", None, True)]),
        ("Lee in the films ‘We will not go home’", []),
        ("Film festival crowd: ‘We will not all go home’", [("‘We will not all go home’", None, True)]),
        ("Opinion: ‘No’ and ‘yes’", [("‘No’", None, False), ("‘yes’", None, False)]),
    ],
)
def test_marks_may_be_speech(text, expected):
    assert parts(text, list(quotes_in_marks(title(text)))) == expected
