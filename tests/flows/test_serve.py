"""What a schedule is refused for before it begins, and on which server it runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from newsloom.flows.serve import _given, _require_cron, _server, serve_dataset
from newsloom.flows.settings import SettingsError


@pytest.mark.parametrize("cron", ["*/15 * * * *", "0 6 * * 1-5", "@daily"])
def test_cron(cron: str) -> None:
    _require_cron(cron)


@pytest.mark.parametrize("cron", ["soon", "", "61 * * * *", "* * * *"])
def test_no_cron(cron: str) -> None:
    with pytest.raises(SettingsError, match="is not a cron expression"):
        _require_cron(cron)


def test_only_what_the_user_set_is_given() -> None:
    options = {"run": {"workers": 1, "batch": None}, "speech": {"x": None}, "clean": {"repair": False}}
    assert _given(options) == {"run": {"workers": 1}, "clean": {"repair": False}}


def test_standard_input_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="standard input ends after one run"):
        serve_dataset(["-"], str(tmp_path / "news"), "* * * * *", "news", None, {})


def test_a_server_that_is_set_up_is_used() -> None:
    said: list[str] = []
    with temporary_settings({PREFECT_API_URL: "http://prefect.example:4200/api"}), _server("news", said.append):
        assert said == ["serving news on the Prefect server at http://prefect.example:4200"]
