"""axe-core over every kind of page: at rest, with search or menu open, for print, and as the terminal in a hall.

Everything axe can ask is asked at rest at each width. What else is asked leaves out what cannot have another answer:
in the other modes the markup is the same, so only the rules that see colours, sizes and scrolling are asked, colours on
the desk alone; search and menu open within the header, which is asked on every kind of page (the whole page on three);
on paper nothing is pressed, and what axe cannot tell there (it takes the sheet for covered) is left to the styles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import WIDTHS, choose, open_menu, open_search, rest, shared, showing
from tests.browser.kinds import LONG, kinds, poorest, walked

# Not asked: it finds every hidden element and asks a person to show it. The open states here show them.
NOT_ASKED = ("hidden-content",)
ELDER_ONLY = ("color-contrast-enhanced",)
COLOURS = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")
LOOKS = (*COLOURS, "target-size", "scrollable-region-focusable", "css-orientation-lock", "label-content-name-mismatch")
WHOLE = ("index.html", "search.html")
RUN = """async options => {
  const rules = {};
  for (const rule of axe.getRules()) {
    const wanted = !options.only || options.only.includes(rule.ruleId);
    rules[rule.ruleId] = {enabled: wanted && !options.off.includes(rule.ruleId)};
  }
  const asked = {rules, resultTypes: ['violations', 'incomplete'], elementRef: false};
  const found = await axe.run(options.within || document, asked);
  const flat = list => list.flatMap(rule => rule.nodes.map(node => ({
    rule: rule.id, target: node.target.join(' '),
    why: [...node.any, ...node.all, ...node.none].map(check => check.message).join(' '),
  })));
  return {violations: flat(found.violations), incomplete: flat(found.incomplete)};
}"""


OBSCURED = "partially obscured"
FLAT = """laid => {
  const sheet = new CSSStyleSheet();
  const flat = 'position: static !important; max-height: none !important; overflow: visible !important;';
  sheet.replaceSync(`*:not(.zw-hear), *::before, *::after { ${flat} }`);
  document.adoptedStyleSheets = laid ? [sheet] : [];
}"""


@dataclass(frozen=True)
class Explained:
    """A question axe leaves to people, known by its rule and by words of it, with our answer."""

    rule: str
    words: str
    answer: str


EXPLAINED: tuple[Explained, ...] = (
    Explained("color-contrast", "only non-text characters", "■, √ and × have the colour of the words beside them."),
    Explained("color-contrast-enhanced", "only non-text characters", "The same."),
    Explained("color-contrast", "overlap", "What lies under the list of suggestions is asked where nothing is open."),
    Explained("color-contrast", "too short", "One figure in a cell has the colour of the words beside it."),
    Explained("css-orientation-lock", "cannot be determined", "The page for lost addresses has no styles at all."),
    Explained("identical-links-same-purpose", "same purpose", "Items of several domains have the same official name."),
)
asked: set[tuple[str, str]] = set()
Finding = tuple[str, str, str, str]
Rules = tuple[str, ...]


def answered(rule: str, why: str) -> bool:
    """Whether the table has an answer; it is remembered as needed."""
    for one in EXPLAINED:
        if one.rule == rule and one.words in why:
            asked.add((one.rule, one.words))
            return True
    return False


def audit(
    page: Page, axe: str, place: str, mode: str = "light", only: Rules | None = None, within: str | None = None
) -> list[Finding]:
    """What axe finds on the page as it stands, the open questions with an answer left out."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe)
    off = NOT_ASKED if mode.startswith("elder") else NOT_ASKED + ELDER_ONLY
    said: dict[str, list[dict[str, Any]]] = page.evaluate(RUN, {"off": off, "only": only, "within": within})
    under = [one for one in said["incomplete"] if OBSCURED in one["why"]]
    if under and within is None:
        said["incomplete"] = [one for one in said["incomplete"] if one not in under] + laid_flat(page, off)
    return [
        (place, kind, one["rule"], f"{one['target']}: {one['why']}")
        for kind in ("violations", "incomplete")
        for one in said[kind]
        if kind == "violations" or not answered(one["rule"], one["why"])
    ]


def laid_flat(page: Page, off: Rules) -> list[dict[str, Any]]:
    """What axe says of the contrast when nothing lies over anything: rows pass under the heads of their table."""
    page.evaluate(FLAT, True)
    said: dict[str, list[dict[str, Any]]] = page.evaluate(RUN, {"off": off, "only": COLOURS[:2], "within": "main"})
    page.evaluate(FLAT, False)
    return said["violations"] + said["incomplete"]


