"""What the driver leaves for git: the merged file, or one with both wordings between markers for people to choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from build_tools.canonical import converted
from build_tools.diagnostics import Where
from build_tools.edit import is_text
from build_tools.git import merged_lines
from build_tools.load import kind_at
from build_tools.merging.sides import Side, faults, notes, side, written
from build_tools.merging.three_way import OURS, THEIRS, ThreeWay

Names = tuple[str, str, str]
"""What the markers call our version, the common one and theirs."""

_PLAIN = (OURS, "base", THEIRS)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``raw`` is what belongs into the file (None: it has to stay as it is), ``clean`` that nobody need look at it.

    ``torn`` are the places both sides changed differently, where the file could be read, in a file of this ``kind``.
    """

    raw: bytes | None
    clean: bool
    kind: str | None = None
    torn: tuple[Where, ...] = ()


def merged(path: str, base: bytes, ours: bytes, theirs: bytes, names: Names) -> Outcome:
    """The three versions of the file at ``path`` in one."""
    kind = kind_at(path)
    if kind is not None:
        read = [side(path, kind, raw) for raw in (base, ours, theirs)]
        common, our, their = read
        if common and our and their and our.root and their.root:
            found = _by_structure(path, kind, (common, our, their), names)
            return found or _by_lines(path, kind, [one.text.encode() for one in (common, our, their)], names)
    return _by_lines(path, kind, [_plain(raw) for raw in (base, ours, theirs)], names)


def _by_structure(path: str, kind: str, sides: tuple[Side, Side, Side], names: Names) -> Outcome | None:
    """The merge of the trees; None where its text would lose a comment or be worse than both sides."""
    text, torn = _tree(path, kind, sides, OURS)
    if torn:
        other, _ = _tree(path, kind, sides, THEIRS)
        if text is None or other is None:
            text, other = sides[1].text, sides[2].text
        if text != other:  # else it is the same whichever side is preferred
            return Outcome(_marked(text, other, names), False, kind, torn)
    if text is None or _worse(path, kind, text.encode(), sides):
        return None
    return Outcome(text.encode(), True, kind)


def _tree(path: str, kind: str, sides: tuple[Side, Side, Side], prefer: str) -> tuple[str | None, tuple[Where, ...]]:
    """The merged text, with what was torn as the preferred side has it."""
    base, ours, theirs = sides
    way = ThreeWay(prefer)
    root = way.node(base.root, ours.root, theirs.root)
    header = way.header(base.header, ours.header, theirs.header)
    if root is None:
        return None, tuple(way.torn)
    return written(path, kind, header, root, notes(header, root)), tuple(dict.fromkeys(way.torn))


def _worse(path: str, kind: str, raw: bytes, sides: Sequence[Side]) -> bool:
    """Whether something is wrong that was wrong on neither side."""
    known = faults(path, kind, sides[1].text.encode()) | faults(path, kind, sides[2].text.encode())
    return not faults(path, kind, raw) <= known


def _by_lines(path: str, kind: str | None, raws: list[bytes], names: Names) -> Outcome:
    """What git itself would make of it; a clean one that is worse than both sides is left to people all the same."""
    base, ours, theirs = raws
    done = merged_lines(ours, base, theirs, names if all(map(is_text, raws)) else _PLAIN)
    if done is None:
        return Outcome(None, False, kind)
    raw, torn = done
    if torn or kind is None:
        return Outcome(raw, not torn, kind)
    if not faults(path, kind, raw) <= faults(path, kind, ours) | faults(path, kind, theirs):
        texts = all(map(is_text, raws))
        return Outcome(_marked(ours.decode(), theirs.decode(), names) if texts else None, False, kind)
    return Outcome(converted(path, kind, raw)[0], True, kind)


def _plain(raw: bytes) -> bytes:
    """A text without mark and with one kind of line ends, so that these are no differences."""
    return raw.decode("utf-8-sig").replace("\r\n", "\n").encode() if is_text(raw) else raw


def _marked(ours: str, theirs: str, names: Names) -> bytes:
    """Both texts in one, with git's markers around what differs."""
    our, their = (text.removesuffix("\n").split("\n") for text in (ours, theirs))
    lines: list[str] = []
    for kind, i, end_i, j, end_j in SequenceMatcher(None, our, their, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += our[i:end_i]
        else:
            lines += [f"<<<<<<< {names[0]}", *our[i:end_i], "=======", *their[j:end_j], f">>>>>>> {names[2]}"]
    return ("\n".join(lines) + "\n").encode()
