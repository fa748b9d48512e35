"""The index as small scripts, each loaded when a query asks for something in it: no server, not even a web server.

``search/core.js`` tells where things are; ``k/`` holds the lexicon by ranges of keys, ``c/`` how characters sound and
what variants they are, ``r/`` what results show, ``f/`` the facets. Every file calls one function of ``zwgkSearch``
with its name and texts, so that a page opened from a folder can load it with a script element.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.index import Index
from build_tools.search import sound
from build_tools.search.cards import COLUMNS, ROWS, chunks
from build_tools.search.documents import FIELDS, WEIGHTS
from build_tools.search.engine import Engine
from build_tools.search.facets import Facet
from build_tools.search.lexicon import Lexicon
from build_tools.search.normal import variants
from build_tools.search.packing import packed, pair
from build_tools.search.records import Records
from build_tools.search.words import hints, light_words, question_words
from build_tools.text import script_json

FOLDER = "search"
ENOUGH = 300
"""Bytes of records after which the next key begins a new file."""

BLOCK = 128
"""So many characters share a file of sounds."""

File = tuple[str, bytes]


def search_files(index: Index) -> Iterator[File]:
    """Every file of the index: its uri and what is in it."""
    made = Engine.of(index)
    found, lexicon = made.documents, made.lexicon
    records = lexicon.postings if isinstance(lexicon.postings, Records) else Records.of_postings(lexicon.postings)
    records.keep(found, index.kept)
    starts = []
    for number, (start, text) in enumerate(_ranges(records, lexicon)):
        starts.append(start)
        yield _file(f"k/{number}", text)
    core = {
        "count": len(found),
        "starts": " ".join(starts),
        "weights": WEIGHTS,
        "fields": FIELDS,
        "columns": COLUMNS,
        "rows": ROWS,
        "question": " ".join(question_words()),
        "hints": hints(),
        "light": " ".join(sorted(light_words())),
    }
    yield _file("core", core)
    yield from _sounds()
    for number, rows in enumerate(chunks(index, found)):
        yield _file(f"r/{number}", rows)
    for name, facet in made.facets.items():
        yield _file(f"f/{name}", list(_entries(facet)))


def _entries(facet: Facet) -> Iterator[list[str | int]]:
    """Value, name and items of each; for the same items as before the number of the entry that has them."""
    before: dict[str, int] = {}
    for number, (value, (label, items)) in enumerate(facet.items()):
        text = packed(items)
        yield [value, label, before.get(text, text)]
        before.setdefault(text, number)


def _file(name: str, content: object) -> File:
    return f"{FOLDER}/{name}.js", f'zwgkSearch.take("{name}",{script_json(content)})\n'.encode()


def _ranges(records: Records, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Records in the order of their keys, cut into files: where each begins, and a line for each first character."""
    start, last, size = "", "", 0
    lines: list[list[str]] = []
    for key in lexicon.order:
        words = lexicon.named.get(key)
        record = f"{key[1:]};{'|'.join(words)}" if words is not None else f"{key[1:]}:{records.told[key]}"
        if size > ENOUGH:
            yield start, _joined(lines)
            start, size, lines = _between(last, key), 0, []
        if not lines or lines[-1][0] != key[0]:
            lines.append([key[0]])
        lines[-1].append(record)
        size += len(record.encode()) + 1
        last = key
    yield start, _joined(lines)


def _joined(lines: Sequence[Sequence[str]]) -> str:
    return "\n".join(line[0] + " ".join(line[1:]) for line in lines)


def _between(before: str, key: str) -> str:
    """The shortest beginning of ``key`` that is not one of the key before it."""
    return next((key[:size] for size in range(1, len(key)) if not before.startswith(key[:size])), key)


def _sounds() -> Iterator[File]:
    """The syllables, and for each 128 characters how they sound and which are variants."""
    known = sound.syllables()
    code = {syllable: pair(number + 1) for number, syllable in enumerate(known)}
    yield _file("sounds", " ".join(known))
    for block in range(sound.FIRST, sound.LAST + 1, BLOCK):
        chars = [chr(point) for point in range(block, block + BLOCK)]
        sounds = "".join(code.get(sound.syllable(char), pair(0)) for char in chars)
        folded = "".join(char + variants()[char] for char in chars if char in variants())
        yield _file(f"c/{block // BLOCK:x}", [sounds, folded])
