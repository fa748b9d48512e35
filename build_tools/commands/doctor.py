"""``zwgk doctor``: what is missing on this machine or in this repository, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project
from build_tools.doctor import Remark, State, examine
from build_tools.messages import helps, say, words
from build_tools.reports import emit

_SIGNS = {State.GOOD: "√", State.NOTE: "●", State.BAD: "×"}


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("doctor", language)

    @click.command("doctor", help=texts["help"])
    @click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=texts["format"])
    @click.pass_context
    def run(context: click.Context, form: str) -> int:
        project = Project.perhaps(context.obj["project"], language)
        return doctor(project.base if project else None, form, language)

    return run


def doctor(base: Path | None, form: str, language: str) -> int:
    """Print a line for each point examined, return the exit code: notes are not counted."""
    remarks = list(examine(base))
    bad = sum(one.state is State.BAD for one in remarks)
    if form == "json":
        emit(json.dumps(_plain(remarks, language), ensure_ascii=False, indent=2), machine=True)
    else:
        emit("\n".join(line for one in remarks for line in _lines(one, language)))
        notes = sum(one.state is State.NOTE for one in remarks)
        emit("\n" + say("doctor_bad" if bad else "doctor_good", language, bad=bad, notes=notes))
    return FINDINGS if bad else CLEAN


def _lines(one: Remark, language: str) -> Iterator[str]:
    said = words(one.code, one.all_args(), language)
    yield f"{_SIGNS[one.state]} {said.text}"
    if said.advice and one.state is not State.GOOD:
        yield f"  {say('fix', language)}：{said.advice}"


def _plain(remarks: list[Remark], language: str) -> dict[str, object]:
    listed = []
    for one in remarks:
        said = words(one.code, one.all_args(), language)
        advice = said.advice if one.state is not State.GOOD else ""
        listed.append({"state": one.state.value, "code": one.code, "text": said.text, "advice": advice})
    return {"version": 1, "remarks": listed}
