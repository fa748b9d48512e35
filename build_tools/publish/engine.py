"""The adapter to MkDocs: hands it our pages, keeps its hands off the items, stamps those afterwards."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath, PurePosixPath
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.utils.meta import get_data

from build_tools.diagnostics import UserError
from build_tools.index import Guide, Index
from build_tools.messages import page as words
from build_tools.pages import Page
from build_tools.pages.frame import document, frame_files
from build_tools.pages.render import compiled, render
from build_tools.policy import meta
from build_tools.publish.data_files import claims
from build_tools.publish.stamp import MARKS, SHELLS, UPDATED, Shell
from build_tools.publish.stamping import Rendered, Stamping

_PROSE = "assets/stylesheets/main."
"""Material's stylesheet: it sets what people wrote in docs. Nothing else of Material reaches the site."""

_NAME = re.compile("[A-Za-z0-9_-]+")
"""What can be the name of a page of ours."""

_LAST = 999
"""The place of a written page that gives none."""


class Engine:
    """One build of the engine: which of its pages are ours, and what it rendered."""

    def __init__(self, stamping: Stamping, prose_alone: bool = False) -> None:
        self.stamping = stamping
        self.prose_alone = prose_alone
        self.pages: dict[str, Page] = {}
        self.linked: set[str] = set()
        self.shells: dict[str, Shell] = {}
        self.prose: tuple[str, ...] = ()
        self.written: tuple[str, ...] = ()
        self.made: Rendered | None = None

    @property
    def index(self) -> Index:
        """The index, which knows of the written pages as soon as the engine has found them."""
        return self.stamping.index

    @staticmethod
    def shorten_lists(config: MkDocsConfig) -> None:
        """Keep the engine from looking at each of a theme's many thousand icons, of which it takes none."""
        made = config.theme.get_env

        def get_env() -> Environment:
            env = made()
            env.loader = Visible(config.theme.dirs)
            return env

        config.theme.get_env = get_env  # type: ignore[method-assign]

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add our pages and assets to the engine's files, in place of the theme's own."""
        written = tuple(files.documentation_pages())
        self.written = tuple(file.dest_uri for file in written)
        config.theme.static_templates.discard("sitemap.xml")  # the engine's own tells the day of the build
        self.stamping.plan(_guides(written))
        places = () if self.prose_alone else SHELLS.values()
        shells = [Page(uri, MARKS["title"], MARKS["html"], MARKS["description"], UPDATED) for uri in places]
        planned = self.stamping.plans
        taken = _places(files, config)
        ours = {plan.uri.lower() for plan in planned}
        for uri, source in taken.items():
            if uri in ours or claims(uri):
                raise UserError("page-taken", path=f"docs/{source}")
        said = {word for file in written for word in _NAME.findall(file.content_string)}
        for source in (_source(plan.uri) for plan in planned):
            if PurePosixPath(source).stem in said:  # for what people wrote to link to, until ``equip``
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
        env.bytecode_cache = compiled()
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
        """Make every page and data file of ours beside what the engine wrote."""
        if not self.prose_alone:
            paths = sorted(path for path in site.rglob("*") if path.is_file()) if self.stamping.output else ()
            files = {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}
            self.made = Rendered(self.shells, self.written, files)
            self.stamping.stamp(self.made, site)


class Visible(FileSystemLoader):
    """The templates of a theme; the list of them leaves hidden folders out, as the engine does after listing them."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found |= {PurePath(folder, name).relative_to(top).as_posix() for name in names}
        return sorted(found)


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
