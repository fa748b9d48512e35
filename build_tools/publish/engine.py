"""The adapter to MkDocs: hands it our pages, keeps its hands off the items, stamps those afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.utils.meta import get_data

from build_tools.cache import Cache
from build_tools.diagnostics import UserError
from build_tools.index import Guide, Index
from build_tools.messages import page as words
from build_tools.pages import Page, Plan, plans
from build_tools.pages.frame import document, frame_files
from build_tools.pages.render import render
from build_tools.policy import meta
from build_tools.publish.data_files import claims
from build_tools.publish.keys import Keys
from build_tools.publish.making import Maker
from build_tools.publish.manifest import MARKER
from build_tools.publish.output import Output, Replacement
from build_tools.publish.stamp import MARKS, SHELLS, UPDATED, Shell
from build_tools.steps import step

_PROSE = "assets/stylesheets/main."
"""Material's stylesheet: it sets what people wrote in docs. Nothing else of Material reaches the site."""

_LAST = 999
"""The place of a written page that gives none."""


class Engine:
    """One build of the engine: which of its pages are ours, the shells it rendered, how many pages there are."""

    def __init__(
        self, index: Index, output: Replacement | None = None, cache: Cache | None = None, prose_alone: bool = False
    ) -> None:
        self.index = index
        self.prose_alone = prose_alone
        self.output = output
        self.cache = cache or Cache(None)
        self.plans: list[Plan] = []
        self.pages: dict[str, Page] = {}
        self.linked: set[str] = set()
        self.shells: dict[str, Shell] = {}
        self.prose: tuple[str, ...] = ()
        self.count = 0
        self.written: tuple[str, ...] = ()

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add our pages and assets to the engine's files, in place of the theme's own."""
        written = tuple(files.documentation_pages())
        self.written = tuple(file.dest_uri for file in written)
        config.theme.static_templates.discard("sitemap.xml")  # the engine's own tells the day of the build
        guides = sorted(_guides(written), key=lambda one: (one.order, one.uri))
        self.index = replace(self.index, guides=tuple(guides))
        shells = [Page(uri, MARKS["title"], MARKS["html"], MARKS["description"], UPDATED) for uri in SHELLS.values()]
        self.plans = list(plans(self.index))
        taken = _places(files, config)
        ours = {plan.uri.lower() for plan in self.plans}
        for uri, source in taken.items():
            if uri in ours or claims(uri):
                raise UserError("page-taken", path=f"docs/{source}")
        for source in (_source(plan.uri) for plan in self.plans if plan.uri.partition("/")[0] not in SHELLS):
            # For what people wrote to link to, until ``equip``.
            files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
            self.linked.add(source)
        for page in shells:
            source = _source(page.uri)
            self.pages[source] = page
            files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        for file in list(files):
            if file.src_uri.startswith(_PROSE) and file.src_uri.endswith(".css"):
                self.prose = (file.dest_uri,)
            elif file.src_uri.startswith("assets/") and _theme_owns(file, config):
                files.remove(file)
        for uri, raw in frame_files(self.index):
            files.append(File.generated(config, uri, content=raw))

    def equip(self, env: Environment, files: Files) -> Environment:
        """Let the theme's templates put pages into our frame. All links are resolved: the engine need not make ours."""
        env.globals["zwgk"] = self
        for file in [one for one in files if one.src_uri in self.linked]:
            files.remove(file)
        return env

    def framed(self, page: EnginePage, prose: str, contents: str) -> Markup:
        """The whole HTML of a page of the engine: one of ours, or one that people wrote."""
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            title = str(Markup(page.title or "").striptags())
            uri, public = page.file.url, page.meta.get("audience") != "office"
            values = {"title": title, "public": public, "prose": Markup(prose), "contents": Markup(contents)}
            described = str(page.meta.get("description", ""))
            ours = Page(uri, title, render("prose.html", uri, **values), described, styles=self.prose)
        return Markup(document(ours, self.index))

    def lost(self) -> Markup:
        """The page for an address that does not exist. It is served at any depth, so it leads to fixed places."""
        address = self.index.catalog.site.address
        top = urlsplit(address).path if address else "/"
        title, described = words("lost")
        return Markup(render("lost.html", "404.html", title=title, text=described, top=top, policy=Markup(meta())))

    def owns(self, page: EnginePage) -> bool:
        """Whether a page is one of ours, whose text the engine must not touch."""
        return page.file.src_uri in self.pages or page.file.src_uri in self.linked

    def rendered(self, page: EnginePage, output: str) -> str:
        """Keep a rendered shell; an empty text tells the engine not to write it."""
        uri = page.file.dest_uri
        if self.pages.get(page.file.src_uri) and uri in SHELLS.values():
            self.shells[uri] = Shell.of(output, uri)
            return ""
        return output

    def stamp_pages(self, site: Path) -> None:
        """Make every page and data file of ours, and count all pages."""
        if self.prose_alone:
            return
        if len(self.shells) < len(SHELLS):
            raise ValueError("the engine rendered no shell")
        if self.output is not None:
            self.output.take(site)
        keys = Keys(self.index, (part for shell in self.shells.values() for part in shell.parts))
        with step("pages"):
            maker = Maker(self.index, self.stamped, self.output or Output(site), keys, self.cache)
            made = maker.make(self.plans)
        dates = dict.fromkeys(self.written) | {one.uri: one.updated for one in made}
        maker.map(dates)
        self.count = len(dates)
        if self.output is None:
            (site / MARKER).write_text("zwgk\n", encoding="ascii")

    def stamped(self, page: Page) -> str:
        """The whole HTML of one page of ours: stamped, where there is a shell for its kind."""
        shell = self.shells.get(SHELLS.get(page.uri.partition("/")[0], ""))
        return shell.stamp(page) if shell else document(page, self.index)


def _source(uri: str) -> str:
    """The file the engine takes a page of ours to be made from."""
    return uri.removesuffix(".html") + ".md"


def _guides(written: Iterable[File]) -> Iterator[Guide]:
    """The pages that people wrote; ``audience: office`` in the head of a file says that it is not for the public.

    ``order`` is its place in the list, before all files that give none.
    """
    for file in written:
        text, head = get_data(file.content_string)
        heading = next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), file.name)
        if file.src_uri != "index.md":
            order = head.get("order")
            yield Guide(
                title=str(head.get("title", heading)),
                uri=file.url,
                public=head.get("audience") != "office",
                summary=str(head.get("description", "")),
                order=order if isinstance(order, int) else _LAST,
            )


def _places(files: Files, config: MkDocsConfig) -> dict[str, str]:
    """Where the files that people wrote will be, in lower case: some disks know no other. Each with its name."""
    published = (file for file in files if file.inclusion.value > InclusionLevel.DRAFT.value)
    return {file.dest_uri.lower(): file.src_uri for file in published if not _theme_owns(file, config)}


def _theme_owns(file: File, config: MkDocsConfig) -> bool:
    path = file.abs_src_path
    return path is not None and any(Path(path).is_relative_to(folder) for folder in config.theme.dirs)
