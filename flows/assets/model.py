"""The language pipeline that ships with newsloom, as spaCy components, and `load_pipeline` for this or any other.

>>> import spacy
>>> nlp = spacy.load("data/model")  # doctest: +SKIP
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import spacy
import srsly
from spacy.attrs import IS_ALPHA, IS_PUNCT, IS_QUOTE, IS_SPACE, IS_UPPER, LIKE_NUM, LOWER, SPACY
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import SimpleFrozenList, is_package, minibatch, registry
from spacy.vocab import Vocab

from newsloom.schemas.errors import UsageError
from newsloom.transforms.annotation.document import (
    PARTS,
    Findings,
    Tables,
    add_findings,
    no_findings,
    read_window,
    write,
)
from newsloom.transforms.annotation.features import word_piece
from newsloom.transforms.annotation.lemmas import Lemmas
from newsloom.transforms.annotation.places import Places, build_places
from newsloom.transforms.annotation.rules import apply_rules
from newsloom.transforms.annotation.tagger import score_windows, windows_of
from newsloom.transforms.text.caching import until_let_go

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "model"


class PipelineError(UsageError):
    """A language pipeline cannot be loaded; the message says what to do."""


class Tagger:
    """spaCy component around the network: tags, lemmas, sentences, trees, entities and speech spans in one pass."""

    def __init__(
        self, vocab: Vocab, name: str = "newsloom_tagger", parts: Sequence[str] = PARTS, batch_size: int = 64
    ) -> None:
        self.vocab, self.name, self.parts, self.batch_size = vocab, name, tuple(parts), batch_size
        self._network: bytes | Path = b""
        self.settings: dict[str, Any] = {}
        self._sessions: dict[int, onnxruntime.InferenceSession] = {}

    @property
    def network(self) -> bytes:
        """The weights: read when they are asked for, as a session has a copy of its own."""
        return self._network.read_bytes() if isinstance(self._network, Path) else self._network

    @network.setter
    def network(self, weights: bytes) -> None:
        self._network = weights

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int | None = None) -> Iterator[Doc]:
        """Annotate Docs in batches, in their order."""
        for docs in minibatch(stream, batch_size or self.batch_size):
            self._annotate(docs)
            yield from docs

    def _annotate(self, docs: list[Doc]) -> None:
        token_ids = [np.flatnonzero(doc.to_array(IS_SPACE) == 0).tolist() for doc in docs]
        words = [[doc[i].text for i in places] for doc, places in zip(docs, token_ids, strict=True)]
        spaces = [_spaces(doc, places) for doc, places in zip(docs, token_ids, strict=True)]
        windows = [
            window
            for number in range(len(docs))
            for window in windows_of(number, words[number], spaces[number], self._pieces)
        ]
        findings = [no_findings() for _ in docs]
        read: dict[int, Findings] = {}  # of each window at once: its scores take a megabyte
        for at, scores in score_windows(windows, self._run):
            read[at] = read_window(windows[at], scores, words[windows[at].text], self._tables)
        for at, window in enumerate(windows):
            add_findings(findings[window.text], read.pop(at))
        for number, doc in enumerate(docs):
            write(doc, token_ids[number], words[number], findings[number], self._tables, self.parts)

    def _run(self, feed: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        session = self._session()
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(names, feed), strict=True))

    def _session(self) -> onnxruntime.InferenceSession:
        """One session a process: a session's threads do not outlive a fork."""
        process = os.getpid()
        if process not in self._sessions:
            if not self._network:
                raise PipelineError("newsloom_tagger has no weights: load it with spacy.load or load_pipeline")
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            weights = str(self._network) if isinstance(self._network, Path) else self._network
            self._sessions = {
                process: onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
            }
            until_let_go(self._sessions.clear)
        return self._sessions[process]

    @cached_property
    def _pieces(self) -> Any:
        return word_piece(self.settings["vocabulary"])

    @cached_property
    def _tables(self) -> Tables:
        settings = self.settings
        return Tables(
            xpos=settings["xpos"],
            deps=settings["deps"],
            dep_weights=np.array(settings["dep_weights"], dtype=np.float32),
            dep_bias=np.array(settings["dep_bias"], dtype=np.float32),
            lemmas=Lemmas(settings["lemmas"], frozenset(settings["known_lemmas"])),
        )

    def to_bytes(self, *, exclude: Iterable[str] = SimpleFrozenList()) -> bytes:
        return bytes(srsly.msgpack_dumps({"network": self.network, "settings": self.settings}))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = SimpleFrozenList()) -> Tagger:
        content = srsly.msgpack_loads(data)
        return self._with(content["network"], content["settings"])

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = SimpleFrozenList()) -> None:
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "net.onnx").write_bytes(self.network)
        srsly.write_msgpack(folder / "settings.msgpack", self.settings)

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = SimpleFrozenList()) -> Tagger:
        folder = Path(path)
        return self._with(folder / "net.onnx", srsly.read_msgpack(folder / "settings.msgpack"))

    def _with(self, network: bytes | Path, settings: dict[str, Any]) -> Tagger:
        self._network, self.settings = network, settings
        self._sessions = {}
        for name in ("_pieces", "_tables"):
            self.__dict__.pop(name, None)
        return self

    def __getstate__(self) -> dict[str, Any]:
        lasting = ("vocab", "name", "parts", "batch_size", "settings")
        return {name: self.__dict__[name] for name in lasting} | {"_network": self.network, "_sessions": {}}


