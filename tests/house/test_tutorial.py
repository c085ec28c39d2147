"""docs/tutorial.md: its commands, run one after the other in a folder of their own, print what it shows."""

import re
import shlex
import subprocess

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|bash|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
"""sh is for the shell alone, bash is one command of newsloom, text is what the command above it prints."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory, newsloom):
    """Each command with what it prints and what the page says that it prints, null where the page says nothing."""
    blocks = BLOCK.findall(PAGE)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("tutorial"))
        return [
            (code, *_outcome(newsloom, language, code), after[1] if after[0] == "text" else None)
            for (language, code), after in zip(blocks, [*blocks[1:], ("", "")], strict=True)
            if language != "text"
        ]


def _outcome(newsloom, language, code):
    if language == "sh":
        return subprocess.run(["sh", "-ec", code]).returncode, ""
    program, *arguments = shlex.split(code)
    assert program == "newsloom"
    result = newsloom(*arguments)
    return result.exit_code, result.stdout


def _pattern(shown):
    """The shown text, in which … stands for whatever is left out."""
    return ".*".join(map(re.escape, shown.strip().split("…")))


def test_what_is_printed_is_shown(printed):
    shown = [(code, status, out, expected) for code, status, out, expected in printed if expected is not None]
    assert len(shown) == 6
    for code, status, out, expected in shown:
        assert status == 0, code
        assert re.fullmatch(_pattern(expected), out.strip(), re.DOTALL), f"{code}\n{out}"


def test_what_is_shown_without_output_works_too(printed):
    assert [status for _, status, _, expected in printed if expected is None] == [0, 0]
