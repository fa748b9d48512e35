"""A comment for a pull request: readable without colour, folded so that it never grows beyond what a forge takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.messages import say
from build_tools.review.gate import needed
from build_tools.review.groups import Group, groups, most
from build_tools.review.judged import Review
from build_tools.review.reports.summary import (
    DIRECTIONS,
    MARKS,
    between,
    left_out,
    members,
    outside,
    shares,
    status,
    totals,
    verdict,
)
from build_tools.review.sentences import heading, named, place, sentence

LONGEST = 60_000
"""Characters; GitHub takes 65,536, GitLab a million."""
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~$&])")


def render(review: Review, today: str, language: str) -> str:
    """The whole comment. What does not fit is counted, the gravest stay."""
    if not review.judged:
        told = f"### {say('review_title', language)}\n\n{say('review_none', language)}\n"
        return told + (f"\n{plain(outside(review, language))}\n" if review.compared.outside else "")
    head = "\n".join(_head(review, today, language))
    room = LONGEST - len(head)
    parts: list[str] = []
    for direction in DIRECTIONS:
        found = groups(review.of(direction))
        if found:
            part = _direction(direction, found, review, language, room)
            room -= len(part)
            parts.append(part)
    return head + "\n" + "\n".join(parts)


def _head(review: Review, today: str, language: str) -> Iterator[str]:
    yield f"### {say('review_title', language)}\n"
    for line in verdict(review, language):
        yield f"**{line}**\n"
    for line in (totals(review, language), between(review, language), *shares(review, language)):
        yield f"- {plain(line)}"
    example = needed(review, today, language)
    if example:
        first, _, last = say("review_how", language, today=today, example="\0").partition("\0")
        yield f"\n{plain(first.strip())}\n\n{fenced(_cut(example))}\n\n{plain(last.strip())}"


def _cut(example: str) -> str:
    lines = example.splitlines()
    return "\n".join([*lines[:80], "  # …"] if len(lines) > 80 else lines)


def _direction(direction: str, found: list[Group], review: Review, language: str, room: int) -> str:
    lines, used, shown = [], 0, 0
    for group in found:
        line = "\n".join(_group(group, review, language))
        if used + len(line) > room - 500:
            break
        lines.append(line)
        used, shown = used + len(line) + 1, shown + 1
    if shown < len(found):
        lines.append(f"- {say('review_folded', language, count=len(found) - shown)}")
    title = f"{MARKS[direction]} {named('direction', direction, language)} ({len(review.of(direction))})"
    body = "\n".join(lines)
    if direction == "narrower":
        return f"\n#### {title}\n\n{body}\n"
    return f"\n<details><summary>{title}</summary>\n\n{body}\n\n</details>\n"


def _group(group: Group, review: Review, language: str) -> Iterator[str]:
    one = group.first
    said = plain(sentence(one, review, language))
    state = status(one, language)
    mark = f" **{plain(state)}**" if state else ""
    if len(group.judged) == 1:
        number = f" `{one.fingerprint}`" if one.blocked and one.change.file != "item" else ""
        where = place(one.change.where_new) or place(one.change.where_old)
        yield f"- **{plain(heading(one.change))}** {said}{mark}{number}  \n  {plain(where)}"
        return
    count = plain(say("review_alike", language, count=len(group.judged), text=sentence(one, review, language)))
    yield f"- **{count}**{mark}"
    yield from (f"  - {plain(left_out(some, language))}" for some in most(group, review))
    yield f"  <details><summary>{len(group.judged)}</summary>\n\n  {plain(members(group, language))}\n\n  </details>"


def plain(text: str) -> str:
    """Text that Markdown shows as it is: no mark, no mention, no HTML, no link."""
    return _SIGNS.sub(r"\\\1", text).replace("://", ":\u2060//").replace("@", "@\u2060").replace("\n", " ")


def fenced(text: str) -> str:
    """A block of code that nothing inside can end."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}yaml\n{text.rstrip()}\n{fence}"
