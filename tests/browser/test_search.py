"""Searching as the public does: from disk and below a portal's path, by keyboard, input method and address."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from benchmarks.generate import write_project
from build_tools.cli import main
from build_tools.folder import Folder
from build_tools.index import Index, build_index
from build_tools.load import load
from build_tools.pages import search as search_page
from build_tools.pages.frame import document
from build_tools.search import search_files
from build_tools.site_assets import asset_files
from tests.browser.chromium import CHROMIUM, until
from tests.browser.test_policy import LISTEN, Handler, serve

__all__ = ["serve"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
ROOT = Path(__file__).parents[2]
ORDINARY = "items/social-assistance/social-assistance-001.html"
FIRST, FURTHER, SCRIPT = 70_000, 20_000, 12_000
"""Bytes: the most a cold visit with its first query may fetch, a further query, and the search's own script."""


@pytest.fixture(scope="module")
def county_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page of the catalog in this repository."""
    out = tmp_path_factory.mktemp("search") / "site"
    assert main(["--project", str(ROOT), "pages", str(out)]) == 0
    return out


class Visit:
    """A browser's visit to the site: its page, and what went wrong in it."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base = base
        context.add_init_script(LISTEN)
        self.page = context.new_page()
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", self._request)
        wrong = self.wrong
        self.page.on("pageerror", lambda error: wrong.append(str(error)))
        self.page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)

    def _request(self, request: Any) -> None:
        self.asked.append(request.url)
        if not request.url.startswith((self.base, "data:")):
            self.wrong.append(request.url)

    def open(self, place: str) -> Page:
        """Go to a page of the site."""
        self.page.goto(self.base + place)
        return self.page

    def shards(self) -> list[str]:
        """What of the index was asked for."""
        return [url for url in self.asked if url.startswith(self.base + "search/")]


