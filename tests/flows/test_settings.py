"""Options: defaults, then the file, then the command line; what is wrong is named."""

import pytest

from newsloom.flows.settings import SettingsError, make_settings

WRONG = [
    ("no such file", None, "--config"),
    ("not TOML", "[run", "not valid TOML"),
    ("unknown section", "[runn]\nchunk = 1", r"no section \[runn\]"),
    ("unknown option", "[run]\nchunks = 1", r"\[run\] has no option chunks"),
    ("wrong type", '[run]\nchunk = "many"', "should be of type int"),
    ("negative", "[clean]\nmin_words = -4", r"\[clean\] min_words = -4 is out of range: 0 or more"),
    ("no chunk", "[run]\nchunk = 0", r"\[run\] chunk = 0 is out of range: 1 or more"),
    ("no batch", "[run]\nbatch = 0", "1 or more"),
    ("negative workers", "[engine]\nworkers = -1", "0 or more"),
    ("negative limit", "[run]\nlimit = -1", "0 or more"),
    ("a share above one", "[clean]\nlanguage_confidence = 1.5", "0 to 1"),
    ("no number", "[names]\npronoun_confidence = nan", "out of range"),
    ("infinite", "[source]\npause = inf", "out of range"),
    ("deep inside", "[sameness.copies.pairs.sketch]\nwindow = 0", r"\[sameness.copies.pairs.sketch\] window = 0"),
    ("no seconds", "[source]\ntimeout = 0", "0.001 or more"),
    ("true is no number", "[run]\nchunk = true", "should be of type int"),
    ("a number is no name", "[run]\nmodel = 3", "should be of type str"),
    ("no table", "[parse]\ncolumns = 3", "should be a table of strings"),
    ("a table of numbers", "[parse]\ncolumns = {text = 3}", "should be a table of strings"),
    ("unknown column", '[parse]\ncolumns = {texte = "x"}', "texte is none of text"),
    ("unknown encoding", '[parse]\nencoding = "utf-9"', "is no encoding"),
    ("language in full", '[clean]\nlanguage = "English"', "two letters"),
    ("a section as an option", "[sameness]\nstories = 3", r"a section of its own: \[sameness.stories\]"),
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


def test_an_override_does_not_undo_its_neighbours_in_the_file(tmp_path):
    file = tmp_path / "newsloom.toml"
    file.write_text("[sameness.stories]\nnearest = 3\n")
    settings = make_settings(("in",), "out", str(file), {"sameness": {"stories": {"window_days": 2}}})
    assert (settings.sameness.stories.nearest, settings.sameness.stories.window_days) == (3, 2)


def test_an_override_that_is_out_of_range_is_not_put_down_to_the_file():
    with pytest.raises(SettingsError, match=r"^\[engine\] workers = -1 is out of range: 0 or more$"):
        make_settings(("in",), "out", overrides={"engine": {"workers": -1}})


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
