"""The same pages as plain files, for any other engine or none."""

from __future__ import annotations

import shutil
from pathlib import Path

from markupsafe import escape

from build_tools.index import Index
from build_tools.pages import Page, all_pages
from build_tools.publish.engine import ASSETS

_DOCUMENT = """<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="icon" href="{root}assets/favicon.svg">
<link rel="stylesheet" href="{root}assets/zwgk.css">
</head>
<body class="zw-plain">
<main class="md-typeset">
{html}
</main>
</body>
</html>
"""


def document(page: Page) -> str:
    """One page as a whole HTML document."""
    root = "../" * page.uri.count("/")
    return _DOCUMENT.format(title=escape(page.title), description=escape(page.description), root=root, html=page.html)


def write_pages(index: Index, folder: Path) -> int:
    """Write every page and the assets; returns how many pages."""
    count = 0
    for page in all_pages(index):
        target = folder / page.uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(document(page), encoding="utf-8", newline="\n")
        count += 1
    shutil.copytree(ASSETS, folder / "assets")
    return count
