"""Answers → data: values put at their paths; what was given as ``field=value`` takes the shape the schema asks for."""

from __future__ import annotations

from typing import Any

from build_tools import fields
from build_tools.diagnostics import Where
from build_tools.forms.answers import Wrong, read_answers
from build_tools.forms.questions import ENTRY, Question


def place(data: dict[str, Any], where: Where, value: Any) -> None:
    """Put ``value`` at ``where``, making the mappings on the way."""
    for step in where[:-1]:
        inner = data.get(str(step))
        if not isinstance(inner, dict):
            inner = data[str(step)] = {}
        data = inner
    data[str(where[-1])] = value


def place_typed(
    kind: str, data: dict[str, Any], given: list[tuple[str, str]], asked: tuple[Question, ...]
) -> dict[str, Any]:
    """``data`` with each (path, text) put in. A path given again adds to a list; ``basis.0.law`` counts from 0.

    What cannot be understood as an answer stays as typed: the check then says what is wrong with it.
    """
    by_path: dict[str, list[str]] = {}
    for path, text in given:
        by_path.setdefault(path, []).append(text)
    known = {".".join(map(str, one.where)): one for one in asked}
    made: dict[str, Any] = {**data}
    for path, texts in by_path.items():
        _set(kind, made, path, _value(kind, path, texts, known.get(path)))
    return made


def _value(kind: str, path: str, texts: list[str], question: Question | None) -> Any:
    if question is not None and not question.parts:
        read = read_answers(question, texts)
        if not isinstance(read, Wrong) and (question.many or len(texts) == 1):
            return read if question.many else read[0]
        if question.many:
            return texts
    part, _ = fields.at(kind, _where(kind, path))
    return texts if part.get("type") == "array" or len(texts) > 1 else texts[0]


def _steps(path: str) -> list[str | int]:
    return [int(step) if step.isdecimal() and step.isascii() and len(step) < 4 else step for step in path.split(".")]


def _where(kind: str, path: str) -> Where:
    return (*(() if "properties" in fields.schema(kind) else (ENTRY,)), *_steps(path))


def _set(kind: str, data: Any, path: str, value: Any) -> None:
    """Walk to the place, making what is missing; a number too large is taken as the next one."""
    steps = _steps(path)
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        made: Any = value if following is None else [] if isinstance(following, int) else {}
        if isinstance(data, list):
            number = min(step, len(data)) if isinstance(step, int) else len(data)
            if number == len(data):
                data.append(made)
            elif following is None or not isinstance(data[number], dict | list):
                data[number] = made
            data = data[number]
        else:
            key = str(step)
            if following is None or not isinstance(data.get(key), dict | list):
                data[key] = made
            data = data[key]