@pytest.fixture(params=["disk", "portal"])
def visit(browser: Browser, county_site: Path, serve: Any, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit from a folder and one below a portal's path; nothing may go wrong, nor anything be asked of others."""
    base = serve(county_site) if request.param == "portal" else county_site.as_uri() + "/"
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = Visit(context, base)
    yield made
    made.wrong += made.page.evaluate("window.violations")
    context.close()
    assert made.wrong == []


def box(page: Page) -> Locator:
    """The search box."""
    return page.locator("#zw-q")


def options(page: Page) -> Locator:
    """What is suggested."""
    return page.get_by_role("option")


def typed(page: Page, words: str) -> Locator:
    """Type and wait for suggestions."""
    box(page).click()
    page.keyboard.type(words)
    expect(options(page).first).to_be_visible()
    return options(page)


def count(page: Page) -> str:
    """What the page says it found, once it has."""
    expect(page.locator("#found")).not_to_have_text("查找结果")
    return page.locator("#found").inner_text()


def test_an_ordinary_page_loads_nothing_of_the_search(visit: Visit) -> None:
    page = visit.open(ORDINARY)
    page.wait_for_timeout(300)
    assert [url for url in visit.asked if "/assets/search" in url] + visit.shards() == []
    box(page).focus()
    until(page, "window.zwgkSearch")
    assert visit.shards() == []
    typed(page, "低保")
    assert len(visit.shards()) < 25


def test_suggestions_by_keyboard(visit: Visit) -> None:
    page = visit.open(ORDINARY)
    assert box(page).get_attribute("aria-expanded") == "false"
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    assert box(page).input_value() == ""
    found = typed(page, "低保")
    assert box(page).get_attribute("aria-expanded") == "true"
    assert "最低生活保障" in found.first.inner_text()
    assert "低保 → 最低生活保障" in page.get_by_role("listbox").inner_text()
    assert page.locator(".zw-find [role=status]").inner_text().startswith("有 ")
    page.keyboard.press("ArrowDown")
    assert box(page).get_attribute("aria-activedescendant") == found.first.get_attribute("id")
    assert found.first.get_attribute("aria-selected") == "true"
    page.keyboard.press("End")
    assert found.last.get_attribute("aria-selected") == "true"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert box(page).get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert box(page).input_value() == "低保"
    page.keyboard.press("ArrowDown")
    expect(found.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation(url="**/items/**"):
        page.keyboard.press("Enter")


def test_a_slash_is_typed_where_one_types(visit: Visit) -> None:
    page = visit.open(ORDINARY)
    box(page).focus()
    page.keyboard.type("a/b")
    assert box(page).input_value() == "a/b"
    page.locator(".zw-menu a").first.focus()
    page.keyboard.press("/")
    expect(box(page)).not_to_be_focused()


def test_domains_and_bodies_are_suggested(visit: Visit) -> None:
    page = visit.open("index.html")
    typed(page, "县民政局")
    body = options(page).filter(has_text="公开主体")
    with page.expect_navigation(url="**/bodies/**"):
        body.first.click()


def test_an_input_method_is_left_alone(visit: Visit) -> None:
    page = visit.open(ORDINARY)
    box(page).focus()
    until(page, "window.zwgkSearch")
    method = page.context.new_cdp_session(page)
    for composed in ("d", "di", "di b", "di bao"):
        method.send("Input.imeSetComposition", {"text": composed, "selectionStart": 0, "selectionEnd": 0})
        page.wait_for_timeout(200)
    assert visit.shards() == []
    for key in ("Enter", "ArrowDown", "Escape"):
        # While words are composed the keys are the input method's.
        left = page.evaluate(
            "key => document.getElementById('zw-q').dispatchEvent(new KeyboardEvent('keydown',"
            " {key, keyCode: 229, isComposing: true, bubbles: true, cancelable: true}))",
            key,
        )
        assert left is True
    assert box(page).input_value() == "di bao"
    method.send("Input.insertText", {"text": "低保"})
    expect(options(page).first).to_be_visible()
    assert box(page).input_value() == "低保"


def test_enter_leads_to_the_whole_list(visit: Visit) -> None:
    page = visit.open("index.html")
    typed(page, "低保")
    with page.expect_navigation(url="**/search.html?q=*"):
        page.keyboard.press("Enter")
    assert count(page).startswith("找到 ")
    assert page.title().startswith("低保")
    first = page.locator(".zw-results > li").first
    assert "公开时限" in first.inner_text()
    assert (first.locator("a.zw-tel").get_attribute("href") or "").startswith("tel:0000")
    assert first.locator("h3 mark").all_inner_texts() == ["最低生活保障"]
    assert "低保 → 最低生活保障" in first.inner_text()
    assert page.locator("#zw-said").inner_text() == count(page)


def test_exact_before_similar_with_the_number_of_each(visit: Visit) -> None:
    page = visit.open("search.html?q=低保+办事指南")
    assert "相近" in count(page)
    exact, similar = (page.locator(f"[data-part={name}] > li").count() for name in ("exact", "similar"))
    assert exact > 0
    assert similar > 0
    assert page.locator("[data-part=close]").is_visible()


def test_conditions_are_kept_in_the_address(visit: Visit) -> None:
    page = visit.open("search.html")
    everything = count(page)
    entry = page.get_by_role("checkbox", name="社会救助")
    entry.check()
    expect(page.locator("#found")).not_to_have_text(everything)
    expect(page.get_by_role("checkbox", name="社会救助")).to_be_focused()
    one = count(page)
    assert "domain=social-assistance" in page.url
    page.get_by_role("checkbox", name="村级").check()
    expect(page.locator("#found")).not_to_have_text(one)
    both, address = count(page), page.url
    page.go_back()
    expect(page.locator("#found")).to_have_text(one)
    assert page.get_by_role("checkbox", name="村级").is_checked() is False
    page.go_back()
    expect(page.locator("#found")).to_have_text(everything)
    page.goto(address)  # as somebody does who was sent it
    expect(page.locator("#found")).to_have_text(both)
    assert page.get_by_role("checkbox", name="村级").is_checked()
    page.get_by_role("button", name="取消条件：全部取消").click()
    expect(page.locator("#found")).to_have_text(everything)


def test_every_condition_narrows_and_counts_right(visit: Visit) -> None:
    page = visit.open("search.html")
    count(page)
    for details in page.locator("[data-facet]").all():
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        expect(details.get_by_role("checkbox").first).to_be_visible()
        tick = details.get_by_role("checkbox").first
        promised = details.locator("small").first.inner_text()
        tick.check()
        expect(page.locator("#found")).to_have_text(f"符合条件的 {promised}")
        page.go_back()
        expect(page.locator("[data-part=chosen] button")).to_have_count(0)


def test_date_and_number(visit: Visit) -> None:
    page = visit.open("search.html")
    everything = count(page)
    page.locator("summary", has_text="更新日期").click()
    expect(page.locator("#zw-since option")).not_to_have_count(1)
    label = page.locator("#zw-since option").nth(1).inner_text()
    page.locator("#zw-since").select_option(index=1)
    expect(page.locator("#found")).not_to_have_text(everything)
    assert label.rsplit("（")[-1].rstrip("）") in count(page)
    assert "since=" in page.url
    page.goto(visit.base + "search.html?number=social-assistance-004")
    assert count(page).startswith("找到 ")
    assert "social-assistance-004" in (page.locator(".zw-results h3 a").first.get_attribute("href") or "")


def test_more_results_keep_the_place(visit: Visit) -> None:
    page = visit.open("search.html")
    count(page)
    titles = page.locator(".zw-results h3")
    assert titles.count() == 10
    page.get_by_role("button", name="再显示 20 项").click()
    expect(titles).to_have_count(30)
    expect(titles.nth(10).locator("a")).to_be_focused()
    with page.expect_navigation(url="**/items/**"):
        page.keyboard.press("Enter")
    page.go_back()
    expect(titles).to_have_count(30)


def test_a_jump_within_the_page_leaves_what_is_typed(visit: Visit) -> None:
    page = visit.open("search.html?q=低保")
    count(page)
    box(page).fill("公租")
    page.locator(".zw-skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert box(page).input_value() == "公租"


def test_read_otherwise_is_said(visit: Visit) -> None:
    page = visit.open("search.html?q=dibao")
    count(page)
    assert "低保" in page.locator("[data-part=read]").inner_text()


def test_nothing_fits(visit: Visit) -> None:
    page = visit.open("search.html?q=低魑魅魍魉魃魈")
    assert count(page).startswith("没有找到")
    none = page.locator("[data-part=none]")
    assert none.is_visible()
    assert "0000-" in none.inner_text()
    expect(none.locator("a").first).to_be_visible()
    assert page.locator(".zw-static a").first.is_visible()


def test_an_answer_that_does_not_come_is_said(browser: Browser, county_site: Path, serve: Any) -> None:
    page = browser.new_page()
    page.route("**/search/core.js", lambda route: route.abort())
    base = serve(county_site)
    page.goto(base + "search.html?q=低保")
    expect(page.locator("#zw-said")).to_contain_text("没有读出来")
    assert page.locator(".zw-static a").first.is_visible()
    page.unroute("**/search/core.js")
    page.get_by_role("button", name="搜索").click()
    expect(page.locator("#found")).to_contain_text("找到")
    page.route("**/assets/search-*", lambda route: route.abort())
    page.goto(base + "search.html?q=低保")
    expect(page.locator("#zw-said")).to_be_visible()
    assert page.locator(".zw-static a").first.is_visible()
    page.close()


def test_without_scripts_the_lists_are_complete(browser: Browser, county_site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((county_site / "search.html").as_uri())
    links = page.locator(".zw-static a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for folder in ("domains", "levels", "bodies"):
        there = {f"{folder}/{path.name}" for path in (county_site / folder).glob("*.html") if path.name != "index.html"}
        assert there == {link for link in links if link.startswith(folder)}
    assert page.locator(".zw-static").is_visible()
    page.close()


def test_the_terminal_keeps_nothing(browser: Browser, county_site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((county_site / "index.html").as_uri() + "?kiosk=60")
    page.goto((county_site / "search.html").as_uri() + "?q=低保")
    count(page)
    steps = page.evaluate("history.length")
    assert page.locator(".zw-results .zw-tel").count() > 0
    assert page.locator("a.zw-tel").count() == 0
    page.get_by_role("checkbox").first.check()
    expect(page.locator("[data-part=chosen] button")).to_have_count(1)
    assert page.evaluate("history.length") == steps
    assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == ["zwgk"]
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_every_state_fits(browser: Browser, county_site: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for place in ("search.html", "search.html?q=低保&level=county", "search.html?q=魑魅魍魉"):
        page.goto((county_site / "search.html").as_uri() + place.removeprefix("search.html"))
        count(page)
        for summary in page.locator(".zw-search summary").all():
            if summary.is_visible():
                summary.click()
        page.evaluate("window.zwgkModes.set('elder', true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("window.zwgkModes.set('elder', false)")
        box(page).fill("补贴")
        expect(options(page).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    page.goto((county_site / "search.html").as_uri() + "?q=低保")
    count(page)
    assert page.locator(".zw-results > li").first.is_visible()
    assert not page.locator(".zw-narrow").is_visible()
    assert page.locator("#zw-q").is_visible()  # a list on paper says what it is a list of
    page.close()


def test_no_attack_comes_through_the_index(browser: Browser, hostile_site: Path) -> None:
    context = browser.new_context(bypass_csp=True)  # the text itself must be harmless, not only hindered
    visit = Visit(context, hostile_site.as_uri() + "/")
    page = visit.open("search.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&domain=%3Cscript%3E&since=%22%3E%3Cb%3E")
    count(page)
    page.get_by_role("button", name="全部取消").click()
    page.locator("#zw-q").fill("")
    page.keyboard.press("Enter")
    expect(page.locator(".zw-results h3").first).to_be_visible()
    assert page.locator("main :is(script, img, iframe, b:not(.zw-tel, .zw-cards b))").count() == 0
    assert visit.wrong == []
    context.close()


def test_nothing_of_another_search_is_published(site: Path) -> None:
    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    assert [name for name in names if "search_index" in name or "worker" in name or "javascripts" in name] == []
    assert "search/core.js" in names


class Scales(Handler):
    """Serves a site compressed as the settings for web servers say, and weighs what it sends."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        if not path.is_file():
            self.send_error(404)
            return
        raw = path.read_bytes()
        packed = gzip.compress(raw, 6) if len(raw) >= 1024 else raw
        self.server.sent.append(len(packed))  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(packed)))
        if packed is not raw:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(packed)


def index_of(project: Path) -> Index:
    """The index of a project's catalog."""
    folder = Folder(project, "catalog")
    return build_index(load(folder.files(), folder.root, folder.problems).catalog)


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The search page of a made-up county with 1,500 items, and what it loads."""
    project = tmp_path_factory.mktemp("large")
    write_project(1500, project, 1)
    index = index_of(project)
    (page,) = (plan.make() for plan in search_page.plans(index))
    files = [("search.html", document(page, index).encode()), *asset_files(), *search_files(index)]
    for uri, raw in files:
        (project / "site" / uri).parent.mkdir(parents=True, exist_ok=True)
        (project / "site" / uri).write_bytes(raw)
    return project / "site"


def test_a_cold_visit_is_light(browser: Browser, large_site: Path) -> None:
    script = next(large_site.glob("assets/search-*.js")).read_bytes()
    assert len(gzip.compress(script)) <= SCRIPT
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Scales, directory=str(large_site)))
    server.sent = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    worst_first = worst_further = 0
    for first in ("低保", "dibao", "拆迁补偿多少钱", "学区", "12345", "", "医保报销比例怎么查"):
        context = browser.new_context()
        page = context.new_page()
        server.sent.clear()  # type: ignore[attr-defined]
        page.goto(f"http://127.0.0.1:{server.server_port}/portal/zwgk/search.html?q={first}")
        count(page)
        worst_first = max(worst_first, sum(server.sent))  # type: ignore[attr-defined]
        for further in ("公租房", "yanglao", "国务院令"):
            server.sent.clear()  # type: ignore[attr-defined]
            before = page.title()
            box(page).fill(further)
            page.keyboard.press("Enter")
            until(page, f"document.title !== {json.dumps(before)}")
            worst_further = max(worst_further, sum(server.sent))  # type: ignore[attr-defined]
        context.close()
    server.shutdown()
    server.server_close()
    assert worst_first <= FIRST
    assert worst_further <= FURTHER
