"""Makes the fixes that findings offer, and keeps only those that mend: every one is checked again before it counts.

Works on files in memory. A fix must remove its finding and must not make an error; one that does not is set aside and
the others go on. What could not be read hides what is wrong inside it, so files are made readable first; the errors
that come to light then are told, not held against the fix.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from build_tools.check import Checked, check
from build_tools.diagnostics import Diagnostic, Severity
from build_tools.edit import Text, apart
from build_tools.load import Loaded, load
from build_tools.rules import Rule

Files = dict[str, bytes]
_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class State:
    """Files with what is wrong in them."""

    files: Files
    loaded: Loaded
    checked: Checked

    def counts(self, *, errors: bool = False) -> Counter[tuple[str, str]]:
        """How often each code is found in each file."""
        found = self.checked.diagnostics
        return Counter((one.code, one.where.path) for one in found if not errors or one.severity is Severity.ERROR)

    def marks(self) -> Counter[tuple[str, str]]:
        """How often each finding is found in each file, whatever its line."""
        return Counter((one.fingerprint(), one.where.path) for one in self.checked.diagnostics)


@dataclass(slots=True)
class Mending:
    """One run over a catalog: ``made`` are the findings whose fix was made, ``refused`` those whose fix mends nothing.

    ``wanted`` chooses the findings to mend; ``foreign`` are files in another encoding, which are left alone.
    """

    state: State
    today: date
    wanted: Callable[[Diagnostic], bool]
    rules: tuple[Rule, ...] | None = None
    made: list[Diagnostic] = field(default_factory=list)
    refused: list[Diagnostic] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)

    @classmethod
    def run(
        cls,
        files: Mapping[str, bytes],
        today: date,
        wanted: Callable[[Diagnostic], bool] = lambda _: True,
        rules: tuple[Rule, ...] | None = None,
    ) -> Mending:
        """Mend until nothing more can be mended."""
        mending = cls(examined(dict(files), today, rules), today, wanted, rules)
        mending.foreign = {path for path, raw in files.items() if not _is_text(raw)}
        for _ in range(_ROUNDS):
            before = len(mending.made)
            mending.refused = []
            mending._settle(mending._round())
            if len(mending.made) == before:
                break
        return mending

    def changed(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files that are no longer what they were."""
        return {path: raw for path, raw in self.state.files.items() if raw != files[path]}

    def _round(self) -> list[Diagnostic]:
        """The findings whose fixes can be made together: about reading and schema first, then what rules found."""
        offered = [one for one in self.state.checked.diagnostics if one.fix and self.wanted(one)]
        offered = [one for one in offered if one.fix and one.fix.span.path not in self.foreign]
        read = {(one.code, one.where) for one in self.state.loaded.diagnostics}
        first = [one for one in offered if (one.code, one.where) in read]
        return list(_together(first or offered))

    def _settle(self, batch: list[Diagnostic]) -> None:
        """Make the whole batch if that mends it all; else each half by itself, down to the one that does not."""
        if not batch:
            return
        after = self._tried(batch)
        if after is not None:
            self.state = after
            self.made += batch
        elif len(batch) == 1:
            self.refused += batch
        else:
            middle = len(batch) // 2
            self._settle(batch[:middle])
            self._settle(self._found_again(batch[middle:]))

    def _found_again(self, batch: list[Diagnostic]) -> list[Diagnostic]:
        """The same findings at their places in the files as they are by now."""
        wanted = Counter((one.fingerprint(), one.where.path) for one in batch)
        again = []
        for one in self.state.checked.diagnostics:
            mark = (one.fingerprint(), one.where.path)
            if one.fix and wanted[mark]:
                wanted[mark] -= 1
                again.append(one)
        return list(_together(again))

    def _tried(self, batch: list[Diagnostic]) -> State | None:
        """The files with these fixes, or None where one of them does not mend."""
        fixes = defaultdict(list)
        for one in batch:
            if one.fix:
                fixes[one.fix.span.path].append(one.fix)
        edited = {path: Text(self.state.files[path]).with_fixes(some) for path, some in fixes.items()}
        after = examined({**self.state.files, **edited}, self.today, self.rules)
        if _reveals(self.state, after, edited):
            own = Counter((one.fingerprint(), one.where.path) for one in batch)
            return after if _fewer(self.state.marks(), after.marks(), own) else None
        own = Counter((one.code, one.where.path) for one in batch)
        more = after.counts(errors=True) - self.state.counts(errors=True)
        return after if not more and _fewer(self.state.counts(), after.counts(), own) else None


def examined(files: Files, today: date, rules: tuple[Rule, ...] | None = None) -> State:
    """Files in memory, loaded and checked."""
    loaded = load(sorted(files.items()))
    return State(files, loaded, check(loaded, today, rules))


def _together(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Of findings with fixes those whose fixes touch no other."""
    by_path: dict[str, dict[object, Diagnostic]] = defaultdict(dict)
    for one in found:
        if one.fix:
            by_path[one.fix.span.path].setdefault(one.fix, one)
    for offered in by_path.values():
        for fix in apart(one.fix for one in offered.values() if one.fix):
            yield offered[fix]


def _fewer(before: Counter[tuple[str, str]], after: Counter[tuple[str, str]], gone: Counter[tuple[str, str]]) -> bool:
    return all(after[mark] <= before[mark] - count for mark, count in gone.items())


def _reveals(before: State, after: State, paths: Iterable[str]) -> bool:
    """Whether something can be read now that could not be read before."""
    pairs = [(before.loaded.documents.get(path), after.loaded.documents.get(path)) for path in paths]
    return any(old and new and (old.damaged - new.damaged or new.whole > old.whole) for old, new in pairs)


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
