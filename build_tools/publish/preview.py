"""The site while it is being written: what is asked for is made from the files as they are at that moment.

Nothing is built. A file that is saved is read, checked with all others, and the pages that are open come again. While
the catalog has errors they stand above the pages of the last catalog without any.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from build_tools.cache import Cache
from build_tools.check import Checked, check
from build_tools.diagnostics import UserError
from build_tools.exchange import files as data_files
from build_tools.exchange.sitemap import sitemaps
from build_tools.folder import Folder
from build_tools.garbage import no_collection
from build_tools.index import Index
from build_tools.known import Known
from build_tools.load import Loaded, load
from build_tools.messages import say, words
from build_tools.model import Item
from build_tools.pages import Plan, plans
from build_tools.pages.frame import document, frame_files
from build_tools.pages.item import page as item_page
from build_tools.pages.version import URI as VERSION
from build_tools.publish.inputs import refuse_unfit
from build_tools.publish.rendering import render_prose
from build_tools.publish.site_index import site_index
from build_tools.publish.version import last_files
from build_tools.search import search_files
from build_tools.uris import item_uri

SCRIPT = "zwgk-live.js"
EVENTS = "zwgk-live"
_LIVE = b"""const own = document.currentScript.dataset.version
const events = new EventSource("/zwgk-live?" + own)
events.onmessage = () => { events.close(); location.reload() }
"""


class Shown:
    """One state of the catalog, and whatever of its site has been asked for."""

    def __init__(self, base: Path, index: Index) -> None:
        self._base = base
        self.index = index

    def raw(self, uri: str) -> bytes | None:
        """A page or file of the site; None where there is none of ours."""
        item = self._items.get(uri)
        page = item_page(item, self.index) if item else None
        if page is None and uri.endswith(".html"):
            plan = self._plans.get(uri)
            page = plan.make() if plan else None
        if page is not None:
            return document(page, self.index).encode()
        if uri == VERSION:
            return last_files(self._base, lambda: self.index)("")[VERSION]
        if uri.startswith("search/"):
            return self._search.get(uri)
        return self._frame.get(uri) or (None if uri.endswith(".html") else self._data.get(uri))

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        return {item_uri(item): item for item in self.index.catalog.items.values()}

    @cached_property
    def _plans(self) -> Mapping[str, Plan]:
        return {plan.uri: plan for plan in plans(self.index)}

    @cached_property
    def _frame(self) -> Mapping[str, bytes]:
        return dict(frame_files(self.index))

    @cached_property
    def _search(self) -> Mapping[str, bytes]:
        return dict(search_files(self.index))

    @cached_property
    def _data(self) -> Mapping[str, bytes]:
        made = {file.uri: file.content for file in data_files(self.index)}
        return made | {file.uri: file.content for file in sitemaps(self.index, dict.fromkeys(self._plans))}


class Preview:
    """The site of the project in ``base``, its catalog in the folder ``root``.

    ``version`` rises with every change; ``wait`` waits for the next. ``strict``: a warning of the engine is an error.
    """

    def __init__(
        self,
        base: Path,
        language: str,
        report: Callable[[Loaded, Checked], str],
        root: str = "catalog",
        strict: bool = True,
    ) -> None:
        self.base = base
        self.root = root
        self._language = language
        self._report = report
        self._strict = strict
        self._known = Known(Cache.of(base))
        self._changed = threading.Condition()
        self._made: TemporaryDirectory[str] | None = None
        self._prose = Path()
        self._shown: Shown | None = None
        self._wrong = ""
        self._due = False
        """Whether what people wrote has changed and could not be rendered since."""
        self.version = 0

    def refresh(self, prose: bool = True) -> str:
        """Read everything again, what people wrote in docs where ``prose``; what is wrong.

        Raises UserError where nothing has been shown yet and the project holds what must not be read.
        """
        self._due |= prose
        with no_collection():
            try:
                shown, wrong = self._read()
            except Exception as error:  # a file that goes while it is read must not end the preview
                if self._shown is None:
                    raise
                shown, wrong = self._shown, self._failed(error)
        with self._changed:
            self._shown, self._wrong = shown, wrong
            self.version += 1
            self._changed.notify_all()
        return wrong

    def _read(self) -> tuple[Shown | None, str]:
        refuse_unfit(self.base)
        folder = Folder(self.base, self.root)
        loaded = load(folder.files(), folder.root, folder.problems, self._known)
        checked = check(loaded, date.today(), known=self._known)
        self._known = self._known.again()
        wrong = self._report(loaded, checked) if checked.errors else ""
        shown = self._shown
        if not wrong:
            guides = shown.index.guides if shown else ()
            shown = Shown(self.base, replace(site_index(self.base, folder.root, loaded, checked), guides=guides))
            if self._due:
                wrong = self._render(shown)
        return shown, wrong

    def _render(self, shown: Shown) -> str:
        """Make the written pages; what is wrong with them."""
        made = TemporaryDirectory(prefix="zwgk-")
        try:
            shown.index = render_prose(self.base, Path(made.name), shown.index, self._strict)
        except Exception as error:  # whatever people wrote, a template or a hook of theirs among it
            return self._failed(error)
        self._made, self._prose, self._due = made, Path(made.name), False
        return ""

    def _failed(self, error: Exception) -> str:
        if not isinstance(error, UserError):
            error = UserError("build-failed", error=f"{type(error).__name__}: {error}")
        said = words(error.code, error.args_by_name, self._language)
        return f"× {said.text}\n  {say('fix', self._language)}：{said.advice}"

    @property
    def index(self) -> Index:
        """The index of what is shown."""
        assert self._shown is not None, "nothing was read without errors"
        return self._shown.index

    def take(self, index: Index, prose: Path) -> None:
        """What people wrote has been made elsewhere, into the folder ``prose``; the index that knows of it."""
        self._shown, self._prose = Shown(self.base, index), prose

    def wait(self, version: int, seconds: float) -> bool:
        """Whether there is, within so many seconds, another state than ``version``."""
        with self._changed:
            return self._changed.wait_for(lambda: self.version != version, seconds)

    def answer(self, uri: str) -> bytes | None:
        """What stands at an address; pages tell of errors and come again when something changes."""
        if uri == SCRIPT:
            return _LIVE
        version, shown, wrong = self.version, self._shown, self._wrong
        with no_collection():
            raw = shown.raw(uri) if shown else None
        if raw is None:
            file = self._prose / uri
            with suppress(OSError):  # there is none, or it has another place now
                raw = file.read_bytes()
        if raw is None or not uri.endswith(".html"):
            return raw
        live = f'<script src="/{SCRIPT}" data-version="{version}" defer></script>\n</head>'
        html = raw.decode().replace("</head>", live, 1)
        if wrong:
            told = f'<section class="zw-note" role="alert"><h2>{escape(say("preview_wrong", self._language))}</h2>'
            told += f'<pre class="zw-code" tabindex="0">{escape(wrong)}</pre></section>'
            start = html.index(">", html.index("<main")) + 1
            html = html[:start] + told + html[start:]
        return html.encode()
