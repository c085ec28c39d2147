"""Every option with its default and what it means, as TOML; the words are those that stand beside the options."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import re
import textwrap
import tokenize
from collections.abc import Iterator, Mapping
from io import StringIO
from itertools import zip_longest
from typing import Any

from newsloom.flows.settings import Settings

HEAD = """\
# Every option of newsloom with its default. Take those that you change into a file, with their [section], and hand it
# in: newsloom run ... --config FILE.toml. An empty string leaves an option unset.
"""
_WIDTH = 118


def options_toml() -> str:
    """All sections; every option is a comment, so that the whole is a valid file that changes nothing."""
    return "\n".join([HEAD, *_lines(Settings((), ""), "")])


def options_markdown() -> str:
    """The same as a page of the documentation."""
    return f"# Options\n\n`newsloom options` prints this.\n\n```toml\n{options_toml()}```\n"


def _lines(options: Any, section: str) -> Iterator[str]:
    """The options of a section, then the sections within it."""
    about = descriptions(type(options))
    values = {f.name: getattr(options, f.name) for f in dataclasses.fields(options)}
    if section:
        yield from _comment(_first_sentence(options))
        yield f"[{section}]"
        before = ""
        for name, value in values.items():
            if not dataclasses.is_dataclass(value):
                meaning = about.get(name, "")
                yield from _comment(meaning if meaning != before else "")  # options that are described together
                yield f"#{name} = {_toml(value)}"
                before = meaning
        yield ""
    for name, value in values.items():
        if dataclasses.is_dataclass(value):
            yield from _lines(value, f"{section}.{name}".lstrip("."))


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, _WIDTH)]


def _first_sentence(options: Any) -> str:
    """What a section is about; nothing where its docstring begins with an option."""
    first = re.split(r"(?<=[.:])\s", inspect.getdoc(options) or "")[0]
    return "" if re.fullmatch(r"\S+:", first) else first.replace(":", ".")


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:_}"
    return json.dumps("" if value is None else value, ensure_ascii=False)


def descriptions(options: type) -> dict[str, str]:
    """What each option of a class means: the comment beside or above it, else the part of the docstring on it."""
    names = [f.name for f in dataclasses.fields(options)]
    return _from_docstring(names, inspect.getdoc(options) or "") | _from_comments(options)


def _from_comments(options: type) -> dict[str, str]:
    source = textwrap.dedent(inspect.getsource(options))
    comments = _comments(source)
    (body,) = ast.parse(source).body
    notes = {}
    for node in body.body if isinstance(body, ast.ClassDef) else ():
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            beside = next((comments[n][1] for n in range(node.lineno, (node.end_lineno or 0) + 1) if n in comments), "")
            if text := beside or _above(node.lineno, comments):
                notes[node.target.id] = text
    return notes


def _comments(source: str) -> dict[int, tuple[bool, str]]:
    """Line → whether its comment stands alone there, and its text."""
    tokens = tokenize.generate_tokens(StringIO(source).readline)
    return {
        token.start[0]: (not token.line[: token.start[1]].strip(), token.string.lstrip("# "))
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _above(line: int, comments: dict[int, tuple[bool, str]]) -> str:
    """The lines of comment that end right above a line."""
    lines: list[str] = []
    while (comment := comments.get(line - 1 - len(lines))) and comment[0]:
        lines.insert(0, comment[1])
    return " ".join(lines)


def _from_docstring(names: list[str], docstring: str) -> dict[str, str]:
    """Parts such as `name: meaning` or `one, other: meaning`; else the sentence that has the name in backquotes."""
    name = rf"`?(?:{'|'.join(names)})`?"
    head = re.compile(rf"(?:^|(?<=[.;] ))({name}(?:, {name})*):\s")
    notes: dict[str, str] = {}
    for paragraph in docstring.split("\n\n"):
        text = " ".join(paragraph.split())
        heads = list(head.finditer(text))
        for this, following in zip_longest(heads, heads[1:]):
            options = this[1].replace("`", "").split(", ")
            meaning = text[this.end() : following.start() if following else None]
            meaning = re.split(r"\. (?=`)", meaning)[0].strip(" .;")  # another option's sentence
            for option in options:
                notes[option] = meaning if len(options) == 1 else f"{', '.join(options)}: {meaning}"
        for sentence in re.split(r"(?<=[.])\s", text):
            for option in re.findall(r"`(\w+)`|\b(\w+_\w+)\b", sentence):
                notes.setdefault("".join(option), sentence.replace("`", "").strip(" ."))
    return {option: meaning for option, meaning in notes.items() if option in names}
