"""「公开时限」: the wording, which stays authoritative, and what it demands, which tools compute with.

``read`` turns a wording into rules, ``say`` rules into a wording, ``compare`` tells which of two demands more,
``paces`` how soon it makes things public, in a few classes.
"""

from build_tools.time_limit.comparing import Comparison, Verdict, compare
from build_tools.time_limit.duration import order
from build_tools.time_limit.mending import Mended, mended
from build_tools.time_limit.pace import PACES, paces
from build_tools.time_limit.reading import read
from build_tools.time_limit.saying import say
from build_tools.time_limit.types import Kind, TimeLimit, TimeRule, Unit, When

__all__ = [
    "PACES",
    "Comparison",
    "Kind",
    "Mended",
    "TimeLimit",
    "TimeRule",
    "Unit",
    "Verdict",
    "When",
    "compare",
    "mended",
    "order",
    "paces",
    "read",
    "say",
]
