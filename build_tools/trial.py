"""What a catalog would be like with changed files: loaded and checked in memory, before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from build_tools.check import Checked, check
from build_tools.diagnostics import Diagnostic, Severity
from build_tools.load import Loaded, load
from build_tools.rules import Rule

Files = dict[str, bytes]
Mark = tuple[str, str]


@dataclass(frozen=True, slots=True)
class State:
    """Files with what is wrong in them."""

    files: Files
    loaded: Loaded
    checked: Checked

    def counts(self, *, errors: bool = False) -> Counter[Mark]:
        """How often each code is found in each file."""
        found = self.checked.diagnostics
        return Counter((one.code, one.where.path) for one in found if not errors or one.severity is Severity.ERROR)

    def marks(self) -> Counter[Mark]:
        """How often each finding is found in each file, whatever its line."""
        return Counter(mark(one) for one in self.checked.diagnostics)

    def since(self, before: State) -> Checked:
        """The findings that were not there before."""
        known = before.marks()
        return Checked(tuple(one for one in self.checked.diagnostics if not known[mark(one)]))

    def beyond(self, before: State) -> Checked:
        """As ``since``, where ids have changed and so the arguments of old findings: codes a file has more of."""
        more, known = self.counts() - before.counts(), before.marks()
        found = self.checked.diagnostics
        return Checked(tuple(one for one in found if more[one.code, one.where.path] and not known[mark(one)]))


@dataclass(frozen=True, slots=True)
class Trial:
    """How files are tried: the day, the rules (all, if none are given), and what is wrong with the folder itself."""

    today: date
    rules: tuple[Rule, ...] | None = None
    problems: tuple[Diagnostic, ...] = ()

    def of(self, files: Files) -> State:
        """Load and check files in memory."""
        loaded = load(sorted(files.items()), problems=self.problems)
        return State(files, loaded, check(loaded, self.today, self.rules))


def mark(one: Diagnostic) -> Mark:
    """What a finding is known by while lines move."""
    return one.fingerprint(), one.where.path
