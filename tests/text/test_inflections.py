"""Forms of verbs and nouns: all of the shipped cues, against a list that was read by eye, and the rules by example."""

import re

import pytest

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.text.inflections import add_s, inflect_noun, inflect_verb
from newsloom.transforms.text.lexicon import lexicon
from tests.conftest import CASE_FILES

CUES = load_assets().cues
FORMS = {
    word: frozenset(forms.split())
    for word, forms in (line.split("\t") for line in (CASE_FILES / "cue_forms.tsv").read_text("utf-8").splitlines()[2:])
}
FIRST_WORDS = {lemma.split(" ")[0]: CUES.inflect(lemma) for lemma in CUES.classes}


@pytest.mark.parametrize("word", sorted(FIRST_WORDS))
def test_forms_of_every_cue(word: str) -> None:
    assert FIRST_WORDS[word] - {word} == FORMS[word]


def test_the_list_has_no_word_that_is_no_cue() -> None:
    assert set(FORMS) == set(FIRST_WORDS)
    assert set(lexicon("irregular_verbs")) <= set(FIRST_WORDS)


def test_short_verbs_double_their_last_letter() -> None:
    """One vowel before one consonant, one syllable: "beged" can stand nowhere in the forms."""
    verbs = [word for word in FIRST_WORDS if CUES.parts.get(word, "verb") == "verb"]
    short = [verb for verb in verbs if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprtz]", verb)]
    assert len(short) > 10
    for verb in short:
        assert f"{verb}ed" not in inflect_verb(verb)
        assert f"{verb}ing" not in inflect_verb(verb)


VERBS = [  # verb, forms, what the case is for
    ("talk", "talk talks talked talking", "regular"),
    ("cry", "cry cries cried crying", "y after a consonant"),
    ("play", "play plays played playing", "y after a vowel"),
    ("press", "press presses pressed pressing", "a sibilant"),
    ("echo", "echo echoes echoed echoing", "an o"),
    ("voice", "voice voices voiced voicing", "a silent e"),
    ("agree", "agree agrees agreed agreeing", "no silent e"),
    ("lie", "lie lies lied lying", "ie"),
    ("hit", "hit hits hitting", "irregular in -ing alone"),
    ("sing", "sing sings sang sung singing", "irregular, and ends in -ing itself"),
    ("label", "label labels labeled labelled labeling labelling", "two spellings"),
]


@pytest.mark.parametrize(("verb", "forms", "_"), VERBS, ids=[case[2] for case in VERBS])
def test_verb(verb: str, forms: str, _: str) -> None:
    assert inflect_verb(verb) == frozenset(forms.split())


def test_nouns() -> None:
    assert inflect_noun("denial") == {"denial", "denials"}
    assert [add_s(noun) for noun in ("story", "speech", "essay")] == ["stories", "speeches", "essays"]
