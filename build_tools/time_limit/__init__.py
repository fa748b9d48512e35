"""「公开时限」: the wording and what it demands. The wording stays authoritative; the reading is what tools compute with."""

from build_tools.time_limit.types import Kind, TimeLimit, TimeRule, Unit, When

__all__ = ["Kind", "TimeLimit", "TimeRule", "Unit", "When"]
