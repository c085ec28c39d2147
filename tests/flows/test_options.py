"""Every option can be found: with its default, what it means, and what its values may be."""

import dataclasses
import re
import tomllib

import pytest

from newsloom.flows.options import descriptions, options_toml
from newsloom.flows.ranges import number_range, range_problem
from newsloom.flows.settings import Settings, make_settings
from tests.conftest import ROOT


def every_option(options=None, place=()):
    """(class, place, default) of each option."""
    options = options or Settings((), "")
    for field in dataclasses.fields(options):
        value = getattr(options, field.name)
        if dataclasses.is_dataclass(value):
            yield from every_option(value, (*place, field.name))
        elif place:
            yield type(options), (*place, field.name), value


OPTIONS, PRINTED = list(every_option()), options_toml()


def test_the_page_in_docs_is_what_the_command_prints(newsloom):
    printed = newsloom("options").stdout
    page = newsloom("options", "--format", "md").stdout
    assert f"```toml\n{printed}```\n" in page
    assert page == (ROOT / "docs" / "options.md").read_text(encoding="utf-8")


def test_what_is_printed_is_a_file_that_changes_nothing(newsloom, tmp_path):
    printed = newsloom("options").stdout
    taken = re.sub(r"(?m)^#(?=\w+ = )", "", printed)
    for text in (printed, taken):
        (tmp_path / "newsloom.toml").write_text(text, encoding="utf-8")
        assert make_settings(("in",), "out", str(tmp_path / "newsloom.toml")) == Settings(("in",), "out")
    found = tomllib.loads(taken)
    for _, place, _ in OPTIONS:
        part = found
        for name in place:
            part = part[name]


@pytest.mark.parametrize(("options", "place"), [o[:2] for o in OPTIONS], ids=[".".join(o[1]) for o in OPTIONS])
def test_every_option_says_what_it_means(options, place):
    about = descriptions(options).get(place[-1])
    printed = PRINTED
    section = printed.partition(f"[{'.'.join(place[:-1])}]\n")[2].partition("\n\n")[0]
    before = section.partition(f"#{place[-1]} = ")[0].rstrip("\n").splitlines()
    while before and not before[-1].startswith("# ") and about:
        before.pop()  # options that are described together
    assert before and before[-1].startswith("# ")


def test_descriptions_come_from_comments_and_docstrings():
    @dataclasses.dataclass(frozen=True)
    class Example:
        """An example. near: how near,
        unless far: this is no option.

        `far`, wide: how far and how wide. `deep` 0 means flat.
        """

        near: int = 1
        far: int = 1
        wide: int = 1
        deep: int = 0
        beside: int = 1  # stands beside
        # stands above
        # in two lines
        above: int = 1

    assert descriptions(Example) == {
        "near": "how near, unless far: this is no option",
        "far": "far, wide: how far and how wide",
        "wide": "far, wide: how far and how wide",
        "deep": "deep 0 means flat",
        "beside": "stands beside",
        "above": "stands above in two lines",
    }


@pytest.mark.parametrize("place", [o[1] for o in OPTIONS if type(o[2]) in (int, float)], ids=".".join)
def test_defaults_are_within_their_range_and_what_is_out_of_it_is_refused(place):
    default = next(o[2] for o in OPTIONS if o[1] == place)
    assert range_problem(place[-1], default, default) is None
    low, high = number_range(place[-1], default)
    assert range_problem(place[-1], default, low - 1)
    assert range_problem(place[-1], default, -1)
    assert range_problem(place[-1], default, high + 1) or high == float("inf")
    assert range_problem(place[-1], default, float("nan"))
