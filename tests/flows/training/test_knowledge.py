from __future__ import annotations

import pytest

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.training.knowledge import read_entries, sure_names
from tests.marked_names import gazetteer

LIST = """\
Q1\torganization\t80\tGull Watch\tGW|Gullers|Gull Society
Q2\torganization\t30\tGull Society\t
Q3\torganization\t30\tHeron\t
Q4\torganization\t24\tTern\t
Q5\torganization\t30\tBeak Inc.\tBeak|Beaks
Q6\tproduct\t99\tfeather\tthe feather thing
Q7\tproduct\t99\tModule:Nest\t
Q8\torganization\t99\tDenmark\tKingdom of Birds
Q9\torganization\t20\tShore Party\t
Q10\torganization\t80\tShore Party\t
Q11\tproduct\t40\tBeak Reader\tthe Beak Reader
Q12\torganization\t90\tPuffin\tPuffins
Q13\torganization\t20\tAuk Cable Television\tPuffin|Auk Cable|Royal Auk Cable Television|Auks Vision
Q14\torganization\t70\tAuk Party\tUnion of Nests
Q15\torganization\t70\tUnited States Nest Board\tNest Board
Q16\torganization\t70\tUnion of Northern Gull Owners\tUNGO|Ungos
Q17\torganization\t20\tUnion of Grey Heron Owners\tUGHO"""


@pytest.mark.parametrize(
    ("form", "kb_id"),
    [
        ("gull watch", "Q1"),
        ("gw", None),  # too short
        ("gullers", None),  # another name of one word
        ("gull society", None),  # two have it
        ("heron", "Q3"),
        ("tern", None),  # one word, not well known
        ("beak", "Q5"),
        ("beaks", None),
        ("feather thing", None),  # a common noun
        ("module nest", None),
        ("denmark", None),
        ("kingdom of birds", "Q8"),
        ("shore party", "Q10"),  # four times as well known
        ("beak reader", "Q11"),
        ("puffin", "Q12"),  # its first name, another's other name
        ("auk cable", None),  # may be somebody else's
        ("royal auk cable television", "Q13"),
        ("auks vision", "Q13"),
        ("union of nests", None),  # a party's other name
        ("auk party", "Q14"),
        ("ungo", "Q16"),  # its initials
        ("ungos", None),
        ("ugho", None),  # not well known
        ("nest board", "Q15"),  # without its country
    ],
)
def test_what_a_name_means_for_sure(form: str, kb_id: str | None) -> None:
    entry = sure_names(read_entries(LIST), gazetteer()).get(form)
    assert (entry.kb_id if entry else None) == kb_id


def test_what_ships() -> None:
    shipped = load_assets().knowledge
    assert shipped["united nations"] == ("Q1065", "ORG")
    assert "labour party" not in shipped  # parties of many countries
