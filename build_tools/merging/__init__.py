"""Three versions of a catalog file → one, by what they say and not by their lines.

Fields, entries and list elements that one side alone changed are taken from it; what both changed differently is left
to people, with both wordings between git's markers. Nothing a side wrote or took away is ever dropped in silence.
"""

from __future__ import annotations

from build_tools.merging.outcome import Outcome, merged

__all__ = ["Outcome", "merged"]
