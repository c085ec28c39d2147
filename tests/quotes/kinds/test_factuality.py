"""Asserted, negated, hypothetical."""

import pytest

from newsloom.transforms.quotes.kinds.cue_heads import NO_CUE, CueHead, read_cue
from newsloom.transforms.quotes.kinds.factuality import ASSERTED, HYPOTHETICAL, NEGATED, factuality_of
from tests.quotes.build import CUES, doc, span_of
from tests.quotes.kinds.build import parsed_view

SENTENCES = [  # sentence, cue, factuality
    ("Mayor Lena Hobart said the bridge would reopen in May.", "said", ASSERTED),
    ("The engineers went on to describe the bridge as unsafe.", "went on to describe", ASSERTED),
    ("She would later say that the bridge was safe.", "say", ASSERTED),
    ("She would say that the bridge was safe.", "say", HYPOTHETICAL),
    ("She will often say that the bridge is safe.", "say", HYPOTHETICAL),
    ("Ask the council about the bridge.", "Ask", ASSERTED),
    ("Lena Hobart said the bridge could not be saved.", "said", ASSERTED),
    ("Lena Hobart did not say who had signed the plans.", "say", NEGATED),
    ("Lena Hobart never said that it was safe.", "said", NEGATED),
    ("The report has no plan, nor does it propose a new strategy.", "propose", NEGATED),
    ("Lena Hobart left, and said that it was safe.", "said", ASSERTED),
    ("Nobody at the council said who had signed the plans.", "said", NEGATED),
    ("No official said who had signed the plans.", "said", NEGATED),
    ("Lena Hobart declined to say how much it had cost.", "declined to say", NEGATED),
    ("Lena Hobart refused to say how much it had cost.", "say", NEGATED),
    ("He left without saying who had signed the plans.", "saying", NEGATED),
    ("If Lena Hobart says that it is safe, we will drive.", "says", HYPOTHETICAL),
    ("Lena Hobart may say that the bridge is safe.", "say", HYPOTHETICAL),
    ("Lena Hobart is expected to say that it is safe.", "say", HYPOTHETICAL),
    ("Lena Hobart wants to say that it is safe.", "say", HYPOTHETICAL),
    ("I can say that it is safe.", "say", ASSERTED),
    ("I must admit that it is safe.", "admit", ASSERTED),
    ("Lena Hobart declined the offer.", "declined", ASSERTED),
    ("I can say a word.", "say", HYPOTHETICAL),
    ("The man who says that it is safe is a fool.", "says", ASSERTED),
    ("She can say that it is safe.", "say", HYPOTHETICAL),
    ("I may say that it is safe.", "say", HYPOTHETICAL),
    ("We ask whether I can say that it is safe.", "say", HYPOTHETICAL),
    ("Did Lena Hobart say that it was safe?", "say", HYPOTHETICAL),
    ("Who has told you what it will cost?", "told", HYPOTHETICAL),
    ("Lena Hobart told me who asked you what it cost.", "asked", ASSERTED),
    ("Saying that it is safe would be a risk.", "Saying", HYPOTHETICAL),
    ("She left, saying that it was safe.", "saying", ASSERTED),
    ("Tell them that it is safe.", "Tell", HYPOTHETICAL),
    ("Hand the waiter a note and tell him that it is late.", "tell", HYPOTHETICAL),
    ("She did hand him a note and tell him that it is late.", "tell", ASSERTED),
    ("The council awaits word on whether it is safe.", "awaits word on", HYPOTHETICAL),
    ("Anyone who says that it is safe is a fool.", "says", HYPOTHETICAL),
]


@pytest.mark.parametrize(("text", "cue", "factuality"), SENTENCES, ids=[case[0] for case in SENTENCES])
def test_factuality(text, cue, factuality):
    assert factuality_of(read_cue(span_of(text, cue), parsed_view(text), CUES)) == factuality


@pytest.mark.parametrize(
    ("head", "factuality"),
    [(NO_CUE, ASSERTED), (CueHead(governor="negating"), NEGATED), (CueHead(governor="irrealis"), HYPOTHETICAL)],
)
def test_without_a_parse_the_words_before_decide(head, factuality):
    assert factuality_of(head) == factuality


@pytest.mark.parametrize(("depth", "factuality"), [(4, NEGATED), (5, ASSERTED)])
def test_how_many_verbs_above_the_cue_are_looked_at(depth, factuality):
    """ "not to go … to say", each verb a complement of the one before."""
    words = [("not", "PART"), *(("go", "VERB"),) * depth, ("say", "VERB")]
    chain = doc(words, [1, 1, *range(1, depth + 1)], ["advmod", "ROOT", *["xcomp"] * depth])
    assert factuality_of(CueHead("say", "neutral", True, chain[depth + 1])) == factuality
