"""A process in which the n-th file operation fails, or is the last: what a full disk, a broken one or a kill does.

Operations are counted where the interpreter announces them (audit events), so whoever makes them is caught: ours, the
engine's, the standard library's. What it does not announce (writing, flushing to disk, the exchange of two folders) is
wrapped. Only operations on files below one folder count.
"""

from __future__ import annotations

import builtins
import ctypes
import io
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from build_tools.commands import INTERNAL
from build_tools.diagnostics import UserError
from build_tools.publish import swap

KILLED = "killed"
"""Instead of an error number: the process ends at once, as if the plug were pulled."""

DONE, REFUSED, OTHER, DEAD = 0, 1, 2, 9
"""How the process ended: well, with a message of ours, with anything else, by the kill."""

_EVENTS = {
    "open", "os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.chmod", "os.utime",
    "os.truncate", "os.scandir", "os.listdir",
}  # fmt: skip
_LONGEST = 30
_TRIES = 3
"""A process forked while other threads of the tests hold a lock may wait for it for ever; ours would each time."""


class Faults:
    """Counts operations below ``folder`` and lets the ``at``-th fail; with ``at`` 0 it only counts."""

    def __init__(self, folder: Path, at: int, fault: int | str) -> None:
        self.folder = os.fsencode(folder)
        self.at = at
        self.fault = fault
        self.count = 0

    def hook(self, event: str, args: tuple[Any, ...]) -> None:
        if event in _EVENTS and self._below(args[0]):
            self.step()

    def step(self) -> None:
        self.count += 1
        if self.count != self.at:
            return
        if isinstance(self.fault, str):
            os._exit(DEAD)
        raise OSError(self.fault, os.strerror(self.fault))

    def _below(self, path: Any) -> bool:
        if isinstance(path, int) or path is None:
            return False
        raw = os.fsencode(path)
        return raw.startswith(self.folder) or not os.path.isabs(raw)  # relative: below a folder that is open

    def opened(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """``open``, whose files count what is written to them."""

        def opening(file: Any, mode: str = "r", *args: Any, **named: Any) -> Any:
            made = original(file, mode, *args, **named)
            return _Written(made, self) if set(mode) & set("wxa+") and self._below(file) else made

        return opening

    def before(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, each call of it an operation; killed, it may also be done and nothing after it."""

        def calling(*args: Any) -> Any:
            self.step()
            result = original(*args)
            if isinstance(self.fault, str):
                self.step()
            return result

        return calling


class _Written:
    """A file that fails in the middle of a text."""

    def __init__(self, file: Any, faults: Faults) -> None:
        self.file = file
        self.faults = faults

    def write(self, data: Any) -> Any:
        if self.faults.count + 1 == self.faults.at:
            self.file.write(data[: len(data) // 2])
            self.file.flush()
        self.faults.step()
        return self.file.write(data)

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


@contextmanager
def _silent() -> Iterator[None]:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    yield


def run(action: Callable[[], object], folder: Path, at: int, fault: int | str, at_once: bool = True) -> tuple[int, int]:
    """Run it in a process of its own; returns how that ended and how many operations there were.

    An action may be a command: what it returns is its exit code, if it is a number.
    Without ``at_once`` the system is one that cannot exchange two folders.
    """
    for _ in range(_TRIES):
        status, told = _forked(action, folder, at, fault, at_once)
        if os.WIFEXITED(status):
            return os.WEXITSTATUS(status), int.from_bytes(told, "big")
    raise AssertionError(f"ended by signal {os.WTERMSIG(status)} at operation {at}, {_TRIES} times")


def _forked(action: Callable[[], object], folder: Path, at: int, fault: int | str, at_once: bool) -> tuple[int, bytes]:
    """How the process ended, and what it said."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        faults = Faults(folder, at, fault)
        code = OTHER
        try:
            with _silent():
                _install(faults, at_once)
                ended = action()
                code = OTHER if ended == INTERNAL else REFUSED if ended else DONE
        except UserError:
            code = REFUSED
        finally:
            os.write(writer, faults.count.to_bytes(4, "big"))
            os._exit(code)
    os.close(writer)
    told = _awaited(reader, child)
    _, status = os.waitpid(child, 0)
    return status, told


def _awaited(reader: int, child: int) -> bytes:
    """What the process says at its end; one that hangs is ended."""
    deadline = time.monotonic() + _LONGEST
    os.set_blocking(reader, False)
    while time.monotonic() < deadline:
        try:
            told = os.read(reader, 4)
            os.close(reader)
            return told
        except BlockingIOError:
            time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.close(reader)
    return b""


def _install(faults: Faults, at_once: bool) -> None:
    ctypes.CDLL(None)
    opened = faults.opened(io.open)
    io.open = builtins.open = opened
    os.sync = faults.before(os.sync)
    os.fsync = faults.before(os.fsync)
    swap._at_once = faults.before(swap._at_once) if at_once else (lambda *_: False)
    swap._settle_all = faults.before(swap._settle_all)
    sys.addaudithook(faults.hook)
