"""Makes the pictures of the 编制手册 anew: ``python -m tests.browser.pictures``. Needs chromium.

The site with the guide's new item, that item, and the window with the guide's first mistake.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from html import escape
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import start
from tests.manual import HERE, new_item, with_new_item, zwgk

FOLDER = HERE / "docs" / "tu"
PICTURES = ("shouye", "shixiang", "cuowu")
WIDTH = 820
WINDOW = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>启动.bat</title>
<style>body { margin: 0; background: #0c0c0c; color: #e8e8e8; font: 14px/1.55 "Noto Sans Mono CJK SC", monospace; }
pre { margin: 0; padding: 10px 14px; white-space: pre-wrap; font: inherit; }</style><pre>%s</pre>"""


def site_pictures(page: Page, folder: Path) -> None:
    """The home page and the page of the new item, on the day of the guide."""
    page.clock.set_fixed_time("2026-11-22T09:00:00")
    assert zwgk(with_new_item(folder, new_item()), "build") == 0
    for name, path, height in (
        ("shouye", "index.html", 480),
        ("shixiang", "items/social-assistance/social-assistance-012.html", 780),
    ):
        page.goto((folder / "site" / path).as_uri())
        page.wait_for_timeout(300)
        page.screenshot(path=FOLDER / f"{name}.png", clip={"x": 0, "y": 0, "width": WIDTH, "height": height})


def window_picture(page: Page, folder: Path) -> None:
    """The window of 启动.bat with the mistake."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        assert zwgk(with_new_item(folder, new_item().replace("time_limit: ", "time_limit：")), "build") == 1
    page.set_content(WINDOW % escape(said.getvalue()))
    page.locator("pre").screenshot(path=FOLDER / "cuowu.png")


def main() -> int:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    for name in PICTURES:  # the guide links to them, and the engine minds links that lead nowhere
        (FOLDER / f"{name}.png").touch()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = start(playwright)
        page = browser.new_page(viewport={"width": WIDTH, "height": 1000}, color_scheme="light")
        site_pictures(page, Path(folder) / "site")
        window_picture(page, Path(folder) / "window")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
