"""A query → groups of phrases: each group is one thing asked for, its phrases are the ways to say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from build_tools.search import grams
from build_tools.search.lexicon import SYNONYM, Lexicon
from build_tools.search.mending import mended, read_letters, synonym_at
from build_tools.search.normal import normal, runs
from build_tools.search.words import hints, light_words, question_words

PERCENT = {"word": 100, "part": 25, "synonym": 96, "sound": 70}
"""How much a way to say it counts; each further name that a word of the public's may mean counts ``LATER`` less."""

LATER, LEAST_APT = 12, 40

LONGEST = 30
"""So many characters of a query are looked at."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say it: its keys, which all have to be there. ``open``: whatever begins with its only key will do."""

    text: str
    keys: tuple[str, ...]
    kind: str
    percent: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One thing asked for. ``mask`` has a bit for each character of the query it answers.

    What is ``light`` says little however rare it is: 手续, 材料, 指南.
    """

    mask: int
    weight: int
    phrases: tuple[Phrase, ...]
    light: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What is looked for. ``text`` is the query as understood; ``corrected``: not as typed."""

    text: str
    mask: int
    groups: tuple[Group, ...]
    corrected: bool


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the query; ``also`` are other readings of it."""

    text: str
    han: bool
    also: tuple[str, ...] = ()


@cache
def _question() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, question_words())))


YEAR = re.compile(r"([\u3400-\u9fff](?:19|20)[0-9]{2})([0-9]{1,3}\u53f7)")
"""A document's number typed without the brackets around the year: 国发20148号."""


def plan(text: str, lexicon: Lexicon) -> Plan:
    """Read a query."""
    typed = _without_questions(YEAR.sub(r"\1 \2", normal(text)))
    spelt = _spelt(typed, lexicon)
    read = [_Stretch(mended(one.text, lexicon), True, one.also) if one.han else one for one in spelt]
    groups: list[Group] = []
    at = 0
    for number, one in enumerate(read):
        ends = (number == 0, number == len(read) - 1)
        groups += list(_han_groups(one, at, lexicon) if one.han else _code_groups(one, at, *ends))
        at += len(one.text)
    groups += _hinted(normal(text))
    corrected = any(one.text != other.text for one, other in zip(spelt, read, strict=True))
    return Plan(" ".join(one.text for one in read), _bits(0, at), tuple(groups), corrected)


def _without_questions(text: str) -> str:
    """The query without what people say around a question, unless nothing else is left."""
    rest = _question().sub(" ", text)
    return (rest if runs(rest) else text)[: 2 * LONGEST]


def _hinted(text: str) -> Iterator[Group]:
    """What the questions in a query would like to see; it answers no part of the query."""
    for names in dict.fromkeys(hints().get(hit[0], ()) for hit in _question().finditer(text)):
        if names:
            yield Group(0, 1, tuple(_named(names)), True)


def _spelt(text: str, lexicon: Lexicon) -> list[_Stretch]:
    """The stretches of a query, those in letters read as Chinese where they spell some."""
    made: list[_Stretch] = []
    parts = runs(text)
    joins = -1  # where the Chinese ends that letters have just been read as
    for number, (run, han, start) in enumerate(parts):
        end = start + len(run)
        beside = bool(made) and made[-1].han and start == parts[number - 1][2] + len(parts[number - 1][0])
        before = made[-1].text[-1] if beside else ""
        if han:
            if joins == start and beside:
                made[-1] = _Stretch(made[-1].text + run, True)
            else:
                made.append(_Stretch(run, True))
            continue
        found = not run.isalpha() or _code_known(run, lexicon)
        after = parts[number + 1][0][0] if number + 1 < len(parts) and parts[number + 1][2] == end else ""
        read = () if found else read_letters(run, before, after, lexicon)
        if not read:
            made.append(_Stretch(run, False))
            continue
        joins = end
        if before:
            made[-1] = _Stretch(made[-1].text + read[0], True)
        else:
            made.append(_Stretch(read[0], True, read[1:]))
    return made


def _code_known(run: str, lexicon: Lexicon) -> bool:
    """Whether letters or digits stand somewhere as they are."""
    if len(run) == 1:
        return bool(lexicon.places(grams.SIGN + run))
    if len(run) < grams.CODE_LONG:
        return next(lexicon.beginning(run), None) is not None
    return all(lexicon.places(key) for key in grams.asked(run, False))


def _han_groups(one: _Stretch, at: int, lexicon: Lexicon) -> Iterator[Group]:
    """Words of the public's with what they mean; of everything else each pair of neighbours."""
    run = one.text
    if len(run) == 1:
        yield Group(_bits(at, at + 1), 1, (Phrase(run, (run,), "word", PERCENT["word"], True),))
        return
    answered = [False] * len(run)
    start = 0
    while start < len(run):
        word = synonym_at(run, start, lexicon)
        if word:
            answered[start : start + len(word)] = [True] * len(word)
            also = one.also if len(word) == len(run) else ()
            bits = _bits(at + start, at + start + len(word))
            yield Group(bits, len(word) - 1, tuple(_phrases(word, also, lexicon)))
        start += len(word) or 1
    others = tuple(map(_heard, one.also)) if len(run) == 2 else ()
    for place in range(len(run) - 1):
        if not (answered[place] and answered[place + 1]):
            bits = sum(_bits(at + spot, at + spot + 1) for spot in (place, place + 1) if not answered[spot])
            pair = run[place : place + 2]
            yield Group(bits, 1, (_word(pair), *others), pair in light_words())


def _word(text: str) -> Phrase:
    return Phrase(text, tuple(grams.asked(text, not text.isascii())), "word", PERCENT["word"])


def _heard(text: str) -> Phrase:
    return Phrase(text, tuple(grams.asked(text, True)), "sound", PERCENT["sound"])


def _phrases(word: str, also: tuple[str, ...], lexicon: Lexicon) -> Iterator[Phrase]:
    """A word of the public's, what it means, and what else it may be read as."""
    yield _word(word)
    yield from _named(lexicon.words(word[:2] + SYNONYM + word[2:]))
    yield from map(_heard, also)


def _named(names: Iterable[str]) -> Iterator[Phrase]:
    """Official names, the aptest first."""
    for place, name in enumerate(names):
        keys = tuple(key for run, han, _ in runs(name) for key in grams.asked(run, han))
        yield Phrase(name, keys, "synonym", max(PERCENT["synonym"] - LATER * place, LEAST_APT))


def _code_groups(one: _Stretch, at: int, first: bool, last: bool) -> Iterator[Group]:
    """Letters and digits. Short ones stand alone; at the ends of a query they may be the end or beginning of others."""
    run = one.text
    if len(run) < grams.CODE_LONG:
        whole = Phrase(run, (grams.WHOLE + run,), "word", PERCENT["word"])
        sign = last and len(run) == 1
        part = Phrase(run, (grams.SIGN + run if sign else run,), "part", PERCENT["part"], last and not sign)
        yield Group(_bits(at, at + len(run)), 1, (whole, part) if first or last else (whole,))
        return
    masks: dict[str, int] = {}
    for place, key in enumerate(grams.asked(run, False)):
        masks[key] = masks.get(key, 0) | _bits(at + place, at + place + len(key))
    yield from (Group(mask, 1, (_word(key),)) for key, mask in masks.items())


def _bits(start: int, end: int) -> int:
    """A bit for each place; all places beyond the last bit share it."""
    return sum({1 << min(place, LONGEST - 1) for place in range(start, end)})
