"""What ``mkdocs serve`` shows: the preview, in place of the engine's server and its whole build for every change."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path

from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger

from build_tools.check import Checked
from build_tools.diagnostics import UserError
from build_tools.load import Loaded
from build_tools.messages import say, words
from build_tools.publish.engine import Engine
from build_tools.publish.live import serve
from build_tools.publish.preview import Preview
from build_tools.publish.stamping import Stamping

log = get_plugin_logger("zwgk")


class Served:
    """The catalog of a project, read and checked; ``wrong`` is the ``report`` of errors, where nothing can be shown."""

    def __init__(
        self, base: Path, root: str, language: str, report: Callable[[Loaded, Checked], str], strict: bool
    ) -> None:
        self._language = language
        self._preview = Preview(base, language, report, root, strict)
        self.wrong = self._preview.refresh(prose=False)

    def engine(self) -> Engine:
        """For the one build of the engine, which makes what people wrote and nothing else."""
        return Engine(Stamping(self._preview.index), prose_alone=True)

    def built(self, engine: Engine, site: Path) -> None:
        """That build is done, and ``site`` the folder it wrote to."""
        self._preview.take(engine.index, site)

    def at(self, host: str, port: int) -> _Server:
        """What the engine takes for its server."""
        return _Server(self._preview, self._language, host, port)


class _Server:
    def __init__(self, preview: Preview, language: str, host: str, port: int) -> None:
        self._serve = partial(serve, preview, host, port)
        self._language = language

    def watch(self, path: str) -> None:
        """Which files a page is made of is known already."""

    def serve(self, *, open_in_browser: bool = False) -> None:
        def begun(address: str) -> None:
            log.info(say("serving", self._language, address=address))
            if open_in_browser:
                webbrowser.open(address)

        try:
            self._serve(log.error, begun)
        except UserError as error:
            raise Abort(words(error.code, error.args_by_name, self._language).text) from error

    def shutdown(self) -> None:
        """What serves has ended by itself."""
