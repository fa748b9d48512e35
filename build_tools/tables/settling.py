"""What only the whole row tells: names over several columns, blanks that go on, headers that mean another field."""

from __future__ import annotations

from build_tools.tables import answers, choosing, words
from build_tools.tables.answers import Source
from build_tools.tables.channels import known, parsed
from build_tools.tables.draft import Above, Draft, doubt
from build_tools.tables.shape import Fate, Place

FILLED_DOWN = ("domain", "class", "catalogue", "category", "process")


def settle(draft: Draft, by_field: dict[str, list[Source]], above: Above, first: Place) -> None:
    """Put right what single columns cannot know."""
    _names(draft, by_field)
    _swapped(draft, by_field)
    _linked(draft, by_field)
    _fill_down(draft, above, first)


def _swapped(draft: Draft, by_field: dict[str, list[Source]]) -> None:
    """Some offices call the channel 公开方式, or the method 公开形式; what stands in the cells tells."""
    method, channels = by_field.get("method", []), by_field.get("channels", [])
    if method and "channels" not in by_field and not draft.values.get("method"):
        names = parsed(answers.joined(method))
        if names and all(map(known, names)):
            _move(draft, "method", "channels", names, method[0])
    elif channels and "method" not in by_field:
        text = answers.joined(channels)
        said = choosing.named_in("method", text)
        if said and not any(map(known, parsed(text))):
            _move(draft, "channels", "method", said, channels[0])


def _linked(draft: Draft, by_field: dict[str, list[Source]]) -> None:
    """Without a column of links, the address behind the item's own name or content is its link."""
    cells = [cell for name in ("title", "subtitle", "slashed", "content") for cell in by_field.get(name, ())]
    found = [(cell, address) for cell in cells for address in cell.links if address.startswith(("http://", "https://"))]
    if found and "link" not in by_field:
        draft.values["link"], draft.places["link"] = found[0][1], found[0][0].place
        if len({address for _, address in found}) > 1:
            doubt(
                draft, "link", found[0][0].place, "\n".join(address for _, address in found), "table-several-addresses"
            )


def _move(draft: Draft, old: str, new: str, value: object, source: Source) -> None:
    """Give a value to another field than its header said, as a doubt."""
    draft.values.pop(old, None)
    draft.places.pop(old, None)
    draft.doubts = [one for one in draft.doubts if one.field != old]
    draft.values[new], draft.places[new] = value, source.place
    draft.fates[source.place] = Fate(source.place, "unsure", new)
    doubt(draft, new, source.place, source.text, "table-header-like")


def _names(draft: Draft, by_field: dict[str, list[Source]]) -> None:
    """One cell over 一级事项 and 二级事项 is the item's title, not its category; deeper titles follow the third."""
    category, title, subtitle = (by_field.get(name, ()) for name in ("category", "title", "subtitle"))
    if category and title and category[0].place == title[0].place:
        draft.values["category"] = None
    if title and subtitle and title[0].place == subtitle[0].place:
        draft.values["subtitle"] = None
        draft.places.pop("subtitle", None)
        draft.doubts = [one for one in draft.doubts if one.field != "subtitle" or one.code != "table-merged-across"]
        if not any(one.place == title[0].place for one in draft.doubts):
            draft.fates[title[0].place] = Fate(title[0].place, "field", "title")
    deeper = [words.tight(cell.text) for cell in by_field.get("deeper", ())]
    draft.values.pop("deeper", None)
    if deeper:
        draft.values["subtitle"] = "/".join([str(draft.values.get("subtitle") or ""), *deeper]).strip("/")
        doubt(draft, "subtitle", by_field["deeper"][0].place, "/".join(deeper), "table-deeper")


def _fill_down(draft: Draft, above: Above, first: Place) -> None:
    """A blank under a category goes on with it, as in a table whose merged cells were lost; that is a doubt."""
    names = [*FILLED_DOWN, *(["title"] if draft.values.get("subtitle") else [])]
    for name in names:
        blank = [one for one in draft.doubts if one.field == name and one.code == "table-blank"]
        if draft.values.get(name) is None and blank and above.values.get(name):
            draft.values[name] = above.values[name]
            draft.doubts = [one for one in draft.doubts if one not in blank]
            doubt(draft, name, draft.places.get(name, first), "", "table-filled-down")
    above.values |= {name: draft.values[name] for name in (*FILLED_DOWN, "title") if draft.values.get(name)}