def told(found: list[Finding]) -> str:
    """The findings in one text: how often each, with the first place and element."""
    counted: dict[tuple[str, str], list[Finding]] = {}
    for one in found:
        counted.setdefault((one[1], one[2]), []).append(one)
    return "\n".join(
        f"{kind} {rule}: {len(all_)} on {len({one[0] for one in all_})} pages; first {all_[0][0]} {all_[0][3][:300]}\n"
        f"  {', '.join(dict.fromkeys(one[0] for one in all_))}"
        for (kind, rule), all_ in sorted(counted.items())
    )


def in_modes(
    page: Page, axe: str, kind: str, modes: Mapping[str, Rules], within: str | None = None
) -> Iterator[Finding]:
    """What axe finds when the reader switches to each of these modes."""
    for mode, only in modes.items():
        choose(page, mode)
        yield from audit(page, axe, f"{kind} {mode}", mode, only, within)
    choose(page, "light")


def at_rest(axe: str, served: str, browser: Browser, task: tuple[str, int]) -> list[Finding]:
    """One page at one width, nothing opened: on a desk in all modes and for print, on a phone where sizes differ."""
    kind, width = task
    with showing(browser, "light", width) as page:
        page.goto(f"{served}/{kind}")
        rest(page)
        found = audit(page, axe, kind)
        if width == WIDTHS[0]:
            found += in_modes(page, axe, kind, {"dark": COLOURS, "elder": LOOKS, "elder-dark": COLOURS})
            page.emulate_media(media="print")
            printed = in_modes(page, axe, f"{kind} print", {"dark": COLOURS[:1], "light": COLOURS[:1]})
            found += [one for one in printed if one[1] == "violations"]
        else:
            found += in_modes(page, axe, kind, {"elder": LOOKS})
    return found


def opened(axe: str, served: str, browser: Browser, task: tuple[str, str, int]) -> list[Finding]:
    """One page with search or menu open; what does not open is a finding too."""
    kind, state, width = task
    with showing(browser, "light", width) as page:
        page.goto(f"{served}/{kind}")
        rest(page)
        if not (open_menu(page) if state == "menu" else open_search(page)):
            return [(kind, "closed", state, str(width))]
        within = None if kind in WHOLE or kind.startswith("items/") else "header"
        found = audit(page, axe, f"{kind} {state}", within=within)
        modes = {"dark": COLOURS, "elder-dark": COLOURS} if width == WIDTHS[1] else {}
        return found + list(in_modes(page, axe, f"{kind} {state}", modes, "header"))


def terminal(axe: str, served: str, browser: Browser, task: tuple[str, bool]) -> list[Finding]:
    """One page in the mode of the terminal in a hall, at work or asking whether anybody is there."""
    kind, asking = task
    with showing(browser, "light", *(1280, 1024)) as page:
        page.clock.install()
        page.goto(f"{served}/{kind}?kiosk=60")
        if asking:
            page.clock.run_for(46_000)
        page.clock.resume()
        found = audit(page, axe, f"{kind} terminal")
        if page.get_by_role("dialog").is_visible() is not asking:
            found.append((kind, "closed", "dialog", "1280"))
        return found + list(in_modes(page, axe, f"{kind} terminal", {"dark": COLOURS}))


@pytest.fixture(scope="module")
def axe(tools: Path) -> str:
    """The program that is run in the pages."""
    return (tools / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_at_rest(published: Path, served: str, axe: str, width: int) -> None:
    tasks = [(kind, width) for kind in kinds(published) + (poorest(published) if LONG else ())]
    found = shared(tasks, partial(at_rest, axe, served))
    assert not found, told(found)


def test_axe_finds_nothing_in_what_opens(published: Path, served: str, axe: str) -> None:
    """The frame is the same on every page, so four kinds stand for all unless the long walks are asked for."""
    tasks = [
        (kind, *state) for kind in walked(published) for state in (("search", 1280), ("search", 320), ("menu", 320))
    ]
    found = shared(tasks, partial(opened, axe, served))
    assert not found, told(found)


def test_axe_finds_nothing_on_the_terminal(published: Path, served: str, axe: str) -> None:
    shown = [kind for kind in kinds(published) if kind == "index.html" or kind.startswith("items/")]
    found = shared([(kind, asking) for kind in shown for asking in (False, True)], partial(terminal, axe, served))
    assert not found, told(found)


def test_every_answer_is_to_a_question_axe_asks() -> None:
    if not LONG or not asked:
        pytest.skip("only after the whole matrix, which ZWGK_LOOK=all asks for")
    assert {(one.rule, one.words) for one in EXPLAINED} - asked == set()
