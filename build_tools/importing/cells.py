"""What the cells of one row say: texts cleaned, what is missing told with what is taken instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from build_tools import fields
from build_tools.diagnostics import Where
from build_tools.importing.shape import Note, Result, Spot
from build_tools.importing.words import clean, says_nothing, unseen
from build_tools.messages import say
from build_tools.text import shorten

KEYS: Mapping[str, Where] = {
    "domain": ("domain",),
    "category": ("subject", "category"),
    "title": ("subject", "title"),
    "subtitle": ("subject", "subtitle"),
    "content": ("content",),
    "basis": ("basis",),
    "time_limit": ("time_limit",),
    "publisher": ("publishing_body",),
    "channels": ("channel",),
    "channels_optional": ("channel",),
    "audience": ("audience",),
    "method": ("method",),
    "levels": ("level",),
    "five_open": ("stage",),
    "process": ("stage",),
    "link": ("link",),
    "responsible": ("inquiry_contact",),
    "catalogue": ("remarks",),
    "retention": ("remarks",),
    "formats": ("remarks",),
}
"""What a row calls its fields → the place in an item they go to."""

_ABOUT = {"import_contact_content": "inquiry_contact"}
"""Doubts about another part of the item than the one their cell goes to."""


def label(name: str) -> str:
    """What people call a field of a row."""
    where = KEYS.get(name, ())
    if where == ("domain",):
        return say("domain")
    return fields.label("item", where) if where else name


class Cells:
    """Asks a row for its fields, and keeps what is to be told."""

    def __init__(self, result: Result) -> None:
        self.result = result

    def spot(self, *names: str) -> Spot | None:
        """The cell of the first of these fields that has one."""
        return self.result.spot(*names)

    def text(self, name: str) -> str:
        """The text of a field in one line; nothing where there is none, or one that says nothing."""
        value = self.result.row.values.get(name)
        return self.cleaned(name, value) if isinstance(value, str) else "、".join(self.texts(name))

    def texts(self, name: str) -> list[str]:
        """The texts of a field, each once."""
        value = self.result.row.values.get(name)
        if isinstance(value, str):
            value = [value]
        texts = [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []
        made = [self.cleaned(name, one) for one in texts]
        return list(dict.fromkeys(one for one in made if one))

    def doubt(self, code: str, *names: str, **args: str) -> None:
        """Tell something about a field; where the row has no cell for it, as of the whole table."""
        places = [self.result.row.places[name] for name in names if name in self.result.row.places]
        spot = Spot(self.result.source, places[0]) if places else None
        short = {key: shorten(value, 60) for key, value in args.items()}
        about = _ABOUT.get(code) or str(KEYS.get(names[0], ("",))[0])
        note = Note(code, {"label": label(names[0]), **short}, spot, "" if about == "domain" else about)
        self.result.doubts += [note] if note not in self.result.doubts else []

    def assume(self, name: str, assumed: str) -> None:
        """Tell that a field was missing, why, and what was taken instead."""
        value = self.result.row.values.get(name, "")
        if name not in self.result.row.values:
            self.doubt("import_absent", name, assumed=assumed)
        elif value is None:
            self.doubt("import_unread", name, assumed=assumed)
        else:
            texts = value if isinstance(value, list | tuple) else [value]
            read = "、".join(clean(one) for one in texts if isinstance(one, str))
            if read:
                self.doubt("import_blank", name, read=read, assumed=assumed)
            else:
                self.doubt("import_empty", name, assumed=assumed)

    def told(self, name: str) -> None:
        """Note that a cell speaks of the part of the item this field goes to."""
        self.result.told.add(str(KEYS[name][0]))

    def cleaned(self, name: str, text: str) -> str:
        """A text as it may stand in a catalog; nothing where it says nothing."""
        made = clean(text)
        if unseen(text):
            self.doubt("import_unseen", name, read=made)
        return "" if says_nothing(made) else made


def defaults() -> dict[str, Any]:
    """What a new item says where nobody says anything: the snippet that editors offer."""
    made: dict[str, Any] = fields.schema("item")["defaultSnippets"][0]["body"]
    return made
