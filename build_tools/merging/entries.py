"""What the entries of lists and mappings are known by in three versions, and the order they come in.

The key of a mapping is its name. An element of a list has none: one found again is the same element, one written in the
place of another, or much like it, is that one reworded, any other is new. Two that say the same are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from build_tools.canonical.tree import Node

Id = tuple[str, Any]
"""Of a key: its name. Of an element: its number in the common version, or what it says and the how manieth of these."""

Entries = dict[Id, Node]

_LIKE = 0.5


def content(node: Node) -> Any:
    """What a node says, without its comments, to be compared: the order of keys says nothing."""
    if not isinstance(node.value, list):
        return node.value
    inner = [content(one) for one in node.value]
    if node.mapping:
        return frozenset((child.key, one) for child, one in zip(node.value, inner, strict=True))
    return tuple(inner)


def mark(node: Node) -> Any:
    """The same with its comments, and with its keys in their order."""
    notes = (tuple(node.above), node.beside, tuple(node.below))
    if not isinstance(node.value, list):
        return node.value, notes
    return tuple((child.key, mark(child)) for child in node.value), node.mapping, notes


def children(node: Node | None) -> list[Node]:
    """The entries of a node, none where it is none."""
    return node.value if node is not None and isinstance(node.value, list) else []


def identified(base: Node | None, side: Node, other: Node) -> Entries:
    """The entries of a side by what they are known by, in its order. What ``other`` has written too is new in both."""
    if side.mapping:
        return {("key", one.key): one for one in children(side)}
    before, after, others = ([content(one) for one in children(node)] for node in (base, side, other))
    same = _same(before, after, {*others} - {*before})
    met: Counter[Any] = Counter()
    found: Entries = {}
    for number, (one, said) in enumerate(zip(children(side), after, strict=True)):
        if number in same:
            found["old", same[number]] = one
        else:
            met[said] += 1
            found["new", (said, met[said])] = one
    return found


def _same(before: Sequence[Any], after: Sequence[Any], shared: set[Any]) -> dict[int, int]:
    """Number of an element → number of the one it was in the common version."""
    pairs: dict[int, int] = {}
    gaps = []
    for kind, i, end_i, j, end_j in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs.update(zip(range(j, end_j), range(i, end_i), strict=True))
        elif kind == "replace":
            gaps.append((range(i, end_i), range(j, end_j)))
    taken = {*pairs.values()}
    free = [number for number in range(len(before)) if number not in taken]
    for j, said in enumerate(after):  # moved
        found = next((i for i in free if before[i] == said), None) if j not in pairs else None
        if found is not None:
            pairs[j] = found
            free.remove(found)
    fresh = [j for j, said in enumerate(after) if j not in pairs and said not in shared]
    for olds, news in gaps:
        was, now = [i for i in olds if i in free], [j for j in news if j not in pairs]
        one_for_one = len(was) == len(now) == 1 and now[0] in fresh
        pairs |= {now[0]: was[0]} if one_for_one else _alike(before, after, was, [j for j in now if j in fresh], 0)
    left = [i for i in free if i not in pairs.values()], [j for j in fresh if j not in pairs]
    return pairs | _alike(before, after, *left, _LIKE)  # moved and reworded


def _alike(
    before: Sequence[Any], after: Sequence[Any], olds: list[int], news: list[int], least: float
) -> dict[int, int]:
    """Which element is which of old, most alike first."""
    found: dict[int, int] = {}
    for ratio, minus_i, minus_j in sorted((likeness(before[i], after[j]), -i, -j) for i in olds for j in news)[::-1]:
        if ratio and ratio >= least and -minus_j not in found and -minus_i not in found.values():
            found[-minus_j] = -minus_i
    return found


def likeness(one: Any, other: Any) -> float:
    """How alike two contents are, from 0 for not at all to 1; of lists and mappings, how many of their texts are."""
    if isinstance(one, str) and isinstance(other, str):
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        return matcher.ratio() if matcher.quick_ratio() >= _LIKE <= matcher.ratio() else 0.0
    texts, others = {*_texts(one)}, {*_texts(other)}
    inner = len(texts & others) / max(len(texts), len(others), 1)
    return max(inner, kinship(one, other)) if isinstance(one, frozenset) and isinstance(other, frozenset) else inner


def kinship(one: frozenset[Any], other: frozenset[Any]) -> float:
    """How many of the plain fields of two mappings are the same, from 0 to 1: with the law its articles change."""
    plain, others = ({field for field in said if isinstance(field[1], str)} for said in (one, other))
    return len(plain & others) / max(min(len(plain), len(others)), 1)


def _texts(said: Any) -> Iterator[str]:
    if isinstance(said, tuple | frozenset):
        for inner in said:
            yield from _texts(inner[1] if isinstance(said, frozenset) else inner)
    elif said is not None:
        yield said


def woven(base: Sequence[Id], ours: Sequence[Id], theirs: Sequence[Id], prefer: str) -> tuple[list[Id], bool]:
    """All entries in one order, and whether the sides have moved the same ones differently.

    The order of the side that moved something, else ours; what only the other has stands where it has it, behind what
    the first put there.
    """
    shared = {*base} & {*ours} & {*theirs}
    common, our, their = ([one for one in side if one in shared] for side in (base, ours, theirs))
    first, second = (theirs, ours) if our == common != their else (ours, theirs)
    torn = our != their and common not in (our, their)
    if torn and prefer == "theirs":
        first, second = theirs, ours
    order, known, others = list(first), {*first}, {*second}
    for number, one in enumerate(second):
        if one not in known:
            at = order.index(second[number - 1]) + 1 if number else 0  # all before it are in their places by now
            while at < len(order) and order[at] not in others:
                at += 1
            order.insert(at, one)
            known.add(one)
    return order, torn
