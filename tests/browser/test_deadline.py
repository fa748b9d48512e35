"""The computed latest date in a real browser, opened from disk: today, another day, and nothing where there is none."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from build_tools.deadline.browser import days_script, limit_data
from build_tools.model import Site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
SCRIPT = Path(__file__).parents[2] / "build_tools" / "assets" / "scripts" / "deadline.js"
WORDINGS = ("信息形成或者变更之日起20个工作日内", "每年1月31日前", "及时公开", "听证会举行7个工作日前")


def test_the_latest_day_is_told_and_counted_anew(tmp_path: Path) -> None:
    (tmp_path / "days.js").write_text(days_script(Site()), encoding="utf-8")
    shutil.copy(SCRIPT, tmp_path)
    places = "".join(f"<div data-zw-limit='{escape(limit_data(one))}'></div>" for one in WORDINGS if limit_data(one))
    head = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>x</title>'
    html = head + places + '<script src="days.js"></script><script src="deadline.js"></script>'
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(timezone_id="Asia/Shanghai")
        errors: list[object] = []
        page.on("pageerror", lambda error: errors.append(error))
        page.clock.set_fixed_time("2026-11-22T00:30:00+08:00")
        page.goto((tmp_path / "page.html").as_uri())
        said = page.locator("[data-zw-limit] [aria-live]")
        assert said.count() == 3
        assert said.nth(0).inner_text() == "今天（11月22日）形成的信息，最迟 2026-12-18 公开"
        assert "2027-01-31" in said.nth(1).inner_text()
        page.get_by_label("信息形成日期").first.fill("2026-12-25")
        assert "2027-01-" in said.nth(0).inner_text()
        assert "2027 年的放假通知" in said.nth(0).inner_text()
        page.get_by_label("信息形成日期").first.fill("")
        assert said.nth(0).inner_text() == ""
        assert errors == []
        browser.close()
