"""Work and questions in other processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from build_tools import processes
from build_tools.processes import Beside

forking = pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked here")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that other tests left hold no lock that matters here."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def nobody() -> int:
    """No more processes are to be had."""
    raise OSError


@pytest.mark.parametrize("how", ["forked", "not allowed", "impossible"])
def test_a_question_is_answered_wherever_it_is_asked(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if how == "not allowed":
        monkeypatch.setattr(processes, "can_fork", lambda: False)
    elif how == "impossible" and hasattr(os, "fork"):
        monkeypatch.setattr(os, "fork", nobody)
    for said in (True, False, None, ["一", b"2", (3, {"四": 5.0})], "长" * 1_000_000):
        assert Beside(lambda said=said: said).answer() == said  # type: ignore[misc]
        assert Beside(lambda said=said: said, worth=False).answer() == said  # type: ignore[misc]


@forking
@pytest.mark.parametrize("how", ["killed", "raises", "says nothing plain"])
def test_a_question_whose_process_is_lost_is_asked_here(how: str, tmp_path: Path) -> None:
    here = os.getpid()

    def asked() -> object:
        with (tmp_path / "asked").open("a") as file:
            file.write("here\n" if os.getpid() == here else "there\n")
        if os.getpid() != here and how == "raises":
            raise MemoryError
        if os.getpid() != here and how == "says nothing plain":
            return object()
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return True

    assert Beside(asked).answer()
    assert (tmp_path / "asked").read_text().split() == ["there", "here"]


STOPPED = """
import os, signal, time
from functools import partial
from build_tools.processes import spread

signal.signal(signal.SIGINT, signal.default_int_handler)
me = os.getpid()

def task(number):
    if number == 1:
        time.sleep(0.2)
        os.killpg(me, signal.SIGINT)
    time.sleep(20)

try:
    list(spread([partial(task, number) for number in range(4)], 2))
except KeyboardInterrupt:
    print("stopped")
"""


@forking
def test_when_somebody_stops_it_nobody_complains() -> None:
    here = Path(__file__).parent.parent
    asked = [sys.executable, "-c", STOPPED]
    done = subprocess.run(
        asked, capture_output=True, text=True, cwd=here, start_new_session=True, timeout=15, check=True
    )
    assert (done.stdout, done.stderr) == ("stopped\n", "")


@forking
def test_a_question_forgotten_leaves_no_process() -> None:
    question = Beside(lambda: bool(os.read(os.pipe()[0], 1)))  # it would wait for ever
    question.forget()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    question.forget()
