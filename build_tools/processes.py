"""Work in as many processes as there are cores, where that can be had; they have everything in memory."""

from __future__ import annotations

import gc
import marshal
import os
import pickle
import selectors
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, BinaryIO, Generic, NoReturn, TypeVar, cast

T = TypeVar("T")

_SIZE = 4
_BUFFER = 1 << 16
_PR_SET_PDEATHSIG = 1


def spread(tasks: Sequence[Callable[[], T]], workers: int | None = None) -> Iterator[T]:
    """The results of the tasks, in any order. Where no process can be forked, one by one.

    What a process was lost with is done here, so it may be done twice; a task that fails there fails here.
    """
    count = min(workers or cores(), len(tasks)) if can_fork() else 1
    missing = dict(enumerate(tasks))
    if count > 1:
        gc.freeze()  # so that no process copies memory to look for garbage in it
        try:
            for number, result in _shared(tasks, count):
                del missing[number]
                yield result
        finally:
            gc.unfreeze()
    yield from (task() for task in missing.values())


def _shared(tasks: Sequence[Callable[[], T]], count: int) -> Iterator[tuple[int, T]]:
    """Each result with the number of its task; each process takes the next number when it is done with one."""
    waiting, filled = os.pipe()
    os.set_blocking(filled, False)  # what does not fit is done by whoever asked
    os.write(filled, b"".join(number.to_bytes(_SIZE, "little") for number in range(len(tasks))))
    os.close(filled)

    def work(pipe: BinaryIO) -> None:
        while raw := os.read(waiting, _SIZE):
            number = int.from_bytes(raw, "little")
            told = pickle.dumps((number, tasks[number]()), pickle.HIGHEST_PROTOCOL)
            pipe.write(len(told).to_bytes(_SIZE, "little") + told)
            pipe.flush()

    processes: list[_Process] = []
    try:
        with suppress(OSError):  # no more are to be had
            for _ in range(count):
                processes.append(_Process(work))
        yield from _told(processes)
    finally:
        for process in processes:
            process.stop()
        os.close(waiting)


def _told(processes: Iterable[_Process]) -> Iterator[Any]:
    """What the processes tell, as soon as they do; the last of one that is lost may be cut off."""
    with selectors.DefaultSelector() as found:
        for process in processes:
            found.register(process.pipe, selectors.EVENT_READ, bytearray())
        while found.get_map():
            for key, _ in found.select():
                heard: bytearray = key.data
                raw = os.read(key.fd, _BUFFER)
                if not raw:
                    found.unregister(key.fd)
                heard += raw
                while len(heard) >= (end := _SIZE + int.from_bytes(heard[:_SIZE], "little")) > _SIZE:
                    told = bytes(heard[_SIZE:end])
                    del heard[:end]
                    yield pickle.loads(told)


class Beside(Generic[T]):
    """A question asked in another process, while this one does something else; here, where none can be forked.

    Its answer is plain data, as ``marshal`` takes it.
    """

    def __init__(self, question: Callable[[], T], worth: bool = True) -> None:
        self._question = question
        self._process: _Process | None = None
        if worth and can_fork():
            with suppress(OSError):  # no more are to be had
                self._process = _Process(lambda pipe: pipe.write(marshal.dumps(cast(Any, question()))))

    def answer(self) -> T:
        """Wait for the answer. What became of a process without one is told by asking here."""
        if self._process is None:
            return self._question()
        try:
            raw = b"".join(iter(partial(os.read, self._process.pipe, _BUFFER), b""))
            whole = self._process.ended()
        finally:
            self.forget()
        return cast(T, marshal.loads(raw)) if whole else self._question()

    def forget(self) -> None:
        """No answer is wanted any more."""
        if self._process is not None:
            self._process.stop()
            self._process = None


class _Process:
    """A process forked from this one, which does some work and ends; what it writes can be read from ``pipe``.

    It ends with this one, and only this one is interrupted from the keyboard. Raises OSError where none is to be had.
    """

    def __init__(self, work: Callable[[BinaryIO], object]) -> None:
        self.pipe, there = os.pipe()
        parent, usual = os.getpid(), signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._id = os.fork()
            if self._id == 0:
                _work(work, parent, self.pipe, there)
        except OSError:
            os.close(self.pipe)
            raise
        finally:
            os.close(there)
            signal.pthread_sigmask(signal.SIG_SETMASK, usual)

    def ended(self) -> bool:
        """Wait for its end; whether it was a good one."""
        good = os.waitpid(self._id, 0)[1] == 0
        self._id = 0
        return good

    def stop(self) -> None:
        """It does nothing more after this; once."""
        os.close(self.pipe)
        if self._id:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._id, signal.SIGKILL)
                self.ended()


def _work(work: Callable[[BinaryIO], object], parent: int, here: int, there: int) -> NoReturn:
    """Nothing of the process that was forked may run on here, whatever happens."""
    lost = True
    gc.disable()
    try:
        _end_with(parent)
        os.close(here)  # so that nobody is waited for who is no more
        with open(there, "wb") as pipe:
            work(pipe)
        lost = False
    finally:
        os._exit(lost)


def _end_with(parent: int) -> None:
    """Where the parent is killed the system kills this process too: nobody writes after it."""
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise ProcessLookupError


def can_fork() -> bool:
    """A process forked beside other threads may wait for ever for a lock that one of them held.

    Where whoever started this program has it not told of ends, nobody could wait for one.
    """
    alone = sys.platform == "linux" and threading.active_count() == 1
    return alone and signal.getsignal(signal.SIGCHLD) != signal.SIG_IGN


def cores() -> int:
    """How many processes can really run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
