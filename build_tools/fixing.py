"""Makes the fixes that findings offer, and keeps only those that mend: every one is checked again before it counts.

Works on files in memory. A fix must remove its finding and must not make an error; one that does not is set aside and
the others go on. What could not be read hides what is wrong inside it, so files are made readable first; the errors
that come to light in them then are told, not held against the fix.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from build_tools.diagnostics import Diagnostic, Fix
from build_tools.edit import Text, apart, is_text
from build_tools.source.decode import MOST_PER_FILE
from build_tools.trial import Files, Mark, State, Trial, mark

_ROUNDS = 20


@dataclass(slots=True)
class Fixing:
    """One run: ``state`` is the catalog as it has become, ``made`` the findings whose fix was made.

    ``refused`` are findings whose fix mends nothing or makes an error; ``wanted`` chooses which are mended at all.
    Files in another encoding are left alone.
    """

    trial: Trial
    state: State
    wanted: Callable[[Diagnostic], bool] = lambda _: True
    made: list[Diagnostic] = field(default_factory=list)
    refused: list[Diagnostic] = field(default_factory=list)

    def run(self) -> Fixing:
        """Mend until nothing more can be mended."""
        for _ in range(_ROUNDS):
            before = len(self.made)
            self.refused = []
            self._settle(self._offered(read=True))
            if len(self.made) == before:
                self._settle(self._offered(read=False))
            if len(self.made) == before:
                break
        return self

    def _offered(self, *, read: bool) -> list[Diagnostic]:
        """Findings whose fixes can be made together: those about reading and schema, or those of rules."""
        files = self.state.files
        offered = [(one, one.fix) for one in self.state.checked.diagnostics if one.fix and self.wanted(one)]
        found = [one for one, fix in offered if fix.span.path in files and is_text(files[fix.span.path])]
        first = {(one.code, one.where) for one in self.state.loaded.diagnostics}
        return list(_together(one for one in found if ((one.code, one.where) in first) is read))

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
        wanted = Counter(map(mark, batch))
        again = []
        for one in self.state.checked.diagnostics:
            if one.fix and wanted[mark(one)]:
                wanted[mark(one)] -= 1
                again.append(one)
        return list(_together(again))

    def _tried(self, batch: list[Diagnostic]) -> State | None:
        """The files with these fixes, or None where one of them does not mend."""
        fixes: dict[str, list[Fix]] = defaultdict(list)
        for one in batch:
            if one.fix:
                fixes[one.fix.span.path].append(one.fix)
        edited = {path: Text(self.state.files[path]).with_fixes(some) for path, some in fixes.items()}
        after = self.trial.of({**self.state.files, **edited})
        more = after.counts(errors=True) - self.state.counts(errors=True)
        hidden = not any(map(_takes_lines, batch)) and {path for _, path in more} <= edited.keys()
        if hidden and _reveals(self.state, after, edited):
            mends = _fewer(self.state.marks(), after.marks(), map(mark, batch))
        else:
            codes = ((one.code, one.where.path) for one in batch)
            mends = not more and _fewer(self.state.counts(), after.counts(), codes)
        return after if mends else None


def changed(before: Files, after: Files) -> Files:
    """The files that are no longer what they were."""
    return {path: raw for path, raw in after.items() if raw != before.get(path)}


def _together(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Of findings with fixes those whose fixes touch no other."""
    by_path: dict[str, dict[Fix, Diagnostic]] = defaultdict(dict)
    for one in found:
        if one.fix:
            by_path[one.fix.span.path].setdefault(one.fix, one)
    for offered in by_path.values():
        for fix in apart(offered):
            yield offered[fix]


def _fewer(before: Counter[Mark], after: Counter[Mark], gone: Iterable[Mark]) -> bool:
    """Whether so many findings are gone. Of unseen characters a file tells only the first: others take their place."""
    return all(
        after[one] <= (before[one] - count if before[one] < MOST_PER_FILE else before[one])
        for one, count in Counter(gone).items()
    )


def _takes_lines(one: Diagnostic) -> bool:
    """Whether a fix takes whole lines away. What is damaged is then gone, too, but nothing came to light."""
    return one.fix is not None and not one.fix.text and one.fix.span.line < one.fix.span.end_line


def _reveals(before: State, after: State, paths: Iterable[str]) -> bool:
    """Whether something can be read now that could not be read before."""
    pairs = [(before.loaded.documents.get(path), after.loaded.documents.get(path)) for path in paths]
    return any(old and new and (old.damaged - new.damaged or new.whole > old.whole) for old, new in pairs)
