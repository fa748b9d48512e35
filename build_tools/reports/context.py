"""What a report needs beside the findings: the language, the counts, and the lines the findings point at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic
from build_tools.load import Loaded
from build_tools.messages import Words, words
from build_tools.personal import masked
from build_tools.text import decoded

LIMIT = 200
"""How many findings the terminal shows unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Context:
    """``line`` gives the text of a line of a file, identity card numbers hidden, or nothing."""

    language: str
    items: int
    domains: int
    line: Callable[[str, int], str]
    limit: int | None = LIMIT
    whole: bool = True

    @classmethod
    def of(
        cls,
        base: Path,
        loaded: Loaded,
        language: str,
        limit: int | None = LIMIT,
        whole: bool = True,
        files: Mapping[str, bytes] | None = None,
    ) -> Context:
        """For a catalog in the folder ``base``, or in ``files`` not yet written there.

        ``whole`` is False when only some paths were asked about.
        """
        catalog = loaded.catalog
        return cls(language, len(catalog.items), len(catalog.domains), _Lines(base, files or {}).line, limit, whole)

    @classmethod
    def bare(cls, base: Path, language: str, limit: int | None = None) -> Context:
        """For some files in the folder ``base``, all findings unless limited, when no catalog was loaded."""
        return cls(language, 0, 0, _Lines(base, {}).line, limit, False)

    def words(self, one: Diagnostic) -> Words:
        """The words for a finding."""
        return words(one.code, one.args, self.language)


class _Lines:
    """Lines of files, read when first asked for; only files with findings ever are."""

    def __init__(self, base: Path, files: Mapping[str, bytes]) -> None:
        self.base = base
        self.files = files
        self.read: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str:
        if path not in self.read:
            self.read[path] = self._lines(path)
        lines = self.read[path]
        return masked(lines[number - 1]) if 0 < number <= len(lines) else ""

    def _lines(self, path: str) -> list[str]:
        if path in self.files:
            raw = self.files[path]
        else:
            file = self.base / path
            try:
                raw = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
            except OSError:
                raw = b""
        return decoded(raw[: 1 << 21]).split("\n")
