"""Progress: paragraphs done of all, their rate and the time left, in a terminal and in a log."""

import io

import pytest
from rich.console import Console
from rich.progress import Progress

from newsloom.flows.pipeline import build
from newsloom.flows.settings import make_settings
from newsloom.flows.view import console
from tests.conftest import SAMPLES


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 100.0

    monkeypatch.setattr(console.time, "monotonic", lambda: Clock.now)
    return Clock


def test_the_slow_stage_counts_its_paragraphs(tmp_path, monkeypatch):
    monkeypatch.setattr("newsloom.flows.stages.annotate._PARAGRAPHS", 4)
    told = []

    def report(stage, done, total=None):
        told.append((stage, done, total))

    build(make_settings((str(SAMPLES / "wire.jsonl"),), str(tmp_path / "news")), report=report)
    done = [(d, t) for stage, d, t in told if stage == "annotate paragraphs"]
    total = done[0][1]
    assert total > 8
    assert [d for d, _ in done] == [*range(0, total, 4), total]
    assert {t for _, t in done} == {total}
    assert ("find names and speech", 4, 4) in told
    assert ("clean records", 6, None) in told
    assert {"compare articles", "resolve names", "group utterances"} <= {stage for stage, _, _ in told}


def test_a_log_gets_a_line_in_ten_seconds_with_rate_and_time_left(clock):
    written = []
    report = console.lines(written.append)
    for seconds in range(0, 45):
        clock.now = 100.0 + seconds
        report("annotate paragraphs", 20 * seconds, 4000)
    assert written == [
        "annotate paragraphs: 200 of 4,000 paragraphs, 20/s, 3:10 left",
        "annotate paragraphs: 400 of 4,000 paragraphs, 20/s, 3:00 left",
        "annotate paragraphs: 600 of 4,000 paragraphs, 20/s, 2:50 left",
        "annotate paragraphs: 800 of 4,000 paragraphs, 20/s, 2:40 left",
    ]


def test_the_rate_is_of_the_stage_and_of_the_chunk(clock):
    pace = console.Pace()
    assert pace.numbers("clean records", 1, None) == "1 record"
    clock.now += 50
    assert pace.numbers("annotate paragraphs", 0, 100) == "0 of 100 paragraphs"
    clock.now += 1
    assert pace.numbers("annotate paragraphs", 1, 100) == "1 of 100 paragraphs"  # too few to tell by
    clock.now -= 1
    clock.now += 10
    assert pace.numbers("annotate paragraphs", 50, 100) == "50 of 100 paragraphs, 5/s, 0:10 left"
    assert pace.numbers("annotate paragraphs", 0, 10) == "0 of 10 paragraphs"
    clock.now += 1
    assert pace.numbers("annotate paragraphs", 5, 10) == "5 of 10 paragraphs, 5/s, 0:01 left"


def test_the_bar_moves_and_says_the_same(clock):
    with Progress(console=Console(file=io.StringIO(), force_terminal=True)) as bar:
        report = console._moving(bar)
        report("clean records", 300)
        assert bar.tasks[0].total is None
        report("annotate paragraphs", 0, 1000)
        clock.now += 10
        report("annotate paragraphs", 250, 1000)
        task = bar.tasks[0]
        assert (task.description, task.completed, task.total) == ("annotate paragraphs", 250, 1000)
        assert task.fields["numbers"] == "250 of 1,000 paragraphs, 25/s, 0:30 left"
