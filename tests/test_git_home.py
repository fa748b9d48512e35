"""``zwgk git-setup``: git itself shows, merges and checks catalog files; and ``zwgk git-text`` on its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools import fields
from build_tools.cli import main
from build_tools.legible import legible
from build_tools.source import REGISTRY_LIMITS, read
from tests.test_fmt import Styled, invented
from tests.test_git import WHO

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
HERE = Path(__file__).parent.parent
ITEM = "catalog/items/social-assistance/social-assistance-001.yml"
HOOK = ".git/hooks/pre-commit"


def git(folder: Path, *words: str, code: int = 0) -> str:
    """What git says; it has to end with this code."""
    env = {**os.environ, **WHO, "PYTHONPATH": str(HERE), "GIT_PAGER": "cat", "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *words], cwd=folder, env=env, capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == code, said
    return said


def zwgk(folder: Path, *words: str) -> int:
    return main(["--lang", "zh", "--project", str(folder), *words])


@pytest.fixture
def repo(county: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A county's repository with everything committed and git set up."""
    (county / ".gitattributes").write_bytes((HERE / ".gitattributes").read_bytes())
    git(county, "init", "-q", "-b", "main")
    git(county, "config", "core.quotePath", "false")
    git(county, "add", "-A")
    git(county, "commit", "-q", "-m", "起草")
    assert zwgk(county, "git-setup") == 0
    capsys.readouterr()
    return county


def edit(folder: Path, *pairs: tuple[str, str], path: str = ITEM) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / path).write_text(text, encoding="utf-8", newline="\n")


