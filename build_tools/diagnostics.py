"""The one shape of complaint, and the places it can point at. No wording lives here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Where = tuple[str | int, ...]
"""A path into a document's data, for example ``("channel", 2, "id")``."""


class Severity(StrEnum):
    """How much a finding matters: an error stops publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one file: 1-based lines and columns in characters; the end column is exclusive."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Fix:
    """Replace the text at ``span`` by ``text``; both are exact."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields. ``where`` is a path into the item's (or registry file's) data.

    ``key`` asks for the place of the key instead of its value; ``path`` names another file than the item's own.
    ``replacement`` is what should stand there (with ``whole`` in place of the key as well); an empty one takes the
    whole lines away.
    """

    where: Where = ()
    args: Mapping[str, str] = field(default_factory=dict)
    path: str | None = None
    item: str | None = None
    key: bool = False
    related: tuple[tuple[str, Where], ...] = ()
    replacement: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One complaint, in any step: where it is, which code, and the arguments its message needs."""

    where: Span
    code: str
    severity: Severity = Severity.ERROR
    item: str | None = None
    args: Mapping[str, str] = field(default_factory=dict)
    related: tuple[Span, ...] = ()
    fix: Fix | None = None

    def order(self) -> tuple[Span, str, str]:
        """The key findings are sorted by: place, then code, then arguments."""
        return self.where, self.code, repr(sorted(self.args.items()))

    def fingerprint(self) -> str:
        """Sixteen hex digits of code, item and arguments: the same after edits above and after rewording."""
        text = "\x1f".join(
            [self.code, self.item or self.where.path, *(f"{k}={v}" for k, v in sorted(self.args.items()))]
        )
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class UserError(Exception):
    """A command cannot start or finish, and the user must act: a message code with its arguments."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(code, args)
        self.code = code
        self.args_by_name = args
