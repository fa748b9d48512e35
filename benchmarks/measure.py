"""One command run as a whole process: seconds on the clock, seconds of the processor, memory at its highest."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
_KIB = 1 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes there, kibibytes elsewhere


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: the median over the runs, and the extremes on the clock."""

    wall: float
    fastest: float
    slowest: float
    cpu: float
    memory: int

    @classmethod
    def of(cls, runs: list[tuple[float, float, int]]) -> Cost:
        """Sum up the runs; memory is the highest of them."""
        walls, cpus, memories = zip(*runs, strict=True)
        return cls(median(walls), min(walls), max(walls), median(cpus), max(memories))


def run(command: list[str], kept: Path | None = None) -> tuple[float, float, int]:
    """Wall seconds, processor seconds, peak bytes of one process. Raises RuntimeError when it does not end well.

    ``kept`` is where our commands keep what they know; without it they begin with nothing. The memory is that of the
    process itself; the processors' seconds are those of its own processes too.

    A check may end with 1: among very many items drawn by chance a few look copied, and warnings are told.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryDirectory() as nothing:
        env = {name: value for name, value in os.environ.items() if name != "CI"}
        env["XDG_CACHE_HOME"] = str(kept or nothing)
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode > ("check" in command):
            said.seek(0)
            words = said.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{command[-1]} ended with {process.returncode}\n{words}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _KIB


def zwgk(project: Path, *words: str) -> list[str]:
    """The command line of one of our commands."""
    return [sys.executable, "-m", "build_tools", "--project", str(project), *words]
