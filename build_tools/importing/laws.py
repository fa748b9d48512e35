"""「公开依据」 as tables write it → entries of laws.yml with articles, or the words as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from build_tools.fields import corrections, vocabulary
from build_tools.importing.registers import Registers, short
from build_tools.importing.shape import Note, Spot
from build_tools.importing.words import pattern
from build_tools.text import corrected, half_width, letters, part_of_one


def basis(texts: list[str], registers: Registers, spot: Spot | None) -> tuple[list[dict[str, Any]], list[Note]]:
    """The entries of 公开依据, one law once, and what is not certain about them."""
    made: list[dict[str, Any]] = []
    notes: list[Note] = []
    for text in texts:
        one, doubts = _entry(text, registers, spot)
        notes += doubts
        same = next((other for other in made if one.get("law") and other.get("law") == one["law"]), None)
        if same is None:
            made += [one] if one not in made else []
        elif one.get("article"):
            same["article"] = list(dict.fromkeys([*same.get("article", []), *one["article"]]))
    return made, notes


def _entry(text: str, registers: Registers, spot: Spot | None) -> tuple[dict[str, Any], list[Note]]:
    cited = pattern("document").fullmatch(text)
    articles = vocabulary("law_article").findall(cited["articles"]) if cited else []
    if cited is None:
        law = registers.named("laws", text)
        return ({"law": law}, []) if law else ({"text": text}, [])
    title, number = cited["title"], _number(cited["number"] or "")
    key = registers.named("laws", title)
    notes: list[Note] = []
    if key:
        notes += _other_number(registers, key, number, text, spot)
    else:
        key = _numbered(registers, number) or part_of_one(title, registers.called("laws"))
        if key:
            args = {"read": text, "assumed": registers.called("laws")[key][0]}
            notes.append(Note("import_law_meant", args, spot))
    if key is None:
        data = {"title": title, "status": "in-force"} | ({"number": number} if number else {})
        key = registers.add("laws", title, data, spot)
    return {"law": key} | ({"article": list(dict.fromkeys(articles))} if articles else {}), notes


def _number(text: str) -> str:
    """The number of a document in the usual signs."""
    plain = half_width(text)
    found = corrected(plain, *corrections("document_number"))
    return found[0] if found else plain


def _numbers(registers: Registers) -> Iterator[tuple[str, str]]:
    yield from ((one.id, one.number) for one in registers.catalog.laws.values() if one.number)
    for (registry, key), entry in registers.entries.items():
        if registry == "laws" and entry.data.get("number"):
            yield key, entry.data["number"]


def _numbered(registers: Registers, number: str) -> str | None:
    """The only law with this number."""
    found = [key for key, one in _numbers(registers) if number and letters(one) == letters(number)]
    return found[0] if len(found) == 1 else None


def _other_number(registers: Registers, key: str, number: str, text: str, spot: Spot | None) -> Iterator[Note]:
    registered = dict(_numbers(registers)).get(key, "")
    if number and registered and letters(short(number)) != letters(registered):
        args = {"read": text, "assumed": f"{registers.called('laws')[key][0]}（{registered}）"}
        yield Note("import_law_other_number", args, spot)
