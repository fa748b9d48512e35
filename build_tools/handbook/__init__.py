"""「规则手册」: for every code what it means, why it matters, how to mend it, and examples that the check made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

from build_tools.check import severity
from build_tools.diagnostics import Severity
from build_tools.examples import cases
from build_tools.messages import Words, say, table, words
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


@cache
def codes() -> tuple[str, ...]:
    """Every code there is: by group, rules in the order of their names, the rest in the order of the messages."""
    known = table("zh")["code"]
    order = list(table("zh")["group"])
    return tuple(sorted(known, key=lambda code: (order.index(_group(code)), code if code in _rules() else "")))


@cache
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
    grade = None if group in ("command", "table") else _rules()[code].severity if code in _rules() else severity(code)
    return Entry(code, group, grade, _general(code, language).title, *_told(code, language))


def address(code: str) -> str:
    """Where the page of a code is, from the top of the site."""
    return f"rule/{code}.html"


def _group(code: str) -> str:
    """Where a mistake is made. A code that is no rule and says nothing of it belongs to a command."""
    given: str = table("zh")["code"][code].get("group", "rule" if code in _rules() else "command")
    return given


def _told(code: str, language: str) -> tuple[str, str, str]:
    """What, why, how to mend. Of a rule the docstring, its public page; of anything else the messages, of which the
    sentences that differ from case to case are left to the examples, where there are some."""
    if language == "zh" and code in _rules():
        return _parts(_rules()[code].doc, say("fix", "zh") + "：")
    given, general, shown = _given(code, language), _general(code, language), bool(cases(code))
    what = "" if shown and _varies(given["text"]) else general.text
    mend = "" if shown and _varies(given.get("advice", "")) else general.advice
    return _telling(what), given.get("why", ""), _telling(mend)


def _telling(sentence: str) -> str:
    """The sentence, unless nothing but holes is left of it."""
    return sentence if any(one.isalnum() for one in sentence) else ""


def _given(code: str, language: str) -> dict[str, Any]:
    """The entry of the message table, Chinese where there is no translation."""
    found: dict[str, Any] = table(language)["code"].get(code) or table("zh")["code"][code]
    return found


def _general(code: str, language: str) -> Words:
    """The words for a code with nothing filled in; of sentences that depend on the case, the one that always fits."""
    parts = [_given(code, language).get(part, "") for part in ("text", "advice")]
    fitting = [part.get("otherwise", part) if isinstance(part, dict) else part for part in parts]
    holes = {name: "" for part in parts for name in _holes(part)}
    holes |= {name: "…" for part in fitting for name in _holes(part)}
    return words(code, holes, language)


def _varies(sentence: str | dict[str, str]) -> bool:
    return isinstance(sentence, dict) or any(_holes(sentence))


def _holes(sentence: str | dict[str, str]) -> Iterator[str]:
    for one in [sentence] if isinstance(sentence, str) else sentence.values():
        yield from (name for _, name, _, _ in Formatter().parse(one) if name)


def _parts(doc: str, mark: str) -> tuple[str, str, str]:
    """A docstring's first line, the lines up to the mark, and the lines from there on."""
    first, _, rest = doc.strip().partition("\n")
    why, _, mend = rest.partition("\n" + mark)
    return first, "".join(why.strip().split("\n")), "".join(mend.strip().split("\n"))
