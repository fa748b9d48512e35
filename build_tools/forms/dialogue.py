"""Questions asked one by one on a terminal. Enter takes the default or leaves out; a wrong answer is asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from build_tools.forms.answers import Wrong, read_answer, read_answers
from build_tools.forms.choices import Choice
from build_tools.forms.draft import place
from build_tools.forms.questions import Question
from build_tools.messages import say
from build_tools.text import shorten, visible, width

_MOST_SHOWN = 50
_COLUMNS = 76
_LONGEST = 60
_LONGEST_LIST = 400


class Ended(Exception):
    """Nobody answers any more: end of input, or Ctrl+Z on Windows."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """``hear`` gives the next line typed (raises Ended at the end of input), ``tell`` shows lines."""

    hear: Callable[[], str]
    tell: Callable[[str], None]
    language: str

    def fill(self, asked: Iterable[Question], data: dict[str, Any]) -> dict[str, Any]:
        """``data`` with the answer to every question; what is in ``data`` already is the default of its question."""
        for question in asked:
            value = self.ask(question, _reach(data, question))
            if value is not None:
                place(data, question.where, value)
        return data

    def ask(self, question: Question, before: Any = None, brief: bool = False) -> Any | None:
        """The value of one field, or None where it is left out. ``brief``: it was introduced a moment ago."""
        default = question.default if before is None else before
        self._introduce(question, default, brief)
        while True:
            value = self._elements(question) if question.parts else self._value(question)
            if isinstance(value, Wrong):
                self.tell(
                    "  × " + say(value.phrase, self.language, **{key: visible(one) for key, one in value.args.items()})
                )
            elif value is not None:
                self._repeat(question, value)
                return value
            elif default is not None:
                return default
            elif not question.required:
                return None
            else:
                self.tell("  × " + say("answer_needed", self.language))

    def _value(self, question: Question) -> Any | Wrong | None:
        if question.many and not question.choices:
            lines = list(iter(self._line, ""))
            return read_answers(question, lines) if lines else None
        typed = self._line()
        return read_answer(question, typed) if typed else None

    def _elements(self, question: Question) -> list[dict[str, Any]] | None:
        """A list of mappings, element by element, until one is left empty; long introductions are given once."""
        made: list[dict[str, Any]] = []
        while element := self._element(question.parts, first=not made):
            made.append(element)
            self.tell("  " + say("ask_another", self.language, label=question.label))
        return made or None

    def _element(self, parts: tuple[Question, ...], first: bool) -> dict[str, Any]:
        """One element: the alternatives in order until one is answered, then what belongs to it."""
        data: dict[str, Any] = {}
        alternatives = any(part.starts for part in parts)
        for part in parts:
            if part.starts and data:
                break
            if part.starts or data or not alternatives:
                value = self.ask(part, brief=not first)
                if value is not None:
                    place(data, part.where, value)
        return data

    def _line(self) -> str:
        typed = self.hear()
        if typed.startswith("\x1a"):  # Ctrl+Z at the start of a line ends the input on Windows
            raise Ended
        return typed.strip()

    def _introduce(self, question: Question, default: Any, brief: bool) -> None:
        grade = "ask_required" if question.required else "ask_optional"
        self.tell("\n" + say(grade, self.language, label=question.label))
        if brief:
            return
        if question.help:
            self.tell("  " + question.help)
        for line in columns(question.choices[:_MOST_SHOWN]):
            self.tell("  " + line)
        left = len(question.choices) - _MOST_SHOWN
        if left > 0:
            self.tell("  " + say("ask_more_choices", self.language, count=left))
        self.tell("  " + say(self._how(question), self.language))
        if default is not None:
            self.tell("  " + say("ask_default", self.language, value=shown(question, default)))

    def _how(self, question: Question) -> str:
        if question.parts:
            return "ask_elements"
        if question.choices:
            if question.wrap:
                return "ask_choice_or_words"
            return "ask_choices" if question.many else "ask_choice"
        return "ask_lines" if question.many else "ask_words"

    def _repeat(self, question: Question, value: Any) -> None:
        """What was understood, where that is not what was typed."""
        if question.choices:
            self.tell("  = " + shown(question, value))


def shown(question: Question, value: Any) -> str:
    """A value as somebody would say it: names for ids."""
    if isinstance(value, list):
        return "、".join(shown(question, one) for one in value)
    if isinstance(value, dict):
        parts = {one.where[0]: one for one in question.parts}
        return " ".join(shown(parts.get(key, question), one) for key, one in value.items())
    name = next((one.name for one in question.choices if one.value == value), str(value))
    return shorten(visible(name), _LONGEST)


def columns(choices: tuple[Choice, ...]) -> Iterator[str]:
    """Choices with their numbers, as many on a line as fit."""
    cells = [f"{number:>3} {shorten(visible(one.name), _LONGEST)}" for number, one in enumerate(choices, 1)]
    wide = max(map(width, cells), default=0) + 2
    per_line = max(1, _COLUMNS // wide)
    for start in range(0, len(cells), per_line):
        row = cells[start : start + per_line]
        yield "".join(cell + " " * (wide - width(cell)) for cell in row).rstrip()


def _reach(data: Any, question: Question) -> Any:
    for step in question.where:
        data = data.get(step) if isinstance(data, dict) else None
    return data
