"""Work in as many processes as there are cores, where that can be had; they have everything in memory."""

from __future__ import annotations

import gc
import marshal
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, NoReturn, TypeVar, cast

T = TypeVar("T")

_NONE = -1

_tasks: list[Callable[[], Any]] = []
"""What the processes forked from this one are to do."""


def spread(tasks: Sequence[Callable[[], T]], workers: int | None = None) -> Iterator[T]:
    """The results of the tasks, in any order. Where no process can be forked, one by one."""
    count = min(workers or cores(), len(tasks)) if can_fork() else 1
    if count < 2:
        yield from (task() for task in tasks)
        return
    import multiprocessing  # only where there is much to do

    _tasks[:] = tasks
    gc.freeze()  # so that no process copies memory to look for garbage in it
    try:
        with multiprocessing.get_context("fork").Pool(count, _uninterrupted) as pool:
            yield from pool.imap_unordered(_do, range(len(tasks)))
    finally:
        gc.unfreeze()
        _tasks.clear()


def _uninterrupted() -> None:
    """Whoever stops the program stops this one, which then stops the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(number: int) -> Any:
    gc.disable()
    return _tasks[number]()


class Beside(Generic[T]):
    """A question asked in another process, while this one does something else; here, where none can be forked.

    Its answer is plain data, as ``marshal`` takes it.
    """

    def __init__(self, question: Callable[[], T], worth: bool = True) -> None:
        self._question = question
        self._process, self._pipe = _forked(question) if worth and can_fork() else (_NONE, _NONE)

    def answer(self) -> T:
        """Wait for the answer. What became of a process without one is told by asking here."""
        if self._process == _NONE:
            return self._question()
        process, self._process = self._process, _NONE
        with open(self._pipe, "rb") as pipe:
            raw = pipe.read()
        whole = os.waitpid(process, 0)[1] == 0
        return cast(T, marshal.loads(raw)) if whole else self._question()

    def forget(self) -> None:
        """No answer is wanted any more."""
        if self._process != _NONE:
            os.close(self._pipe)
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = _NONE


def _forked(question: Callable[[], Any]) -> tuple[int, int]:
    """The process that is asked, and where its answer can be read."""
    here, there = os.pipe()
    try:
        process = os.fork()
    except OSError:  # no more are to be had
        process = _NONE
        os.close(here)
    if process == 0:
        _answer(question, here, there)
    os.close(there)
    return process, here


def _answer(question: Callable[[], Any], here: int, there: int) -> NoReturn:
    """Nothing of the process that was forked may run on here, whatever happens."""
    lost = True
    gc.disable()
    try:
        os.close(here)  # so that nobody is waited for who is no more
        with open(there, "wb") as pipe:
            pipe.write(marshal.dumps(question()))
        lost = False
    finally:
        os._exit(lost)


def can_fork() -> bool:
    """A process forked beside other threads may wait for ever for a lock that one of them held."""
    return sys.platform == "linux" and threading.active_count() == 1


def cores() -> int:
    """How many processes can really run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
