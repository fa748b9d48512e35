"""One row → the data of an item, every assumption told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from build_tools import fields
from build_tools.importing.cells import Cells, defaults
from build_tools.importing.contacts import contact
from build_tools.importing.extras import audience, method, more
from build_tools.importing.laws import basis
from build_tools.importing.leveling import by_level, fits
from build_tools.importing.offices import Office, offices, role
from build_tools.importing.places import channel, domain, domain_of_file
from build_tools.importing.registers import Registers
from build_tools.importing.shape import Result
from build_tools.importing.words import pattern

_TELLING = ("content", "basis", "time_limit", "publisher", "channels")
"""A row that says nothing in any of these comes from a table whose header was not understood."""


class Drafting:
    """Makes the data of rows. ``typed_domain`` is for rows that name no domain, then the names of ``files``."""

    def __init__(self, registers: Registers, files: Sequence[str], typed_domain: str = "") -> None:
        self.registers = registers
        self.catalog = registers.catalog
        self.files = files
        self.typed_domain = typed_domain
        self._offices: dict[str, list[Office]] = {}

    def fill(self, result: Result) -> None:
        """Put the item that a row makes into its result, or the reason why it makes none."""
        cells = Cells(result)
        title = cells.text("title")
        if not title:
            result.leave("import_no_title", cells.spot("title"))
            return
        if not any(map(cells.texts, _TELLING)):
            result.leave("import_too_little", cells.spot("title"))
            return
        if not self._domain(result, cells):
            result.leave("import_no_domain", cells.spot("title"))
            return
        data = result.data
        data["subject"] = self._subject(result, cells, title)
        data["content"] = cells.texts("content")
        cells.told("content")
        if not data["content"]:
            data["content"] = [title]
            result.told.discard("content")
            cells.doubt("import_no_content", "content")
        self._basis(result, cells)
        levels = self._levels(cells)
        bodies = self._bodies(result, cells, levels)
        if not bodies:
            result.leave("import_no_body", cells.spot("publisher", "title"))
            return
        data["level"] = self._checked_levels(cells, levels, bodies)
        self._time_limit(result, cells)
        data["channel"] = self._channels(cells, data["level"])
        data["inquiry_contact"] = contact(cells, data["content"], bodies, self.registers)
        data["audience"] = audience(cells)
        data["method"] = method(cells)
        more(data, cells, self.registers)

    def _domain(self, result: Result, cells: Cells) -> bool:
        """Whether the row belongs to a domain, by its heading or as the command says."""
        named = cells.text("domain") or self.typed_domain
        if named:
            result.domain, notes = domain(named, self.registers, cells.spot("domain"))
            result.doubts += notes
        else:
            result.domain = domain_of_file(self.files[result.source], self.registers)
            if result.domain:
                name = self.registers.called("domains")[result.domain][0]
                cells.doubt("import_domain_of_file", "domain", assumed=name)
        return bool(result.domain)

    def _subject(self, result: Result, cells: Cells, title: str) -> dict[str, str]:
        category, subtitle = cells.text("category") or cells.text("catalogue"), cells.text("subtitle")
        result.told.add("subject")
        if not category:
            category = self.registers.called("domains")[result.domain][0]
            result.told.discard("subject")
            cells.assume("category", category)
        return {"category": category, "title": title} | ({"subtitle": subtitle} if subtitle else {})

    def _basis(self, result: Result, cells: Cells) -> None:
        made, notes = basis(cells.texts("basis"), self.registers, cells.spot("basis"))
        result.doubts += notes
        cells.told("basis")
        if not made:
            made = [dict(one) for one in defaults()["basis"]]
            names = [self.registers.called("laws").get(one["law"], (one["law"],))[0] for one in made]
            result.told.discard("basis")
            cells.assume("basis", "、".join(names))
        result.data["basis"] = made

    def _time_limit(self, result: Result, cells: Cells) -> None:
        wording = cells.text("time_limit")
        if wording:
            cells.told("time_limit")
        else:
            wording = str(defaults()["time_limit"])
            cells.assume("time_limit", wording)
        said = by_level(wording)
        result.data["time_limit"] = said if fits(said, result.data["level"]) else wording

    def _levels(self, cells: Cells) -> list[str]:
        """The levels ticked that the county uses, in its order."""
        used = self.catalog.site.level
        ticked = cells.texts("levels")
        for one in ticked:
            if one not in used:
                name = fields.choice_labels("item", ("level", 0)).get(one, one)
                cells.doubt("import_level_unused", "levels", read=name)
        if not ticked:
            ticked = [*by_level(cells.text("publisher"))]
        return [one for one in used if one in ticked]

    def _named(self, cells: Cells, text: str) -> list[str]:
        """The bodies a text names, those not named for certain told."""
        if text not in self._offices:
            self._offices[text] = offices(text, self.registers, cells.spot("publisher"))
        for one in self._offices[text]:
            if not one.sure and not one.new:
                name = self.registers.called("bodies")[one.id][0]
                cells.doubt("import_body_meant", "publisher", read=one.typed, assumed=name)
        return [one.id for one in self._offices[text]]

    def _bodies(self, result: Result, cells: Cells, levels: list[str]) -> list[str]:
        """Put the publishing bodies into the item, level by level where the cell says so; return all of them."""
        text = cells.text("publisher")
        said = by_level(text)
        cells.told("publisher")
        if fits(said, levels):
            each = {level: self._named(cells, said[level]) for level in levels}
            result.data["publishing_body"] = each
            return list(dict.fromkeys(one for bodies in each.values() for one in bodies))
        made = list(dict.fromkeys(self._named(cells, "；".join(said.values()) or text)))
        result.data["publishing_body"] = made
        self._complete(result, cells, made, levels)
        return made

    def _complete(self, result: Result, cells: Cells, made: list[str], levels: list[str]) -> None:
        """Add the body that leads the domain where none is named, and one for each level that has none."""
        lead = self.catalog.domains[result.domain].lead if result.domain in self.catalog.domains else None
        if not made and lead in self.catalog.bodies:
            made.append(str(lead))
            result.told.discard("publishing_body")
            cells.assume("publisher", self.catalog.bodies[made[0]].name)
        for level in levels if made else ():
            held = {self.registers.level(one) for one in made}
            leads = lead in self.catalog.bodies and self.registers.level(str(lead)) == level
            stands_in = str(lead) if leads else role(level, self.registers)
            if level not in held and not (level == "village" and "township" in held) and stands_in:
                made.append(stands_in)
                name, said = self.catalog.bodies[stands_in].name, self.catalog.site.level[level]
                cells.doubt("import_body_of_level", "publisher", read=said, assumed=name)

    def _checked_levels(self, cells: Cells, levels: list[str], bodies: list[str]) -> list[str]:
        """The levels ticked; where none is, those of the bodies."""
        cells.told("levels")
        if levels:
            return levels
        held = {self.registers.level(one) for one in bodies}
        levels = [one for one in self.catalog.site.level if one in held] or list(self.catalog.site.level)[:1]
        cells.result.told.discard("level")
        cells.assume("levels", "、".join(self.catalog.site.level[one] for one in levels))
        return levels

    def _channels(self, cells: Cells, levels: list[str]) -> Any:
        """The channels ticked, level by level where the cell says so."""
        texts, optional = cells.texts("channels"), cells.texts("channels_optional")
        said = by_level("；".join(texts))
        cells.told("channels")
        if fits(said, levels) and not optional:
            cells.doubt("import_levels_apart", "channels")
            return {level: self._ticked(cells, said[level].split("；")) for level in levels}
        plain = [pattern("level_mark").sub("", one).strip() for one in texts]
        if plain != texts:
            cells.doubt("import_levels_mixed", "channels")
        made = self._ticked(cells, plain)
        made += [one for one in self._ticked(cells, optional, optional=True) if one not in made]
        if not made:
            made = list(defaults()["channel"])
            cells.result.told.discard("channel")
            called = self.registers.called("channels")
            cells.assume("channels", "、".join(called.get(str(one), (str(one),))[0] for one in made))
        return made

    def _ticked(self, cells: Cells, texts: list[str], *, optional: bool = False) -> list[Any]:
        made = [channel(one, self.registers, cells.spot("channels"), optional=optional) for one in texts if one]
        return [one for number, one in enumerate(made) if one not in made[:number]]
