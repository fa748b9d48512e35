"""Fields that are chosen from a list: signs in columns of their own, boxes in one cell, or plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.tables import channels as named_channels
from build_tools.tables import levels as named_levels
from build_tools.tables import marks, words
from build_tools.tables.answers import Answer, Source
from build_tools.tables.headers import Column, part_of


def _chosen(text: str, answer: Answer) -> list[str]:
    """The entries of a cell that are chosen; all of them where there are no boxes."""
    found = marks.choices(text)
    if any(one.chosen is None for one in found) and len(found) > 1:
        answer.doubt("table-entry-without-box")
    return [one.text for one in found if one.chosen is not False and one.text.strip()]


def _ticked(sources: Sequence[Source], answer: Answer) -> list[tuple[Source, marks.Mark]]:
    """The cells of ticks that say yes, or say something."""
    found = []
    for source in sources:
        if not source.column.part:
            continue
        mark = marks.of(source.text)
        if mark.state == "odd":
            answer.doubt("table-odd-sign")
        elif mark.state in ("on", "words"):
            found.append((source, mark))
        if mark.letter and source.text.strip() not in ("t", "o"):
            answer.doubt("table-letter-sign")
    return found


def _unread(answer: Answer, lost: bool, sources: Sequence[Source]) -> Answer:
    """No value: because no sign survived in the whole table, because nothing was chosen, or because it is blank."""
    answer.value = None
    if not answer.codes:
        blank = not any(source.text.strip() for source in sources)
        answer.doubt("table-ticks-lost" if lost else "table-blank" if blank else "table-nothing-chosen")
    return answer


def channels(sources: Sequence[Source], lost: bool, optional: bool) -> tuple[Answer, Answer]:
    """The channels that are chosen, and those that may be where □ stands for “may”."""
    answer, others = Answer(), Answer(absent=not optional)
    found: list[str] = []
    may: list[str] = []
    for source, mark in _ticked(sources, answer):
        found += named_channels.parsed(mark.rest) if mark.state == "words" else [source.column.part]
    if optional:
        may += [source.column.part for source in sources if source.column.part and marks.of(source.text).state == "off"]
    for source in (one for one in sources if not one.column.part):
        entries = marks.choices(source.text)
        if any(one.chosen is None for one in entries) and len(entries) > 1:
            answer.doubt("table-entry-without-box")
        for one in entries:
            if one.chosen is not False:
                found += named_channels.parsed(one.text)
            elif optional:
                may += named_channels.parsed(one.text)
    answer.value = list(dict.fromkeys(one for one in found if one))
    others.value = list(dict.fromkeys(one for one in may if one))
    if not answer.value and not (optional and others.value):
        return _unread(answer, lost, sources), others
    return answer, others


def method(sources: Sequence[Source], lost: bool) -> Answer:
    """主动, 依申请, or both."""
    return _parts("method", sources, lost, {"proactive", "on-request"})


def listed(name: str, sources: Sequence[Source], lost: bool) -> Answer:
    """The choices of 五公开 or 公开格式 by their names."""
    return _parts(name, sources, lost, None)


def _parts(name: str, sources: Sequence[Source], lost: bool, allowed: set[str] | None) -> Answer:
    answer = Answer()
    found: list[str] = []
    for source, mark in _ticked(sources, answer):
        said = _named_in(name, mark.rest) if mark.rest else []
        if mark.rest and not said:
            answer.doubt("table-words-in-ticks")
        found += said or [source.column.part]
    for source in (one for one in sources if not one.column.part):
        for text in _chosen(source.text, answer):
            said = _named_in(name, text)
            if not said:
                answer.doubt("table-unknown-word")
            found += said
    if allowed is not None and set(found) - allowed:
        answer.doubt("table-withheld")
    answer.value = list(dict.fromkeys(one for one in found if allowed is None or one in allowed))
    ticked = [source for source, mark in _ticked(sources, answer) if mark.state == "on"]
    if len(ticked) > 1 and any(source.foreign for source in ticked):
        answer.doubt("table-merged-across")
    return answer if answer.value else _unread(answer, lost, sources)


def _named_in(name: str, text: str) -> list[str]:
    """The choices that a text names, cut at its separators or anywhere in it."""
    whole = part_of(name, text)
    if whole:
        return [whole]
    pieces = [
        part for piece in words.pattern("between_choices").split(text) if piece and (part := part_of(name, piece))
    ]
    plain = words.compact(text)
    return pieces or [part for part, expression in words.named("part", name) if expression.search(plain)]


def surely_county(column: Column) -> bool:
    """Whether a column stands for the county, and not perhaps for a city that is one."""
    return "county" in column.part.split(",") and not words.pattern("level", "city_header").search(column.header)


def levels(sources: Sequence[Source], lost: bool, county_column: bool) -> Answer:
    """The levels of government, from the highest."""
    answer = Answer()
    found: set[str] = set()
    for source, mark in _ticked(sources, answer):
        said = named_levels.found(mark.rest) if mark.rest and named_levels.only_levels(mark.rest) else ()
        if mark.rest and not said:
            answer.doubt("table-words-in-ticks")
        found |= set(said or source.column.part.split(","))
        if not county_column and words.pattern("level", "city_header").search(source.column.header):
            answer.doubt("table-city-level")
    for source in (one for one in sources if not one.column.part):
        for text in _chosen(source.text, answer):
            said = named_levels.found(text)
            if not said:
                answer.doubt("table-unknown-word")
            found |= set(said)
    answer.value = [one for one in named_levels.ORDER if one in found]
    on = [source for source, mark in _ticked(sources, answer) if mark.state == "on"]
    if len(on) > 1 and any(source.foreign for source in on):
        answer.doubt("table-merged-across")
    return answer if answer.value else _unread(answer, lost, sources)


def audience(sources: Sequence[Source], lost: bool) -> Answer:
    """Everyone, a group, or both; a group without words is 特定群体."""
    answer = Answer()
    public: bool | None = None
    groups: list[str] = []
    for source, mark in _ticked(sources, answer):
        if mark.state == "words" or mark.rest:
            everyone, named = _audience_words([mark.rest])
            if mark.state == "on" and source.column.part == "everyone":
                everyone = True
            if (source.column.part == "everyone") != everyone:
                answer.doubt("table-words-in-ticks")
        else:
            everyone, named = source.column.part == "everyone", []
            if source.column.part == "group":
                named = [str(words.table("group_name"))]
        public = True if everyone else public
        groups += named
    for source in (one for one in sources if not one.column.part):
        everyone, named = _audience_words(_chosen(source.text, answer))
        public = True if everyone else public
        groups += named
    on = [source for source, mark in _ticked(sources, answer) if mark.state == "on"]
    if len(on) > 1 and any(source.foreign for source in on):
        answer.doubt("table-merged-across")
    if public is None and not groups:
        return _unread(answer, lost, sources)
    if public is None and lost:
        answer.doubt("table-ticks-lost")
    elif public is None:
        public = False
    answer.value = {"public": public, "group": "、".join(dict.fromkeys(groups)) or None}
    return answer


def _audience_words(texts: Sequence[str]) -> tuple[bool, list[str]]:
    """Whether words speak of everyone, and the groups that they name besides."""
    everyone, groups = False, []
    for text in texts:
        rest: list[str] = []
        for piece in re.split(r"[、，,；;/／\n]+", text):
            if not words.compact(piece):
                continue
            if part_of("audience", piece) == "everyone":
                everyone = True
            else:
                rest.append(words.tight(piece))
        named = "、".join(rest)
        if named:
            groups.append(_bare_group(named))
    return everyone, [one for one in groups if one]


def _bare_group(text: str) -> str:
    """The group itself, without the words “a certain group:” before it."""
    hit = words.pattern("group_named").match(text)
    named = hit["who"] if hit else text
    return str(words.table("group_name")) if words.pattern("group_vague").fullmatch(named) or not named else named
