"""One point that was examined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """Good; worth knowing, but nothing fails; or something will not work."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Remark:
    """``code`` names the words in the messages; ``state`` is among their arguments."""

    state: State
    code: str
    args: Mapping[str, str] = field(default_factory=dict)

    def all_args(self) -> dict[str, str]:
        """The arguments of the words."""
        return {**self.args, "state": self.state.value}