class Rules:
    """spaCy component that corrects entities by `annotation.rules`; it carries its lists of places with it."""

    def __init__(self, name: str = "newsloom_rules") -> None:
        self.name = name
        self.lists: dict[str, Any] = {}

    def __call__(self, doc: Doc) -> Doc:
        return apply_rules(doc, self._places)

    @cached_property
    def _places(self) -> Places:
        return build_places(**self.lists)

    def to_bytes(self, *, exclude: Iterable[str] = SimpleFrozenList()) -> bytes:
        return bytes(srsly.msgpack_dumps(self.lists))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = SimpleFrozenList()) -> Rules:
        self.lists = srsly.msgpack_loads(data)
        self.__dict__.pop("_places", None)
        return self

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = SimpleFrozenList()) -> None:
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / "places.msgpack").write_bytes(self.to_bytes())

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = SimpleFrozenList()) -> Rules:
        return self.from_bytes((Path(path) / "places.msgpack").read_bytes())


def _spaces(doc: Doc, tokens: list[int]) -> list[bool]:
    """Whether blank space follows each kept word: its own, or a token of blanks after it."""
    own = doc.to_array(SPACY)[tokens] != 0
    return (own | (np.diff([*tokens, len(doc)]) > 1)).tolist() if tokens else []


@Language.factory(
    "newsloom_tagger",
    assigns=[
        "token.pos", "token.tag", "token.lemma", "token.dep", "token.head", "token.is_sent_start",
        "doc.ents", "doc.spans",
    ],
    default_config={"parts": list(PARTS)},
)  # fmt: skip
def make_tagger(nlp: Language, name: str, parts: list[str]) -> Tagger:
    return Tagger(nlp.vocab, name, parts)


@Language.factory("newsloom_speech", assigns=["doc.spans"])
def make_speech(nlp: Language, name: str) -> Tagger:
    """The shipped network for speech spans alone, behind another pipeline's tags and entities."""
    shipped = Tagger(nlp.vocab, name, ["speech"])
    return shipped.from_disk(SHIPPED / "newsloom_tagger")


@registry.tokenizers("newsloom.BareTokenizer.v1")  # type: ignore[untyped-decorator]
def make_bare_tokenizer() -> Callable[[Language], Tokenizer]:
    """A tokenizer without rules, for a pipeline whose files bring them: spaCy's own ones take as long to make again."""
    return lambda nlp: Tokenizer(nlp.vocab)


_BARE = {"nlp.tokenizer": {"@tokenizers": "newsloom.BareTokenizer.v1"}}


@Language.factory("newsloom_rules", requires=["doc.ents"], assigns=["doc.ents", "doc.spans"])
def make_rules(nlp: Language, name: str) -> Rules:
    return Rules(name)


def load_pipeline(name: str | None = None) -> Language:
    """The shipped pipeline, or any installed spaCy pipeline by package name or folder.

    A pipeline without speech spans gets them from the shipped network; its own tags and entities stay.
    Raises PipelineError with the command that installs a missing one.
    """
    if name is None:
        nlp = _load(SHIPPED, "reinstall newsloom: pip install --force-reinstall newsloom", _BARE)
        make_lean(nlp.vocab)
        return nlp
    if not Path(name).exists() and not is_package(name):
        raise PipelineError(f"no spaCy pipeline {name!r} here; install it: {install_command(name)}")
    nlp = _load(name, install_command(name))
    if not _assigns(nlp, "doc.spans"):
        nlp.add_pipe("newsloom_speech")
    return nlp


WORD_ATTRIBUTES = (LOWER, IS_ALPHA, IS_PUNCT, IS_QUOTE, IS_SPACE, IS_UPPER, LIKE_NUM)
"""What newsloom reads of a word beside its letters and what the pipeline says of it."""


def make_lean(vocab: Vocab) -> Vocab:
    """Have the vocabulary work out, of each new word, what newsloom reads; spaCy's own list is three times as long."""
    getters = vocab.lex_attr_getters  # type: ignore[attr-defined]
    vocab.lex_attr_getters = {key: getters[key] for key in WORD_ATTRIBUTES}  # type: ignore[attr-defined]
    return vocab


def install_command(name: str) -> str:
    """The command that installs a spaCy pipeline of that name."""
    return f"python -m spacy download {name}" if "_core_" in name else f"pip install {name}"


def _load(source: str | Path, remedy: str, config: dict[str, Any] | None = None) -> Language:
    try:
        return spacy.load(source, config=config or {})
    except (OSError, ValueError, ImportError) as error:
        first = str(error).splitlines()[0]
        raise PipelineError(f"cannot load the spaCy pipeline {source}: {first}; {remedy}") from error


def missing_parts(nlp: Language) -> list[str]:
    """What newsloom's tables lose with this pipeline, one plain sentence each; nothing lost, an empty list."""
    return [loss for attribute, loss in LOSSES.items() if not _assigns(nlp, attribute)]


LOSSES = {
    "token.pos": "no part-of-speech tags: nominal mentions and cue verbs are found by word lists only",
    "token.lemma": "no lemmas: cue_lemma stays empty",
    "token.dep": "no dependency trees: speakers are found by nearness instead of grammar",
    "doc.ents": "no entities: the names tables stay empty",
    "doc.spans": "no learned speech spans: indirect quotes are missed, direct ones are found by their marks",
}


def _assigns(nlp: Language, attribute: str) -> bool:
    return any(
        given == attribute or given.startswith(attribute + ".")
        for name in nlp.pipe_names
        for given in nlp.get_pipe_meta(name).assigns
    )
