"""What people type and what they meant, line by line: every repair worth trying, none of them proven yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from build_tools import quoting


@dataclass(frozen=True, slots=True)
class Slip:
    """At ``line`` and ``column`` of the text, ``removed`` characters should have been ``inserted``."""

    code: str
    line: int
    column: int
    removed: int
    inserted: str
    args: dict[str, str] = field(default_factory=dict)
    sure: bool = True
    """Whether nothing else can have been meant; what is doubtful is left to the clerk."""


Rewrite = tuple[str, re.Pattern[str], Callable[[re.Match[str]], tuple[str, ...]]]

KEY = r"[A-Za-z_][A-Za-z0-9_-]*"
_WIDE = "\u3000\u00a0\u2000-\u200a\u202f\u205f"
PRIVATE = "\ue000-\uf8ff"
"""Characters that mean nothing outside one font: the list signs of word processors are among them."""
_SIGNS = rf"[•‣\u25a0-\u25ff\u2605\u2606\u2610-\u2612\u2700-\u27bf{PRIVATE}]"
# What is typed for a dash and a blank: a dash without one, a long dash, a list sign.
_DASHES = rf"(?:-(?=[^\s\-—]|[ ]*[\t{_WIDE}])|[－—–―−](?![\-—])|[*+·・](?=\s)|{_SIGNS})"
# Each: code, what it looks like at the start of a line, what was meant; blanks come last, a line may have both.
_SHAPES: tuple[Rewrite, ...] = (
    ("slip-wide-colon", re.compile(rf"^(\s*(?:-\s+)?)({KEY})\s*：(?!//)\s*"), lambda m: (f"{m[1]}{m[2]}: ",)),
    (
        "slip-colon-space",
        re.compile(rf"^(\s*(?:-\s+)?)({KEY}):(?:[ ]*[{_WIDE}]\s*|(?=[^\s/:]))"),
        lambda m: (f"{m[1]}{m[2]}: ",),
    ),
    ("slip-dash-space", re.compile(rf"^(\s*){_DASHES}\s*(?=\S)"), lambda m: (f"{m[1]}- ",)),
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
)
SUSPECT = re.compile(
    rf"^[ \t]*(?:[{_WIDE}\t]|(?:-[ \t]+)?{KEY}[ \t]*：(?!//)|(?:-[ \t]+)?{KEY}:(?:[^\s/:]|[ ]*[{_WIDE}])|{_DASHES})",
    re.MULTILINE,
)
_ANY_KEY = re.compile(r"^( *\w[\w（）、/-]*)\s*：(?!//)\s*")
_PARTNERS = {"”": "“", "’": "‘"}
_VALUE = re.compile(rf"^(\s*(?:-\s+)?(?:{KEY}:\s+)?)(\S.*?)\s*$")
DASH = re.compile(r"^( *)- ")
BARE = re.compile(r":[ \t]*\n( +)(?![-#\s]).*\n(?:\1(?![-#\s]).*\n){0,9}\1- ")
FLUSH = re.compile(rf"^( *)(?:- )?{KEY}:[ \t]*\n((?:\1(?![-#\s])(?!.*:(?:\s|$)).+\n){{2,}})", re.MULTILINE)
"""A key, and lines of text right below it at its own indentation: a list as spreadsheets and documents give it."""
DEEP_HEAD = re.compile(rf"^( {{1,4}}){KEY}:[ \t]*\n\1{KEY}:", re.MULTILINE)
"""A key with nothing behind it and another below it at the same indentation: perhaps the head of an entry."""
SUNK = re.compile(r"^( *)- .*[^:\s]\s*\n\1 +- ", re.MULTILINE)


def indent(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip(" "))


def shaped(number: int, lines: list[str]) -> Iterator[Slip]:
    """Repairs that follow from the start of the line; the indentation that the line above asks for comes first."""
    line = lines[number - 1]
    asked = _asked(number, lines)
    for code, shape, meant in _SHAPES:
        hit = shape.match(line)
        if hit:
            for start in sorted(meant(hit), key=lambda start: abs(indent(start) - asked)):
                yield _slip(code, number, line, _begun(start, line[hit.end() :]))


def _begun(start: str, rest: str) -> str:
    """A line as it should begin, without a blank at its end."""
    return start + rest if rest else start.rstrip()


def _asked(number: int, lines: list[str]) -> int:
    """The indentation that goes on from the line above."""
    above = next((text for text in reversed(lines[: number - 1]) if text.strip()), "")
    if re.search(r"[:：]\s*$|^ *- .*: ", above):
        return indent(above) + 2
    leaves_list = DASH.match(above) and not re.match(r"\s*-", lines[number - 1])
    return indent(above) - 2 if leaves_list else indent(above)


def _open(value: str) -> str:
    """The bracket that is missing after one that was opened, if any."""
    closing = {"[": "]", "{": "}"}.get(value[0], "")
    return closing if closing not in value else ""


def closed(number: int, lines: list[str]) -> Iterator[Slip]:
    """A list or mapping on one line with the bracket that it lacks."""
    hit = _VALUE.match(lines[number - 1])
    goes_on = any(indent(below) > indent(lines[number - 1]) for below in lines[number : number + 1])
    if hit and not goes_on and _open(hit[2]) and re.search(r",|:\s", hit[2]):
        args = {"problem": "bracket"}
        yield Slip("syntax", number, len(hit[1]) + 1, len(hit[2]), hit[2] + _open(hit[2]), args)


def _unquoted(value: str) -> str:
    """The value without the one quote it begins with, and without one of another kind that was meant to close it."""
    first, last = value[0], value[-1]
    if value.count(first) > 1:
        return value
    closes = last in "\"'”’“‘＂＇" and not any(sign in value[1:-1] for sign in _PARTNERS.get(last, last))
    return value[1:-1] if closes and len(value) > 2 else value.replace(first, "")


def quoted(number: int, line: str) -> Iterator[Slip]:
    """The value put in quotes: an inner colon, half a quote, a sign that YAML keeps for itself."""
    hit = _VALUE.match(line)
    if not hit or hit[2].startswith("#") or re.match(rf"{KEY}\s*:$", hit[2]):
        return
    lead, value = hit[1], hit[2]
    args: dict[str, str] = {}
    if value[0] in "\"'":
        code, bare = "slip-quote", _unquoted(value)
        if len(value) > 1 and value[0] == value[-1] and value.count(value[0]) == 2:
            code, bare, args = "syntax", value[1:-1], {"problem": "escape"}
    elif _open(value):
        return
    elif value[0] in "@`%*&!|>[]{},?":
        code, bare = "slip-reserved", value
    elif re.search(r":(?:\s|$)", value):
        code, bare = "slip-inner-colon", value
    else:
        return
    written = quoting.quoted(bare)
    args = args or {"value": bare, "quoted": written, "doubled": "'" if "'" in bare else ""}
    yield Slip(code, number, len(lead) + 1, len(value), written, args)


def half_quoted(lines: list[str]) -> Iterator[int]:
    """The numbers of the lines whose value begins with a quote and has no other, the last one first."""
    for number in range(len(lines), 0, -1):
        hit = _VALUE.match(lines[number - 1]) if "'" in lines[number - 1] or '"' in lines[number - 1] else None
        if hit and hit[2][0] in "\"'" and hit[2].count(hit[2][0]) == 1:
            yield number


def uncoloned(number: int, lines: list[str]) -> Iterator[Slip]:
    """A key without its colon."""
    hit = re.match(rf"^(\s*{KEY}(?=\s|$)|\s*-\s+{KEY}(?=\s+\S))", lines[number - 1])
    heads_list = any(_is_dashed(below, indent(lines[number - 1])) for below in lines[number : number + 1])
    if hit and (heads_list or not _among_dashed(number, lines)):
        yield Slip("syntax", number, len(hit[1]) + 1, 0, ":", {"problem": "no-colon"})


def coloned(number: int, line: str) -> Iterator[Slip]:
    """A key in any language with a full-width colon: in the text of a value that is no slip, so YAML must object."""
    hit = _ANY_KEY.match(line)
    if hit:
        yield _slip("slip-wide-colon", number, line, _begun(f"{hit[1]}: ", line[hit.end() :]))


def undashed(number: int, lines: list[str]) -> Iterator[Slip]:
    """A list line without its dash."""
    line = lines[number - 1]
    if DASH.match(line) or not line.strip():
        return
    if _among_dashed(number, lines):
        yield dashed(number, indent(line))
    if indent(line) >= 2:
        yield dashed(number, indent(line) - 2, 2)


def dashed(number: int, at: int, removed: int = 0) -> Slip:
    """The line with a dash behind ``at`` blanks."""
    return Slip("slip-dash-space", number, at + 1, removed, "- ")


def _among_dashed(number: int, lines: list[str]) -> bool:
    """Whether the line stands where the dashes of a list stand and, when it begins with a key, others there do so."""
    line = lines[number - 1]
    at = indent(line)
    above = (text for text in reversed(lines[: number - 1]) if text.strip() and indent(text) <= at)
    if not _is_dashed(next(above, ""), at):
        return False
    key = re.match(rf"{KEY}:(?=\s)", line[at:])
    return not key or any(text.startswith(" " * at + "- " + key[0]) for text in lines[: number - 1])


def _is_dashed(line: str, at: int) -> bool:
    """Whether the line begins with a dash at this indentation."""
    hit = DASH.match(line)
    return bool(hit and len(hit[1]) == at)


def indented(number: int, lines: list[str]) -> Iterator[Slip]:
    """The line moved to an indentation that the lines above it use."""
    line = lines[number - 1]
    now = indent(line)
    above = [indent(text) for text in lines[max(0, number - 12) : number - 1] if text.strip()] or [0]
    steps = {*above, *(step + 2 for step in above[-1:])} - {now}
    for step in sorted(steps, key=lambda step: (abs(step - now), step not in above[-1:], -step))[:4]:
        yield moved(number, line, step)


def moved(number: int, line: str, step: int) -> Slip:
    """The line at another indentation."""
    now = indent(line)
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
