"""MkDocs, run into a folder: its warnings are told as one message of ours."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build as engine_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from build_tools.diagnostics import UserError
from build_tools.index import Index
from build_tools.publish.engine import Engine
from build_tools.publish.stamping import Rendered, Stamping


def render_prose(base: Path, folder: Path, index: Index, strict: bool) -> Index:
    """Render into ``folder`` what people wrote in docs, and nothing else; the index that knows of those pages."""
    engine = Engine(Stamping(index), prose_alone=True)
    _run(base, folder, engine, strict)
    return engine.index


def render(base: Path, folder: Path, stamping: Stamping) -> Rendered:
    """Let the engine render into ``folder``, and stamp what it leaves to us; returns what it made.

    Raises UserError when the engine fails.
    """
    engine = Engine(stamping)
    _run(base, folder, engine)
    assert engine.made is not None, "the engine stamps at the end of each build"
    return engine.made


def _run(base: Path, folder: Path, engine: Engine, strict: bool = True) -> None:
    with _engine_log() as log:
        try:
            config = load_config(str(base / "mkdocs.yml"), site_dir=str(folder), strict=strict)
            if "zwgk" not in config.plugins:
                raise UserError("no-plugin", path=str(base / "mkdocs.yml"))
            config.plugins["zwgk"].engine = engine  # type: ignore[attr-defined]
            engine_build(config)
        except (MkDocsException, SystemExit, ValueError) as error:
            if isinstance(error.__cause__, UserError):  # ours, told to the engine in its own shape
                raise error.__cause__ from None
            said = " ".join(log.getvalue().split()) or str(error)
            raise UserError("build-failed", error=said) from error


@contextmanager
def _engine_log() -> Iterator[io.StringIO]:
    """The engine's warnings, caught: they are told as one message of ours."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    spread, logger.propagate = logger.propagate, False
    try:
        yield log
    finally:
        logger.removeHandler(handler)
        logger.propagate = spread
