"""axe-core over every kind of page, in every mode and width, at rest, with search or menu open, and for print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import MODES, WIDTHS, open_menu, open_search, rest, showing
from tests.browser.kinds import kinds, poorest

# Not asked: it finds every hidden element and asks a person to show it. The open states here show them.
NOT_ASKED = ("hidden-content",)
ELDER_ONLY = ("color-contrast-enhanced",)
RUN = """async options => {
  const rules = {};
  for (const rule of axe.getRules(['experimental', 'wcag2aaa', 'best-practice'])) {
    rules[rule.ruleId] = {enabled: !options.off.includes(rule.ruleId)};
  }
  const found = await axe.run(document, {rules, resultTypes: ['violations', 'incomplete'], elementRef: false});
  const flat = list => list.flatMap(rule => rule.nodes.map(node => ({
    rule: rule.id, target: node.target.join(' '),
    why: [...node.any, ...node.all, ...node.none].map(check => check.message).join(' '),
  })));
  return {violations: flat(found.violations), incomplete: flat(found.incomplete)};
}"""


@dataclass(frozen=True)
class Explained:
    """A question axe leaves to people, with our answer; ``target`` is the end of the element's selector."""

    rule: str
    target: str
    answer: str


EXPLAINED: tuple[Explained, ...] = ()
asked: set[tuple[str, str]] = set()
Finding = tuple[str, str, str, str]


def answered(rule: str, target: str) -> bool:
    """Whether the table has an answer; it is remembered as needed."""
    for one in EXPLAINED:
        if one.rule == rule and target.endswith(one.target):
            asked.add((one.rule, one.target))
            return True
    return False


def audit(page: Page, tools: Path, place: str, off: tuple[str, ...]) -> list[Finding]:
    """What axe finds on the page as it stands, the open questions with an answer left out."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate((tools / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    said: dict[str, list[dict[str, Any]]] = page.evaluate(RUN, {"off": off})
    return [
        (place, kind, one["rule"], f"{one['target']}: {one['why']}")
        for kind in ("violations", "incomplete")
        for one in said[kind]
        if kind == "violations" or not answered(one["rule"], one["target"])
    ]


def told(found: list[Finding]) -> str:
    """The findings in one text: how often each, with the first place and element."""
    counted: dict[tuple[str, str], list[Finding]] = {}
    for one in found:
        counted.setdefault((one[1], one[2]), []).append(one)
    return "\n".join(
        f"{kind} {rule}: {len(all_)} on {len({one[0] for one in all_})} pages; first {all_[0][0]} {all_[0][3][:300]}"
        for (kind, rule), all_ in sorted(counted.items())
    )


@pytest.mark.parametrize("state", ["plain", "search", "menu", "print"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(
    browser: Browser, published: Path, served: str, tools: Path, mode: str, width: int, state: str
) -> None:
    off = NOT_ASKED if mode.startswith("elder") else NOT_ASKED + ELDER_ONLY
    found: list[Finding] = []
    closed = []
    with showing(browser, mode, width) as page:
        for kind in kinds(published) + (poorest(published) if state == "plain" else ()):
            page.goto(f"{served}/{kind}")
            rest(page)
            if state == "print":
                page.emulate_media(media="print")
            if (state == "search" and not open_search(page)) or (state == "menu" and not open_menu(page)):
                closed.append(kind)
                continue
            found += audit(page, tools, kind, off)
    assert not found, told(found)
    assert not closed or (state, width) == ("menu", 1280), closed  # on a desk the menu may stand open


def test_every_answer_is_to_a_question_axe_asks() -> None:
    if not asked and EXPLAINED:
        pytest.skip("only after the whole matrix")
    assert {(one.rule, one.target) for one in EXPLAINED} - asked == set()
