"""The reading of one file, step by step: bytes, text, repaired text, data."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial

import yaml

from build_tools.diagnostics import Diagnostic, Fix, Span, Where
from build_tools.source import leftovers, remains, slips
from build_tools.source.builder import MOST_FAULTS, Builder, Fault, TooMuch
from build_tools.source.candidates import Slip
from build_tools.source.decode import MOST_PER_FILE, SIGN, Decoded, decode
from build_tools.source.document import ABSENT, LOST, Document
from build_tools.source.edits import Lines
from build_tools.source.limits import ITEM_LIMITS, Limits
from build_tools.source.places import locate
from build_tools.source.reach import Budget, Reach


def read_any(path: str, raw: bytes, limits: Limits = ITEM_LIMITS) -> tuple[Document, list[Diagnostic]]:
    """Read a text in whatever form; one in the ``plain`` form too, in four times as long."""
    decoded = decode(path, raw)
    if decoded.text is None:
        return Document(path, ABSENT, whole=False), decoded.diagnostics
    return _Reading(path, limits, decoded).document()


class _Reading:
    """One file on its way: the text shrinks towards something readable, the findings grow."""

    def __init__(self, path: str, limits: Limits, decoded: Decoded) -> None:
        self.path = path
        self.limits = limits
        self.text = decoded.text or ""
        self.edits = decoded.edits
        self.doubtful = decoded.doubtful_lines
        self.found = decoded.diagnostics
        self.damaged: set[Where] = set()
        self.repeated: list[tuple[int, Where]] = []
        self.budget = Budget()

    def document(self) -> tuple[Document, list[Diagnostic]]:
        builder = self._builder()
        try:
            self._settle_conflicts()
            while True:  # one repair may bring the next to light
                if "```" in self.text:
                    self._drop_fences(self._reach(self.text).line)
                if not (found := slips.find(self.text, self._reach, self.budget)):
                    break
                self._repair(found)
            data = self._build(builder if builder.text is self.text else self._builder())
        except TooMuch as error:
            self.found.append(Diagnostic(self._span(error.line, error.column), error.code))
            return Document(self.path, ABSENT, whole=False), self.found
        places = partial(locate, self.path, self.text, self.edits, self.limits)
        document = Document(self.path, data, frozenset(self.damaged), () not in self.damaged, places)
        if self.doubtful:
            document.damaged |= frozenset(self._torn(document))
        self._point_to_first(document)
        return document, self.found

    def _torn(self, document: Document) -> Iterator[Where]:
        """Values on lines with a hidden line break: where they end is in doubt, and which keys follow them."""
        spans = document.spans()
        for where, span in (*spans.keys.items(), *spans.values.items()):
            if span.line == span.end_line and span.line in self.doubtful:
                yield where
                yield (*where[:-1], LOST)

    def _builder(self) -> Builder:
        return Builder(self.path, self.text, self.limits.depth, self.limits.values)

    def _reach(self, text: str) -> Reach:
        """How far a text can be read, for comparing a repair with what it repairs."""
        builder = Builder(self.path, text, self.limits.depth, self.limits.values)
        try:
            builder.build()
        except yaml.MarkedYAMLError as error:
            return Reach.of(error, builder.sound(), builder.joined)
        except yaml.YAMLError:
            return Reach(0, 0, 0)
        return Reach.end(builder.sound(), builder.joined)

    def _build(self, builder: Builder) -> object:
        """The data of the repaired text; what still cannot be read is left out block by block."""
        while True:
            try:
                data = builder.build()
                if not self._drop_signs():
                    break
            except yaml.MarkedYAMLError as error:
                reach = Reach.of(error, builder.sound())
                dropped = self._drop_fences(reach.line)
                slip = None if dropped else slips.mend(self.text, reach, self._reach, self.budget)
                if slip:
                    self._repair([slip])
                    self._repair(slips.find(self.text, self._reach, self.budget))
                elif not dropped and not self._leave_out(error, reach):
                    self.damaged.add(())
                    return ABSENT
            except yaml.YAMLError:
                self.found.append(Diagnostic(Span(self.path), "syntax", args={"problem": "unknown"}))
                self.damaged.add(())
                return ABSENT
            builder = self._builder()
        if builder.empty or data == ABSENT:
            if not self.found:
                self.found.append(Diagnostic(Span(self.path), "empty-file"))
            self.damaged.add(())
        self._take_faults(builder.faults)
        return data

    def _settle_conflicts(self) -> None:
        """Of two versions that git left side by side the first is read. A mark alone was forgotten by somebody."""
        conflicts = dict(leftovers.conflicts(self.text))
        second = {number for rest in conflicts.values() for number in rest}
        self.found = [one for one in self.found if one.where.line not in second]
        left = [(number, len(line) + 1) for number, line in leftovers.marks(self.text) if number not in second]
        for count, (number, end) in enumerate(left):
            if count == MOST_FAULTS:
                raise TooMuch("too-many-faults", number, 1)
            code = "merge-conflict" if number in conflicts else "conflict-mark"
            self.found.append(Diagnostic(self._span(number, 1, number, end), code))
        self._blank(second.union(number for number, _ in left))

    def _drop_fences(self, line: int) -> bool:
        """The fences of a pasted block, when the text cannot be read because of one."""
        fences = leftovers.fences(self.text, line)
        if fences:
            fix = None if self.edits.by_line else leftovers.without_fences(self.path, self.text, fences)
            self.found.append(Diagnostic(self._span(fences[0], 1, fences[0], 4), "pasted-fence", fix=fix))
            self._blank(fences)
        return bool(fences)

    def _blank(self, numbers: Collection[int]) -> None:
        if not numbers:
            return
        lines = self.text.split("\n")
        for number in numbers:
            self.edits.record(number, 1, len(lines[number - 1]), 0)
            lines[number - 1] = ""
        self.text = "\n".join(lines)

    def _drop_signs(self) -> bool:
        """List signs that no repair made a dash of are lost characters like any other."""
        if not SIGN.search(self.text):
            return False
        places = Lines(self.text)
        for count, hit in enumerate(SIGN.finditer(self.text)):
            line, column = places.place(hit.start(2))
            if count < MOST_PER_FILE:
                span = self._span(line, column, line, column + hit.end() - hit.start(2))
                args = {"char": f"U+{ord(hit[2]):04X}"}
                self.found.append(Diagnostic(span, "lost-character", args=args, fix=Fix(span, "")))
            self.edits.record(line, column, hit.end() - hit.start(2), 0)
        self.text = SIGN.sub(r"\1", self.text)
        return True

    def _take_faults(self, faults: list[Fault]) -> None:
        for number, fault in enumerate(faults):
            if number == MOST_FAULTS:
                raise TooMuch("too-many-faults", fault.line, fault.column)
            span = self._span(fault.line, fault.column, fault.end_line, fault.end_column)
            if fault.code == "duplicate-key":
                self.repeated.append((len(self.found), fault.where))
            self.found.append(Diagnostic(span, fault.code, args=fault.args))
            if fault.code == "several-documents":
                self.damaged.add((LOST,))
            elif fault.lost:
                self.damaged.add(fault.where)

    def _repair(self, found: list[Slip]) -> None:
        for slip in found:
            if len(self.found) >= MOST_FAULTS:
                raise TooMuch("too-many-faults", slip.line, slip.column)
            if slip.line not in self.doubtful:
                start = self._span(slip.line, slip.column, slip.line, slip.column + slip.removed)
                fix = Fix(start, slip.inserted) if slip.sure else None
                self.found.append(Diagnostic(start, slip.code, args=slip.args, fix=fix))
            self.edits.record(slip.line, slip.column, slip.removed, len(slip.inserted))
        if found:
            self.text = slips.all_applied(self.text, found)

    def _leave_out(self, error: yaml.MarkedYAMLError, reach: Reach) -> bool:
        """Blank the top-level block the error is in, so that the rest is read; False when nothing is left to blank."""
        problem, reach = remains.problem_at(error, reach, self.text)
        left = remains.without_block(self.text, reach.line)
        span = self._span(reach.line, reach.column)
        if reach.line not in self.doubtful and span not in [one.where for one in self.found]:
            self.found.append(Diagnostic(span, "syntax", args={"problem": problem}))
        if left is None or not self.budget.spend(self.text):
            return False
        self.text, key = left
        self.damaged.add((key,) if key else ())
        return True

    def _point_to_first(self, document: Document) -> None:
        """A repeated key names the place of the first one."""
        for at, where in self.repeated:
            first, again = document.span(where, key=True), self.found[at].where.line
            same = remains.repetition(self.path, self.text, first.line, again)
            sure = same and self.edits.by_line.keys().isdisjoint(range(again, same.span.end_line))
            self.found[at] = replace(self.found[at], related=(first,), fix=same if sure else None)

    def _span(self, line: int, column: int, end_line: int | None = None, end_column: int | None = None) -> Span:
        if line > self.text.count("\n") + 1:  # the parser stopped behind the last line
            line, column = self.text.count("\n") + 1, len(self.text) - self.text.rfind("\n")
            end_line = end_column = None
        start = self.edits.back(line, column)
        end = self.edits.back(end_line or line, end_column or column + 1)
        return Span(self.path, *start, *max(start, end))
