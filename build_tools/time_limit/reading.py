"""Reads a 「公开时限」: walks over its tokens and notes one rule after the other."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from build_tools.time_limit.due import due_at, on_day, period
from build_tools.time_limit.notes import Notes
from build_tools.time_limit.types import LONGEST, Kind, TimeLimit, TimeRule, Unit, When
from build_tools.time_limit.words import Token, event, known_event, number, plain, quantity, token_after


@lru_cache(maxsize=4096)
def read(text: str) -> TimeLimit:
    """What a wording demands. No rules where any number in it was not understood, or where it speaks of no time."""
    if len(text) > LONGEST:
        return TimeLimit(text)
    reader = _Reader(plain(text))
    token = token_after(reader.text, 0)
    while token:
        reader.take(token)
        token = token_after(reader.text, max(reader.end, token.end, token.start + 1))
    reader.take(Token("hard", len(reader.text), len(reader.text), {}))
    return TimeLimit(text, () if reader.failed else _settled(reader.rules))


def _settled(rules: list[TimeRule]) -> tuple[TimeRule, ...]:
    """Each rule once; “及时公开” beside a number of days to publish within adds nothing."""
    clear = {(one.kind, one.about) for one in rules if one.when and not one.vague}
    idle = {one for one in rules if one.vague and (one.kind, one.about) in clear and one.event in (None, "progress")}
    return tuple(one for one in dict.fromkeys(rules) if one not in idle)


class _Reader(Notes):
    """What each token does to the notes."""

    def take(self, token: Token) -> None:
        """Go one token further."""
        if token.name not in ("within", "before", "start", "times", "publish", "update"):
            self.flush()
        self.end = token.end
        getattr(self, f"on_{token.name}")(token)
        self.last = self.end

    def on_quantity(self, token: Token) -> None:
        self.words = self.since(token)
        self.mark = token.end
        n, unit = quantity(token.part["quantity"])
        if n == 0:
            self.failed = True
        elif self.head:
            # A list that hangs for a year hangs there to be read, not to be objected to.
            self.note(TimeRule("retention" if unit in ("half-year", "year") else self.head, n=n, unit=unit), token)
        else:
            self.amount = n, unit

    def on_within(self, token: Token) -> None:
        self.failed |= self.mode == "before"  # “前3日内” says no less and no more than three days
        self.limit(token)

    def on_before(self, token: Token) -> None:
        if self.amount:
            happens = self.event or (event(self.words) if self.words else None)
            self.failed |= happens is None or (self.pending and self.mode == "within")
            self.wait("before", happens, token)
            self.limit(token)
        elif self.rules and self.open and self.last == token.start and self.rules[-1].due:
            self.rules[-1] = replace(self.rules[-1], when="by")
            self.mark = token.end
        elif self.since(token):
            self.wait("before", event(self.since(token)), token)

    def on_start(self, token: Token) -> None:
        if self.amount and self.last == token.start:
            self.failed = True  # “20日后公开” says how long not
        self.flush()
        words = self.since(token)
        if words:
            self.wait("within", event(words), token)
        self.mark = token.end

    def on_period_end(self, token: Token) -> None:
        self.subject(token)
        self.wait("within", f"{period(token.part['ended'])}-end", token)

    def on_when(self, token: Token) -> None:
        if self.since(token):
            self.wait("at", event(self.since(token)), token)

    def on_together(self, token: Token) -> None:
        if self.pending and self.mode == "at":
            self.mark = token.end  # “同步组织、同步部署”
            return
        happens = event(self.since(token)) if self.beside and self.since(token) else self.event
        self.subject(token)
        self.wait("at", happens, token)

    def on_ahead(self, token: Token) -> None:
        self.subject(token)
        self.wait("before", None, token)

    def on_progress(self, token: Token) -> None:
        self.subject(token)
        self.wait("within", "progress", token)

    def on_soon(self, token: Token) -> None:
        if not self.pending and not self.open:
            self.subject(token)
            self.note(TimeRule("publish", "within"), token)
        elif self.open:
            self.mark = token.end

    def on_loose(self, token: Token) -> None:
        self.subject(token)
        self.note(TimeRule("publish", "every"), token)

    def on_publish(self, token: Token) -> None:
        self.verb("publish", token)

    def on_update(self, token: Token) -> None:
        self.verb("update", token)

    def verb(self, kind: Kind, token: Token) -> None:
        """公开 or 更新: ends what came before it, and tells which of the two it is."""
        if self.amount:
            self.flush() if kind == "update" else self.limit(token)
        elif self.pending:
            self.note(TimeRule("publish", self.mode, self.event), token)
        if self.open and self.rules[-1].kind == "publish" and not self.told:
            self.rules[-1] = replace(self.rules[-1], kind=kind)
            self.told = True
            self.mark = token.end

    def on_times(self, token: Token) -> None:
        if self.amount:
            self.flush()
        if self.open and self.rules[-1].unit and self.rules[-1].when != "by":
            self.rules[-1] = replace(self.rules[-1], when="every", times=number(token.part["times"]))
            self.mark = token.end

    def on_period(self, token: Token) -> None:
        unit = period(token.part["each"])
        self.repeat("every", unit, number(token.part.get("count", "1")), token)

    def on_next_period(self, token: Token) -> None:
        self.repeat("by", period(token.part["next"]), 1, token)
        self.failed |= not self.rules[-1].due

    def on_date(self, token: Token) -> None:
        self.repeat("every", "year", 1, token, token.start)
        self.failed |= not self.rules[-1].due

    def repeat(self, when: When, unit: Unit, n: int, token: Token, position: int | None = None) -> None:
        """A period with the day in it, if one is named."""
        self.subject(token)
        found = due_at(unit, self.text, token.end if position is None else position)
        due, self.end, exact = found or (None, token.end, True)
        self.note(TimeRule("publish", when if exact else "by", n=n, unit=unit, due=due), token)
        self.mark = self.end

    def on_absolute(self, token: Token) -> None:
        self.subject(token)
        due = on_day(token.part)
        self.failed |= due is None
        self.note(TimeRule("publish", "by", due=due), token)

    def on_stray(self, token: Token) -> None:
        self.failed = True

    on_cut = on_since = on_slip = on_stray

    def on_same(self, token: Token) -> None:
        self.soon_after(0, period(token.part["same"]), token)

    def on_next_day(self, token: Token) -> None:
        self.soon_after(1, "workday" if "next_work" in token.part else "day", token)

    def soon_after(self, n: int, unit: Unit, token: Token) -> None:
        """“决定作出当日”, “次日”."""
        self.words = self.since(token)
        if not self.pending and self.words and self.placed:
            self.wait("within", event(self.words), token)
        self.amount = n, unit
        self.limit(token)

    def on_notice(self, token: Token) -> None:
        self.stays("notice", token)

    on_minimum = on_notice

    def on_retention(self, token: Token) -> None:
        self.stays("retention", token)

    def stays(self, kind: Kind, token: Token) -> None:
        """How long it stays up; what was to happen before it goes up is a demand of its own."""
        if self.pending:
            self.note(TimeRule("publish", self.mode, self.event), token)
        else:
            self.subject(token)
        self.head = kind

    def on_forever(self, token: Token) -> None:
        self.stays("retention", token)
        self.note(TimeRule("retention"), token)

    def on_valid(self, token: Token) -> None:
        self.stays("retention", token)
        self.note(TimeRule("retention", event=token.part.get("until", "valid")), token)

    def on_saving(self, token: Token) -> None:
        self.note(TimeRule("saving"), token)

    def on_from(self, token: Token) -> None:
        self.subject(token)
        self.placed = True

    def on_along(self, token: Token) -> None:
        """与……同步."""
        self.on_from(token)
        self.beside = True

    def on_condition(self, token: Token) -> None:
        """“…较多的，” belongs to what follows the comma; “信息发生变化的，” is an event."""
        happens = known_event(self.since(token))
        if happens and not self.pending:
            self.wait("within", happens, token)
        else:
            self.joined = True

    def on_colon(self, token: Token) -> None:
        self.subject(token)

    def on_soft(self, token: Token) -> None:
        earlier = self.rules[self.first :]
        if self.pending and self.mode == "within" and earlier and earlier[-1].n and earlier[-1].event is None:
            self.rules[-1] = replace(earlier[-1], event=self.event)
            self.pending = False
        if self.pending and self.mode == "at":
            self.note(TimeRule("publish", "at", self.event), token)
        if not self.joined:
            self.mark = token.end
        self.beside = self.joined = self.open = self.told = self.placed = False

    def on_hard(self, token: Token) -> None:
        self.on_soft(token)
        if self.pending:
            self.note(TimeRule("publish", self.mode, self.event), token)
        self.mark, self.about, self.head, self.open, self.first = token.end, None, None, False, len(self.rules)
