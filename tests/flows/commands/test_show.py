"""`newsloom show`: a file alone, an article of a dataset, and what cannot be shown."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from newsloom.flows.dataset.dataset import Dataset
from tests.conftest import SAMPLES

BIN = Path(sys.executable).parent / "newsloom"


def test_a_file_alone(newsloom):
    result = newsloom("show", SAMPLES / "texts" / "baltic-courier.txt")
    assert result.exit_code == 0, result.output
    assert "‹Agnė{was Ä—} Vaitkū{was Å«}naitė›" in result.stdout
    assert "direct, 0.99  Agnė Vaitkūnaitė (told): “We were lucky" in result.stdout


def test_the_first_of_several_records(newsloom):
    result = newsloom("show", SAMPLES / "wire.jsonl", "--json")
    assert result.exit_code == 0, result.output
    assert "the first of several records" in result.stderr
    assert json.loads(result.stdout)["article"]["source_row"] == 0


def test_an_article_of_a_dataset(newsloom, samples):
    query = "SELECT article_id FROM articles WHERE title = 'Klaipėda traffic up in February'"
    ((article_id,),) = [row.values() for row in json.loads(newsloom("sql", samples, query, "--format", "json").stdout)]
    shown = json.loads(newsloom("show", article_id, "--dataset", samples, "--json").stdout)
    assert shown["article"]["article_id"] == article_id
    assert shown["quotes"]
    versions = newsloom("show", article_id, "--dataset", samples, "--versions")
    assert (versions.exit_code, versions.stdout) == (0, f"the dataset has no other version of {article_id}\n")
    versions = newsloom("show", article_id, "--dataset", samples, "--versions", "--json")
    assert [row["article_id"] for row in json.loads(versions.stdout)] == [article_id]


def test_versions_are_told_as_the_table_has_them(newsloom, samples):
    query = "SELECT article_id FROM revisions WHERE kind = 'correction_notice'"
    ((article_id,),) = [row.values() for row in json.loads(newsloom("sql", samples, query, "--format", "json").stdout)]
    said = newsloom("show", article_id, "--dataset", samples, "--versions").stdout
    assert "  wording: A [wolf → dog] was seen 300\n" in said
    assert "  correction_notice: An earlier version of this report said that it was a wolf.\n" in said


def test_a_reader_who_has_had_enough_is_no_failure(samples):
    article_id = Dataset(samples).read("articles", ["article_id"])["article_id"][0]
    command = f"set -o pipefail; '{BIN}' show {article_id} --dataset '{samples}' | true"
    assert subprocess.run(["bash", "-c", command]).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("none.txt",), 2, "INPUT not found: none.txt"),
        (("a_0123456789abcdef",), 2, "add the dataset that has it: newsloom show a_0123456789abcdef --dataset DIR"),
        (("none.txt", "--versions"), 2, "--versions is for an article of a dataset"),
        (("none.txt", "--dataset", "none"), 2, "none.txt is no article_id"),
        (("a_0123456789abcdef", "--dataset", "none"), 1, "make one with: newsloom run"),
    ],
)
def test_what_cannot_be_shown_is_one_line(newsloom, arguments, code, said):
    result = newsloom("show", *arguments)
    assert (result.exit_code, result.stderr.count("\n")) == (code, 1)
    assert said in result.stderr


def test_a_file_without_an_article(newsloom, tmp_path):
    for content, said in (("Too short.", "too_short"), ("", "empty")):
        (tmp_path / "a.txt").write_text(content)
        result = newsloom("show", tmp_path / "a.txt")
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
        assert f"a.txt gives no article: {said}" in result.stderr
