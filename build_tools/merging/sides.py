"""The versions that come together, read: the tree of each with its comments, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.canonical import converted
from build_tools.canonical.tree import Node, comments, parse
from build_tools.canonical.writer import write
from build_tools.diagnostics import Diagnostic
from build_tools.fields import REGISTRIES
from build_tools.schema import validate
from build_tools.source import ITEM_LIMITS, REGISTRY_LIMITS, Document, read

Fault = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One version in canonical form; ``root`` is None where the file is empty or was not there yet."""

    text: str
    header: list[str]
    root: Node | None


def side(path: str, kind: str, raw: bytes) -> Side | None:
    """The version as far as it is a catalog file; None where anything in it could not be read."""
    if not raw.strip():
        return Side("", [], None)
    new, wrong = converted(path, kind, raw)
    if wrong:
        return None
    text = new.decode()
    header, root = parse(text)
    return Side(text, header, root)


def written(path: str, kind: str, header: list[str], root: Node, known: Iterable[str]) -> str | None:
    """The text of a merged tree; None unless it is read again as one, canonical, with each of these comments."""
    text = write(kind, header, root)
    new, wrong = converted(path, kind, text.encode())
    kept = {one.text for one in comments(text)} if not wrong else set()
    return text if not wrong and new == text.encode() and kept >= {*known} else None


def notes(header: list[str], root: Node) -> list[str]:
    """Every comment of a tree."""
    found = [line for line in (*header, *root.above, root.beside, *root.below) if line]
    for child in root.value if isinstance(root.value, list) else ():
        found += notes([], child)
    return found


def faults(path: str, kind: str, raw: bytes) -> set[Fault]:
    """What is wrong with a version, reading it and comparing it with its schema, whatever the line."""
    if not raw.strip():
        return set()
    document, found = _read(path, kind, raw)
    wrong, _ = validate(document, kind)
    return {(one.code, repr(sorted(one.args.items()))) for one in (*found, *wrong)}


def _read(path: str, kind: str, raw: bytes) -> tuple[Document, list[Diagnostic]]:
    return read(path, raw, REGISTRY_LIMITS if kind in REGISTRIES else ITEM_LIMITS)
