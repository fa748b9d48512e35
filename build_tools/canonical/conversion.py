"""The bytes of a catalog file → the same file in canonical form, proven to say the same."""

from __future__ import annotations

from collections import Counter

from build_tools.canonical.tree import comments, parse
from build_tools.canonical.writer import dump, write
from build_tools.diagnostics import Diagnostic, Span
from build_tools.fields import REGISTRIES
from build_tools.source import ABSENT, ITEM_LIMITS, REGISTRY_LIMITS, Document, read

ENCODINGS = {"gbk": "GBK/GB18030", "gb18030": "GBK/GB18030", "utf-16": "UTF-16"}
"""What may be converted when asked for, and what the reader calls it."""


def converted(path: str, kind: str, raw: bytes, encoding: str | None = None) -> tuple[bytes, list[Diagnostic]]:
    """The file in canonical form; or, with any complaint, as it is.

    ``encoding`` (of ``ENCODINGS``) allows to convert a file that the reader finds to be in it. Byte order mark,
    CRLF, CR, blanks at line ends and a missing last line break are no complaints.
    """
    text, document, found = _text(path, kind, raw, encoding)
    if kind == "exceptions" and [one.code for one in found] == ["empty-file"]:
        return raw, []
    if found:
        return raw, found
    new = reformat(kind, text).encode()
    if not _same(kind, text, document, new):
        return raw, [Diagnostic(Span(path), "not-reformatted")]
    return new, []


def reformat(kind: str, text: str) -> str:
    """The canonical form of a text that ``build_tools.source`` reads without complaint, with every comment."""
    return write(kind, *parse(text))


def _text(path: str, kind: str, raw: bytes, encoding: str | None) -> tuple[str, Document, list[Diagnostic]]:
    document, found = _read(path, kind, raw)
    codes = {one.code: one.args for one in found}
    if encoding and codes.get("wrong-encoding", {}).get("encoding") == ENCODINGS[encoding]:
        codec = "gb18030" if encoding == "gbk" else encoding
        return _text(path, kind, raw.decode(codec).encode(), None)
    if set(codes) <= {"old-line-ends", "mixed-line-ends"}:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"), document, []
    return "", document, found


def _read(path: str, kind: str, raw: bytes) -> tuple[Document, list[Diagnostic]]:
    return read(path, raw, REGISTRY_LIMITS if kind in REGISTRIES else ITEM_LIMITS)


def _same(kind: str, text: str, document: Document, new: bytes) -> bool:
    """Whether the new bytes are read without complaint as the same data in the same order, with the same comments."""
    again, found = _read(document.path, kind, new)
    if found or document.data == ABSENT or again.data != document.data:
        return False
    in_order = dump(kind, again.data) == dump(kind, document.data)
    return in_order and _words(text) == _words(new.decode())


def _words(text: str) -> Counter[str]:
    return Counter(one.text for one in comments(text))
