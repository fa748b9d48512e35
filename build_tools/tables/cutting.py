"""Texts of cells → elements: cut at numbers, bullets, semicolons and line ends, never within brackets or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from build_tools.tables import words

_OPEN, _CLOSED = "（(《〈“[【〔", "）)》〉”]】〕"
_NARROW = 3
_WRAPPED = 3


def lines(text: str) -> tuple[list[str], bool]:
    """The lines that are elements of their own, and whether lines were joined for no other reason than their length."""
    found = [words.tight(line) for line in text.split("\n")]
    found = [line for line in found if line]
    if len(found) < 2:
        return found, False
    marked = any(_ends(line) or _number(line) for line in found)
    if not marked and all(len(line) <= _NARROW for line in found):
        return ["".join(found)], True
    first = len(found[0])
    wrapped = len(found) >= _WRAPPED and first > 5 and all(len(line) == first for line in found[:-1])
    if wrapped and len(found[-1]) < first and not marked:
        return ["".join(found)], True
    joined = [found[0]]
    for line in found[1:]:
        if _goes_on(joined[-1], line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined, False


def _ends(line: str) -> bool:
    return line[-1] in "；;。"


def _goes_on(before: str, line: str) -> bool:
    """Whether a line is the rest of the one before it."""
    if _number(line):
        return False
    cut = words.pattern("cut", "line_goes_on").search(before) and before[-1:] not in "：:"
    return bool(cut or words.pattern("cut", "line_continues").match(line) or _depth(before) > 0)


@lru_cache(maxsize=64)
def _depths(text: str) -> list[int]:
    """How many brackets are open before each place of a text, and at its end."""
    depths = [0]
    for char in text:
        step = 1 if char in _OPEN else -1 if char in _CLOSED and depths[-1] else 0
        depths.append(depths[-1] + step)
    return depths


def _depth(text: str) -> int:
    """How many brackets are still open at the end of a text."""
    return _depths(text)[-1]


def _number(line: str) -> bool:
    return any(expression.match(line) for expression in words.patterns("cut", "number")) or bool(_bullet().match(line))


@cache
def _bullet() -> re.Pattern[str]:
    return re.compile(f"(?:{words.table('cut')['bullet']}|{words.table('cut')['dash']})")


def content(text: str) -> tuple[list[str], bool]:
    """The elements of 公开内容, and whether lines were joined by their length alone."""
    found, joined = lines(text)
    numbered = any(_starts(one) for one in ["\n".join(found)])
    pieces = _joined_to_number(found) if numbered else found
    elements = [trimmed(part) for piece in pieces for part in _cut(piece)]
    return [one for one in elements if one], joined


def _joined_to_number(found: list[str]) -> list[str]:
    """Lines without a number of their own belong to the number before them, once numbers have begun."""
    pieces: list[str] = []
    for line in found:
        if pieces and _number(pieces[0]) and not _number(line) and not _ends(pieces[-1]):
            pieces[-1] += line
        else:
            pieces.append(line)
    return ["\n".join(pieces)]


def _cut(text: str) -> list[str]:
    """One text cut at its numbers and bullets, at semicolons and at line ends, outside of brackets."""
    places = sorted({*_starts(text), *_bullets(text), *_stops(text)})
    ends = [*places, len(text)]
    return [text[start:end] for start, end in zip([0, *places], ends, strict=True)]


def _starts(text: str) -> list[int]:
    """Where numbers begin that count up from one; of several kinds of number each counts for itself."""
    found: list[int] = []
    for expression in words.patterns("cut", "number"):
        hits = [(hit.start(), _figure(hit[1])) for hit in expression.finditer(text) if not _depths(text)[hit.start()]]
        if not hits or not _counts(text, hits):
            continue
        expected = hits[0][1]
        for place, figure in hits:
            if figure in (expected, 1):
                found.append(place)
                expected = figure + 1
    return found


def _counts(text: str, hits: list[tuple[int, int]]) -> bool:
    """Whether numbers count: from one, or on from an earlier list; a single one only where a line or list begins."""
    place, figure = hits[0]
    if len(hits) == 1:
        return figure == 1 and (place == 0 or text[place - 1] in "\n：:")
    return figure == 1 or (place == 0 and hits[1][1] == figure + 1)


def _figure(text: str) -> int:
    """The value of a number in figures, in a circle, or in Chinese."""
    if text.isascii():
        return int(text)
    figures = words.table("cut")["figure"]
    if text[0] in figures:
        tens, mark, ones = text.rpartition(figures[-1])
        if not mark:
            return int(figures.index(text[-1])) + 1
        return (figures.index(tens) + 1 if tens in figures[:9] and tens else 1) * 10 + (
            figures.index(ones) + 1 if ones else 0
        )
    for first, start in (("①", 1), ("⑴", 1), ("⒈", 1), ("❶", 1), ("➀", 1), ("➊", 1)):
        if 0 <= ord(text) - ord(first) < 20:
            return ord(text) - ord(first) + start
    return 0


def _bullets(text: str) -> Iterator[int]:
    """Where bullets stand: anywhere but in brackets, a dash only at the start of a line."""
    for hit in re.finditer(str(words.table("cut")["bullet"]), text):
        before = text[: hit.start()][-1:]
        if (not _depths(text)[hit.start()] and hit.group() not in "*＊·∙") or before in ("", "\n"):
            yield hit.start()


def _stops(text: str) -> Iterator[int]:
    """Behind semicolons and line ends outside of brackets."""
    depths = _depths(text)
    for place, char in enumerate(text):
        if char in "；;\n" and not depths[place]:
            yield place + 1


def trimmed(text: str) -> str:
    """An element without its number, bullet and closing stop."""
    text = text.strip()
    while True:
        shorter = text
        for expression in (*words.patterns("cut", "number"), _bullet()):
            hit = expression.match(shorter)
            if hit and hit.end() < len(shorter):
                shorter = shorter[hit.end() :].strip()
        shorter = words.pattern("cut", "stop").sub("", shorter)
        if shorter == text:
            return "" if _bullet().fullmatch(text) else text
        text = shorter


def basis(text: str) -> tuple[list[str], bool]:
    """The documents of 公开依据, one entry each, with number, clause and 及其实施细则 kept with them."""
    found, joined = lines(text)
    whole: list[str] = []
    for line in found:
        if whole and not _number(line) and not words.pattern("cut", "document").search(line):
            whole[-1] += line
        else:
            whole.append(line)
    pieces = [trimmed(part) for line in whole for part in _cut(line)]
    documents: list[str] = []
    for piece in (one for one in pieces if one):
        if documents and not words.pattern("cut", "document").search(piece):
            documents[-1] = f"{documents[-1]}；{piece}"
        else:
            documents += list(_documents(piece))
    return [one for one in map(_bare, documents) if one], joined


def _bare(text: str) -> str:
    whole = words.pattern("cut", "stop").sub("", words.pattern("cut", "lead").sub("", text))
    return words.pattern("cut", "joint").sub("", whole)


def _documents(text: str) -> Iterator[str]:
    """One text cut before each further document."""
    start = closed = 0
    depth = 0
    for place, char in enumerate(text):
        if depth == 0 and closed and (char in "《【" or char in "、，,"):
            if char in "《【" and words.pattern("cut", "between").match(_between(text[closed:place])):
                yield text[start:place]
                start, closed = place, 0
            elif char in "、，," and _new_document(text[place:], char):
                yield text[start:place]
                start, closed = place + 1, 0
        if char in "《（(“":
            depth += 1
        elif char in "》）)”":
            depth = max(depth - 1, 0)
            if char == "》" and depth == 0:
                closed = place + 1
    rest = text[start:]
    yield from _plain(rest) if start == 0 and "《" not in rest else [rest]


def _between(text: str) -> str:
    return text


def _new_document(rest: str, sign: str) -> bool:
    """Whether what follows a comma is a document of its own and not a clause or an explanation."""
    if words.pattern("cut", "clause").match(rest):
        return False
    piece = re.split("[、，,；;《]", rest[1:], maxsplit=1)[0]
    follows = rest[1 + len(piece) : 2 + len(piece)] == "《"
    return (follows and len(piece) <= 20) or (bool(words.pattern("cut", "document").search(piece)) and bool(piece))


def _plain(text: str) -> list[str]:
    """Documents without title marks, where each piece between commas is plainly one."""
    pieces = [one for one in re.split("[、，,]", text) if one]
    plain = all(words.pattern("cut", "plain_document").match(one) for one in pieces)
    return pieces if len(pieces) > 1 and plain else [text]
