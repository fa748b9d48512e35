"""The MkDocs plugin ``zwgk``: a thin adapter, so that plain ``mkdocs build`` and ``mkdocs serve`` work too."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from build_tools.check import Checked, check
from build_tools.diagnostics import UserError
from build_tools.folder import Folder
from build_tools.load import Loaded, load
from build_tools.messages import default_language, say, words
from build_tools.publish.engine import Engine
from build_tools.publish.output import Output
from build_tools.publish.prose import Prose
from build_tools.publish.site_index import site_index
from build_tools.publish.stamping import Stamping
from build_tools.publish.version import last_files
from build_tools.reports import text
from build_tools.reports.context import Context
from build_tools.text import slug

if TYPE_CHECKING:
    from build_tools.publish.served import Served

log = get_plugin_logger("zwgk")


class Options(Config):  # type: ignore[no-untyped-call]
    """Settings in mkdocs.yml."""

    catalog = Type(str, default="catalog")


class ZwgkPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Loads and checks the catalog before a build and hands its pages to the engine."""

    engine: Engine | None = None
    live = False
    """Whether pages are made when they are asked for, and come again when a file is saved."""
    served: Served | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        typed = click.get_current_context(silent=True)
        self.live = command == "serve" and typed is not None and typed.params.get("livereload") is True

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        usual = Path(config.config_file_path).with_name("docs"), "mkdocs.yml"
        self.live &= (Path(config.docs_dir), Path(config.config_file_path).name) == usual  # the preview knows no other
        Engine.shorten_lists(config)
        config.markdown_extensions.append(Prose())
        config.use_directory_urls = False  # our pages name each other as files
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", slug)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        if self.engine is not None:  # handed over by `zwgk build`, which has checked the catalog
            return
        base = Path(config.config_file_path).parent
        language = default_language()

        def report(loaded: Loaded, checked: Checked) -> str:
            return text.render(checked, Context.of(base, loaded, language))

        if self.live:
            from build_tools.publish.served import Served

            try:
                self.served = Served(base, self.config.catalog, language, report, config.strict)
            except UserError as error:
                raise Abort(words(error.code, error.args_by_name, language).text) from error
            self._stop(self.served.wrong)
            self.engine = self.served.engine()
            return
        folder = Folder(base, self.config.catalog)
        loaded = load(folder.files(), folder.root, folder.problems)
        checked = check(loaded, date.today())
        said = report(loaded, checked) if checked.diagnostics else ""
        self._stop(said if checked.errors else "")
        if said:
            log.info("\n" + said)
        self.engine = Engine(Stamping(site_index(base, folder.root, loaded, checked)))

    @staticmethod
    def _stop(wrong: str) -> None:
        """The engine has not touched the old site yet; it empties the folder only after the hook before a build."""
        if wrong:
            log.error("\n" + wrong)
            raise Abort(say("not_published", default_language()))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        if self.engine is not None:
            try:
                self.engine.add_files(files, config)
            except UserError as error:
                raise Abort(words(error.code, error.args_by_name, default_language()).text) from error
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        return self.engine.equip(env, files) if self.engine is not None else env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return "" if self.engine is not None and self.engine.owns(page) else markdown

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        return self.engine.rendered(page, output) if self.engine is not None else output

    def on_build_error(self, *, error: Exception) -> None:
        self.engine = None  # the next build must not go on with what this one left

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        engine, self.engine = self.engine, None
        if engine is None:
            return
        site = Path(config.site_dir)
        engine.stamp_pages(site)
        if self.served is not None:
            self.served.built(engine, site)
        elif engine.stamping.output is None:  # every page leads to this one; of a list of checksums it knows nothing
            last = last_files(Path(config.config_file_path).parent, lambda: engine.index)
            for uri, raw in last("").items():
                Output(site).write(uri, raw)

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        if self.served is None:
            return server
        server.server_close()
        return self.served.at(*config.dev_addr)
