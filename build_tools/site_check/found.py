"""What is found in one file, at its place; turned into a diagnostic with lines and columns only when it is a fault."""

from __future__ import annotations

from dataclasses import dataclass, field

from build_tools.diagnostics import Diagnostic, Span
from build_tools.site_check.attributes import Use

_KEPT = 200


@dataclass(slots=True)
class Reading:
    """One file of the site as it was read: its ids, the addresses it uses (each at its place), and its faults."""

    path: str
    text: str = ""
    ids: set[str] = field(default_factory=set)
    uses: list[tuple[Use, int]] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    is_page: bool = False
    leads_on: bool = False
    from_top: bool = False

    @property
    def folder(self) -> str:
        """The folder its addresses start from."""
        return "" if self.from_top else self.path.rpartition("/")[0]

    def fault(self, code: str, start: int = 0, end: int = 0, /, **args: str) -> Diagnostic:
        """A complaint about a stretch of this file."""
        return Diagnostic(self.span(start, end), code, args=args)

    def breach(self, start: int, end: int, kind: str) -> Diagnostic:
        """A complaint about what the policy forbids; how it begins is kept, to tell one from another."""
        said = self.text[start : start + _KEPT]
        return Diagnostic(self.span(start, end), "site-against-policy", args={"kind": kind, "said": said})

    def span(self, start: int, end: int) -> Span:
        """The lines and columns of a stretch of the text."""
        text = self.text
        first, last = text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1
        column, end_column = start - text.rfind("\n", 0, start), end - text.rfind("\n", 0, end)
        return Span(self.path, first, column, last, end_column)
