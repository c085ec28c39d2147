"""What the flow tries again, what it fails for, and what its pages say."""

import datetime as dt
import logging
from concurrent.futures.process import BrokenProcessPool

import pytest
from prefect.states import Failed

from newsloom.flows.artifacts import counts_table, markdown
from newsloom.flows.build import TASKS, absolute, can_recover, private, run_name
from newsloom.flows.inputs.sources import InputError
from newsloom.flows.parameters import Options, as_overrides
from newsloom.flows.pipeline import STAGES
from newsloom.flows.settings import SECTIONS
from newsloom.flows.view.summary import breach
from newsloom.flows.work.engine import EngineError

RAISED = [
    # label, what a stage raised, whether another try may end better
    ("a worker was killed", BrokenProcessPool("a child was terminated"), True),
    ("a disk or a network hiccup", OSError(5, "Input/output error"), True),
    ("a connection was lost", ConnectionResetError("reset by peer"), True),
    ("too slow an answer", TimeoutError("10 s"), True),
    ("a wrong option", EngineError("no scheduler answers"), False),
    ("an input that is not there", InputError("INPUT not found"), False),
    ("a fault of ours", KeyError("article_id"), False),
    ("a fault in data", ValueError("not a date"), False),
    ("nested too deeply", RecursionError("maximum recursion depth"), False),
]


@pytest.mark.parametrize(("label", "error", "again"), RAISED, ids=[case[0] for case in RAISED])
def test_only_what_can_recover_is_tried_again(label, error, again):
    assert can_recover(None, None, Failed(data=error)) is again


def test_each_stage_is_a_task_that_may_be_tried_again_and_stores_nothing():
    assert list(TASKS) == [stage.name for stage in STAGES]
    for task in TASKS.values():
        assert (task.retries, task.retry_condition_fn, task.persist_result) == (2, can_recover, False)


def test_a_run_is_called_by_dataset_and_time():
    assert run_name("/srv/news/desk") == f"desk {dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M}"


def test_inputs_mean_the_same_from_everywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert absolute("in/**/*.txt") == f"{tmp_path}/in/**/*.txt"
    assert absolute("http://feed.example/rss") == "http://feed.example/rss"
    assert absolute("-") == "-"


def test_options_are_a_form_with_a_word_on_each_and_only_what_was_set_is_kept():
    schema = Options.model_json_schema()
    assert set(schema["properties"]) == set(SECTIONS)
    silent = [
        f"{section}.{option}"
        for section in SECTIONS
        for option, field in schema["$defs"][section]["properties"].items()
        if not field.get("description") and "$ref" not in str(field)
    ]
    assert silent == []
    assert as_overrides(Options.model_validate({"run": {"strict": False}})) == {"run": {"strict": False}}
    with pytest.raises(ValueError, match="Extra inputs"):
        Options.model_validate({"run": {"stict": True}})


SUMMARY = {
    "dataset": "/srv/desk",
    "records": {"read": 4, "new": 2, "changed": 0, "unchanged": 0, "rejected": 2},
    "totals": {"articles": 2, "duplicates": 0, "stories": 1, "quotes": 3, "people_quoted": 1},
    "seconds": 5.0,
    "seconds_by_stage": {"clean records": 1.5, "annotate paragraphs": 3.0},
    "failed_checks": ["quotes, spans: q_1 | q_2"],
    "n_breaches": 1,
    "rejects_by_reason": {"empty": 2},
    "rejects": [{"reason": "empty", "n": 2, "source_uri": "a.csv", "source_row": 7, "detail": "no | text"}],
}


def test_the_page_of_a_run_says_counts_rejects_the_slowest_stage_and_failed_checks():
    page = markdown(SUMMARY)
    assert "2 new, 0 changed, 0 unchanged, 2 rejected; 1 failed checks" in page
    assert "Slowest stage: annotate paragraphs, 3.0 s." in page
    assert "- **check failed**: quotes, spans: q_1 \\| q_2" in page
    assert "| empty | 2 | a.csv, row 7: no \\| text |" in page
    rows = {row["what"]: row for row in counts_table(SUMMARY)}
    assert rows["rejected: empty"]["example"] == "a.csv, row 7: no | text"


@pytest.mark.parametrize(
    ("n_breaches", "strict", "said"),
    [(1, False, "1 check of the contract failed"), (0, True, "strict: 2 records turned away"), (0, False, None)],
)
def test_a_failed_check_and_strict_rejects_fail_the_run(n_breaches, strict, said):
    told = breach(SUMMARY | {"n_breaches": n_breaches}, strict)
    assert told is None if said is None else told.startswith(said)


@pytest.mark.parametrize("sender", ["EventsWorker", "APILogWorker"])
def test_what_is_still_to_be_sent_is_no_line_of_ours(sender, caplog):
    with private():
        logging.getLogger(sender).warning("Still processing items")
        logging.getLogger(sender).error("Service failed")
    assert caplog.messages == ["Service failed"]