def branches(folder: Path, ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> None:
    """Two branches, ``main`` checked out with ours, ``other`` with theirs."""
    git(folder, "checkout", "-q", "-b", "other")
    edit(folder, *theirs)
    git(folder, "commit", "-q", "--no-verify", "-am", "对方改的")
    git(folder, "checkout", "-q", "main")
    edit(folder, *ours)
    git(folder, "commit", "-q", "--no-verify", "-am", "本方改的")


def test_diff_and_log_speak_chinese(repo: Path) -> None:
    edit(repo, ("method: proactive", "method: on-request"))
    said = git(repo, "diff")
    assert "-公开方式：主动\n+公开方式：依申请\n" in said
    assert "proactive" not in said
    git(repo, "commit", "-q", "--no-verify", "-am", "改方式")
    assert "+公开方式：依申请\n" in git(repo, "log", "-p", "-1")
    assert "+method: on-request\n" in git(repo, "log", "-p", "-1", "--no-textconv")
    bodies = yaml.safe_load((repo / "catalog/bodies.yml").read_text(encoding="utf-8"))
    name = next(iter(bodies.values()))["name"]
    edit(repo, (name, "县新设局"), path="catalog/bodies.yml")
    assert "+  主体名称：县新设局\n" in git(repo, "diff")


def test_both_sides_of_a_merge_are_kept(repo: Path) -> None:
    branches(repo, [("method: proactive\n", "method: on-request\n")], [("level:\n", "remarks: 甲\nlevel:\n")])
    git(repo, "merge", "-q", "--no-edit", "other")
    merged = yaml.safe_load((repo / ITEM).read_text(encoding="utf-8"))
    assert (merged["method"], merged["remarks"]) == ("on-request", "甲")
    assert zwgk(repo, "fmt", "--check") == 0


def test_a_conflict_is_left_readable_and_unmerged(repo: Path) -> None:
    ours, theirs = (
        [("method: proactive\n", f"method: {method}\nremarks: {word}\n")]
        for method, word in (("on-request", "甲"), ("proactive", "乙"))
    )
    branches(repo, ours, theirs)
    assert "要人来选：备注" in git(repo, "merge", "--no-edit", "other", code=1)
    text = (repo / ITEM).read_text(encoding="utf-8")
    assert "method: on-request\n" in text
    assert "<<<<<<< 本方\nremarks: 甲\n=======\nremarks: 乙\n>>>>>>> 对方\n" in text
    assert git(repo, "diff", "--name-only", "--diff-filter=U").strip() == ITEM
    assert "合并" in git(repo, "commit", "-am", "x", code=1) or zwgk(repo, "check") == 1


def test_without_setup_git_does_as_ever(repo: Path) -> None:
    assert zwgk(repo, "git-setup", "--remove") == 0
    assert "zwgk" not in (repo / ".git/config").read_text(encoding="utf-8")
    assert not (repo / HOOK).exists()
    edit(repo, ("method: proactive", "method: on-request"))
    assert "+method: on-request\n" in git(repo, "diff")
    git(repo, "checkout", "-q", ".")
    branches(repo, [("category: ", "category: 甲")], [("method: proactive", "method: on-request")])
    git(repo, "merge", "-q", "--no-edit", "other")


def test_the_hook_lets_nothing_wrong_pass(repo: Path) -> None:
    edit(repo, ("method: proactive", "method: 主动"))
    assert "wrong-value" in git(repo, "commit", "-qam", "错", code=1)
    edit(repo, ("method: 主动", "method: on-request"), ("level:\n", "group: 当事人\nlevel:\n"))
    if zwgk(repo, "check") == 0:
        git(repo, "commit", "-qam", "对")


def test_setup_says_what_it_did_and_does_it_once(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (repo / ".git/config").read_bytes(), (repo / HOOK).read_bytes()
    assert zwgk(repo, "git-setup") == 0
    said = capsys.readouterr().out
    assert "√ 本来就设好了" in said
    assert "●" not in said
    assert ((repo / ".git/config").read_bytes(), (repo / HOOK).read_bytes()) == before
    git(repo, "config", "merge.zwgk.driver", "false")
    assert zwgk(repo, "git-setup") == 0
    assert "√ 已经设好" in capsys.readouterr().out
    assert (repo / ".git/config").read_bytes() == before[0]
    for _ in range(2):
        assert zwgk(repo, "git-setup", "--remove") == 0
    assert "√ 本来就没有设" in capsys.readouterr().out


def test_a_hook_of_somebody_else_is_never_touched(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = "#!/bin/sh\nexit 0\n"
    (repo / HOOK).write_text(own, encoding="utf-8")
    assert zwgk(repo, "git-setup") == 0
    said = capsys.readouterr().out
    assert "● 已经有别人写的" in said
    line = said.strip().split("\n")[-1].strip()
    assert line.endswith("check || exit 1")
    assert (repo / HOOK).read_text(encoding="utf-8") == own
    (repo / HOOK).write_text(own.replace("exit 0\n", line + "\nexit 0\n"), encoding="utf-8")
    assert zwgk(repo, "git-setup") == 0
    assert "● " not in capsys.readouterr().out
    assert zwgk(repo, "git-setup", "--remove") == 0
    assert "没有动" in capsys.readouterr().out
    assert line in (repo / HOOK).read_text(encoding="utf-8")


def test_the_folder_of_hooks_may_be_another(repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / HOOK).unlink()
    git(repo, "config", "core.hooksPath", ".githooks")
    assert zwgk(repo, "git-setup") == 0
    assert (repo / ".githooks/pre-commit").is_file()
    assert not (repo / HOOK).exists()
    shared = tmp_path / "shared hooks"
    git(repo, "config", "core.hooksPath", str(shared))
    assert zwgk(repo, "git-setup") == 0
    assert "core.hooksPath 指到仓库外面" in capsys.readouterr().out
    assert not shared.exists()


def test_the_project_may_lie_deeper_and_its_python_in_a_folder_with_blanks(
    tmp_path: Path, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = tmp_path / "上 层"
    project = top / "县's 目录"
    shutil.copytree(county, project)
    (project / ".gitattributes").write_bytes((HERE / ".gitattributes").read_bytes())
    python = tmp_path / "Program Files $x 100%" / "python"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "起草")
    assert zwgk(project, "git-setup") == 0
    branches(project, [("method: proactive", "method: on-request")], [("level:\n", "remarks: 甲\nlevel:\n")])
    git(top, "merge", "-q", "--no-edit", "other")
    assert "+备注：甲\n" in git(top, "log", "-p", "-1", "other")
    edit(project, ("method: on-request", "method: 主动"))
    assert "wrong-value" in git(top, "commit", "-qam", "错", code=1)


def test_a_folder_of_the_county_is_never_taken_for_the_program(repo: Path) -> None:
    (repo / "build_tools").mkdir()
    (repo / "build_tools/__main__.py").write_text("open('sprung', 'w')\n", encoding="utf-8")
    edit(repo, ("method: proactive", "method: on-request"))
    assert "公开方式：依申请" in git(repo, "diff")
    assert not (repo / "sprung").exists()


def test_without_a_repository_it_is_misuse(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if subprocess.run(["git", "rev-parse"], cwd=county, capture_output=True, check=False).returncode == 0:
        pytest.skip("the temporary folder lies in a repository")
    for words in (["git-setup"], ["git-setup", "--remove"]):
        assert zwgk(county, *words) == 2
        assert "不在 git 仓库里" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(county))
    assert zwgk(county, "git-setup") == 2


def test_attributes_that_are_missing_are_told(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repo, "rm", "-q", ".gitattributes")
    assert zwgk(repo, "git-setup") == 0
    assert "catalog/**/*.yml diff=zwgk merge=zwgk" in capsys.readouterr().out


# --- git-text


def text_of(raw: bytes, name: str = "x.yml") -> str:
    text = legible(name, raw)
    assert text is not None
    return text


def test_every_kind_is_known_by_its_keys_alone() -> None:
    for path in sorted((HERE / "catalog").rglob("*.yml")):
        raw = path.read_bytes()
        told = text_of(raw, path.relative_to(HERE).as_posix())
        assert text_of(raw, f"/tmp/git-blob-aB3dE6/{path.name}") == told, path
        assert text_of(raw, f"/tmp/aB3dE6_{path.name}") == told, path


def test_a_file_in_chinese() -> None:
    raw = """# 开头

subject:
  category: 甲
  title: |-
    一
    二
# 时限
time_limit:
  county: 3日
level:   # 两级
  - county
  - village
basis:
  - law: x
    article: [第一条]
method: on-request
unknown: 别的
""".encode()
    assert text_of(raw) == (
        "# 开头\n公开事项：\n  一级事项：甲\n  二级事项：一\n      二\n# 时限\n公开时限：\n  县级：3日\n"
        "公开层级：  # 两级\n  - 县级\n  - 村级\n公开依据：\n  - 法规：x\n    条款：\n      - 第一条\n"
        "公开方式：依申请\nunknown：别的\n"
    )
    assert text_of(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n")) == text_of(raw)


def test_texts_that_differ_are_shown_differently() -> None:
    told = {
        text_of(f"remarks: {text}\nlevel: []\n".encode()) for text in ("|-\n  甲", "|\n  甲", "|\n  甲\n\n  乙", "甲乙")
    }
    assert len(told) == 4


@settings(max_examples=1_000)
@given(st.integers(0, 1 << 60))
def test_nothing_a_file_says_is_left_out(seed: int) -> None:
    styled = Styled(seed)
    kind, said = invented(styled.dice)
    raw = styled.write(said).encode()
    text = legible(f"catalog/{kind}.yml" if kind in fields.REGISTRIES else "catalog/items/a/a-001.yml", raw)
    if text is None:
        assert read("a.yml", raw, REGISTRY_LIMITS)[1] or not said
        return
    assert all(note in text for note in styled.notes)
    labels = {value for name in fields.NAMES for value in _choices(name)}
    assert all(line.strip() in text for word in _words(said) if word not in labels for line in word.split("\n"))


def _words(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    for inner in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from _words(inner)


def _choices(name: str) -> Iterator[str]:
    """Every value that has a label somewhere in a schema."""
    found = re.findall(r'"enum": \[(.*?)\]', json.dumps([fields.schema(name), fields.schema("common")]))
    return (value for values in found for value in json.loads(f"[{values}]"))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0\xff",
        b"a: [",
        "subject: 甲 #乙\n".encode(),
        "主题: 甲\n".encode("gbk"),
        b"- 1\n",
        b"just words\n",
        b"<<<<<<< a\nlevel: x\n=======\nlevel: y\n>>>>>>> b\n",
        b"{}\n",
        b"[" * 100_000,
        b"[[]]: 1\n",
    ],
)
def test_what_cannot_be_read_is_printed_as_it_is(
    raw: bytes, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "a.yml").write_bytes(raw)
    assert main(["git-text", str(tmp_path / "a.yml")]) == 0
    assert capfdbinary.readouterr().out == raw
    assert main(["git-text", str(tmp_path / "gone.yml")]) == 2


def test_every_field_of_every_schema_has_its_own_label() -> None:
    assert fields.label("item", ("time_limit",)) == "公开时限"
    assert text_of(b"jurisdiction:\n  name: a\n  code: '1'\nlevel:\n  county: b\n").startswith("行政区")
