"""A fault in the frame stands on every page: it is shown a few times and counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Diagnostic

SHOWN = 3
MANY = 20
"""More of the same than this and only the first few are shown."""


def gathered(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings, of many alike the first few with one more that says how many files have the same."""
    alike: dict[tuple[str, tuple[tuple[str, str], ...]], list[Diagnostic]] = defaultdict(list)
    for one in found:
        alike[one.code, tuple(sorted(one.args.items()))].append(one)
    for (code, args), same in alike.items():
        same.sort(key=Diagnostic.order)
        if not args or len(same) <= MANY:
            yield from same
            continue
        yield from same[:SHOWN]
        files = len({one.where.path for one in same})
        yield Diagnostic(same[0].where, "site-repeated", args={"code": code, "count": str(files)})
