"""Code and arguments → words. The message tables are the only place where finished sentences stand.

An entry's ``text`` or ``advice`` is one sentence, or a table of cases: ``meant`` holds when that argument is given,
``kind=missing`` when it has that value, ``otherwise`` always; the first case that holds is used.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from build_tools.cache import own_yaml
from build_tools.personal import masked
from build_tools.text import shorten, visible

LANGUAGES = ("zh", "en")
_LONGEST_ARGUMENT = 80
_LONGEST_LIST = 200
_LISTS = ("allowed", "links")
LONGEST = 300
"""No message is longer, whatever a file contains."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of one code: a title, what is wrong here, and what to do."""

    title: str
    text: str
    advice: str


@cache
def table(language: str) -> dict[str, Any]:
    """The whole message table of a language."""
    loaded: dict[str, Any] = own_yaml(Path(__file__).with_name(f"{language}.yml"))
    return loaded


def default_language() -> str:
    """Chinese, unless the locale plainly asks for English."""
    chosen = (
        os.environ.get("ZWGK_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    )
    return "en" if chosen.lower().startswith("en") else "zh"


def words(code: str, args: Mapping[str, str], language: str = "zh") -> Words:
    """The words for a code; English may fall back to Chinese, never to the bare code."""
    entry = table(language)["code"].get(code) or table("zh")["code"][code]
    safe = {
        name: shorten(visible(masked(value)), _LONGEST_LIST if name in _LISTS else _LONGEST_ARGUMENT)
        for name, value in args.items()
    }
    return Words(
        entry["title"],
        shorten(_chosen(entry["text"], safe).format_map(safe), LONGEST),
        shorten(_chosen(entry.get("advice", ""), safe).format_map(safe), LONGEST),
    )


def _chosen(cases: str | Mapping[str, str], args: Mapping[str, str]) -> str:
    if isinstance(cases, str):
        return cases
    for case, sentence in cases.items():
        name, is_given, value = case.partition("=")
        if case == "otherwise" or (args.get(name) == value if is_given else args.get(name)):
            return sentence
    return ""


def say(phrase: str, language: str = "zh", /, **args: object) -> str:
    """A phrase of the reports and commands themselves."""
    phrases = table(language)["phrase"]
    return str(phrases.get(phrase) or table("zh")["phrase"][phrase]).format_map(args)


def helps(command: str, language: str) -> dict[str, Any]:
    """The help texts of a command and its options."""
    texts: dict[str, Any] = table(language)["command"].get(command) or table("zh")["command"][command]
    return texts


def page(kind: str, /, **args: object) -> tuple[str, str]:
    """Title and description of a kind of page. The site speaks the language of its catalog: Chinese."""
    entry = table("zh")["page"][kind]
    return entry["title"].format_map(args), entry["description"].format_map(args)
