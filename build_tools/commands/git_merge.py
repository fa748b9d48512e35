"""``zwgk git-merge``: how git merges catalog files once ``git-setup`` was run."""

from __future__ import annotations

from pathlib import Path

import click

from build_tools import fields
from build_tools.commands import CLEAN, FINDINGS
from build_tools.diagnostics import UserError, Where
from build_tools.files import replace_file
from build_tools.merging import Outcome, merged
from build_tools.messages import helps, say
from build_tools.reports import emit
from build_tools.text import visible

_MOST_PLACES = 8


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("git-merge", language)

    @click.command("git-merge", help=texts["help"])
    @click.argument("base", metavar="BASE")
    @click.argument("ours", metavar="OURS")
    @click.argument("theirs", metavar="THEIRS")
    @click.argument("path", metavar="PATH")
    def run(base: str, ours: str, theirs: str, path: str) -> int:
        return git_merge(Path(base), Path(ours), Path(theirs), path, language)

    return run


def git_merge(base: Path, ours: Path, theirs: Path, path: str, language: str) -> int:
    """Put the merge of three files in the place of ``ours``, return the exit code: 1, where people have to choose.

    ``path`` is the name the file has in the repository. Where nothing can be said, ``ours`` stays as it is.
    """
    before = _bytes(ours)
    names = say("merge_ours", language), say("merge_base", language), say("merge_theirs", language)
    outcome = merged(path, _bytes(base), before, _bytes(theirs), names)
    if outcome.raw is not None and outcome.raw != before:
        replace_file(ours, outcome.raw, before)
    if not outcome.clean:
        _tell(path, outcome, language)
    return CLEAN if outcome.clean else FINDINGS


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError("unreadable-version", path=str(path), error=error.strerror or type(error).__name__) from error


def _tell(path: str, outcome: Outcome, language: str) -> None:
    """Which fields people have to choose in, beside what git says itself."""
    named = dict.fromkeys(_named(outcome.kind, where) for where in outcome.torn if outcome.kind and where)
    places = "\u3001".join(list(named)[:_MOST_PLACES])
    phrase = "merge_left" if outcome.raw is None else "merge_torn" if places else "merge_lines"
    emit(say(phrase, language, path=visible(path), places=visible(places)), error=True)


def _named(kind: str, where: Where) -> str:
    label = fields.label(kind, where)
    return f"{where[0]} {label}" if kind in fields.ENTRIES else label
