"""Item files with which nothing is wrong: what they say, as it can be kept. Many at once are read in many processes."""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from functools import partial

from build_tools.diagnostics import Diagnostic
from build_tools.echoes import without_echoes
from build_tools.known import Known, Raw, bytes_of, digest_of
from build_tools.processes import can_fork, spread
from build_tools.schema import validate
from build_tools.source import Document, Limits, read

File = tuple[str, Raw]
"""Path and bytes."""

MANY = 2_000
"""With fewer files one process is done before others have begun."""
_CHUNK = 200


def read_validated(path: str, raw: bytes, kind: str, limits: Limits) -> tuple[Document, list[Diagnostic], bool]:
    """A file as it was read, with what is wrong in it, and whether nothing is. Damaged parts are known to be so."""
    document, found = read(path, raw, limits)
    if kind == "exceptions":  # having none is the best case
        found = [one for one in found if one.code != "empty-file"]
    wrong, bad = validate(document, kind)
    document.damaged |= bad
    sound = not found and not wrong and not document.damaged and document.whole
    return document, without_echoes(found, wrong), sound


def read_ahead(files: Sequence[File], folder: str, limits: Limits, known: Known) -> None:
    """Let ``known`` know what the sound item files say that it does not know yet, where they are many."""
    if len(files) < MANY or not can_fork():
        return
    items = [(path, raw) for path, raw in files if path.startswith(f"{folder}/") and path.endswith(".yml")]
    unknown = [(path, raw) for path, raw in items if not known.has(digest_of(raw))]
    if len(unknown) < MANY:
        return
    chunks = (unknown[start : start + _CHUNK] for start in range(0, len(unknown), _CHUNK))
    for said in spread([partial(_said, chunk, limits) for chunk in chunks]):
        known.learn_all(said)


def _said(files: Sequence[File], limits: Limits) -> dict[bytes, bytes]:
    made: dict[bytes, bytes] = {}
    for path, file in files:
        raw = bytes_of(file)
        if raw is None:
            continue
        document, _, sound = read_validated(path, raw, "item", limits)
        if sound:
            made[digest_of(raw)] = marshal.dumps(document.data)
    return made
