"""One example: a case that is checked here and now, so that what is shown is what the program says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from build_tools.check import Checked, check
from build_tools.diagnostics import Diagnostic, Span
from build_tools.examples import EXCEPTIONS, Case, Files, base, cases, changed, files_of, fixed, today_of
from build_tools.known import Known
from build_tools.load import load
from build_tools.rules import Rule, all_rules
from build_tools.text import decoded, shorten, visible

MOST = 2
"""How many examples of a code are shown, unless more of its cases ask for it."""

_known = Known.of_process()
"""All cases share nearly all files."""

_LINES = 14
_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, cut where the finding begins and ends. A ``number`` of 0 stands for lines left out."""

    number: int
    before: str
    marked: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one file has to do with an example: how it reads, how it should read, what it should be called."""

    path: str
    wrong: tuple[Line, ...]
    right: tuple[Line, ...]
    renamed: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A case with the finding it is about; ``files`` is its whole catalog."""

    name: str
    finding: Diagnostic
    files: Files
    parts: tuple[Part, ...]


@cache
def examples(code: str) -> tuple[Example, ...]:
    """The best cases of a code, checked. None for what cannot be shown in the text of a file."""
    return tuple(_example(case, code) for case in chosen(code))


def chosen(code: str) -> list[Case]:
    """Cases that ask to be shown; else the first simple ones; else the first."""
    fitting = [case for case in cases(code) if any(one.startswith(f"{code}@") for one in case["expect"])]
    asked = [case for case in fitting if case.get("show")]
    return asked or [case for case in fitting if _simple(case)][:MOST] or fitting[:1]


def _simple(case: Case) -> bool:
    """One edit, one finding."""
    return len(case["expect"]) == 1 and isinstance(case.get("edit"), dict) and not {"add", "drop"} & case.keys()


def _example(case: Case, code: str) -> Example:
    files = files_of(case)
    result = check(load(sorted(files.items()), known=_known), today_of(case), _speaking(case, files))
    finding = next(one for one in result.diagnostics if one.code == code)
    others = [one.where for one in result.diagnostics if one is not finding]
    parts = _parts(files, right_of(case, files, result), finding.where, others)
    return Example(case["name"], finding, files, tuple(parts))


def _speaking(case: Case, files: Files) -> tuple[Rule, ...]:
    """The rules that say something of a case: a test makes sure that no other does. An exception may name any rule."""
    expected = {one.partition("@")[0] for one in case["expect"]}
    return tuple(rule for rule in all_rules() if rule.code in expected or EXCEPTIONS in files)


def right_of(case: Case, files: Files, result: Checked) -> Files:
    """The catalog as it should read: as the case says, with the offered fixes made, or the sound catalog."""
    if "right" in case:
        return changed(files, case["right"])
    fixes = sorted((one.fix for one in result.diagnostics if one.fix), key=lambda fix: fix.span, reverse=True)
    for fix in fixes:
        files = fixed(files, fix)
    return files if fixes else base()


def _parts(wrong: Files, right: Files, place: Span, others: list[Span]) -> Iterator[Part]:
    """The file of the finding first, then every file that changes with it. What other findings are about is left out:
    it would only be in the way of the reader."""
    apart = {one.path for one in others} - {place.path}
    lines_apart = {one.line - 1 for one in others if one.path == place.path and one.line != place.line}
    new_names = sorted(right.keys() - wrong.keys())
    renamed = {path: one for path in wrong.keys() - right.keys() for one in new_names if right[one] == wrong[path]}
    differing = {path for path in wrong.keys() | right.keys() if wrong.get(path) != right.get(path)}
    known = place.path in right or place.path in renamed  # else only the advice can say how it should be
    along = sorted(differing - set(renamed.values()) - apart) if known else []
    for path in dict.fromkeys([place.path, *along]):
        old, new = _lines(wrong, path), _lines(right, path)
        if path in renamed:
            yield Part(path, (), (), renamed[path])
            continue
        pairs = _changes(old, new) if old != new and path in right else []
        shown = place if path == place.path else Span(path, 0)
        if shown is place:
            pairs = [pair for pair in pairs if place.line - 1 in pair[0] or lines_apart.isdisjoint(pair[0])]
            if old and not any(place.line - 1 in lines for lines, _ in pairs):
                pairs.append((range(max(0, place.line - 2), min(len(old), place.line + 1)), range(0)))
        yield Part(
            path,
            tuple(_excerpt(old, [lines for lines, _ in pairs], shown)),
            tuple(_excerpt(new, [lines for _, lines in pairs], Span(path, 0))),
        )


def _lines(files: Files, path: str) -> list[str]:
    text = decoded(files.get(path, b""))
    return text.removesuffix("\n").split("\n") if text else []


def _changes(old: list[str], new: list[str]) -> list[tuple[range, range]]:
    """The stretches that differ, each with a line around it."""
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(1)
    return [(range(group[0][1], group[-1][2]), range(group[0][3], group[-1][4])) for group in groups]


def _excerpt(lines: list[str], stretches: list[range], place: Span) -> Iterator[Line]:
    last = 0
    wanted = sorted({number for stretch in stretches for number in stretch if number < len(lines)})
    for number in wanted[:_LINES]:
        if last and number > last:
            yield Line(0, "…")
        last = number + 1
        yield _line(lines[number], last, place)
    if len(wanted) > _LINES:
        yield Line(0, "…")


def _line(text: str, number: int, place: Span) -> Line:
    if number != place.line:
        return Line(number, shorten(visible(text), _COLUMNS))
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(text)
    cut = (text[:start], text[start:end], text[end:])
    before, marked, after = (shorten(visible(part), _COLUMNS) for part in cut)
    return Line(number, before, marked, after)
