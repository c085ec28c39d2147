"""The list of stages: each gets what it declares, and one that reaches for more fails by its name."""

import weakref
from collections import defaultdict
from types import SimpleNamespace

import pyarrow as pa
import pytest

from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.tables import ALL_TABLES
from newsloom.flows.pipeline import STAGES, run_stages
from newsloom.flows.stages.stage import Outcome, stage
from newsloom.schemas.contract.articles import REJECTS
from newsloom.transforms.text.caching import let_go, until_let_go

REJECT = REJECTS.table([{"source_uri": "a", "source_row": 0, "reason": "empty"}])


def count_letters(frames, stored, context):
    """A stage that does what the test wants."""
    return context.does(frames, stored)


def ran(folder, does, stages=(), batches=2, **declared):
    context = SimpleNamespace(does=does, report=lambda *_: None)
    writer = SimpleNamespace(dataset=Dataset(folder, to_write=True))
    run = SimpleNamespace(context=context, writer=writer, seconds_by_stage=defaultdict(float))
    run.books = SimpleNamespace(counts={"read": 0}, warnings=[])
    declared = {"takes": ("chunk",)} | declared
    return run_stages(
        run, SimpleNamespace(jobs=(None,) * batches), stages=stages or (stage(**declared)(count_letters),)
    )


def written(_, __):
    outcome = Outcome()
    outcome.changes.upsert("rejects", REJECT)
    return outcome


BREACHES = [
    ("takes a frame that nobody gives", lambda *_: Outcome(), {"takes": ("letters",)}, "gives the frame letters"),
    ("gives a frame undeclared", lambda *_: Outcome({"letters": 1}), {}, r"gave \['letters'\] and declares \[\]"),
    ("gives less than it declares", lambda *_: Outcome(), {"gives": ("letters",)}, r"declares \['letters'\]"),
    ("writes a table undeclared", written, {"writes": ("edits",)}, r"writes \['rejects'\] without declaring it"),
    (
        "reads a table undeclared",
        lambda _, stored: stored.arrow("rejects"),
        {"reads": ("edits",)},
        "reads the table rejects without declaring it",
    ),
    (
        "looks into a table undeclared",
        lambda _, stored: stored.lookup("edits", "article_id", pa.array(["a"])),
        {},
        "reads the table edits without declaring it",
    ),
]


@pytest.mark.parametrize(("does", "declared", "message"), [b[1:] for b in BREACHES], ids=[b[0] for b in BREACHES])
def test_a_breach_names_stage_and_frame_or_table(tmp_path, does, declared, message):
    with pytest.raises(ValueError, match=message) as error:
        ran(tmp_path, does, **declared)
    assert str(error.value).startswith("count letters: ")


def test_what_is_declared_is_given(tmp_path):
    def does(frames, stored):
        assert list(frames) == ["chunk"]
        assert stored.arrow("rejects").num_rows == 0
        return written(frames, stored)

    assert ran(tmp_path, does, reads=("rejects",), writes=("rejects",)).tables() == {"rejects"}


@pytest.mark.parametrize("batches", [1, 2])
def test_what_a_stage_has_loaded_is_let_go_when_it_is_done_but_for_a_few_articles(tmp_path, batches):
    let_go()
    dropped = []

    def does(*_):
        until_let_go(lambda: dropped.append("model"))
        assert dropped == []
        return Outcome()

    ran(tmp_path, does, batches=batches)
    assert dropped == ["model"] * (batches - 1)
    let_go()
    assert dropped == ["model"]


def test_a_frame_is_dropped_when_no_later_stage_takes_it(tmp_path):
    seen = []

    def does(frames, _):
        seen.append({name: frame() is not None for name, frame in letters.items()})
        return Outcome({name: make(name) for name in given.pop(0)})

    def make(name):
        table = pa.table({name: [1]})
        letters[name] = weakref.ref(table)
        return table

    letters, given = {}, [("a", "b"), (), ()]
    declared = ({"takes": ("chunk",), "gives": ("a", "b")}, {"takes": ("a",)}, {"takes": ("chunk",)})
    ran(tmp_path, does, stages=tuple(stage(**each)(count_letters) for each in declared))
    assert seen == [{}, {"a": True, "b": False}, {"a": False, "b": False}]


def test_the_stages_hand_on_what_the_next_ones_take():
    given = {"chunk"}
    for each in STAGES:
        assert set(each.takes) <= given, each.name
        assert {*each.reads, *each.writes} <= set(ALL_TABLES), each.name
        given |= set(each.gives)


def test_every_frame_that_is_given_is_taken():
    taken = {name for each in STAGES for name in each.takes} | {"cleaned"}  # which the books of the run take
    assert {name for each in STAGES for name in each.gives} <= taken


def test_every_table_but_those_of_the_run_is_written_by_a_stage():
    assert set(ALL_TABLES) - {name for each in STAGES for name in each.writes} == {"runs", "checks"}
