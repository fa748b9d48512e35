"""What an unreadable 「公开时限」 probably meant: a slip put right, or the wording most like it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from build_tools.time_limit.reading import read
from build_tools.time_limit.types import LONGEST
from build_tools.time_limit.words import pattern, plain, table


@dataclass(frozen=True, slots=True)
class Mended:
    """A readable wording near an unreadable one; ``certain`` where it can only have been meant so."""

    text: str
    certain: bool


def mended(text: str) -> Mended | None:
    """The nearest readable wording, or None where nothing is alike."""
    if len(text) > LONGEST:
        return None
    tried, certain = text, True
    for slip in table("mistake"):
        changed = pattern(slip["read"]).sub(slip["write"], tried)
        if changed != tried:
            tried, certain = changed, certain and slip.get("certain", False)
            if read(tried).rules:
                return Mended(tried, certain)
    like = difflib.get_close_matches(plain(text), table("model"), n=1, cutoff=0.6)
    return Mended(like[0], False) if like else None
