"""What all of ``zwgk new`` does: get the data, try it in memory with the whole catalog, write it or say why not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from build_tools.additions import Addition, concerned
from build_tools.canonical import dump
from build_tools.check import Checked
from build_tools.commands import CLEAN, FINDINGS
from build_tools.commands.project import Project
from build_tools.commands.terminal import hear
from build_tools.diagnostics import Severity, UserError
from build_tools.forms import Question, choices_of, place_typed, questions
from build_tools.forms.dialogue import Dialogue
from build_tools.forms.questions import today
from build_tools.messages import helps, say
from build_tools.reports import emit, report
from build_tools.reports.context import Context
from build_tools.source import ITEM_LIMITS, Document, read
from build_tools.text import recognised, visible
from build_tools.trial import Files

_STUB = "stdin"

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Given:
    """What came with the command: ``--set`` pairs, and whether a stub waits on standard input."""

    pairs: tuple[str, ...]
    stdin: bool

    @property
    def asks(self) -> bool:
        """Whether everything is to be asked."""
        return not self.pairs and not self.stdin

    def split(self) -> list[tuple[str, str]]:
        """Path and text of each ``--set``; raises UserError for one without an equals sign."""
        split = [(pair if "=" in pair else pair.replace("＝", "=", 1)).partition("=") for pair in self.pairs]
        for path, equals, text in split:
            if not equals or not path.strip() or not text.strip() or path.count(".") > ITEM_LIMITS.depth:
                raise UserError("not-a-pair", value=path + equals + text)
        return [(path.strip(), text.strip()) for path, _, text in split]


def options(language: str) -> Callable[[F], F]:
    """``--set`` and ``--stdin``, the same for everything new."""
    texts = helps("new", language)

    def decorate(run: F) -> F:
        run = click.option("--stdin", is_flag=True, help=texts["stdin"])(run)
        return click.option("--set", "pairs", metavar="FIELD=VALUE", multiple=True, help=texts["set"])(run)

    return decorate


class Session:
    """One run of ``zwgk new`` on a project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.language = project.language
        self.files, self.trial = project.trial()
        self.before = self.trial.of(self.files)
        self.catalog = self.before.loaded.catalog
        self.choices = choices_of(self.catalog)
        self.dialogue = Dialogue(hear, emit, self.language)

    def write(self, kind: str, given: Given, make: Callable[[dict[str, Any]], Addition]) -> int:
        """Get the data for a new ``kind``, write what ``make`` makes of it, return the exit code."""
        asked = questions(kind, self.choices)
        if not given.asks:
            data = self._given(kind, given, asked)
            return FINDINGS if data is None else self._finish(kind, make(data))
        data = {}
        again: tuple[Question, ...] = asked
        while again:
            data = self.dialogue.fill(again, data)
            addition = make(data)
            checked = self._tried(addition)
            if not checked.errors:
                return self._written(kind, addition)
            again = self._again(asked, addition, checked)
        emit(say("kept_draft", self.language) + "\n\n" + dump(kind, data), error=True)
        return FINDINGS

    def _given(self, kind: str, given: Given, asked: tuple[Question, ...]) -> dict[str, Any] | None:
        """The stub with the ``--set`` values in it; None where the stub could not be read, which has been told."""
        data: dict[str, Any] = {**today(kind)}
        if given.stdin:
            document = self._stub()
            if document is None:
                return None
            data |= document.data
        return place_typed(kind, data, given.split(), asked)

    def _stub(self) -> Document | None:
        raw = sys.stdin.buffer.read(ITEM_LIMITS.size + 1)
        document, found = read(_STUB, raw)
        if not found and not isinstance(document.data, dict):
            raise UserError("no-stub")
        if found:
            emit(report("text", Checked(tuple(found)), self._context({_STUB: raw})))
            emit(say("nothing_written", self.language), error=True)
            return None
        return document

    def _finish(self, kind: str, addition: Addition) -> int:
        if self._tried(addition).errors:
            emit(say("nothing_written", self.language), error=True)
            return FINDINGS
        return self._written(kind, addition)

    def _tried(self, addition: Addition) -> Checked:
        """What the addition gives rise to, told as ``zwgk check`` would."""
        checked = self.trial.of({**self.files, addition.path: addition.raw}).since(self.before)
        if checked.diagnostics:
            emit("\n" + report("text", checked, self._context({addition.path: addition.raw})))
        return checked

    def _context(self, drafts: Files) -> Context:
        """Excerpts come from the drafts where they are meant, else from disk."""
        return Context.of(self.project.base, self.before.loaded, self.language, files=drafts)

    def _again(self, asked: tuple[Question, ...], addition: Addition, checked: Checked) -> tuple[Question, ...]:
        """The questions whose answers are wrong."""
        errors = tuple(one for one in checked.diagnostics if one.severity is Severity.ERROR)
        fields = concerned(addition.document(), addition.where, errors)
        again = tuple(one for one in asked if one.where[0] in fields)
        if again:
            emit(say("ask_again", self.language, labels="、".join(one.label for one in again)))
        return again

    def _written(self, kind: str, addition: Addition) -> int:
        path = addition.write(self.project.base)
        emit(say("written", self.language, path=path))
        emit(say("next_item" if kind == "item" else "next_steps", self.language))
        return CLEAN


def chosen_domain(session: Session, typed: str | None) -> str:
    """The id of the domain meant by an id or a name; asked for where none was given."""
    choices = session.choices["domains"]
    if typed is None:
        question = Question((), say("domain", session.language), "", True, lambda value: True, choices=choices)
        return str(session.dialogue.ask(question))
    exact = next((one.value for one in choices if typed.strip() in (one.value, one.name, *one.also)), None)
    if exact is None:
        meant = recognised(typed, {one.value: (one.name, *one.also) for one in choices}) or ""
        name = next((one.name for one in choices if one.value == meant), "")
        nearer = sorted(choices, key=lambda one: typed not in one.value and typed not in one.name)
        known = "、".join(f"{one.value}（{one.name}）" for one in nearer)
        raise UserError("no-such-domain", id=visible(typed), meant=meant, name=name, allowed=known)
    return exact
