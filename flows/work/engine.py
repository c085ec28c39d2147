"""Where batches run: here, in local processes, or on a Dask cluster; results come in the order of batches."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from newsloom.flows.work.loading import leave_pandas_out, leave_parts_out
from newsloom.flows.work.memory import allocate_sparingly, collect_rarely, give_back
from newsloom.flows.work.signals import signals_wait
from newsloom.schemas.errors import NewsloomError, UsageError

In = TypeVar("In")
Out = TypeVar("Out")
Mapper = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]

ENGINES = ("local", "dask")
_WAITING = 2  # batches per worker that are sent ahead
_HELD = 8  # batches per process that may be done before the one whose turn it is. By hand

_latest: list[Callable[[Any], Any]] = []  # what a worker worked at last


class EngineError(UsageError):
    """The workers cannot be reached or started; the message is one line that says what to do."""


class LostClusterError(NewsloomError):
    """The cluster went away in the middle of a run; the message is one line that says what to do."""


@dataclass(frozen=True)
class EngineOptions:
    """Where batches run. `workers` 0 means one per core, this process among them; one batch never leaves it."""

    engine: str = "local"  # where the work is done: local or dask
    workers: int = 0
    dask_address: str | None = None  # the Dask scheduler, such as tcp://scheduler:8786


@contextlib.contextmanager
def open_engine(options: EngineOptions) -> Iterator[Mapper]:
    """A function like `map` for the length of the block; other processes start when there is a second batch."""
    with contextlib.ExitStack() as stack:
        if options.engine == "dask":
            yield _dask_mapper(stack, options)
        else:
            yield _local_mapper(stack, options.workers or os.cpu_count() or 1)


class _Workers:
    """Processes of this machine that end with this one, however it ends: each listens at a pipe that only we hold.

    `first`: the function that they are started for, whose module they import as they start.
    """

    def __init__(self, n: int, first: Callable[[Any], Any]) -> None:
        # spawned, not forked: the language pipeline keeps threads of its own
        context = multiprocessing.get_context("spawn")
        ours, self._lifeline = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(n, context, initializer=_begin, initargs=(ours,))
        self._started = [self.submit(_import_of, first) for _ in range(n)]

    @property
    def room(self) -> int:
        """How many batches may wait at these processes or be under way there: none at one that only starts."""
        return _WAITING * sum(future.done() for future in self._started)

    def submit(self, function: Callable[[Any], Any], item: Any) -> Future[Any]:
        """Send a batch."""
        with signals_wait():
            return self._pool.submit(_work, function, item)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:  # what is still under way is for nobody
            self._lifeline.close()
        self._pool.shutdown(cancel_futures=kind is not None)
        self._lifeline.close()


def _begin(lifeline: Connection) -> None:
    """Make ready a process of our own."""
    _end_with(lifeline)
    _set_up()
    leave_pandas_out()
    leave_parts_out()


@cache
def _set_up() -> None:
    """Have this process allocate memory and look for garbage as those do that run alone."""
    allocate_sparingly()
    collect_rarely()


def _import_of(_: Callable[[Any], Any]) -> None:
    """Nothing more: a process that has the function has imported what it needs."""


def _work(function: Callable[[In], Out], item: In) -> Out:
    """A batch in a process of our own; memory that batches of another kind took is given back before."""
    if _latest != [function]:
        give_back()
        _latest[:] = [function]
    return function(item)


def _work_there(function: Callable[[In], Out], item: In) -> Out:
    """A batch in a process of a cluster, which as it comes looks for garbage after each sentence."""
    _set_up()
    return function(item)


def _end_with(lifeline: Connection) -> None:
    """Have this process end when the other end of the pipe is closed."""

    def listen() -> None:
        with contextlib.suppress(OSError, EOFError):
            lifeline.recv_bytes()
        os._exit(1)

    threading.Thread(target=listen, daemon=True).start()


def _local_mapper(stack: contextlib.ExitStack, n: int) -> Mapper:
    started: list[_Workers] = []

    def start(function: Callable[[Any], Any]) -> None:
        started.append(stack.enter_context(_Workers(n - 1, function)))

    def submit(function: Callable[[Any], Any], item: Any) -> Future[Any]:
        try:
            return started[-1].submit(function, item)
        except BrokenProcessPool:  # a worker was killed before; whoever tries again gets new ones
            start(function)
            return started[-1].submit(function, item)

    def run(function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        ahead = deque(_take(iterator := iter(items), 2))
        if n == 1 or len(ahead) < 2:
            yield from (function(item) for item in _chain(ahead, iterator))
            return
        if not started:
            start(function)
        place = _shared(submit, function, lambda: started[-1].room)
        yield from _in_order(place, _chain(ahead, iterator), n * _HELD)

    return run


def _shared(
    submit: Callable[[Callable[[Any], Any], Any], Future[Any]], function: Callable[[Any], Any], room: Callable[[], int]
) -> Callable[[Any], Future[Any]]:
    """Have a batch done by the other processes, or here where these have as many as they have room for: another process
    takes seconds to start, and this one would only wait."""
    sent: list[Future[Any]] = []

    def place(item: Any) -> Future[Any]:
        sent[:] = [future for future in sent if not future.done()]
        if len(sent) < room():
            sent.append(submit(function, item))
            return sent[-1]
        here: Future[Any] = Future()
        here.set_result(function(item))
        return here

    return place


def _dask_mapper(stack: contextlib.ExitStack, options: EngineOptions) -> Mapper:
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise EngineError("the dask engine is not installed; run: python -m pip install distributed") from error
    if not (address := options.dask_address):
        raise EngineError("--engine dask needs --dask-address, such as tcp://scheduler:8786")
    try:
        client = stack.enter_context(Client(address, timeout="10s"))
    except (OSError, ValueError) as error:
        raise EngineError(f"no Dask scheduler answers at {address}: {error}") from error
    ahead = max(4, _WAITING * len(client.scheduler_info()["workers"]))
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it says of a lost cluster is said below

    def run(function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        # pure=False: results are big, and hashing the batches costs more than it saves
        try:
            yield from _in_order(lambda item: client.submit(_work_there, function, item, pure=False), items, ahead)
        except CancelledError as error:
            raise LostClusterError(
                f"the Dask scheduler at {address} went away; start it again, then run again"
            ) from error
        except KilledWorker as error:
            raise LostClusterError(
                f"workers of the Dask cluster at {address} were killed, most often for want of memory; give them more, "
                "or use a smaller [run] batch in the --config file"
            ) from error

    return run


def _in_order(submit: Callable[[Any], Future[Any]], items: Iterable[Any], ahead: int) -> Iterator[Any]:
    """Results in order of the items, each as soon as it is there, with at most `ahead` of them under way."""
    waiting: deque[Future[Any]] = deque()
    for item in items:
        waiting.append(submit(item))
        while waiting and (waiting[0].done() or len(waiting) >= ahead):
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _take(iterator: Iterator[In], n: int) -> list[In]:
    return [item for _, item in zip(range(n), iterator, strict=False)]


def _chain(first: Iterable[In], rest: Iterable[In]) -> Iterator[In]:
    yield from first
    yield from rest
