"""Which items answer a plan, and in which order: whole numbers only, so that Python and JavaScript agree.

An item's score is the sum over the groups of: how rare the group is × its weight × how well the best phrase stands;
the sum counts more the more of the query is answered, and half as much again where no group is missing: who types the
name of a law wants the items that have it. Items that answer all of it come first, then the higher score, then the
earlier place in the catalog.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools.search.documents import WEIGHTS
from build_tools.search.lexicon import Lexicon
from build_tools.search.packing import numbers
from build_tools.search.plan import Group, Phrase, Plan

ONE = 64
"""What counts as one step of rarity: halving the number of items."""

LIGHT = 2 * ONE
"""What a light group says at most, as if a quarter of all items had it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One item found: its place in the catalog, its score, whether it answers all of a query as typed, or hardly it."""

    number: int
    score: int
    exact: bool
    weak: bool = False


def rank(plan: Plan, lexicon: Lexicon) -> list[Ranked]:
    """Every item that answers enough of a plan, best first."""
    totals: dict[int, int] = {}
    masks: dict[int, int] = {}
    met: dict[int, int] = {}
    for group in plan.groups:
        strengths, items = group_strengths(group, lexicon)
        worth = rarity(items, lexicon.count) * group.weight
        if group.light:
            worth = min(worth, LIGHT)
        for number, strength in strengths.items():
            totals[number] = totals.get(number, 0) + worth * strength
            masks[number] = masks.get(number, 0) | group.mask
            met[number] = met.get(number, 0) + (group.mask > 0)
    every = sum(group.mask > 0 for group in plan.groups)
    totals = {number: total + total // 2 * (met[number] == every) for number, total in totals.items()}
    return sorted(_enough(plan, lexicon.count, totals, masks), key=lambda one: (not one.exact, -one.score, one.number))


def _enough(plan: Plan, count: int, totals: Mapping[int, int], masks: Mapping[int, int]) -> Iterator[Ranked]:
    """The items that answer all of a plan, and those that answer a good part of it with something that says much."""
    wanted = plan.mask.bit_count()
    ideal = min(wanted, SAID) * rarity(1, count) * WEIGHTS[0]
    for number, total in totals.items():
        answered = masks[number].bit_count()
        score = total * (wanted + 2 * answered) // (3 * wanted)
        if answered == wanted or (answered * 100 >= ENOUGH * wanted and score * 10 >= LEAST * ideal):
            weak = answered < wanted and score * 10 < WEAK * ideal
            yield Ranked(number, score, answered == wanted and not plan.corrected, weak)


ENOUGH = 15
"""An item that answers less of a query, in percent of its characters, is not shown."""

SAID = 6
"""So many characters of a sentence name what is meant; the others tell a story."""

LEAST, WEAK = 3, 11
"""Nor one that has less than the first, in percent, of what a rare title without gaps would have; below the second it
is called weak: it shares a word with the query, and hardly the matter."""


def group_strengths(group: Group, lexicon: Lexicon) -> tuple[dict[int, int], int]:
    """Item → how well the phrase stands that stands best there; and how many items have one that is no mere part."""
    best: dict[int, int] = {}
    items = 0
    for phrase in group.phrases:
        for number, strength in phrase_strengths(phrase, lexicon).items():
            if strength > best.get(number, 0):
                best[number] = strength
        items = len(best) if phrase.kind != "part" or not items else items
    return best, items


def phrase_strengths(phrase: Phrase, lexicon: Lexicon) -> dict[int, int]:
    """Item → how well a phrase stands there: the mean weight of the fields of its keys, for the items that have it.

    An item has a phrase when each of its characters stands beside a neighbour it has in the phrase: the first key, the
    last, and of each two in a row one. So 劳动人事争议仲裁 has 劳动仲裁, only less well.
    """
    sums: dict[int, int] = {}
    last: dict[int, int] = {}
    for place, key in enumerate(phrase.keys):
        for number, weight in _weights(key, phrase.open, lexicon).items():
            if place == 0 or last.get(number, -9) >= place - 2:
                sums[number] = sums.get(number, 0) + weight
                last[number] = place
    size = len(phrase.keys)
    strengths = {}
    for number, total in sums.items():
        if last[number] == size - 1:
            strengths[number] = total * phrase.percent // (size * 10)
    return strengths


def _weights(key: str, open_: bool, lexicon: Lexicon) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for one in lexicon.beginning(key) if open_ else (key,):
        for field, places in lexicon.places(one).items():
            weight = WEIGHTS[field]
            for number in numbers(places):
                if weight > found.get(number, 0):
                    found[number] = weight
    return found


def rarity(items: int, count: int) -> int:
    """How much a group says that so many items answer: a logarithm, drawn straight between powers of two."""
    ratio = (count + 1) * 256 // max(items, 1)
    power = ratio.bit_length() - 1
    return (power - 8) * ONE + (ratio - (1 << power)) * ONE // (1 << power) + ONE // 2
