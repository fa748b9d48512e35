"""What a 「公开时限」 says, as values: one TimeRule for each thing it demands."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

When = Literal["within", "before", "at", "every", "by"]
Unit = Literal["hour", "workday", "day", "week", "month", "quarter", "half-year", "year"]
Kind = Literal["publish", "update", "notice", "retention", "saving"]

LONGEST = 2000
"""A wording of more characters is no time limit and is not read."""


@dataclass(frozen=True, slots=True)
class TimeRule:
    """One demand. Which fields are filled depends on ``kind`` and ``when``; what is not said is None.

    ``kind``: ``publish`` when it must be public, ``update`` when it must be brought up to date, ``notice`` how long
    it is put up for objections at least (公示期, 公告期, 征求意见期), ``retention`` how long it stays public,
    ``saving`` 「法律、法规另有规定的，从其规定」. Only publish and update have a ``when``:

    - ``within``: at most ``n`` ``unit`` after ``event``; n = 0 means the same day, month, year. Without ``n`` it says
      no more than soon after (及时, “决定作出后公布”): the wording is vague.
    - ``before``: at least ``n`` ``unit`` before ``event``; without ``n`` just before it.
    - ``at``: at the same time as ``event`` (同步).
    - ``every``: ``times`` times (once, if None) in each ``n`` ``unit``; with ``due``, on that day of each period.
      Without ``unit`` it is vague (定期).
    - ``by``: each ``n`` ``unit`` no later than ``due``; without ``unit`` once, by the day ``due``.

    ``due`` is ``MM-DD`` in a year, ``M-DD`` in a half-year or quarter (month of the period, day), ``DD`` in a month,
    ``1`` to ``7`` (Monday first) in a week, ``YYYY-MM-DD`` without unit. A day that a month does not have means its
    last day, so ``31`` is the end of any month and ``02-29`` the end of February.

    ``event`` is an id of ``schemas/time_limit.yml`` (``formed-or-changed``, ``decision``, ``quarter-end``, …), or the
    words themselves where none fits. In a retention it is what ends it (``valid``: as long as it is in force); a
    retention with neither event nor ``n`` is 「长期」.
    ``about`` is set where the demand is for part of the information only: 「其中行政许可、行政处罚…」.
    """

    kind: Kind = "publish"
    when: When | None = None
    event: str | None = None
    n: int | None = None
    unit: Unit | None = None
    due: str | None = None
    times: int | None = None
    about: str | None = None

    @property
    def vague(self) -> bool:
        """Whether it says neither how long nor which day: 及时, 定期, “决定作出后公布”."""
        return (self.when == "within" and self.n is None) or (self.when == "every" and self.unit is None)


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A wording and what it demands; no rules where it cannot be read. The wording is authoritative."""

    text: str
    rules: tuple[TimeRule, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON: the wording, and of each rule what it says."""
        said = [{key: value for key, value in asdict(one).items() if value is not None} for one in self.rules]
        return {"text": self.text, "rules": said}
