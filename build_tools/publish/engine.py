"""The adapter to MkDocs: hands it our pages, keeps its hands off the items, stamps those afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from build_tools import fields
from build_tools.diagnostics import UserError
from build_tools.index import Index
from build_tools.messages import page as words
from build_tools.model import Footer
from build_tools.pages import Page, index_pages, item_pages, rule_pages
from build_tools.publish.data_files import write_data
from build_tools.publish.staging import MARKER
from build_tools.publish.stamp import MARKS, SHELLS, Shell

ASSETS = Path(__file__).parent.parent / "assets"


class Engine:
    """One build of the engine: which of its pages are ours, the shells it rendered, how many pages there are."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.pages: dict[str, Page] = {}
        self.shells: dict[str, Shell] = {}
        self.count = 0
        self.written: tuple[str, ...] = ()

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add our pages and assets to the engine's files, and the navigation if mkdocs.yml has none."""
        written = [file.src_uri for file in files.documentation_pages()]
        self.written = tuple(file.dest_uri for file in files.documentation_pages())
        config.site_url = config.site_url or self.index.catalog.site.address
        config.theme.static_templates.discard("sitemap.xml")  # the engine's own tells the day of the build
        shells = [Page(uri, MARKS["title"], MARKS["html"], MARKS["description"]) for uri in SHELLS.values()]
        for page in (*index_pages(self.index), *shells):
            source = page.uri.removesuffix(".html") + ".md"
            if source in written:
                raise UserError("page-taken", path=f"docs/{source}")
            self.pages[source] = page
            files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        for asset in sorted(ASSETS.iterdir()):
            files.append(File.generated(config, f"assets/{asset.name}", abs_src_path=str(asset)))
            if asset.suffix == ".css":
                config.extra_css.append(f"assets/{asset.name}")
        if config.nav is None:
            config.nav = list(self._navigation(written))
        if not config.copyright:
            config.copyright = _identity(self.index.catalog.site.footer)

    def _navigation(self, written: list[str]) -> Iterator[dict[str, object]]:
        home, domains, levels, bodies, adjustments, guides = words("nav")[0].split("|")
        yield {home: "index.md"}
        yield {domains: "domains/index.md"}
        yield {levels: [{str(escape(name)): f"levels/{level}.md"} for level, name in self.index.levels()]}
        yield {bodies: "bodies/index.md"}
        if self.index.catalog.adjustments:
            yield {adjustments: "adjustments.md"}
        yield {guides: [*written, "rules.md", "fields.md"]}

    def describe(self, page: EnginePage, site_name: str) -> bool:
        """Give the engine title and description of one of our pages, escaped: it prints both raw."""
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            return False
        page.meta = {"description": str(escape(ours.description)), "hide": ["navigation", "toc"]}
        if ours.title != site_name:  # else the engine would say it twice
            page.meta["title"] = str(escape(ours.title))
        return True

    def content(self, page: EnginePage, html: str) -> str:
        """Our fragment in place of the engine's Markdown. The one heading gives the skip link its target."""
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            return html
        page.toc = TableOfContents([AnchorLink(str(escape(ours.title)), "main", 1)])
        return ours.html

    def rendered(self, page: EnginePage, output: str) -> str:
        """Keep a rendered shell; an empty text tells the engine not to write it."""
        uri = page.file.dest_uri
        if self.pages.get(page.file.src_uri) and uri in SHELLS.values():
            self.shells[uri] = Shell.of(output, uri)
            return ""
        return output

    def stamp_pages(self, site: Path) -> None:
        """Write every item and rule page, and count all pages."""
        if len(self.shells) < len(SHELLS):
            raise ValueError("the engine rendered no shell")
        ours = (page for page in self.pages.values() if page.uri not in SHELLS.values())
        dates = dict.fromkeys(self.written) | {page.uri: page.updated for page in ours}
        self.count = len(self.pages) - len(SHELLS)
        made: set[Path] = set()
        for page in chain(item_pages(self.index), rule_pages(self.index)):
            target = site / page.uri
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            shell = self.shells[SHELLS[page.uri.count("/")]]
            target.write_text(shell.stamp(page), encoding="utf-8", newline="\n")
            dates[page.uri] = page.updated
            self.count += 1
        write_data(self.index, site, dates)
        (site / MARKER).write_text("zwgk\n", encoding="utf-8")


def _identity(footer: Footer) -> str:
    """Who runs the site, for the foot of every page, with the labels of the schema."""
    shown = ("sponsor", "site_code", "icp", "police", "phone")
    parts = [(fields.label("site", ("footer", key)), getattr(footer, key)) for key in shown]
    said = "　".join(f"{escape(label)}：{escape(value)}" for label, value in parts if value)
    if footer.portal:
        said += f'　<a href="{escape(footer.portal)}">{escape(fields.label("site", ("footer", "portal")))}</a>'
    return said
