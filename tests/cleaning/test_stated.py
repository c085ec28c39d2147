"""Titles, authors and outlets as columns have them."""

import pytest

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.cleaning.candidates import Found, choose
from newsloom.transforms.cleaning.stated import read_stated

MODEL = load_assets().char_model


def column(field, *stated, text="The ferry is back.", names=None):
    """What the column has of candidates (field, value)."""
    found = [Found(f, v, "html") for f, v in (one if isinstance(one, tuple) else (field, one) for one in stated)]
    winner = choose(read_stated(found, text, names or {}, MODEL))[0].get(field)
    return winner and winner.column_value


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Ferry’s &amp;#039;new&amp;#039; engine &amp; crew", "Ferry’s 'new' engine & crew"),
        ("Firms cut <b>jobs</b>\n&amp; hours ", "Firms cut jobs & hours"),
        ("&lt;i class='x'&gt;Ferry&lt;/i&gt; &lt; Boat", "Ferry < Boat"),
        ("A Ã¢â‚¬ËœStar CourseÃ¢â‚¬â„¢ for all", "A ‘Star Course’ for all"),
        ("Ferry returns - Hill Courier", "Ferry returns"),
        ("Ferry returns | hillcourier.example", "Ferry returns"),
        ("Ferry returns « Hill Courier", "Ferry returns"),
        ("The Hill Courier: Ferry returns", "Ferry returns"),
        ("Ferry returns - Hill Couriers", "Ferry returns - Hill Couriers"),
        ("Hill Courier - Ferry returns - The Hill Courier", "Ferry returns"),
        ("Hill Courier", None),
    ],
)
def test_titles(title, wanted):
    assert column("title", title, ("outlet", "Hill Courier")) == wanted


def test_authors_under_each_other_are_two():
    assert column("author", "Mara Ilves\n Jo Aas") == "Mara Ilves, Jo Aas"


def test_the_masthead_is_no_title():
    assert column("title", "Hill Courier", "Ferry returns", ("outlet", "The Hill Courier")) == "Ferry returns"


def test_a_title_behind_which_sections_stand_is_the_shorter_one():
    assert column("title", "Ferry returns | Local | Post", "Ferry returns") == "Ferry returns"
    assert column("title", "Ferry | Local", "Ferry") == "Ferry | Local"


def test_a_known_domain_is_a_site_too():
    stated = ("title", "Ferry returns – Quay"), ("url", "https://quay.example/1")
    assert column("title", *stated, names={"quay.example": "Quay"}) == "Ferry returns"


def test_a_person_goes_before_a_newsroom():
    assert column("author", "Hill Courier", "By Mara Ilves") == "Mara Ilves"
    assert column("author", "Hill Courier", ("outlet", "Hill Courier")) == "Hill Courier"
    assert column("author", "desk@post.example") is None


def test_letters_that_a_title_lost_come_from_the_text():
    assert column("title", "Dovil? back", text="Dovilė is back.") == "Dovilė back"
    assert column("title", "Is Dovil? back?", text="Nobody is.") == "Is Dovil? back?"


def test_the_value_stays_as_stated():
    (item,) = read_stated([Found("outlet", "Hill &amp; Vale", "html")], "", {}, MODEL)
    assert (item.value, item.column_value) == ("Hill &amp; Vale", "Hill & Vale")


@pytest.mark.parametrize("called", ["mirror", "The Mirror", "Daily Mirror"])
def test_an_outlet_of_a_known_domain_has_one_name(called):
    assert column("outlet", called, ("url", "https://www.mirror.co.uk/news/1")) == "Daily Mirror"
    assert column("outlet", called, ("url", "https://mirror.example/1")) == called


def test_an_outlet_that_a_column_states_stays():
    found = [Found("outlet", "The Mirror", "field"), Found("url", "https://www.mirror.co.uk/1", "field")]
    assert choose(read_stated(found, "", {}, MODEL))[0]["outlet"].column_value == "The Mirror"


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ("AL JAZEERA", "Al Jazeera"),
        ("bbc", "BBC"),
        ("the bbc", "the bbc"),
        ("dw.com", "Deutsche Welle"),
        ("hill courier", "hill courier"),
        ("hillcourier.example", "hillcourier.example"),
    ],
)
def test_a_listed_outlet_is_written_as_the_list_has_it(stated, wanted):
    assert column("outlet", stated) == wanted
