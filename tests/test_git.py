"""The history of catalog files, and where the repository is on the web."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.git import Commit, History, history
from build_tools.index import build_index
from build_tools.load import load
from build_tools.pages import item
from build_tools.remote import remote
from tests.catalogs import base

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
WHO = {
    "GIT_AUTHOR_NAME": "甲",
    "GIT_AUTHOR_EMAIL": "a@b.example",
    "GIT_COMMITTER_NAME": "甲",
    "GIT_COMMITTER_EMAIL": "a@b.example",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def git(folder: Path, *words: str, day: str = "2026-01-01T00:30:00 +0800") -> None:
    env = {**os.environ, **WHO, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    subprocess.run(["git", *words], cwd=folder, env=env, check=True, capture_output=True)


def commit(folder: Path, subject: str, day: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", subject, day=day)


@pytest.fixture
def county_in(tmp_path: Path) -> Path:
    """A repository with the project in a sub-directory, and a renamed file."""
    git(tmp_path, "init", "-q", "-b", "main")
    project = tmp_path / "县 里"
    (project / "catalog").mkdir(parents=True)
    (project / "catalog" / "甲.yml").write_text("一\n二\n三\n四\n五\n", encoding="utf-8")
    commit(tmp_path, "起草", "2026-01-01T00:30:00 +0800")
    (project / "catalog" / "甲.yml").rename(project / "catalog" / "乙.yml")
    commit(tmp_path, "<script>改名</script>", "2026-02-02T12:00:00 -0500")
    (project / "catalog" / "乙.yml").write_text("一\n二\n三\n四\n六\n", encoding="utf-8")
    (project / "catalog" / "丙.yml").write_text("别的\n", encoding="utf-8")
    commit(tmp_path, "修改", "2026-03-03T23:59:00 +0800")
    return project


def told(found: History, path: str) -> list[tuple[str, str]]:
    return [(one.date, one.subject) for one in found.of(path)]


def test_the_history_follows_a_rename_and_keeps_the_days_of_its_zone(county_in: Path) -> None:
    found = history(county_in)
    assert told(found, "catalog/乙.yml") == [
        ("2026-03-03", "修改"),
        ("2026-02-02", "<script>改名</script>"),
        ("2026-01-01", "起草"),
    ]
    assert told(found, "catalog/丙.yml") == [("2026-03-03", "修改")]
    assert told(found, "catalog/甲.yml") == []
    assert (found.head, found.shallow, found.prefix) == (found.of("catalog/丙.yml")[0].id, False, "县 里/")


def test_a_shallow_clone_says_so_and_claims_no_beginning(county_in: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{tmp_path}", str(clone))
    found = history(clone / county_in.name)
    assert found.shallow
    assert told(found, "catalog/乙.yml") == [("2026-03-03", "修改")]


def test_no_repository_and_no_commit_are_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert history(tmp_path) == History()
    git(tmp_path, "init", "-q")
    assert history(tmp_path) == History()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert history(tmp_path) == History()


def test_nothing_in_the_repository_is_run(county_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = county_in / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{county_in}/sprung'\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    for name in ("core.pager", "core.fsmonitor", "diff.external", "gpg.program", "core.sshCommand", "pager.log"):
        git(county_in, "config", name, str(trap))
    git(county_in, "config", "log.showSignature", "true")
    git(county_in, "config", "diff.x.textconv", str(trap))
    (county_in / "catalog" / ".gitattributes").write_text("*.yml diff=x\n", encoding="utf-8")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert len(history(county_in).of("catalog/乙.yml")) == 3
    assert not (county_in / "sprung").exists()


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://github.com/shifan/zwgk.git", "https://github.com/shifan/zwgk"),
        ("https://name:secret@gitee.com/shifan/zwgk", "https://gitee.com/shifan/zwgk"),
        ("https://gitlab.shifan.example/a/b/zwgk.git", "https://gitlab.shifan.example/a/b/zwgk"),
        ("https://gitlab.shifan.example:8443/a/zwgk/", "https://gitlab.shifan.example:8443/a/zwgk"),
        ("git@github.com:shifan/zwgk.git", None),
        ("http://github.com/shifan/zwgk", None),
        ("https://github.com/shifan", None),
        ("https://github.com/../zwgk", None),
        ("https://github.com/a/b?x=1", None),
        ('https://github.com/a/b"><script>', None),
        ("https://code.shifan.example/a/b", None),
        ("https://github.com:port/a/b", None),
        ("/srv/zwgk.git", None),
        (None, None),
    ],
)
def test_where_the_repository_is_on_the_web(url: str | None, page: str | None) -> None:
    found = remote(url)
    assert (found.page if found else None) == page


def test_the_pages_of_a_file_and_of_a_new_issue() -> None:
    found = remote("https://gitlab.com/a/zwgk")
    assert found is not None
    assert found.blob("abc", "县 里/甲#.yml") == (
        "https://gitlab.com/a/zwgk/-/blob/abc/%E5%8E%BF%20%E9%87%8C/%E7%94%B2%23.yml"
    )
    assert found.new_issue("a&b", "c\nd").endswith("?issue%5Btitle%5D=a%26b&issue%5Bdescription%5D=c%0Ad")


def test_the_subject_of_a_change_is_shown_as_plain_text() -> None:
    catalog = load(sorted(base().items())).catalog
    one = next(iter(catalog.items.values()))
    hostile = Commit("0" * 40, "2026-01-05", "\x1b[31m\u202e<script>" + "长" * 500)
    (plan,) = item.plans(build_index(replace(catalog, items={one.id: one}), History({one.path: (hostile,)})))
    page = plan.make()
    assert "\\u001b[31m\\u202e&lt;script&gt;长" in page.html
    assert "长" * 100 not in page.html
