"""「规则手册」: for every code what it means, why it matters, how to mend it, and examples made by running the check."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from string import Formatter

from build_tools.check import severity
from build_tools.diagnostics import Severity
from build_tools.examples import cases
from build_tools.messages import say, table, words
from build_tools.rules import Rule, all_rules


@dataclass(frozen=True, slots=True)
class Entry:
    """One code explained. ``severity`` is None where a command could not do its work; unknown parts are empty."""

    code: str
    group: str
    severity: Severity | None
    title: str
    what: str
    why: str
    mend: str


@cache
def _rules() -> dict[str, Rule]:
    return {rule.code: rule for rule in all_rules()}


def codes() -> tuple[str, ...]:
    """Every code there is: by group, rules in the order of their names, the rest in the order of the messages."""
    known = table("zh")["code"]
    order = list(table("zh")["group"])
    return tuple(sorted(known, key=lambda code: (order.index(_group(code)), code if code in _rules() else "")))


def groups(language: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Group → its title and its codes; only groups that have some."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in codes():
        found[_group(code)].append(code)
    titles = {**table("zh")["group"], **table(language)["group"]}
    return {group: (titles[group], tuple(inside)) for group, inside in found.items()}


def entry(code: str, language: str = "zh") -> Entry:
    """What is to be known of a code; raises KeyError where there is none of that name."""
    group = _group(code)
    said = words(code, defaultdict(lambda: "…"), language)
    what, why, mend = _told(code, language)
    grade = None if group == "command" else _rules()[code].severity if code in _rules() else severity(code)
    if not (why or what):
        what, why, mend = _told(code, "zh")
    return Entry(code, group, grade, said.title, what, why, mend)


def _group(code: str) -> str:
    """Where a mistake is made. A code that is no rule and says nothing of it belongs to a command."""
    given: str = table("zh")["code"][code].get("group", "rule" if code in _rules() else "command")
    return given


def _told(code: str, language: str) -> tuple[str, str, str]:
    """What, why, how to mend: of a rule its docstring, the public page; otherwise the messages, as far as they are
    the same for every case."""
    entry = table(language)["code"].get(code, {})
    if language == "zh" and code in _rules():
        return _parts(_rules()[code].doc, say("fix", "zh") + "：")
    said = words(code, defaultdict(lambda: "…"), language)
    shown = bool(cases(code))
    what = said.text if entry and not (shown and _varies(entry["text"])) else ""
    mend = said.advice if entry and not (shown and _varies(entry.get("advice", ""))) else ""
    return what, entry.get("why", ""), mend


def _varies(sentence: str | dict[str, str]) -> bool:
    return isinstance(sentence, dict) or any(name for _, name, _, _ in Formatter().parse(sentence))


def _parts(doc: str, mark: str) -> tuple[str, str, str]:
    """A docstring's first line, the lines up to the mark, and the lines from there on."""
    first, _, rest = doc.strip().partition("\n")
    why, _, mend = rest.partition("\n" + mark)
    return first, "".join(why.strip().split("\n")), "".join(mend.strip().split("\n"))
