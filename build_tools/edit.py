"""Small changes to the text of a file: what is not named stays as it is, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable

from build_tools.diagnostics import Fix, Span, UserError

_BREAK = re.compile("\r\n|\n")
_OLD_BREAK = re.compile("\r")


class Text:
    """A UTF-8 file as text, with line ends and mark as they are; lines and columns as a Span counts them."""

    def __init__(self, raw: bytes) -> None:
        whole = raw.decode("utf-8")
        self.mark = "\ufeff" if whole.startswith("\ufeff") else ""
        self.text = whole[len(self.mark) :]
        old = "\r" in self.text and "\n" not in self.text
        breaks = list((_OLD_BREAK if old else _BREAK).finditer(self.text))
        self.line_end = breaks[0].group() if breaks else "\n"
        self._starts = [0, *(one.end() for one in breaks)]
        self._ends = [*(one.start() for one in breaks), len(self.text)]

    @classmethod
    def of(cls, path: str, raw: bytes) -> Text:
        """The file at ``path``; raises UserError where it is in another encoding."""
        if not is_text(raw):
            raise UserError("not-utf-8", path=path)
        return cls(raw)

    def lines(self) -> list[str]:
        """The lines without their ends."""
        return [self.text[start:end] for start, end in zip(self._starts, self._ends, strict=True)]

    def between(self, span: Span) -> str:
        """What stands at a place, with ``\\n`` for any line end."""
        return re.sub("\r\n|\r", "\n", self.text[slice(*self._range(span))])

    def with_fixes(self, fixes: Iterable[Fix]) -> bytes:
        """The file with these changes, none of which may touch another (see ``apart``)."""
        text = self.text
        for fix in sorted(fixes, key=lambda one: one.span, reverse=True):
            start, end = self._range(fix.span)
            text = text[:start] + fix.text.replace("\n", self.line_end) + text[end:]
        return (self.mark + text).encode("utf-8", "surrogatepass")

    def _range(self, span: Span) -> tuple[int, int]:
        start = self._offset(span.line, span.column)
        return start, max(start, self._offset(span.end_line, span.end_column))

    def _offset(self, line: int, column: int) -> int:
        """The place in the text; one beyond the end of its line is the end of that line."""
        if line > len(self._starts):
            return len(self.text)
        return min(self._starts[line - 1] + column - 1, self._ends[line - 1])


def apart(fixes: Iterable[Fix]) -> list[Fix]:
    """Of changes to one file those that can be made together: of two that touch, the one that comes first."""
    kept: list[Fix] = []
    for fix in sorted(set(fixes), key=lambda one: (one.span, one.text)):
        last = kept[-1].span if kept else None
        if last is None or (fix.span.line, fix.span.column) > (last.end_line, last.end_column):
            kept.append(fix)
    return kept


def is_text(raw: bytes) -> bool:
    """Whether a file is UTF-8 and can be changed as text."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
