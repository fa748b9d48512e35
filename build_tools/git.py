"""What git knows of the catalog's files, frozen while the site is made. The only place that runs another program.

For that git is asked to read and nothing else: what the repository's own settings could make it run (pager, hooks,
monitors, signature checks, diff programs, fetching) is switched off, and ``GIT_*`` of the environment is left out.
Without git, or where nothing is committed, there is simply no history. Besides, git keeps settings, and merges lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

_TIMEOUT = 60
_REFUSED = 128
_HEAD, _UNIT = "\x1e", "\x1f"
_COMMIT = re.compile(
    f"{_HEAD}([0-9a-f]{{40,64}}){_UNIT}([0-9a-f ]*){_UNIT}([0-9-]{{10}})[^{_UNIT}]*{_UNIT}(.*)", re.DOTALL
)
_MOVED = ("R", "C")
_QUIET = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "diff.external": "",
    "log.showSignature": "false",
    "log.showRoot": "true",
    "log.follow": "false",
    "protocol.allow": "never",
}
_LOG = (
    "log",
    "-z",
    "--name-status",
    "-M",
    "-O/dev/null",
    "--relative",
    "--topo-order",
    "--diff-merges=off",
    "--no-show-signature",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-notes",
    "--no-decorate",
    "--no-mailmap",
    "--encoding=UTF-8",
    "--format=%x1e%H%x1f%P%x1f%cI%x1f%s",
)


@dataclass(frozen=True, slots=True)
class Commit:
    """One change: its id, the day it was committed where it was committed, and its subject line (text, not trusted)."""

    id: str
    date: str
    subject: str


@dataclass(frozen=True, slots=True)
class History:
    """The changes of each file under its name of today, newest first.

    ``shallow``: the clone has only the latest commits, so what is told is not all. ``head`` is the commit the files
    stand at, ``prefix`` leads from the top of the repository to the project, ``remote`` is where it was cloned from
    (as typed: it may hold a password and is not for showing). Not ``told``: git failed, which a busy disk does once.
    """

    changes: Mapping[str, tuple[Commit, ...]] = field(default_factory=dict)
    head: str | None = None
    shallow: bool = False
    prefix: str = ""
    remote: str | None = None
    told: bool = True

    def of(self, path: str) -> tuple[Commit, ...]:
        """The changes of one file, newest first; none where it was never committed."""
        return self.changes.get(path, ())


def history(base: Path, folder: str = "catalog") -> History:
    """The history of all files in a folder of the project; empty where there is none to be had."""
    told = _git(base, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD")
    lines = told.split("\n")[:-1] if told else []
    if len(lines) != 3 or not re.fullmatch("[0-9a-f]{40,64}", lines[2]):
        return History()
    shallow = lines[0] == "true"
    remote = (_git(base, "config", "--get", "remote.origin.url") or "").strip() or None
    log = _git(base, *_LOG, "HEAD", "--", folder)
    return History(_changes(log or "", shallow), lines[2], shallow, lines[1], remote, log is not None)


def state(base: Path, folder: str = "catalog") -> str:
    """What the history of a folder hangs on, as one text: the commit, how deep the clone is, where it came from."""
    told = _git(base, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD") or ""
    if not told:
        return ""
    return "\n".join((told, _cut(base, told), _git(base, "config", "--get", "remote.origin.url") or "", folder))


def _cut(base: Path, told: str) -> str:
    """Where a shallow clone was cut off; a deeper one of the same commit knows more."""
    place = (_git(base, "rev-parse", "--git-path", "shallow") or "").strip() if told.startswith("true") else ""
    try:
        return (base / place).read_text("ascii") if place else ""
    except (OSError, ValueError):
        return ""


def _changes(log: str, shallow: bool) -> dict[str, tuple[Commit, ...]]:
    """The log, newest first, sorted under the names the files have today."""
    today: dict[str, str] = {}
    found: dict[str, list[Commit]] = {}
    for commit, first, status, path, before in _entries(log):
        if shallow and first:  # where the clone was cut off: it seems to add every file
            continue
        now = today.get(path, path)
        found.setdefault(now, []).append(commit)
        if status == "R":
            today[before] = now
    return {path: tuple(commits) for path, commits in found.items()}


def _entries(log: str) -> Iterator[tuple[Commit, bool, str, str, str]]:
    """Each changed file: its commit, whether that has no parent, the kind of change, its path, and the path before."""
    parts = iter(log.split("\0"))
    commit, first = Commit("", "", ""), False
    for raw in parts:
        part = raw.lstrip("\n")
        head = _COMMIT.fullmatch(part)
        if head:
            commit, first = Commit(head[1], head[3], head[4]), not head[2].strip()
        elif part:
            before = next(parts, "")
            path = next(parts, "") if part[0] in _MOVED else before
            yield commit, first, part[0], path, before


def commit(base: Path, revision: str) -> str | None:
    """The id of the commit that a revision means; None where it means none. Whatever is typed is never an option."""
    told = _git(base, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return told.strip() if told and re.fullmatch("[0-9a-f]{40,64}\n", told) else None


def fork(base: Path, one: str, other: str) -> str | None:
    """The newest commit that both grew from; None where they have none in common, or the clone ends before it."""
    told = _git(base, "merge-base", one, other)
    return told.split("\n")[0] if told else None


def differing(base: Path, one: str, other: str) -> tuple[str, ...]:
    """The files that are not the same at two commits, named from the top of the repository."""
    told = _git(base, "diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-ext-diff", one, other)
    return tuple(path for path in (told or "").split("\0") if path)


def prefix(base: Path) -> str:
    """What leads from the top of the repository to a folder, with a slash at its end; empty at the top."""
    return (_git(base, "rev-parse", "--show-prefix") or "").rstrip("\n")


def is_shallow(base: Path) -> bool:
    """Whether the clone has only the latest commits."""
    return _git(base, "rev-parse", "--is-shallow-repository") == "true\n"


def blobs(base: Path, revision: str, folder: str) -> dict[str, str]:
    """Each regular file of a folder at a commit, from the project's folder on, with the id of its content."""
    told = _git(base, "ls-tree", "-r", "-z", revision, "--", f"{folder}/") or ""
    entries = (line.partition("\t") for line in told.split("\0") if line)
    return {path: head.split()[2] for head, _, path in entries if head.startswith("100")}


