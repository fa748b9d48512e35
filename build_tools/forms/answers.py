"""What somebody typed → a value: numbers of choices in any width, ids, official names, several at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from build_tools.forms.choices import Choice
from build_tools.forms.questions import Question
from build_tools.text import recognised, visible

_BRACKETED = re.compile(r"^(.+?)[（(](.+)[）)]$")
_BETWEEN = re.compile(r"[\s,，、;；]+(?![^（(]*[）)])")  # not within brackets

_MOST_ALIKE = 12


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why an answer is none: a phrase of the messages with its arguments."""

    phrase: str
    args: Mapping[str, str] = field(default_factory=dict)


def read_answer(question: Question, typed: str) -> Any | Wrong:
    """The value of the field for one line typed; an empty line is no answer and not to be given here."""
    if question.choices and question.many:
        return read_answers(question, [typed])
    made = _element(question, typed)
    return made if isinstance(made, Wrong) or not question.many or question.single else [made]


def read_answers(question: Question, lines: Sequence[str]) -> Any | Wrong:
    """The value of a field that takes several: one a line, and of choices several on a line. Repetitions are dropped.

    The first answer that cannot be understood is told.
    """
    made: list[Any] = []
    for line in lines:
        for typed in _several(question, line):
            one = _element(question, typed)
            if isinstance(one, Wrong):
                return one
            if one not in made:
                made.append(one)
    return made[0] if question.single and len(made) == 1 else made


def _several(question: Question, line: str) -> Iterator[str]:
    """The answers on one line. A name may itself hold a space or a comma, so a line that is one name stays whole."""
    if not question.choices or _exact(question.choices, line):
        yield line
        return
    pieces = [piece for piece in _BETWEEN.split(line) if piece]
    known = [bool(_choice(question, piece)) for piece in pieces]
    yield from pieces if question.wrap is None or any(known) else [line]


def _element(question: Question, typed: str) -> Any | Wrong:
    text = typed.strip()
    if visible(text) != text:
        return Wrong("answer_unseen", {"value": visible(text)})
    if not question.choices:
        return _plain(question, text)
    value = _choice(question, text)
    if value is not None:
        return value
    noted = _BRACKETED.match(text) if question.note else None
    value = _choice(question, noted[1].strip()) if noted else None
    if noted and value is not None and question.note:
        return {question.note[0]: value, question.note[1]: noted[2].strip()}
    number = _number(text)
    if number is not None:
        return Wrong("answer_no_number", {"value": text, "most": str(len(question.choices))})
    if question.wrap:
        return {question.wrap: text}
    return _unknown(question.choices, text)


def _unknown(choices: Sequence[Choice], text: str) -> Wrong:
    """Words that are no choice: part of one name, of several, like one, or like none."""
    places = {one.value: place for place, one in reversed(list(enumerate(choices, 1)))}
    alike = [one for one in choices if _folded(text) in _folded(one.name)]
    if len(alike) > 1:
        listed = "、".join(f"{places[one.value]} {one.name}" for one in alike[:_MOST_ALIKE])
        return Wrong("answer_several", {"value": text, "alike": listed})
    meant = recognised(text, {one.value: (one.name, *one.also) for one in choices})
    found = alike or [one for one in choices if one.value == meant]
    if not found:
        return Wrong("answer_no_choice", {"value": text})
    return Wrong("answer_meant", {"value": text, "meant": str(places[found[0].value]), "name": found[0].name})


def _plain(question: Question, text: str) -> str | Wrong:
    """Words as they are; letters and digits in full width only where the field would not take them otherwise."""
    half = unicodedata.normalize("NFKC", text)
    for one in (text, half):
        if question.fits(one):
            return one
    return Wrong("answer_wrong", {"value": text, "said": question.said or question.help})


def _choice(question: Question, text: str) -> str | None:
    number = _number(text)
    if number is not None and 1 <= number <= len(question.choices):
        return question.choices[number - 1].value
    return _exact(question.choices, text)


def _number(text: str) -> int | None:
    half = unicodedata.normalize("NFKC", text.strip()).rstrip(".")
    return int(half) if re.fullmatch("[0-9]{1,6}", half) else None


def _exact(choices: Sequence[Choice], typed: str) -> str | None:
    """The value meant by an id or a whole name; the first of several that share it."""
    plain = _folded(typed)
    return next((one.value for one in choices if plain in map(_folded, (one.value, one.name, *one.also))), None)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()
