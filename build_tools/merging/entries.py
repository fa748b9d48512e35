"""What the entries of lists and mappings are known by in three versions, and the order they come in.

The key of a mapping is its name. An element of a list has none: one found again is the same element, one written in the
place of another, or much like it, is that one reworded, any other is new. Two that say the same are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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


def identified(base: Node | None, side: Node) -> Entries:
    """The entries of a side by what they are known by, in its order."""
    if side.mapping:
        return {("key", one.key): one for one in children(side)}
    before, after = children(base), children(side)
    same = _same([content(one) for one in before], [content(one) for one in after])
    met: Counter[Any] = Counter()
    found: Entries = {}
    for number, one in enumerate(after):
        said = content(one)
        if number in same:
            found["old", same[number]] = one
        else:
            met[said] += 1
            found["new", (said, met[said])] = one
    return found


def _same(before: Sequence[Any], after: Sequence[Any]) -> dict[int, int]:
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
        was = next((i for i in free if before[i] == said), None) if j not in pairs else None
        if was is not None:
            pairs[j] = was
            free.remove(was)
    for olds, news in gaps:
        left = [i for i in olds if i in free], [j for j in news if j not in pairs]
        for i, j in _reworded(before, after, *left):
            pairs[j] = i
    return pairs


def _reworded(
    before: Sequence[Any], after: Sequence[Any], olds: list[int], news: list[int]
) -> Iterable[tuple[int, int]]:
    """Which element became which, most alike first; a text alone in the place of a text alone is always that one."""
    if len(olds) == len(news) == 1 and isinstance(before[olds[0]], str) and isinstance(after[news[0]], str):
        return [(olds[0], news[0])]
    alike = [(_likeness(before[i], after[j]), -i, -j) for i in olds for j in news]
    found: dict[int, int] = {}
    for ratio, minus_i, minus_j in sorted(alike, reverse=True):
        if ratio >= _LIKE and -minus_i not in found and -minus_j not in found.values():
            found[-minus_i] = -minus_j
    return found.items()


def _likeness(one: Any, other: Any) -> float:
    """How alike two elements are, from 0 to 1; of two mappings, how much of their fields is the same."""
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return len(one & other) / max(len(one), len(other), 1)
    if isinstance(one, str) and isinstance(other, str):
        return SequenceMatcher(None, one, other, autojunk=False).ratio()
    return 0.0


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
