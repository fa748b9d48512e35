"""What the cells of one item under the columns of one field say: a value, and why it may not be right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from build_tools.tables import cutting, words
from build_tools.tables.headers import Column
from build_tools.tables.shape import Place


@dataclass(frozen=True, slots=True)
class Source:
    """One cell of an item: its column, its text with 同上 resolved, and doubts that came with it."""

    column: Column
    text: str
    place: Place
    links: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    foreign: bool = False
    unreadable: bool = False


@dataclass(slots=True)
class Answer:
    """The value of a field; ``absent`` where there is nothing to say, None with a doubt where it cannot be read."""

    value: object = None
    absent: bool = False
    codes: list[str] = field(default_factory=list)

    def doubt(self, code: str) -> None:
        """Note a reason to look at the value again, once."""
        if code not in self.codes:
            self.codes.append(code)


def joined(sources: Sequence[Source]) -> str:
    """The different texts of several cells, one after the other."""
    return "\n".join(dict.fromkeys(source.text.strip() for source in sources if source.text.strip()))


def plain_text(sources: Sequence[Source]) -> Answer:
    """A short text: white space removed."""
    return Answer(words.tight(joined(sources)))


def several_lines(sign: str) -> Callable[[Sequence[Source]], Answer]:
    """A text whose lines stay apart where each of them says something of its own, as ``sign`` tells."""

    def read(sources: Sequence[Source]) -> Answer:
        text = joined(sources)
        found, _ = cutting.lines(text)
        pattern = words.pattern("cut", sign)
        apart = len(found) > 1 and all(pattern.search(line) for line in found)
        answer = Answer("\n".join(found) if apart else words.tight(text))
        if sign == "like_limit":
            limit = words.pattern("cut", "one_limit")
            limits = [one for one in cutting.content(text)[0] if limit.search(one)]
            if len(limits) > 1:
                answer.doubt("table-several-limits")
        return answer

    return read


def content(sources: Sequence[Source]) -> Answer:
    """公开内容 as a list of elements."""
    return _list(sources, cutting.content)


def basis(sources: Sequence[Source]) -> Answer:
    """公开依据 as a list of documents."""
    return _list(sources, cutting.basis)


def _list(sources: Sequence[Source], cut: Callable[[str], tuple[list[str], bool]]) -> Answer:
    elements: list[str] = []
    answer = Answer(elements)
    for text in dict.fromkeys(source.text for source in sources):
        found, wrapped = cut(text)
        elements += [one for one in found if one not in elements]
        if wrapped:
            answer.doubt("table-wrapped")
    if not elements:
        answer.value = None
        answer.doubt("table-odd-sign")
    return answer


def link(sources: Sequence[Source]) -> Answer:
    """The address behind a cell or in it."""
    addresses = [one.strip() for source in sources for one in source.links]
    written = [words.compact(source.text) for source in sources if "/" in source.text or "www." in source.text]
    empty = words.pattern("empty_address")
    found = list(dict.fromkeys(one for one in addresses or written if not empty.match(one)))
    answer = Answer(found[0] if found else None)
    if not found:
        answer.doubt("table-no-address")
    elif len(found) > 1:
        answer.doubt("table-several-addresses")
    return answer


def suspicious(name: str, text: str) -> str:
    """A code for a text that was damaged, cut short, or looks as if it stood in the wrong column; or nothing."""
    plain = words.compact(text)
    if words.pattern("cut", "broken").search(plain):
        return "table-broken-text"
    if plain.startswith("="):
        return "table-formula-text"
    if name in ("content", "basis", "time_limit", "publisher", "title"):
        if words.pattern("cut", "cut_short").search(plain) or plain.count("《") > plain.count("》"):
            return "table-cut-short"
        limit = words.pattern("cut", "like_limit").search(plain)
        body = words.pattern("cut", "like_body").search(plain)
        if (name == "publisher" and limit and not body) or (name == "time_limit" and body and not limit):
            return "table-wrong-column"
    return ""
