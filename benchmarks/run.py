"""``python benchmarks/run.py [--sizes 180,3000,10000] [--runs 3] [--check-only 100000] [--write]``: measure and print.

Needs a system with ``wait4`` (Linux, macOS). All is generated in a temporary folder and removed in the end; wait five
minutes before measuring again, since until then ext4 is slow to make files.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

# Started as a script, Python knows only this folder.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import measure, table

HERE = Path(__file__).resolve().parent


def measured(items: int, commands: tuple[str, ...], runs: int, seed: int, top: Path) -> Iterator[table.Measured]:
    """Generate one size; measure each command with nothing kept, then what follows a build or a check."""
    folder = top / str(items)
    project, kept = folder / "project", folder / "kept"
    generate = [sys.executable, str(HERE / "generate.py"), str(items), str(project), "--seed", str(seed)]
    subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
    for command in commands:
        found = []
        for number in range(runs):
            _clear(project, folder / f"away-{command}-{number}")
            found.append(measure.run(measure.zwgk(project, command)))
            _tell(f"{items} {command} {number + 1}/{runs}: {found[-1][0]:.2f} s")
        yield table.Measured(items, command, measure.Cost.of(found))
        measure.run(measure.zwgk(project, command), kept)
        for name, change in MOMENTS[command].items():
            found = []
            for number in range(runs):
                change(project, number)
                found.append(measure.run(measure.zwgk(project, command), kept))
            _tell(f"{items} {name}: {found[-1][0]:.2f} s")
            yield table.Measured(items, name, measure.Cost.of(found))


def _clear(project: Path, away: Path) -> None:
    """Begin without a site. It is moved, not deleted: ext4 is slow to make files where many were just deleted."""
    away.mkdir()
    for made in (*project.glob("site"), *project.glob(".site*")):
        made.rename(away / made.name)


def _nothing(project: Path, number: int) -> None:
    """The same files once more."""


def _other_times(project: Path, number: int) -> None:
    """A copy of the project, or one restored: the same bytes, all file times new."""
    for path in (project / "catalog").rglob("*.yml"):
        os.utime(path)


def _one_item(project: Path, number: int) -> None:
    """Somebody rewords the name of one item."""
    path = sorted((project / "catalog" / "items").rglob("*.yml"))[7]
    path.write_text(re.sub("title: .*", f"title: 另一个名称{number}", path.read_text("utf-8"), count=1), "utf-8")


def _one_body(project: Path, number: int) -> None:
    """A publishing body has another name; it stands on the pages of hundreds of items."""
    path = project / "catalog" / "bodies.yml"
    path.write_text(re.sub("name: .*", f"name: 改名的单位{number}", path.read_text("utf-8"), count=1), "utf-8")


MOMENTS: dict[str, dict[str, Callable[[Path, int], None]]] = {
    "check": {"check, nothing changed": _nothing, "check, one item edited": _one_item},
    "build": {
        "build, nothing changed": _nothing,
        "build, all file times new": _other_times,
        "build, one item edited": _one_item,
        "build, a body renamed": _one_body,
    },
}
"""What follows the first run of a command, with what it kept."""


def start_up(runs: int) -> table.Measured:
    """What a process costs that reads no catalog."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "catalog").mkdir()
        found = [measure.run([*measure.zwgk(Path(folder), "check"), "--help"]) for _ in range(runs)]
    return table.Measured(0, "(start-up)", measure.Cost.of(found))


def _tell(words: str) -> None:
    """Say how far the measuring is, beside the table."""
    print(words, file=sys.stderr, flush=True)


def _sizes(text: str) -> list[int]:
    """The sizes of a list with commas, each once, rising."""
    return sorted({int(one) for one in text.split(",") if one.strip()})


def main() -> None:
    """Read the command line, measure, print the table."""
    parser = argparse.ArgumentParser(description="Measure check and build on made-up catalogs.")
    parser.add_argument("--sizes", type=_sizes, default=[180, 3000, 10000], help="numbers of items, with commas")
    parser.add_argument("--check-only", type=_sizes, default=[], help="sizes that are checked but not built")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--write", action="store_true", help="write RESULTS.md beside this file")
    parser.add_argument("--noisy", action="store_true", help="say in RESULTS.md that the machine was not idle")
    given = parser.parse_args()
    if given.runs < 1:
        parser.error("--runs must be at least 1")
    plan = [(size, ("check", "build")) for size in given.sizes] + [(size, ("check",)) for size in given.check_only]
    found = [start_up(given.runs)]
    with tempfile.TemporaryDirectory() as top:  # for all: nothing is deleted while anything is yet to be measured
        for size, commands in plan:
            found += measured(size, commands, given.runs, given.seed, Path(top))
    print(table.table(found))
    if given.write:
        text = table.results(found, given.runs, given.seed, given.noisy)
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
