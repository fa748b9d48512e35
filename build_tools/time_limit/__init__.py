"""「公开时限」: the wording, which stays authoritative, and what it demands, which tools compute with."""

from build_tools.time_limit.types import Kind, TimeLimit, TimeRule, Unit, When

__all__ = ["Kind", "TimeLimit", "TimeRule", "Unit", "When"]
