"""Words in marks that a headline ascribes to somebody in passing."""

import pytest

from newsloom.transforms.utterances.headlines.title_ascribed import ascribed_to, is_called
from tests.utterances.headlines.build import title

ASCRIBED = [  # headline, whom its last marks are ascribed to
    ("‘I will stay,’ Hobart reminds council", "Hobart"),
    ("‘I will stay’ Hobart reminds council", None),
    ("‘I will stay,’ council hears", None),
    ("Yes, ‘I will stay,’ Hobart reminds council", None),
    ("Lena Hobart ‘will not run’ again", "Lena Hobart"),
    ("Lena Hobart ‘won’t run’ again", "Lena Hobart"),
    ("The bridge ‘will not open’", None),
    ("Lena Hobart ‘runs’ again", None),
    ("Mayor decries ‘cowardly’ act", "Mayor"),
    ("Mayor accuses Ove Lind of ‘stirring up the town’", "Mayor"),
    ("Mayor blasts council, decries ‘cowardly’ act", "Mayor"),
    ("Mayor blasts council and bridge falls, decries ‘cowardly’ act", "Mayor"),
    ("Mayor hails talks with Ove Lind as ‘an honour’", "Mayor"),
    ("Mayor hails talks with ‘the gang’", None),
    ("Mayor blasts council after ‘cowardly’ act", None),
    ("Storm blasts ‘old’ pier", None),
    ("Mayor opens ‘smart’ bridge", None),
    ("Mayor offers ‘dreamers’ a bridge", None),
    ("Mayor vows to ‘rebuild’ pier", "Mayor"),
    ("Ann Lee goes on air, accuses Ove Lind of being ‘late’", "Ann Lee"),
    ("Mayor warns those two old men of the ferry board here: ‘go’", None),
    ("Mayor slammed for ‘cowardly’ act", None),
    ("Mayor calls for ‘smart’ bridges", None),
    ("Ann Lee and Ove Lind decry ‘cowardly’ act", "Ann Lee and Ove Lind"),
    ("Storm falls and mayor decries ‘cowardly’ act", "mayor"),
    ("Mayor blames council for Ann Lee’s ‘Lind sank the pier’ flap", None),
    ("Mayor decries Ann Lee’s ‘cowardly’ act", "Mayor"),
    ("‘Cross’ Ann Lee calls Ove Lind ‘Mr. Late’", "Ann Lee"),
]


@pytest.mark.parametrize(("text", "speaker"), ASCRIBED)
def test_whose_words_in_marks_are(text: str, speaker: str | None) -> None:
    read = title(text)
    span = ascribed_to(read, read.quoted[-1])
    assert (text[slice(*span)] if span else None) == speaker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bridge called ‘slap in the face’", True),
        ("Bridge described as ‘slap in the face’", True),
        ("Bridge called ‘Slap in the Face’", False),
        ("Mayor calls bridge ‘slap in the face’", False),
        ("Old bridge ‘slap in the face’", False),
        ("‘slap in the face’", False),
    ],
)
def test_what_somebody_unnamed_calls_it(text: str, expected: bool) -> None:
    read = title(text)
    assert is_called(read, read.quoted[0]) == expected
