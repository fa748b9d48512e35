"""The pages in a real browser: nothing runs that should not, nothing leaves the site, nothing overflows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from build_tools.handbook import address, codes
from tests.browser.chromium import CHROMIUM

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

KINDS = (
    "index.html",
    "domains/index.html",
    "domains/legal-service.html",
    "levels/index.html",
    "levels/county.html",
    "bodies/dongwan-village.html",
    "channels/index.html",
    "channels/website.html",
    "laws/index.html",
    "laws/foi-regulations.html",
    "map.html",
    "guides.html",
    "bodies/index.html",
    "bodies/justice.html",
    "items/legal-service/legal-service-001.html",
    "shuoming.html",
    "quality.html",
    "rules.html",
    "fields.html",
)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_opens_from_disk(browser: Browser, site: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    for kind in KINDS:
        page.goto((site / kind).as_uri())
        assert page.locator("h1").count() == 1, kind
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
        assert page.evaluate("getComputedStyle(document.body).fontFamily") != ""
    assert errors == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()


def test_every_rule_page_fits_a_phone(browser: Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    for code in codes():
        page.goto((site / address(code)).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, code
    page.close()


def test_no_attack_runs(browser: Browser, hostile_site: Path) -> None:
    page = browser.new_page(bypass_csp=True)  # the text itself must be harmless, not only hindered
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ours = hostile_site / "rule"  # the same in every site: of the program alone
    for path in sorted(path for path in hostile_site.rglob("*.html") if ours not in path.parents):
        page.goto(path.as_uri())
        assert page.evaluate("window.hit") is None, path.name
        for link in page.locator("a[href]").evaluate_all("all => all.map(a => a.getAttribute('href'))"):
            assert not link.strip().lower().startswith(("javascript:", "data:", "vbscript:")), link
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()


def test_on_a_phone_each_row_of_the_table_is_a_card(browser: Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto((site / "domains/legal-service.html").as_uri())
    row = page.locator("#legal-service-001")
    assert row.evaluate("row => getComputedStyle(row).display") != "table-row"
    assert row.locator("a.zw-tel").first.is_visible()
    page.close()


def test_the_number_can_be_called(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "items/legal-service/legal-service-001.html").as_uri())
    assert page.locator("a.zw-tel").first.get_attribute("href") == "tel:00001234569"
    page.close()


def test_a_page_in_words_prints_upright_and_a_table_sideways(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    for path, wide in (("rules.html", False), ("rule/unknown-body.html", False), ("domains/legal-service.html", True)):
        page.goto((site / path).as_uri())
        printed = page.pdf(prefer_css_page_size=True)
        found = re.search(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed)
        assert found
        assert (float(found[1]) > float(found[2])) is wide, path
    page.close()