def contents(base: Path, ids: Iterable[str]) -> dict[str, bytes]:
    """The bytes of each content, by its id; one that is not there is left out."""
    wanted = dict.fromkeys(ids)
    raw = (_run(base, "cat-file", "--batch", typed="\n".join((*wanted, "")).encode()) if wanted else b"") or b""
    found: dict[str, bytes] = {}
    at = 0
    for one in wanted:
        end = raw.find(b"\n", at)
        if end < 0:
            break
        head, at = raw[at:end].split(), end + 1
        if len(head) == 3:  # else "<id> missing"
            found[one] = raw[at : at + int(head[2])]
            at += int(head[2]) + 1
    return found


def _git(base: Path, *words: str) -> str | None:
    """What git prints, as text."""
    raw = _run(base, *words)
    return None if raw is None else raw.decode("utf-8", "replace")


def _run(base: Path, *words: str, typed: bytes = b"") -> bytes | None:
    """What git prints, or None where it is missing, refuses or takes too long."""
    settings = [part for name, value in _QUIET.items() for part in ("-c", f"{name}={value}")]
    done = _done(base, "--no-pager", "--no-replace-objects", *settings, *words, typed=typed)
    return done.stdout if done and done.returncode == 0 else None


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    return {**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def settings(base: Path, *words: str) -> str | None:
    """What git says of the repository and its settings (``config``, ``rev-parse``, ``check-attr``: none of them runs
    anything), or None where it refuses; ``config`` with a value writes it.
    """
    done = _done(base, *words)
    return done.stdout.decode("utf-8", "replace") if done and done.returncode == 0 else None


def merged_lines(ours: bytes, base: bytes, theirs: bytes, names: tuple[str, str, str]) -> tuple[bytes, int] | None:
    """What git makes of three versions line by line, and how many places it leaves to people; None where it cannot."""
    labels = [word for name in names for word in ("-L", name)]
    with TemporaryDirectory() as folder:
        for number, raw in enumerate((ours, base, theirs)):
            (Path(folder) / str(number)).write_bytes(raw)
        done = _done(Path(folder), "-c", "merge.conflictStyle=merge", "merge-file", "-p", *labels, "0", "1", "2")
    return (done.stdout, done.returncode) if done and 0 <= done.returncode < _REFUSED else None


def _done(base: Path, *words: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    """Git at its end, with the repository's own settings; None where it is missing or takes too long."""
    program = shutil.which("git")
    if program is None or not Path(program).is_absolute() or Path(program).resolve().is_relative_to(base.resolve()):
        return None
    try:
        return subprocess.run(
            [program, *words],
            cwd=base,
            env=_environment(),
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
