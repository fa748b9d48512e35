"""``zwgk explain``: what a code means, why it matters, how to mend it, with examples that were checked here and now."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from build_tools.commands import CLEAN
from build_tools.commands.rules import rules
from build_tools.diagnostics import UserError
from build_tools.handbook import Entry, codes, entry
from build_tools.handbook.example import Example, Line, Part, examples
from build_tools.messages import helps, say
from build_tools.reports import emit
from build_tools.reports.context import Context
from build_tools.reports.text import block
from build_tools.text import decoded, nearest, visible


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("explain", language)

    @click.command("explain", help=texts["help"])
    @click.argument("code", nargs=-1)
    def run(code: tuple[str, ...]) -> int:
        return explain(" ".join(code), language) if code else rules("text", language)

    return run


def explain(typed: str, language: str) -> int:
    """Explain a code, typed alone or pasted with the line of a report. Raises UserError when there is none like it."""
    known = codes()
    found = re.search(r"\[([a-z0-9-]+)\]", typed)
    code = found.group(1) if found else typed.strip().lower()
    if code not in known:
        raise UserError("unknown-code", typed=code, meant=nearest(code, known) or "")
    emit("\n\n".join(_said(entry(code, language), language)))
    return CLEAN


def _said(one: Entry, language: str) -> Iterator[str]:
    colon = "：" if language == "zh" else ": "
    grade = f"{say(one.severity.value, language)} " if one.severity else ""
    yield "\n".join(part for part in (f"{grade}[{one.code}] {one.title}", one.what) if part)
    for mark, text in (("why", one.why), ("fix", one.mend)):
        if text:
            yield f"{say(mark, language)}{colon}{text}"
    for number, example in enumerate(examples(one.code), 1):
        yield f"{say('example', language)} {number}{colon}{example.name}\n\n{_shown(example, language)}"


def _shown(example: Example, language: str) -> str:
    """The finding as the check tells it, then every file as it should read, where the fix has not said it all."""
    lines = {path: decoded(raw).split("\n") for path, raw in example.files.items()}
    context = Context(language, 0, 0, lambda path, number: "".join(lines.get(path, [])[number - 1 : number]))
    parts = [block(example.finding, context)]
    if not example.finding.fix or len(example.parts) > 1:
        parts += [told for one in example.parts if (told := _right(one, language))]
    return "\n".join(parts)


def _right(part: Part, language: str) -> str:
    if part.renamed:
        return f"  {say('renamed', language, path=visible(part.renamed))}"
    head = f"  {say('right', language)} {visible(part.path)}"
    return "\n".join([head, *map(_numbered, part.right)]) if part.right else ""


def _numbered(line: Line) -> str:
    return f"{line.number or '':>5} > {line.before}"
