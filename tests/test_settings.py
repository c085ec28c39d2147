"""Options: defaults, then the file, then the command line; what is wrong is named."""

import pytest

from newsloom.flows.settings import SettingsError, make_settings

WRONG = [
    ("no such file", None, "--config"),
    ("not TOML", "[run", "not valid TOML"),
    ("unknown section", "[runn]\nchunk = 1", r"no section \[runn\]"),
    ("unknown option", "[run]\nchunks = 1", r"\[run\] has no option chunks"),
    ("wrong type", '[run]\nchunk = "many"', "should be of type int"),
    ("outside a section", "chunk = 1", "option chunk stands outside a section"),
]


@pytest.mark.parametrize(("text", "message"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_file_is_one_line(tmp_path, text, message):
    file = tmp_path / "newsloom.toml"
    if text is not None:
        file.write_text(text)
    with pytest.raises(SettingsError, match=message):
        make_settings(("in",), "out", str(file))


def test_the_command_line_goes_before_the_file(tmp_path):
    file = tmp_path / "newsloom.toml"
    file.write_text('[run]\nchunk = 7\nmodel = "a"\n[engine]\nworkers = 3\n')
    settings = make_settings(("in",), "out", str(file), {"run": {"model": "b", "chunk": None}})
    assert (settings.run.chunk, settings.run.model, settings.engine.workers) == (7, "b", 3)


def test_an_unknown_engine_is_named():
    with pytest.raises(SettingsError, match="choose one of local, dask"):
        make_settings(("in",), "out", overrides={"engine": {"engine": "spark"}})


def test_the_hash_is_of_what_can_change_the_tables():
    def hash_of(**overrides):
        return make_settings(("in",), "out", overrides=overrides).config_hash()

    assert hash_of() == hash_of(engine={"workers": 5})
    assert hash_of() != hash_of(run={"model": "other"})


def test_options_survive_being_plain_data():
    settings = make_settings(("in",), "out", overrides={"run": {"chunk": 9}})
    assert make_settings(("in",), "out", overrides=settings.as_options()) == settings
