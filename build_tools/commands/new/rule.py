"""``zwgk new rule``: for developers, the four places a rule stands in, each with what is to be filled in."""

from __future__ import annotations

import re
from pathlib import Path

import click

from build_tools.commands import CLEAN
from build_tools.diagnostics import UserError
from build_tools.files import replace_file
from build_tools.messages import LANGUAGES, helps, say, table
from build_tools.reports import emit
from build_tools.starter import template

_NAME = re.compile(r"[a-z]+(?:-[a-z]+)+")
PACKAGE = Path(__file__).parents[2]


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""

    @click.command("rule", help=helps("new rule", language)["help"])
    @click.argument("name")
    def run(name: str) -> int:
        return rule(PACKAGE.parent, name, language)

    return run


def rule(checkout: Path, code: str, language: str) -> int:
    """Write the parts of a new rule into a source checkout, return the exit code."""
    package = checkout / PACKAGE.name
    if not (checkout / "tests" / "cases").is_dir() or not (package / "rules").is_dir():
        raise UserError("no-checkout")
    if not _NAME.fullmatch(code):
        raise UserError("bad-rule-name", name=code)
    module = package / "rules" / f"{code.replace('-', '_')}.py"
    if code in table("zh")["code"] or module.exists():
        raise UserError("already-there", id=code, path=str(module))
    case = checkout / "tests" / "cases" / f"{code}.yml"
    replace_file(module, template("rule/rule.py.txt").encode(), None)
    replace_file(case, _filled("rule/case.yml.txt", code), None)
    tables = [package / "messages" / f"{one}.yml" for one in LANGUAGES]
    for one, path in zip(LANGUAGES, tables, strict=True):
        old = path.read_bytes()
        replace_file(path, old.rstrip(b"\n") + b"\n" + _filled(f"rule/{one}.yml.txt", code), old)
    for path in (module, case, *tables):
        emit(say("written", language, path=path))
    emit(say("next_rule", language, case=case.relative_to(checkout)))
    return CLEAN


def _filled(name: str, code: str) -> bytes:
    return template(name).replace("@code@", code).encode()
