"""The same pages as plain files, for any other engine or none."""

from __future__ import annotations

import shutil
from pathlib import Path

from markupsafe import escape

from build_tools.index import Index
from build_tools.pages import Page, all_pages
from build_tools.publish.data_files import write_data
from build_tools.publish.engine import ASSETS

_DOCUMENT = """<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
{canonical}<link rel="icon" href="{root}assets/favicon.svg">
<link rel="stylesheet" href="{root}assets/zwgk.css">
</head>
<body class="zw-plain">
<main class="md-typeset">
{html}
</main>
</body>
</html>
"""


def document(page: Page, address: str | None) -> str:
    """One page as a whole HTML document; where the site's address is known, with the address it is best known by."""
    root = "../" * page.uri.count("/")
    canonical = f'<link rel="canonical" href="{escape(address + page.uri)}">\n' if address else ""
    named = {"title": escape(page.title), "description": escape(page.description), "canonical": canonical}
    return _DOCUMENT.format(**named, root=root, html=page.html)


def write_pages(index: Index, folder: Path) -> int:
    """Write every page and the assets; returns how many pages."""
    made: dict[str, str | None] = {}
    for page in all_pages(index):
        target = folder / page.uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(document(page, index.catalog.site.address), encoding="utf-8", newline="\n")
        made[page.uri] = page.updated
    write_data(index, folder, made)
    shutil.copytree(ASSETS, folder / "assets")
    return len(made)
