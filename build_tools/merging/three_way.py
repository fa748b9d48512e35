"""The merge itself: three trees → one. Where the sides disagree, one of them is taken, and the place is noted."""

from __future__ import annotations

from dataclasses import dataclass, field

from build_tools.canonical.tree import Node
from build_tools.diagnostics import Where
from build_tools.merging.entries import content, identified, kinship, mark, woven

OURS, THEIRS = "ours", "theirs"


@dataclass(slots=True)
class ThreeWay:
    """One merge. ``torn`` are the places where both sides changed the same thing differently."""

    prefer: str
    torn: list[Where] = field(default_factory=list)

    def node(self, base: Node | None, ours: Node | None, theirs: Node | None, where: Where = ()) -> Node | None:
        """The merged value; None: not there."""
        known = [None if one is None else mark(one) for one in (base, ours, theirs)]
        if known[1] in (known[2], known[0]):
            return theirs if known[1] == known[0] else ours
        if known[2] == known[0]:
            return ours
        if ours is None or theirs is None or _other(base, ours, theirs, where):
            return self._torn(ours, theirs, where)
        return self._both(base, ours, theirs, where)

    def header(self, base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
        """The comments that speak of the whole file."""
        return self._lines(base, ours, theirs, ())

    def _both(self, base: Node | None, ours: Node, theirs: Node, where: Where) -> Node:
        """A value that both have and that at least one of them changed."""
        old = base or Node()
        made = Node(ours.key, mapping=ours.mapping)
        made.above = self._lines(old.above, ours.above, theirs.above, where)
        made.below = self._lines(old.below, ours.below, theirs.below, where)
        made.beside = "".join(self._lines([old.beside], [ours.beside], [theirs.beside], where))
        said = content(ours), content(theirs)
        before = None if base is None else content(base)
        if _open(ours) and _open(theirs) and ours.mapping == theirs.mapping:
            like = base if base is not None and _open(base) and base.mapping == ours.mapping else None
            made.value = self._entries(like, ours, theirs, where)
        elif said[0] == said[1] or said[1] == before:
            made.value, made.mapping = ours.value, ours.mapping
        elif said[0] == before:
            made.value, made.mapping = theirs.value, theirs.mapping
        else:
            taken = self._torn(ours, theirs, where)
            assert taken is not None
            made.value, made.mapping = taken.value, taken.mapping
        return made

    def _entries(self, base: Node | None, ours: Node, theirs: Node, where: Where) -> list[Node]:
        old = identified(base, base, base) if base else {}
        our, their = identified(base, ours, theirs), identified(base, theirs, ours)
        order, torn = woven([*old], [*our], [*their], self.prefer)
        if torn:
            self.torn.append(where)
        made = []
        for one in order:
            step: str | int = str(one[1]) if one[0] == "key" else 0
            made.append(self.node(old.get(one), our.get(one), their.get(one), (*where, step)))
        return [one for one in made if one is not None]

    def _torn(self, ours: Node | None, theirs: Node | None, where: Where) -> Node | None:
        self.torn.append(where)
        return theirs if self.prefer == THEIRS else ours

    def _lines(self, base: list[str], ours: list[str], theirs: list[str], where: Where) -> list[str]:
        """Comments."""
        if ours in (theirs, base):
            return theirs
        if theirs == base:
            return ours
        self.torn.append(where)
        return theirs if self.prefer == THEIRS else ours


def _other(base: Node | None, ours: Node, theirs: Node, where: Where) -> bool:
    """Whether a side has put something quite different in the place of a list element, whose fields go together."""
    if base is None or not where or isinstance(where[-1], str) or not (base.mapping and ours.mapping):
        return False
    return any(one.mapping and not kinship(content(base), content(one)) for one in (ours, theirs))


def _open(node: Node) -> bool:
    """Whether a value is a list or mapping, to be merged entry by entry."""
    return isinstance(node.value, list)
