"""Two states of the catalog → what changed: facts, no judgement."""

from build_tools.diff.changes import Change, Kind
from build_tools.diff.comparing import Compared, compare

__all__ = ["Change", "Compared", "Kind", "compare"]
