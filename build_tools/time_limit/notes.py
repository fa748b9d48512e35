"""What has been understood at one point of a wording, and how an amount is put together with what stands around it."""

from __future__ import annotations

from dataclasses import replace

from build_tools.time_limit.types import Kind, TimeRule, Unit, When
from build_tools.time_limit.words import Token, about_the_rest, known_event, trimmed

_LONG: tuple[Unit, ...] = ("month", "quarter", "half-year", "year")


class Notes:
    """What is known at one point of the wording."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rules: list[TimeRule] = []
        self.failed = False
        self.mark = 0  # where the words begin that no rule has used yet
        self.about: str | None = None
        self.amount: tuple[int, Unit] | None = None
        self.words = ""  # before the amount
        self.mode: When = "within"
        self.event: str | None = None
        self.pending = False  # an event or “提前” waits for an amount
        self.placed = False  # “自”, “在” came: the words that follow are no subject
        self.head: Kind | None = None
        self.first = 0  # the first rule of this sentence
        self.open = False  # the last rule may still be amended by “1次”
        self.told = False  # and by a verb
        self.beside = False  # “与” came: the words that follow are an event
        self.joined = False  # these words go on after the comma
        self.end = self.last = 0  # of this and the last token; a handler may read on

    def since(self, token: Token) -> str:
        """The words before a token that no rule has used."""
        words = self.text[self.mark : token.start]
        if about_the_rest(words):
            self.about = None
        return trimmed(words)

    def note(self, rule: TimeRule, token: Token) -> None:
        """One rule more; the words before it are used up."""
        about = None if rule.kind == "saving" else self.about
        self.rules.append(replace(rule, about=about))
        self.amount, self.event, self.pending, self.mode, self.head = None, None, False, "within", None
        self.open, self.told, self.placed = True, False, False
        self.mark = token.end

    def subject(self, token: Token) -> None:
        """The words before a token tell what it is about, unless they tell where."""
        words = self.since(token)
        if words and not self.placed and not self.pending:
            self.about = words
        self.mark = token.end

    def flush(self) -> None:
        """An amount that nothing follows: “20个工作日”, “公示7天”, “6个月”."""
        if self.amount is None:
            return
        n, unit = self.amount
        here = Token("", self.mark, self.mark, {})
        known = known_event(self.words)
        if self.pending or known or unit not in _LONG:
            self.limit(here)
        else:
            self.settle_about()
            self.note(TimeRule("update", "every", n=n, unit=unit), here)

    def limit(self, token: Token) -> None:
        """The amount with what came before it: an event it is counted from, or what it is about."""
        if self.amount is None:
            return
        n, unit = self.amount
        happens = self.event
        if not self.pending:
            happens = known_event(self.words)
            if not self.words and self.rules[self.first :] and self.rules[-1].vague:
                happens = self.rules.pop().event  # “形成后及时公开，最迟不超过20个工作日”
            elif happens is None:
                self.settle_about()
        self.note(TimeRule("publish", self.mode, happens, n, unit), token)

    def settle_about(self) -> None:
        if self.words and not self.placed:
            self.about = self.words

    def wait(self, mode: When, happens: str | None, token: Token) -> None:
        """An event was named; the amount may follow."""
        self.mode, self.event, self.pending = mode, happens, True
        self.mark = token.end
