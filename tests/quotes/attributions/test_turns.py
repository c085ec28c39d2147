"""Labels before the turns of interviews and transcripts: which are any, and the turns that they part."""

import pytest

from newsloom.transforms.quotes.attributions.turns import find_label_attribution, part_turns, transcript_labels
from tests.quotes.build import FewNames, article

LABELS = [  # text, label, content
    ("LEE: It was late.", "LEE", "It was late."),
    ("Ann Lee: It was late.", "Ann Lee", "It was late."),
    ("Q: Was it late?", "Q", "Was it late?"),
    ("“Lee : It was late.", "Lee", "It was late."),
    ("Bank of Peru: It was late.", "Bank of Peru", "It was late."),
    ("it: was late", None, None),
    ("Lee:late", None, None),
    ("One Two Three Four Five Six: It was.", None, None),
]
TRANSCRIPTS = [  # text, labels
    ("LEE: It is.\nPARK: No.\nLEE: Yes.", {"LEE", "PARK"}),
    ("LEE: It is.\nPARK: No.", set()),
    ("Lee: It is.\nLee: Yes.", set()),
    ("Q: Is it?\nA: Yes.", {"Q", "A"}),
    ("Q: Is it?\nB: Yes.", set()),
    ("Q. Is it?\nA. Yes.", {"Q", "A"}),
    ("Question: Is it?\nAnswer: Yes.", {"Question", "Answer"}),
    ("A. Bread\nB. Salt", set()),
]
CONVERSATIONS = [  # text, names of people in it, in order, labels
    ("Ann Lee: Why?\nBo Park: I was late.", ["Ann Lee", "Bo Park"], {"Ann Lee", "Bo Park"}),
    ("Ann Lee: It is.\nBo Park: No.\nLee: Yes, you are.", ["Ann Lee", "Bo Park", "Lee"], {"Ann Lee", "Bo Park", "Lee"}),
    ("Ann Lee met Bo Park.\nAL: Why?\nBP: I was late.", ["Ann Lee", "Bo Park"], {"AL", "BP"}),
    ("Dr. Ann Lee: Why?\nMayor Park: I was late.", ["Ann Lee", "Park"], {"Dr. Ann Lee", "Mayor Park"}),
    ("Élise Lee: Why?\nBo Park: I was late.", ["Élise Lee", "Bo Park"], {"Élise Lee", "Bo Park"}),
    ("Host: Why?\nBo Park: I was late.", ["Bo Park"], {"Host", "Bo Park"}),
    ("Q: Why?\nBo Park: I was late.", ["Bo Park"], {"Q", "Bo Park"}),
    ("The Ulm Courier: Why?\nBo Park: I was late.", ["Bo Park"], {"The Ulm Courier", "Bo Park"}),
    ("Ann Lee: Why? Bo Park: I was late.", ["Ann Lee", "Bo Park"], {"Ann Lee", "Bo Park"}),
    ("Ann Lee: Why?\n\n\nIt rained.\nBo Park: I was late.", ["Ann Lee", "Bo Park"], set()),  # nobody answers
    ("Ann Lee: guitar\nBo Park: I drum\nAnn Lee: bass", ["Ann Lee", "Bo Park", "Ann Lee"], set()),
    ("Ann Lee: A lawyer.\nBo Park: A baker.\nAnn Lee: Tall.", ["Ann Lee", "Bo Park", "Ann Lee"], set()),
    ("Hull: Lee 4.\nUlm: Park 3, you see.\nHull: No.", [], set()),
    ("Reuters: Talks fail.\nReuters: We go on.", [], set()),
]


@pytest.mark.parametrize(("text", "label", "content"), LABELS)
def test_label(text: str, label: str | None, content: str | None) -> None:
    attribution = find_label_attribution(text, 0, len(text))
    if label is None:
        assert attribution is None
        return
    assert attribution is not None
    assert (text[slice(*attribution.source)], text[slice(*attribution.content)]) == (label, content)
    assert text[slice(*attribution.cue)] == ":"
    assert (attribution.score, attribution.link_score, attribution.origin) == (0.7, 0.9, "label")


@pytest.mark.parametrize(("text", "labels"), TRANSCRIPTS)
def test_transcript(text: str, labels: set[str]) -> None:
    assert transcript_labels(text, article(text).paragraphs) == labels


@pytest.mark.parametrize(("text", "names", "labels"), CONVERSATIONS)
def test_conversation(text: str, names: list[str], labels: set[str]) -> None:
    chains = {"Lee": 0, "Park": 1}
    mentions = FewNames(text, [(name, "PERSON", chains[name.split()[-1]]) for name in names]).mention_records
    assert transcript_labels(text, article(text).paragraphs, mentions) == labels


def test_turns_in_one_paragraph_are_parted_at_capitals_and_at_labels_of_the_article() -> None:
    text = "Ann Lee: Why? PARK: No. It is: Late. Park: I was late."
    label = find_label_attribution(text, 0, len(text))
    parts = part_turns(label, text, frozenset(("Ann Lee", "Park")))
    turns = [(text[slice(*a.source)], text[slice(*a.content)]) for a in parts]
    assert turns == [("Ann Lee", "Why?"), ("PARK", "No. It is: Late."), ("Park", "I was late.")]
