"""For people at a terminal: place, what is wrong, the line with a mark under it, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.check import Checked
from build_tools.diagnostics import Diagnostic, Fix, Severity
from build_tools.messages import say
from build_tools.reports.context import Context
from build_tools.text import shorten, visible, width

_BEFORE = 40  # characters shown left of the place
_SHOWN = 70


def render(checked: Checked, context: Context) -> str:
    """Every finding with its fix, then one line of counts."""
    shown = checked.diagnostics[: context.limit]
    fixes: dict[tuple[str, int], list[Fix]] = {}
    for fix in (one.fix for one in shown if one.fix):
        fixes.setdefault((fix.span.path, fix.span.line), []).append(fix)
    blocks = ["\n".join(_block(one, fixes, context)) for one in shown]
    left = len(checked.diagnostics) - len(shown)
    if left:
        blocks.append(say("more", context.language, count=left))
    return "\n\n".join([*blocks, _summary(checked, context)])


def block(one: Diagnostic, context: Context) -> str:
    """One finding as it stands among others, without the counts."""
    fixes = {(one.fix.span.path, one.fix.span.line): [one.fix]} if one.fix else {}
    return "\n".join(_block(one, fixes, context))


def _block(one: Diagnostic, fixes: dict[tuple[str, int], list[Fix]], context: Context) -> Iterator[str]:
    words = context.words(one)
    where = one.where
    grade = say(one.severity.value, context.language)
    yield f"{visible(where.path)}:{where.line}:{where.column}: {grade} [{one.code}] {words.title}"
    yield f"  {words.text}"
    yield from _excerpt(one, context)
    for other in one.related:
        if other.path != where.path or other.line != where.line:
            yield f"  {say('see', context.language)} {visible(other.path)}:{other.line}:{other.column}"
    if words.advice:
        yield (
            f"  {say('fix', context.language)}：{words.advice}"
            if context.language == "zh"
            else f"  {say('fix', context.language)}: {words.advice}"
        )
    if one.fix:
        place = one.fix.span
        yield from _after(one.fix, fixes.get((place.path, place.line), []), context)


def _excerpt(one: Diagnostic, context: Context) -> Iterator[str]:
    """The line with marks under the place; what a console would not show is written as an escape."""
    line = context.line(one.where.path, one.where.line)
    if not line.strip():
        return
    start = one.where.column - 1
    end = one.where.end_column - 1 if one.where.end_line == one.where.line else len(line)
    lead = visible(line[max(0, start - _BEFORE) : start])
    marked = shorten(visible(line[start:end]), _SHOWN)
    rest = shorten(visible(line[end:]), _SHOWN) if len(marked) < _SHOWN else ""
    number = f"{one.where.line:>5} | "
    yield f"{number}{lead}{marked}{rest}"
    yield f"{' ' * (len(number) + width(lead))}{'^' * max(1, width(marked))}"


def _after(fix: Fix, fixes: list[Fix], context: Context) -> Iterator[str]:
    """The lines as they should read with every fix on them made, so that they can be copied."""
    if fix.span.line != fix.span.end_line:
        return
    new = line = context.line(fix.span.path, fix.span.line)
    start = len(line) + 1
    for one in sorted(fixes, key=lambda one: one.span, reverse=True):
        if one.span.end_column <= start and one.span.end_line == one.span.line:
            start = one.span.column
            new = new[: start - 1] + one.text + new[one.span.end_column - 1 :]
    if new.strip() and new != line and len(new) < 2 * _SHOWN:
        for number, part in enumerate(new.split("\n")):
            yield f"{fix.span.line + number:>5} > {visible(part)}"


def _summary(checked: Checked, context: Context) -> str:
    found = checked.diagnostics
    accepted = say("accepted", context.language, count=len(checked.accepted)) if checked.accepted else ""
    if not found:
        clean = "clean" if context.whole else "clean_here"
        return say(clean, context.language, items=context.items, domains=context.domains) + accepted
    errors = checked.errors
    warnings = sum(one.severity is Severity.WARNING for one in found)
    files = len({one.where.path for one in found})
    return say("summary", context.language, errors=errors, warnings=warnings, files=files) + accepted
