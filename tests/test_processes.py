"""Work and questions in other processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

from build_tools import processes
from build_tools.processes import Beside, spread

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


@forking
@pytest.mark.parametrize("how", ["killed", "raises"])
def test_what_a_process_was_lost_with_is_done_here(how: str) -> None:
    here = os.getpid()

    def task(number: int) -> tuple[int, bool]:
        if number % 3 == 1 and os.getpid() != here:
            if how == "killed":
                os.kill(os.getpid(), 9)
            raise MemoryError
        return number, os.getpid() == here

    found = dict(spread([partial(task, number) for number in range(9)], 2))
    assert sorted(found) == list(range(9))
    assert found[1]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@forking
def test_a_task_that_fails_fails_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(spread([lambda: 1, lambda: 1 // 0], 2))


@forking
def test_many_large_results_come_one_by_one() -> None:
    tasks = [partial(str.__mul__, chr(0x4E00 + number), 50_000) for number in range(300)]
    assert sorted(spread(tasks, 3)) == [task() for task in tasks]


@forking
def test_nothing_is_forked_where_nobody_is_told_of_ends() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert not processes.can_fork()
        assert Beside(lambda: 1).answer() == 1
    finally:
        signal.signal(signal.SIGCHLD, before)
    assert processes.can_fork()


@forking
def test_an_answer_that_is_no_longer_waited_for_leaves_no_process() -> None:
    def interrupted(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    question = Beside(lambda: bool(os.read(os.pipe()[0], 1)))  # it would wait for ever
    before = signal.signal(signal.SIGALRM, interrupted)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(KeyboardInterrupt):
            question.answer()
    finally:
        signal.signal(signal.SIGALRM, before)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


KILLED = """
import time
from build_tools.processes import Beside

def asked():
    print("asked", flush=True)
    time.sleep(2)
    print("still here", flush=True)

question = Beside(asked)
time.sleep(20)
"""


@forking
def test_no_process_outlives_the_one_that_asked() -> None:
    command = [sys.executable, "-c", KILLED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as asking:
        assert asking.stdout is not None
        assert asking.stdout.readline() == "asked\n"
        asking.kill()
        assert asking.stdout.read() == ""


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
