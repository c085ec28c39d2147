"""The user's own files about names."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsloom.flows.settings import SettingsError
from newsloom.flows.stages.entities import read_knowledge, read_pins


def test_pins_need_not_have_every_column(tmp_path: Path) -> None:
    file = tmp_path / "pins.csv"
    file.write_text("decision,a,b,type\nsame,Ida Holm,I. Holm,\n")
    (pin,) = read_pins(str(file)).to_pylist()
    assert (pin["decision"], pin["a"], pin["b"], pin["type"], pin["a_article_id"]) == (
        "same",
        "Ida Holm",
        "I. Holm",
        None,
        None,
    )
    assert read_pins(None).num_rows == 0


@pytest.mark.parametrize("text", ["decision,a,b\nperhaps,Ida Holm,Holm\n", "a,b\nIda Holm,Holm\n"])
def test_pins_that_are_none_are_an_error_of_the_settings(tmp_path: Path, text: str) -> None:
    file = tmp_path / "pins.csv"
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"pins\.csv"):
        read_pins(str(file))
    with pytest.raises(SettingsError, match=r"gone\.csv"):
        read_pins(str(tmp_path / "gone.csv"))


def test_a_knowledge_base_may_be_parquet(tmp_path: Path) -> None:
    file = tmp_path / "base.parquet"
    pq.write_table(pa.table({"kb_id": ["K1"], "name": ["Ida Holm"]}), file)
    assert read_knowledge(str(file)).find("PERSON", "Ida Holm", {"Ida Holm": 1}) == "K1"
    assert read_knowledge(None).find("PERSON", "Ida Holm", {"Ida Holm": 1}) is None
