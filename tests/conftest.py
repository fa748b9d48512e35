"""Shared between tests: a county's repository on disk, and sites built from it once a session."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from build_tools.cli import main
from tests.catalogs import base
from tests.payloads import hostile

os.environ["ZWGK_LANG"] = "zh"
CI = os.environ.pop("CI", "")
"""Whether continuous integration runs the tests. The program is tested as on a machine of a person, which keeps things
between runs; what it does in continuous integration, by tests that say so."""
settings.register_profile("zwgk", deadline=None, print_blob=True)
settings.load_profile("zwgk")

MKDOCS = """site_name: 测试县政务公开标准目录
use_directory_urls: false
theme:
  name: zwgk
plugins:
  - zwgk
extra:
  generator: false
"""


def repository(folder: Path, files: dict[str, bytes]) -> Path:
    """A county's repository with these catalog files."""
    for path, raw in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
    (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (folder / "docs").mkdir()
    (folder / "docs" / "shuoming.md").write_text("# 使用说明\n\n从[首页](index.md)开始。\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _kept(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is kept between runs is kept for this session alone."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A sound small repository, fresh for each test."""
    return repository(tmp_path / "测试 县", base())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sound small catalog; not to be changed."""
    folder = repository(tmp_path_factory.mktemp("sound"), base())
    assert main(["--project", str(folder), "build"]) == 0
    return folder / "site"


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a catalog whose every free text is an attack; not to be changed."""
    folder = repository(tmp_path_factory.mktemp("hostile"), hostile())
    assert main(["--project", str(folder), "build"]) == 0
    return folder / "site"
