"""Slips of YAML: what people type, what they meant, and the proof that the repair is one.

A slip is accepted only when the repaired text can be read further, or yields more keys and values, than before;
so nothing inside a quoted or folded text is ever taken for a slip; and never when it joins a line to the value above.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from build_tools.source import candidates
from build_tools.source.candidates import Slip
from build_tools.source.reach import Budget, Measure, Reach

_MOST = 20
_MOST_TRIED = 1_000  # of the slips in one file; only a file made to be slow has more
_MOST_VALUES = 1 << 40


def find(text: str, reach: Measure, budget: Budget) -> list[Slip]:
    """Slips that can be told from the look of a line; most files have none and cost one search."""
    sunk, bare = candidates.SUNK.search(text), candidates.BARE.search(text)
    flush = list(_flush(text))
    deep = [text.count("\n", 0, hit.start()) + 1 for hit in islice(candidates.DEEP_HEAD.finditer(text), _MOST)]
    if not sunk and not bare and not flush and not deep and not candidates.SUSPECT.search(text):
        return []
    lines = text.split("\n")
    doubtful = [number for number, line in enumerate(lines, 1) if candidates.SUSPECT.match(line)]
    if len(doubtful) > _MOST_TRIED:
        return []
    suspects = [list(candidates.shaped(number, lines)) for number in doubtful]
    suspects += [[slip] for slip in islice(_sunk(lines), _MOST_TRIED)] if sunk else []
    suspects += [[slip] for slip in islice(_bare(lines), _MOST_TRIED)] if bare else []
    suspects += [[slip] for slip in flush if slip.line not in doubtful]
    suspects += [[candidates.moved(number, lines[number - 1], 0)] for number in deep]
    found = _together(text, [slips[0] for slips in suspects if slips], reach, budget)
    if found and reach(all_applied(text, found)).whole:
        return found
    return max(found, _singly(text, suspects, reach, budget), key=lambda slips: reach(all_applied(text, slips)))


def _sunk(lines: list[str]) -> Iterator[Slip]:
    """List lines set deeper than the one they follow: YAML would join them to it without a word."""
    first: int | None = None
    for number, line in enumerate(lines, 1):
        hit = candidates.DASH.match(line)
        if hit and first is not None and len(hit[1]) > first:
            yield candidates.moved(number, line, first)
        else:
            first = len(hit[1]) if hit and not line.rstrip().endswith(":") else None


def _flush(text: str) -> Iterator[Slip]:
    """Lines of text as deep as the key above them, pasted as they stood elsewhere."""
    for hit in islice(candidates.FLUSH.finditer(text), _MOST):
        first = text.count("\n", 0, hit.start(2)) + 1
        for number in range(first, min(first + hit[2].count("\n"), first + _MOST_TRIED)):
            yield Slip("slip-dash-space", number, len(hit[1]) + 1, 0, "  - ", {"pasted": "1"}, sure=False)


def _bare(lines: list[str]) -> Iterator[Slip]:
    """Lines above the first dash of a list: YAML would join the whole list to them."""
    run: list[int] | None = None
    for number, line in enumerate(lines, 1):
        dash = candidates.DASH.match(line)
        if dash and run and candidates.indent(lines[run[0] - 1]) == len(dash[1]):
            yield from (candidates.dashed(one, len(dash[1])) for one in run)
        if line.rstrip().endswith(":"):
            run = []
        elif dash or run is None or line.strip() in ("", "-") or ": " in line:
            run = None
        elif not candidates.SUSPECT.match(line):
            run.append(number)


def _together(text: str, slips: list[Slip], reach: Measure, budget: Budget) -> list[Slip]:
    """All repairs at once, since one slip often hides the next; then only those that were needed."""
    whole, lines = reach(all_applied(text, slips)), text.split("\n")
    apart = [slip for slip in slips if not _merges(slip, lines, whole)]
    if len(apart) < len(slips):
        slips, whole = apart, reach(all_applied(text, apart))
    if not _gains(reach(text), whole):
        return []
    for slip in slips[:_MOST] if len(slips) > 1 else ():
        others = [other for other in slips if other is not slip]
        if not budget.spend(text):
            break
        without = reach(all_applied(text, others))
        if not _gains(without, whole):
            slips, whole = others, without
    return slips


def _singly(text: str, suspects: list[list[Slip]], reach: Measure, budget: Budget) -> list[Slip]:
    """Line after line the repair that helps most."""
    found: list[Slip] = []
    before, lines = reach(text), text.split("\n")
    for slips in suspects[:_MOST]:
        best = None
        for slip in slips:
            if not budget.spend(text):
                return found
            after = reach(all_applied(text, [*found, slip]))
            if _gains(before, after) and not _merges(slip, lines, after):
                best, before = slip, after
        found += [best] if best else []
    return found


def all_applied(text: str, slips: Iterable[Slip]) -> str:
    """The text with every repair made, each on the line as the repairs before it left it."""
    lines = text.split("\n")
    for slip in slips:
        line, at = lines[slip.line - 1], slip.column - 1
        lines[slip.line - 1] = line[:at] + slip.inserted + line[at + slip.removed :]
    return "\n".join(lines)


def _gains(before: Reach, after: Reach) -> bool:
    return after.line > before.line or (after.line == before.line and after.count > before.count)


def _merges(slip: Slip, lines: list[str], after: Reach) -> bool:
    """Whether the repair of one of these lines makes it part of the value above, or takes its neighbours below in."""
    if slip.line in after.joined:
        return True
    below = next((n for n in range(slip.line, len(lines)) if lines[n].strip()), None)
    if below is None or below + 1 not in after.joined:
        return False
    return candidates.indent(lines[below]) <= candidates.indent(lines[slip.line - 1])


def mend(text: str, error: Reach, reach: Measure, budget: Budget) -> Slip | None:
    """The slip behind a syntax error, if one of the usual repairs lets the file be read further."""
    lines = text.split("\n")
    near = [n for n in range(min(error.line, len(lines)), max(0, error.line - 4), -1) if lines[n - 1].strip()]
    first = next((n for n, line in enumerate(lines[: error.line], 1) if line.strip()), 1)
    # Where a key without colon begins; and where all begins too deep, the rest seems too shallow.
    half = islice(candidates.half_quoted(lines[: error.line - 1]), 1)  # a quote ends where the next one begins
    near = [*([first] if lines[first - 1].startswith(" ") else []), *near, error.begun, *half]
    near = [n for n in dict.fromkeys(near) if 0 < n <= len(lines)]
    best, furthest = None, replace(error, count=_MOST_VALUES)
    for slip in _candidates(near, lines):
        if not budget.spend(text):
            break
        after = reach(all_applied(text, [slip]))
        if _gains(furthest, after) and not _merges(slip, lines, after):
            best, furthest = slip, after
    return best or _mend_with_others(near, lines, furthest, reach, budget)


def _mend_with_others(near: list[int], lines: list[str], error: Reach, reach: Measure, budget: Budget) -> Slip | None:
    """A key without colon whose lines below hold slips of their own: only all repairs together let it be read."""
    doubtful = [number for number, line in enumerate(lines, 1) if candidates.SUSPECT.match(line)][:_MOST]
    others = [slip for number in doubtful for slip in islice(candidates.shaped(number, lines), 1)]
    for slip in (one for number in near for one in candidates.uncoloned(number, lines) if others):
        text = all_applied("\n".join(lines), [*(one for one in others if one.line != slip.line), slip])
        if not budget.spend(text):
            break
        after = reach(text)
        if _gains(error, after) and not _merges(slip, lines, after):
            return slip
    return None


def _candidates(near: list[int], lines: list[str]) -> Iterator[Slip]:
    """In the order of their likelihood: of two that help alike the first is taken."""
    for number in near:
        yield from candidates.closed(number, lines)
        yield from candidates.uncoloned(number, lines)
        yield from candidates.coloned(number, lines[number - 1])
    for number in near:
        line = lines[number - 1]
        yield from candidates.shaped(number, lines)
        yield from candidates.quoted(number, line)
        yield from candidates.indented(number, lines)
    for number in near:
        yield from candidates.undashed(number, lines)
