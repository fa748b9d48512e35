"""Slips of YAML: what people type, what they meant, and the proof that the repair is one.

A slip is accepted only when the repaired text can be read further, or yields more keys and values, than before;
so nothing inside a quoted or folded text is ever taken for a slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import yaml

_END = 1 << 40
_OPENED = ("scanning a quoted scalar", "parsing a flow")  # what was opened and never closed is to blame, not the end


@dataclass(frozen=True, slots=True, order=True)
class Reach:
    """How far a text could be read: the place that stopped the parser, and the values read until then."""

    line: int
    column: int
    count: int

    @classmethod
    def of(cls, error: yaml.MarkedYAMLError, count: int) -> Reach:
        """The place to blame: where an unclosed quote starts, else where the parser stopped."""
        mark = error.problem_mark
        if error.context_mark and any(words in (error.context or "") for words in _OPENED):
            mark = error.context_mark
        return cls(mark.line + 1, mark.column + 1, count) if mark else cls(1, 1, count)

    @classmethod
    def end(cls, count: int) -> Reach:
        """Everything was read."""
        return cls(_END, 0, count)


@dataclass(slots=True)
class Budget:
    """How many characters of one file may still be parsed in search of repairs: two seconds must do for the worst."""

    left: int = 4_000_000

    def spend(self, text: str) -> bool:
        """Take what parsing ``text`` once costs; False when nothing is left."""
        self.left -= len(text) + 1_000
        return self.left > 0


@dataclass(frozen=True, slots=True)
class Slip:
    """At ``line`` and ``column`` of the text, ``removed`` characters should have been ``inserted``."""

    code: str
    line: int
    column: int
    removed: int
    inserted: str
    args: dict[str, str] = field(default_factory=dict)


Measure = Callable[[str], Reach]
Rewrite = tuple[str, re.Pattern[str], Callable[[re.Match[str]], tuple[str, ...]]]

KEY = r"[A-Za-z_][A-Za-z0-9_-]*"
_WIDE = "\u3000\u00a0\u2000-\u200a\u202f\u205f"
# Each: code, what it looks like at the start of a line, what was meant.
_SHAPES: tuple[Rewrite, ...] = (
    (
        "slip-tab",
        re.compile(r"^[ ]*\t[ \t]*(?=\S)"),
        lambda m: tuple(m[0].replace("\t", by) for by in ("  ", "    ", "")),
    ),
    (
        "slip-wide-space",
        re.compile(rf"^[ \t]*[{_WIDE}][ \t{_WIDE}]*(?=\S)"),
        lambda m: tuple(re.sub(f"[{_WIDE}]", by, m[0]) for by in ("  ", " ", "")),
    ),
    ("slip-wide-colon", re.compile(rf"^(\s*(?:-\s+)?)({KEY})\s*：\s*"), lambda m: (f"{m[1]}{m[2]}: ",)),
    ("slip-colon-space", re.compile(rf"^(\s*(?:-\s+)?)({KEY}):(?=[^\s/:])"), lambda m: (f"{m[1]}{m[2]}: ",)),
    ("slip-dash-space", re.compile(r"^(\s*)[-－—–](?=[^\s\-—])"), lambda m: (f"{m[1]}- ",)),
    ("slip-dash-space", re.compile(r"^(\s*)[－—–•·](?=\s)"), lambda m: (f"{m[1]}-",)),
)
_SUSPECT = re.compile(
    rf"^[ \t]*(?:[{_WIDE}\t]|(?:-[ \t]+)?{KEY}[ \t]*：|(?:-[ \t]+)?{KEY}:[^\s/:]|[-－—–][^\s\-—]|[－—–•·]\s)",
    re.MULTILINE,
)
_VALUE = re.compile(rf"^(\s*(?:-\s+)?(?:{KEY}:\s+)?)(\S.*?)\s*$")
_DASH = re.compile(r"^( *)- ")
_SUNK = re.compile(r"^( *)- .*[^:\s]\s*\n\1 +- ", re.MULTILINE)
_MOST = 20


def find(text: str, reach: Measure, budget: Budget) -> list[Slip]:
    """Slips that can be told from the look of a line; most files have none and cost one search."""
    sunk = list(_sunk(text.split("\n"))) if _SUNK.search(text) else []
    if not sunk and not _SUSPECT.search(text):
        return []
    lines = text.split("\n")
    used = {_indent(line) for line in lines if line.strip() and not _SUSPECT.match(line)}
    suspects = [list(_shaped(n, line, used)) for n, line in enumerate(lines, 1) if _SUSPECT.match(line)]
    suspects += [[slip] for slip in sunk]
    return _together(text, [slips[0] for slips in suspects if slips], reach, budget) or _singly(
        text, suspects, reach, budget
    )


def _sunk(lines: list[str]) -> Iterator[Slip]:
    """List lines set deeper than the one they follow: YAML would join them to it without a word."""
    first: int | None = None
    for number, line in enumerate(lines, 1):
        hit = _DASH.match(line)
        if hit and first is not None and len(hit[1]) > first:
            yield _moved(number, line, first)
        else:
            first = len(hit[1]) if hit and not line.rstrip().endswith(":") else None


def _together(text: str, slips: list[Slip], reach: Measure, budget: Budget) -> list[Slip]:
    """All repairs at once, since one slip often hides the next; then only those that were needed."""
    whole = reach(all_applied(text, slips))
    if not _gains(reach(text), whole):
        return []
    for slip in slips[:_MOST] if len(slips) > 1 else ():
        others = [other for other in slips if other is not slip]
        if budget.spend(text) and not _gains(reach(all_applied(text, others)), whole):
            slips = others
    return slips


def _singly(text: str, suspects: list[list[Slip]], reach: Measure, budget: Budget) -> list[Slip]:
    found: list[Slip] = []
    before = reach(text)
    for slips in suspects[:_MOST]:
        for slip in slips:
            if not budget.spend(text):
                return found
            after = reach(all_applied(text, [slip]))
            if _gains(before, after):
                found.append(slip)
                text, before = all_applied(text, [slip]), after
                break
    return found


def all_applied(text: str, slips: Iterable[Slip]) -> str:
    """The text with every repair made, each on the line as the repairs before it left it."""
    lines = text.split("\n")
    for slip in slips:
        line, at = lines[slip.line - 1], slip.column - 1
        lines[slip.line - 1] = line[:at] + slip.inserted + line[at + slip.removed :]
    return "\n".join(lines)


def _gains(before: Reach, after: Reach) -> bool:
    return after.line > before.line or (after.line == before.line and after.count > before.count)


def mend(text: str, error: Reach, reach: Measure, budget: Budget) -> Slip | None:
    """The slip behind a syntax error, if one of the usual repairs lets the file be read further."""
    lines = text.split("\n")
    near = [error.line, *(n for n in range(error.line - 1, max(0, error.line - 4), -1) if lines[n - 1].strip())]
    for number in near:
        if number > len(lines) or not lines[number - 1].strip():
            continue
        for slip in _candidates(number, lines):
            if not budget.spend(text):
                return None
            if reach(all_applied(text, [slip])).line > max(error.line, number):
                return slip
    return None


def _candidates(number: int, lines: list[str]) -> Iterator[Slip]:
    line = lines[number - 1]
    yield from _shaped(number, line)
    yield from _quoted(number, line)
    yield from _indented(number, lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _shaped(number: int, line: str, used: set[int] | None = None) -> Iterator[Slip]:
    """Repairs that follow from the start of the line; indentations that other lines use come first."""
    for code, shape, meant in _SHAPES:
        hit = shape.match(line)
        if hit:
            for start in sorted(meant(hit), key=lambda start: _indent(start) not in (used or {0, 2, 4})):
                yield _slip(code, number, line, start + line[hit.end() :])


def _quoted(number: int, line: str) -> Iterator[Slip]:
    """The value put in quotes: an inner colon, half a quote, a sign that YAML keeps for itself."""
    hit = _VALUE.match(line)
    if not hit or hit[2].startswith("#") or re.match(rf"{KEY}\s*:$", hit[2]):
        return
    lead, value = hit[1], hit[2]
    args: dict[str, str] = {}
    if value[0] in "\"'":
        code, bare = "slip-quote", value.replace(value[0], "") if value.count(value[0]) == 1 else value
        if len(value) > 1 and value[0] == value[-1] and value.count(value[0]) == 2:
            code, bare, args = "syntax", value[1:-1], {"problem": "escape"}
    elif value[0] in "[{" and "]}"["[{".index(value[0])] not in value:
        return
    elif value[0] in "@`%*&!|>[]{},?":
        code, bare = "slip-reserved", value
    elif re.search(r":(?:\s|$)", value):
        code, bare = "slip-inner-colon", value
    else:
        return
    quoted = "'" + bare.replace("'", "''") + "'"
    yield Slip(code, number, len(lead) + 1, len(value), quoted, args or {"value": bare})


def _indented(number: int, lines: list[str]) -> Iterator[Slip]:
    """The line moved to an indentation that the lines above it use."""
    line = lines[number - 1]
    now = _indent(line)
    above = [_indent(text) for text in lines[max(0, number - 12) : number - 1] if text.strip()]
    steps = {*above, *(step + 2 for step in above[-1:])} - {now}
    for step in sorted(steps, key=lambda step: (abs(step - now), step not in above[-1:], step))[:4]:
        yield _moved(number, line, step)


def _moved(number: int, line: str, step: int) -> Slip:
    """The line at another indentation."""
    now = _indent(line)
    return _slip("slip-indent", number, line, " " * step + line[now:], spaces=str(step), now=str(now))


def _slip(code: str, number: int, old: str, new: str, **args: str) -> Slip:
    """The smallest replacement that turns the old line into the new one."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return Slip(code, number, start + 1, len(old) - end - start, new[start : len(new) - end], args)
