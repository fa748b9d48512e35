"""What people wrote in docs, made easier to reach: readable addresses of headings, named tables, code one can scroll.

An extension of Python-Markdown. The engine's own gives Chinese headings no address but their number.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

_TITLES = tuple(f"h{depth}" for depth in range(1, 7))


class Prose(Extension):  # type: ignore[misc]
    """Registers the two steps; the first after headings have their addresses, the second when all is text again."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Markdown."""
        md.treeprocessors.register(_Tables(md), "zwgk-tables", 1)
        md.postprocessors.register(_Code(md), "zwgk-code", 1)


class _Tables(Treeprocessor):  # type: ignore[misc]
    """Tables get a name, cells that head a column, and a region to scroll in."""

    def run(self, root: Element) -> None:
        names: dict[str, int] = {}
        name = ""
        for parent, child in list(_families(root)):
            if child.tag in _TITLES:
                name = "".join(child.itertext()).strip()
            elif child.tag == "table":
                names[name] = names.get(name, 0) + 1
                _mend(parent, child, name if names[name] == 1 else f"{name} {names[name]}")


def _families(root: Element) -> Iterator[tuple[Element, Element]]:
    for parent in root.iter():
        for child in parent:
            yield parent, child


def _mend(parent: Element, table: Element, name: str) -> None:
    for cell in table.iter("th"):
        if "".join(cell.itertext()).strip():
            cell.set("scope", "col")
        else:
            cell.tag = "td"  # an empty cell heads nothing
    caption = Element("caption", {"class": "zw-hear"})
    caption.text = name
    table.insert(0, caption)
    region = Element("div", {"class": "zw-scroll", "role": "region", "tabindex": "0", "aria-label": name})
    parent[list(parent).index(table)] = region
    region.append(table)


class _Code(Postprocessor):  # type: ignore[misc]
    """Code blocks can be reached and scrolled with the keyboard."""

    def run(self, text: str) -> str:
        return text.replace("<pre><code", '<pre tabindex="0"><code')
