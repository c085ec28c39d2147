from __future__ import annotations

import pytest

from newsloom.transforms.annotation.parsed import Paragraph
from newsloom.transforms.mentions.name_spans import find_name_spans
from tests.marked_names import article, gazetteer, tokenizer

CASES = [
    ("plain", "[PERSON Ana Petrova] left.", [("Ana Petrova", None)]),
    ("possessive", "[PERSON Petrova's] plan.", [("Petrova", None)]),
    ("possessive of a plural", "The [ORG Gulls'] plan.", [("Gulls", None)]),
    ("article", "[ORG The Gull Bank] fell.", [("Gull Bank", None)]),
    ("article of an outlet", "[ORG The Hill] fell.", [("The Hill", None)]),
    ("marks", "[ORG “Gull”] fell.", [("Gull", None)]),
    ("full stop of an abbreviation", "[GPE U.S.] aid.", [("U.S.", None)]),
    ("full stop of a sentence", "It is [PERSON Petrova.]", [("Petrova", None)]),
    ("short last word keeps its stop", "It is [ORG Gull Inc.]", [("Gull Inc.", None)]),
    ("title inside", "[PERSON Mrs. Petrova] left.", [("Petrova", "mrs")]),
    ("two titles inside", "[PERSON Vice President Petrova] left.", [("Petrova", "president")]),
    ("title before", "Mrs. [PERSON Petrova] left.", [("Petrova", "mrs")]),
    ("no title before", "Yes, [PERSON Petrova] left.", [("Petrova", None)]),
    ("titles are of people", "[ORG General Bank] fell.", [("General Bank", None)]),
    ("a title alone stays", "[PERSON President] left.", [("President", None)]),
    ("a trade", "It fell, said miller [PERSON miller Ana Petrova].", [("Ana Petrova", None)]),
    ("a trade that opens a sentence", "[PERSON Singer Ana Petrova] left.", [("Ana Petrova", None)]),
    ("a trade before a single name", "[PERSON Singer Petrova] left.", [("Petrova", None)]),
    ("a trade behind a dateline", "OSLO: [PERSON Singer Ana Petrova] left.", [("OSLO", None), ("Ana Petrova", None)]),
    ("a trade's word inside a sentence", "He saw [PERSON Singer Petrova].", [("Singer Petrova", None)]),
    ("a given name that is a trade's", "[PERSON Dean Petrova] left.", [("Dean Petrova", None)]),
    ("a trade that is a given name", "[PERSON Baker Tom Petrova] left.", [("Tom Petrova", None)]),
    ("a given name that is a trade", "[PERSON Baker Petrova] left.", [("Baker Petrova", None)]),
    ("a trade marked by itself", "[PERSON Boxer] [PERSON Ana Petrova] left.", [("Ana Petrova", None)]),
    ("initials that spell a title", "[PERSON F.R. Petrova] left.", [("F.R. Petrova", None)]),
    ("a priest", "[PERSON Fr Petrova] left.", [("Petrova", "fr")]),
    ("a barrister", "[PERSON Barr. Ana Petrova] left.", [("Ana Petrova", "barr")]),
    (
        "a surname like it",
        "[PERSON Barr] left. [PERSON Barr Petrova] stayed.",
        [("Barr", None), ("Barr Petrova", None)],
    ),
    ("honours", "[PERSON Ana Petrova OBE] left.", [("Ana Petrova", None)]),
    ("honours behind a comma", "[PERSON Ana Petrova], [PERSON OBE], left.", [("Ana Petrova", None)]),
    ("a name in capitals", "[PERSON ANA PETROVA] left.", [("ANA PETROVA", None)]),
    ("capitals that are no honours", "[PERSON Ana Petrova LUND] left.", [("Ana Petrova LUND", None)]),
    ("a given name before a particle", "[PERSON Gijs] ten Lund left.", [("Gijs ten Lund", None)]),
    ("a word like a particle", "[PERSON Ana] do Lund work.", [("Ana", None)]),
    (
        "a surname without its particle",
        "[PERSON Gijs ten Lund] left. Ten [PERSON Lund] stayed.",
        [("Gijs ten Lund", None), ("Ten Lund", None)],
    ),
    (
        "which was marked as well",
        "[PERSON Gijs ten Lund] left. [PERSON Ten] [PERSON Lund] stayed.",
        [("Gijs ten Lund", None), ("Ten Lund", None)],
    ),
    (
        "a hyphened surname in two",
        "[PERSON Ana Petrova-Lund] left. [PERSON Petrova]-[PERSON Lund] stayed.",
        [("Ana Petrova-Lund", None), ("Petrova-Lund", None)],
    ),
    ("a small word behind a body", "[ORG Fish Council of] Oslo men left.", [("Fish Council of", None)]),
    ("and no name behind it", "[ORG Fish Council of] fraud.", [("Fish Council", None)]),
    ("a councillor", "[PERSON Cllr Ana Petrova] left.", [("Ana Petrova", "cllr")]),
    ("a title of two words", "[PERSON Datuk Seri Ana Petrova] left.", [("Ana Petrova", "seri")]),
    ("a surname in two parts", "[PERSON Ana Petrova]-[ORG Lund] left.", [("Ana Petrova-Lund", None)]),
    ("of which one was missed", "[PERSON Ana] Said-[PERSON Lund] left.", [("Ana Said-Lund", None)]),
    ("a given name on its own", "[PERSON Anna] [PERSON Said Lund] left.", [("Anna Said Lund", None)]),
    (
        "a surname and another",
        "[PERSON Bo Holm] won. [PERSON Holm] [PERSON Lund] talks.",
        [("Bo Holm", None), ("Holm", None), ("Lund", None)],
    ),
    ("two surnames side by side", "[PERSON Petrova] [PERSON Lund] talks.", [("Petrova", None), ("Lund", None)]),
    (
        "a hyphened surname in two, and whose son",
        "[PERSON Ida Holm-Lund Sr.] met [PERSON Holm]-[PERSON Lund Jr.] twice.",
        [("Ida Holm-Lund Sr.", None), ("Holm-Lund Jr.", None)],
    ),
    ("a title that may be a name", "[PERSON Ing. Ida Holm] left.", [("Ida Holm", "ing")]),
    ("two people and a hyphen", "[PERSON Holm]-[PERSON Lund] talks.", [("Holm", None), ("Lund", None)]),
    (
        "the second of whom has a name of his own",
        "[PERSON Ana Petrova]-[PERSON Lund] talks. [PERSON Lund] left.",
        [("Ana Petrova", None), ("Lund", None), ("Lund", None)],
    ),
    ("a small word behind", "[PERSON Ana Petrova of] Oslo left.", [("Ana Petrova", None)]),
    ("the elder", "[PERSON Per Lund] the Elder left.", [("Per Lund the Elder", None)]),
    ("no suffix", "[PERSON Per Lund] Senior High left.", [("Per Lund", None)]),
    ("a particle is no trade", "[PERSON van Petrova] left.", [("van Petrova", None)]),
    ("a name in small letters", "[PERSON ana petrova] left.", [("ana petrova", None)]),
    ("a suffix behind a comma", "[PERSON Per Lund], Jr., left.", [("Per Lund, Jr.", None)]),
    ("a suffix before an age", "[PERSON Per Lund] Sr., 91, left.", [("Per Lund Sr.", None)]),
    ("a third one", "[PERSON Per Lund] III left.", [("Per Lund III", None)]),
    ("initials behind a name", "[PERSON Per Lund] II.A left.", [("Per Lund", None)]),
    ("one word takes no suffix", "[PERSON Lund] II left.", [("Lund", None)]),
    ("a club as a person", "[PERSON Dynamo Brelt] won.", [("Dynamo Brelt", None)]),
    ("a club's town", "Athletic [PERSON Brelt] won.", [("Athletic Brelt", None)]),
    ("a club's first word", "[ORG Sporting] Brelt won.", [("Sporting Brelt", None)]),
    ("a club of one word", "[ORG Sporting] won.", [("Sporting", None)]),
    ("a given name behind a club's word", "Athletic [PERSON Anna] won.", [("Anna", None)]),
    ("a full name behind a club's word", "Racing [PERSON Ana Petrova] won.", [("Ana Petrova", None)]),
    ("a case before a court", "[PERSON Lund] v. [PERSON Petrova] ended.", [("Lund v. Petrova", None)]),
    ("of which one party was marked", "In Lund v. [GPE Oslo] it ended.", [("Lund v. Oslo", None)]),
    ("a match", "[PERSON Lund] vs. [PERSON Petrova] ended.", [("Lund", None), ("Petrova", None)]),
    ("a body with its officer", "[ORG FBI Director Petrova] left.", [("FBI", None), ("Petrova", None)]),
    ("an officer in full", "[ORG UN Secretary Anna Petrova] left.", [("UN", None), ("Anna Petrova", None)]),
    ("a rank in a body's name", "[ORG UN General Assembly] met.", [("UN General Assembly", None)]),
    ("an unknown body", "[ORG Gull Director Petrova] left.", [("Gull Director Petrova", None)]),
    ("no letters", "[ORG 2000] fell.", []),
    ("another label", "[DATE Monday] came.", []),
    ("byline", "By [PERSON Lena Fox]", []),
    ("a sentence that begins with by", "By noon [PERSON Lena Fox] had left.", [("Lena Fox", None)]),
    ("a long paragraph that begins with by", "By [PERSON Lena Fox]" + " and others" * 8, [("Lena Fox", None)]),
    ("dateline", "[GPE OSLO] ([ORG NTB]) — [PERSON Ana Petrova] spoke.", [("OSLO", None), ("Ana Petrova", None)]),
    (
        "dateline in a later paragraph",
        "a\nb\nc\n[GPE OSLO] — [PERSON Ana Petrova].",
        [("OSLO", None), ("Ana Petrova", None)],
    ),
    (
        "a name of which the first word was marked",
        "On [EVENT Super] Saturday, [PERSON Petrova] won.",
        [("Super Saturday", None), ("Petrova", None)],
    ),
    (
        "an article that was marked alone",
        "Writing for [WORK_OF_ART The] Gull Courier now.",
        [("Gull Courier", None)],
    ),
    ("the rest is a name of its own", "The [GPE New] [ORG Gull Bank] opened.", [("Gull Bank", None)]),
    ("an opening word and no name", "[WORK_OF_ART We] will stay.", []),
    ("an acronym like one", "The [ORG WHO] met.", [("WHO", None)]),
    ("a known body in small letters", "The [ORG tea] party met.", [("tea party", None)]),
    ("a possessive with the wrong mark", "[PERSON Petrova‘s] plan.", [("Petrova", None)]),
    ("three dots", "[PERSON Petrova….but] left.", [("Petrova", None)]),
    ("half a bracket", "[PERSON Petrova(D] left.", [("Petrova", None)]),
    ("a whole bracket", "[ORG Gull (Oslo) Bank] fell.", [("Gull (Oslo) Bank", None)]),
    ("an address", "Write to [PERSON petrova@gull.example] now.", []),
    ("whom news tells nothing of", "[PERSON Petrova] thanked [PERSON God].", [("Petrova", None)]),
    ("a body broken at its preposition", "The [ORG Council] on [ORG Fish] met.", [("Council on Fish", None)]),
    ("not a body", "The [ORG Gull] on [ORG Fish] met.", [("Gull", None), ("Fish", None)]),
    ("another preposition", "The [ORG Council] by [ORG Fish] met.", [("Council", None), ("Fish", None)]),
    ("run together", "The [ORG UN and African Union] met.", [("UN", None), ("African Union", None)]),
    ("one known body with and", "The [ORG NATO and Prevention] met.", [("NATO and Prevention", None)]),
    ("one body with and", "The [ORG Food and Fish Office] met.", [("Food and Fish Office", None)]),
    ("two people run together", "[PERSON Ana Petrova and Per Lund] met.", [("Ana Petrova", None), ("Per Lund", None)]),
    ("a state and a party", "[ORG Ohio Republicans] met.", [("Ohio", None), ("Republicans", None)]),
    ("a member as a person", "[PERSON New York Democrat] spoke.", [("New York", None), ("Democrat", None)]),
    ("a company's sign", "[ORG Gull Trading Co GUL] fell.", [("Gull Trading Co", None)]),
    ("capitals that are no sign", "[ORG Gull Trading GUL] fell.", [("Gull Trading GUL", None)]),
    ("a paper", "[ORG Gull Republican] wrote.", [("Gull Republican", None)]),
    ("a surname marked as a body", "President [ORG Holm] spoke.", [("Holm", "president")]),
    ("a body behind its head", "The president [ORG Gull] chose.", [("Gull", None)]),
    ("whose administration", "the [ORG Holm] administration fell.", [("Holm", None)]),
    ("an acronym behind a title", "President [ORG GULL] fell.", [("GULL", None)]),
    ("a person is no body", "The [ORG Council] of [PERSON Fish] met.", [("Council", None), ("Fish", None)]),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_spans(label: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    read = article(text)
    spans = find_name_spans(read, gazetteer())
    assert [(span.text, span.honorific) for span in spans] == expected
    assert all(read.text[span.start : span.end] == span.text for span in spans)


def test_sentences_are_counted_over_paragraphs() -> None:
    spans = find_name_spans(article("[PERSON Holm] left. [PERSON Lund] came.\n[PERSON Dahl] sat."), gazetteer())
    assert [(span.paragraph, span.sentence) for span in spans] == [(0, 0), (0, 1), (1, 2)]


def test_sentence_starts_without_a_parse() -> None:
    doc = tokenizer().make_doc("He left. She came")
    assert [doc[i].text for i in Paragraph(0, "paragraph", 0, len(doc.text), doc).sentence_starts] == ["He", "She"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[PERSON Virginia] Sen. [PERSON Ana Petrova] left.", "GPE"),
        ("The [PERSON Virginia] Democrat [PERSON Ana Petrova] left.", "GPE"),
        ("[PERSON Virginia] left.", "PERSON"),
        ("[PERSON Ana] Sen. [PERSON Petrova] left.", "PERSON"),
    ],
)
def test_a_state_before_a_title_is_no_person(text: str, kind: str) -> None:
    assert find_name_spans(article(text), gazetteer())[0].type == kind


@pytest.mark.parametrize(
    ("place", "dep", "lemma", "government"),
    [
        ("Beijing", "nsubj", "accuse", "CN"),
        ("Beijing", "nsubj", "lie", None),  # as a town does
        ("Beijing", "obj", "accuse", None),
        ("Tampere", "nsubj", "accuse", None),
    ],
)
def test_a_capital_that_acts_is_the_government(place: str, dep: str, lemma: str, government: str | None) -> None:
    read = article(f"[GPE {place}] accused [GPE Oslo].")
    first, verb, *_ = read.paragraphs[0].doc
    verb.lemma_, first.dep_, first.head = lemma, dep, verb
    assert [span.government for span in find_name_spans(read, gazetteer())] == [government, None]
