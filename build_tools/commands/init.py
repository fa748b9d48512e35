"""``zwgk init``: a new county's own repository, ready to be built."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from build_tools.commands import CLEAN
from build_tools.commands.terminal import guarded, hear
from build_tools.diagnostics import UserError
from build_tools.forms import Wrong, questions, read_answer
from build_tools.forms.dialogue import Dialogue
from build_tools.messages import helps, say
from build_tools.reports import emit
from build_tools.repository import county_files, write_all


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("init", language)

    @click.command("init", help=texts["help"])
    @click.argument("folder", metavar="DIR")
    @click.option("--name", metavar="NAME", help=texts["name"])
    @click.option("--code", metavar="CODE", help=texts["code"])
    def run(folder: str, name: str | None, code: str | None) -> int:
        return guarded(language, partial(init, Path(folder), {"name": name, "code": code}, language))

    return run


def init(folder: Path, given: dict[str, str | None], language: str) -> int:
    """Write the repository into an empty or new folder, return the exit code. What was not given is asked for."""
    try:
        taken = folder.is_symlink() or (folder.exists() and not folder.is_dir()) or _holds_anything(folder)
    except OSError as error:
        raise UserError("write-failed", path=str(folder), error=error.strerror or type(error).__name__) from error
    if taken:
        raise UserError("not-empty", path=str(folder))
    dialogue = Dialogue(hear, emit, language)
    about: dict[str, Any] = {}
    for question in questions("site", {}, ("jurisdiction",)):
        key = str(question.where[0])
        typed = given.get(key)
        value = dialogue.ask(question) if typed is None else read_answer(question, typed)
        if isinstance(value, Wrong):
            raise UserError("bad-answer", option=f"--{key}", said=say(value.phrase, language, **value.args))
        about[key] = value
    files = county_files(about["name"], about["code"])
    write_all(folder, files)
    emit(say("init_done", language, path=folder, files=len(files)))
    emit(say("next_init", language, path=folder))
    return CLEAN


def _holds_anything(folder: Path) -> bool:
    """Whether there is more than what git puts into a new clone."""
    return folder.is_dir() and any(one.name != ".git" for one in folder.iterdir())
