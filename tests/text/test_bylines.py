"""Names in bylines and author fields, in the forms in which they come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.text.bylines import authors_in, is_person, names_person

FORMS = [
    ("Mara Ilves", ["Mara Ilves"]),
    ("By Mara Ilves, Staff Writer, Quay Post, March 5, 2024", ["Mara Ilves"]),
    ("View all posts by Mara Ilves", ["Mara Ilves"]),
    ("Mara Ilves Updated 4 November 2024", ["Mara Ilves"]),
    ("Mara Ilves March 5, 2024", ["Mara Ilves"]),
    ("Posted by More posts by Mara Ilves", ["Mara Ilves"]),
    ("Ilves, Mara; Aas, Jo", ["Mara Ilves", "Jo Aas"]),
    ("About Mara Ilves", ["Mara Ilves"]),
    ("Mara Ilves, Mara.Ilves Quay.Com", ["Mara Ilves"]),
    ("{'name': 'Mara Ilves'}", ["Mara Ilves"]),
    ('[{"name": "Mara Ilves", "id": 7}, {"name": "Jo Aas"}]', ["Mara Ilves", "Jo Aas"]),
    ("Opinion by Mara Ilves", ["Mara Ilves"]),
    ("Analysis Mara Ilves", ["Mara Ilves"]),
    ("Story Mara Ilves, Graphic Jo Aas", ["Mara Ilves", "Jo Aas"]),
    ("Video Desk", ["Video Desk"]),
    ("Mara Ilves, Local Democracy Reporter", ["Mara Ilves"]),
    ("Mara Ilves, Jo Aas Reporter", ["Mara Ilves", "Jo Aas"]),
    ("By MARA ILVES and JO McAAS", ["Mara Ilves", "JO McAAS"]),
    ("ILVES, MARA", ["Mara Ilves"]),
    ("MARA MCILVES AND J.P. AAS", ["Mara McIlves", "J.P. AAS"]),
    ("MARA ILVES, QUAY NEWS", ["Mara Ilves"]),
    ("QUAY POST", ["QUAY POST"]),
    ("Posted by Mara Ilves on March 5", ["Mara Ilves"]),
    ("Mara Ilves, Senior Political Reporter", ["Mara Ilves"]),
    ("Mara Ilves Political Editor", ["Mara Ilves"]),
    ("Political correspondent Mara Ilves", ["Mara Ilves"]),
    ("Mara Ilves, Staff Writer, Jo Aas, Senior Editor", ["Mara Ilves", "Jo Aas"]),
    ("Mara Ilves, Staff Writer, and Jo Aas", ["Mara Ilves", "Jo Aas"]),
    ("Mara Ilves, Jo Aas and Bo Ek", ["Mara Ilves", "Jo Aas", "Bo Ek"]),
    ("Mara Ilves; Jo Aas", ["Mara Ilves", "Jo Aas"]),
    ("Mara Ilves / Jo Aas", ["Mara Ilves", "Jo Aas"]),
    ("Mara Ilves & Mara Ilves", ["Mara Ilves"]),
    ("['Mara Ilves', 'Jo Aas']", ["Mara Ilves", "Jo Aas"]),
    ('["Mara Ilves", "Jo O\'Aas"]', ["Mara Ilves", "Jo O'Aas"]),
    ("[Mara Ilves, Jo Aas]", ["Mara Ilves", "Jo Aas"]),
    ("desk@post.example (Night Desk)", ["Night Desk"]),
    ("Mara Ilves <mara@post.example>", ["Mara Ilves"]),
    ("Mara Ilves (Reuters)", ["Mara Ilves"]),
    ("Mara Ilves in Brussels", ["Mara Ilves"]),
    ("Mara Ilves For Quay Online", ["Mara Ilves"]),
    ("Mara Ilves | The Post", ["Mara Ilves"]),
    ("mara@post.example", []),
    ("@marailves", []),
    ("admin", []),
    ("mara-ilves", ["Mara Ilves"]),
    ("Ilves, Mara", ["Mara Ilves"]),
    ("Ilves, M.", ["M. Ilves"]),
    ("O'Brien, Cora", ["Cora O'Brien"]),
    ("Bo Ek, Jr.", ["Bo Ek Jr."]),
    ("Mara Ilves, PhD", ["Mara Ilves"]),
    ("Reuters, AFP", ["Reuters", "AFP"]),
    ("The Associated Press", ["The Associated Press"]),
    ("BBC News", ["BBC News"]),
    ("Lena van der Berg", ["Lena van der Berg"]),
    ("MARA ILVES", ["Mara Ilves"]),
    ("Mara Ilves Tue, March 5, 2024 at 10:15 AM", ["Mara Ilves"]),
    ("Mara Ilves · Sunday, 5 March 2024", ["Mara Ilves"]),
    ("Mara Sun", ["Mara Sun"]),
    ("By Mara Ilves By Jo Aas", ["Mara Ilves", "Jo Aas"]),
    ("Words by Mara Ilves; photographs by Jo Aas", ["Mara Ilves"]),
    ("Story by Mara Ilves, photos by Jo Aas and Bo Ek", ["Mara Ilves"]),
    ("Photos: Jo Aas | Mara Ilves", ["Mara Ilves"]),
    ("Photos by Jo Aas", ["Jo Aas"]),
    ("Press Release", []),
]


@pytest.mark.parametrize(("byline", "authors"), FORMS)
def test_forms(byline, authors):
    assert authors_in(byline) == authors


def test_the_outlet_is_an_author_only_where_nobody_else_is():
    assert authors_in("Eda Lund, Mara Ilves", ["Eda Lund"]) == ["Mara Ilves"]
    assert authors_in("Eda Lund", ["Eda Lund"]) == ["Eda Lund"]
    assert names_person("Eda Lund") and not names_person("Eda Lund", ["EDA LUND"])


@pytest.mark.parametrize("name", ["Mara", "Quay Post", "The Lund", "ann poe", "Ann 7", "Reuters", "A B C D E F"])
def test_no_person(name):
    assert not is_person(name)


@given(st.text(alphabet="Ab ,;&|()[]'\"<>@.-—1y\n", max_size=60))
def test_any_value_is_read(value):
    for name in authors_in(value):
        assert name == name.strip() != ""
