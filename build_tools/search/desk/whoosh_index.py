"""The index on disk or in memory: the only module that knows Whoosh."""

from __future__ import annotations

import contextlib
import shutil
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from build_tools import __version__
from build_tools.search.desk.conditions import Condition, Denied, Either, OneOf, Phrase, Span, fields
from build_tools.search.desk.records import FACETS, NUMBERS, PHRASES, Record, digest

with warnings.catch_warnings():
    # Its old regular expressions are no business of the reader; newer Pythons warn of them when compiling.
    for _kind in (SyntaxWarning, DeprecationWarning):
        warnings.simplefilter("ignore", _kind)
    import whoosh
    from whoosh import query
    from whoosh.analysis import SpaceSeparatedTokenizer
    from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
    from whoosh.filedb.filestore import FileStorage, RamStorage

_FORM = 1
"""Counts up when ``records`` or the fields here change: an index of another form is made anew."""

_MARK = f"zwgk {__version__} form {_FORM} whoosh {'.'.join(map(str, whoosh.__version__))}\n"


def matching(records: Mapping[str, Record], conditions: Iterable[Condition], place: Path | None) -> frozenset[str]:
    """The ids of the records that fulfil all conditions; without a place, or a usable one, from memory."""
    conditions = tuple(conditions)
    asked = query.And([query.Every(), *map(_query, conditions)])
    if place is not None:
        with contextlib.suppress(OSError):
            lock = FileStorage(str(place)).lock("lock")
            if lock.acquire(blocking=False):
                try:
                    return _from_disk(records, asked, place)
                finally:
                    lock.release()
    needed = {name for one in conditions for name in fields(one)}
    few = {key: {name: record[name] for name in record.keys() & needed} for key, record in records.items()}
    return _ids(_filled(RamStorage().create_index(_schema()), few), asked)


def _from_disk(records: Mapping[str, Record], asked: Any, place: Path) -> frozenset[str]:
    """From the index kept there, brought up to date; a damaged one is made anew. Raises OSError."""
    folder, mark = place / "index", place / "made-by"
    if mark.is_file() and mark.read_bytes() == _MARK.encode():
        # Damage may show as any exception at all. Whoever damaged it could not write here unless they are this user.
        with contextlib.suppress(Exception):
            return _ids(_filled(FileStorage(str(folder)).open_index(), records), asked)
    mark.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    found = _ids(_filled(FileStorage(str(folder)).create_index(_schema()), records), asked)
    mark.write_bytes(_MARK.encode())
    return found


def _schema() -> Any:
    return Schema(
        id=ID(unique=True, stored=True),
        digest=STORED,
        status=ID,
        **dict.fromkeys(FACETS, KEYWORD),
        **{name: TEXT(analyzer=SpaceSeparatedTokenizer()) for name in PHRASES},
        **{name: NUMERIC(int) for name in NUMBERS},
    )


def _filled(index: Any, records: Mapping[str, Record]) -> Any:
    """The index with these records and no others; what is in it unchanged is left as it is."""
    wanted = {key: digest(record) for key, record in records.items()}
    with index.searcher() as searcher:
        held = {stored["id"]: stored["digest"] for stored in searcher.documents()}
    if held == wanted:
        return index
    with index.writer() as writer:
        for key in held.keys() - wanted.keys():
            writer.delete_by_term("id", key)
        for key, made in wanted.items():
            if key not in held:
                writer.add_document(id=key, digest=made, **records[key])
            elif held[key] != made:
                writer.update_document(id=key, digest=made, **records[key])
    return index


def _ids(index: Any, asked: Any) -> frozenset[str]:
    with index.searcher() as searcher:
        return frozenset(searcher.stored_fields(number)["id"] for number in searcher.docs_for_query(asked))


def _query(condition: Condition) -> Any:
    match condition:
        case OneOf(field, values):
            return query.Or([query.Term(field, value) for value in values])
        case Phrase(field, words, True):
            return query.And([*(query.Term(field, word) for word in words[:-1]), query.Prefix(field, words[-1])])
        case Phrase(field, words, False):
            return query.Phrase(field, list(words)) if len(words) > 1 else query.Term(field, words[0])
        case Span(field, low, high):
            return query.NumericRange(field, low, high)
        case Either(parts):
            return query.Or([_query(part) for part in parts])
        case Denied(part):
            return query.Not(_query(part))
