"""Revisions as people and attackers write them: the right answer or one clear sentence, and nothing else happens."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.examples import base

ITEM = "catalog/items/legal-service/legal-service-001.yml"
WHO = {
    "GIT_AUTHOR_NAME": "甲",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "甲",
    "GIT_COMMITTER_EMAIL": "a@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main", *words]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **WHO}, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stdout.strip()


def commit(folder: Path, message: str = "改") -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def edit(folder: Path, old: str, new: str, path: str = ITEM) -> None:
    file = folder / path
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new).encode())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A county's repository with one commit on main."""
    folder = tmp_path / "county"
    for path, raw in base().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    git(folder, "init", "-q")
    commit(folder, "开始")
    return folder


def listing(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time and content."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


@pytest.fixture
def unchanged(project: Path, tmp_path: Path) -> Iterator[None]:
    """What a test runs writes nothing anywhere."""
    before = listing(tmp_path)
    yield
    assert listing(tmp_path) == before


def review(folder: Path, *words: str) -> int:
    return main(["--project", str(folder), "review", *words])


def changes(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """The meanings with the ids, as the machine-readable report has them."""
    capsys.readouterr()
    assert review(folder, *words, "--format", "json") in (0, 1)
    return [f"{one['code']} {one['id']}" for one in json.loads(capsys.readouterr().out)["changes"]]


HOSTILE = (
    "--output=x",
    "-n",
    "--",
    "",
    " ",
    "HEAD:catalog",
    "HEAD:catalog/site.yml",
    "HEAD..HEAD",
    "HEAD^{tree}",
    "HEAD\nmain",
    "main^2",
    "@{u}",
    "../../etc",
    "$(touch x)",
    "分支",
    "x" * 5000,
    "HEAD~1000",
)


@pytest.mark.parametrize("revision", HOSTILE)
@pytest.mark.usefixtures("unchanged")
def test_what_is_no_revision_is_said_to_be_none(
    project: Path, capsys: pytest.CaptureFixture[str], revision: str
) -> None:
    for words in ([revision], ["HEAD", revision]):
        assert review(project, "--", *words) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert "没有找到" in said.err
        assert len(said.err) < 800


def test_any_name_of_a_branch_will_do(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("民政局/修改", "v1.0"):
        git(project, "branch", name)
    edit(project, "  - 申请材料\n", "")
    for name in ("民政局/修改", "v1.0", "HEAD", "main", "HEAD~0", git(project, "rev-parse", "HEAD")):
        assert changes(project, capsys, name) == ["content-removed legal-service-001"]


def test_what_others_did_meanwhile_is_no_change(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(project, "switch", "-q", "-c", "mine")
    edit(project, "20个工作日内", "30个工作日内")
    commit(project)
    git(project, "switch", "-q", "main")
    edit(project, "title: 法律援助服务", "title: 法律援助")
    commit(project)
    assert changes(project, capsys, "main", "mine") == ["limit-looser legal-service-001"]
    git(project, "switch", "-q", "mine")
    assert changes(project, capsys, "main") == ["limit-looser legal-service-001"]


def test_without_a_common_beginning_the_sides_are_compared_as_they_are(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(project, "switch", "-q", "--orphan", "other")
    git(project, "checkout", "-q", "main", "--", ".")
    edit(project, "  - 申请材料\n", "")
    commit(project)
    assert changes(project, capsys, "main", "other") == ["content-removed legal-service-001"]


def test_folders_are_compared_too(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "以前"
    (copy / ITEM).parent.mkdir(parents=True)
    for path, raw in base().items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(raw)
    edit(project, "  - 申请材料\n", "")
    assert changes(project, capsys, str(copy)) == ["content-removed legal-service-001"]
    assert changes(project, capsys, "HEAD", str(copy)) == []


def test_line_ends_are_no_change(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (project / "catalog").rglob("*.yml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert changes(project, capsys, "HEAD") == []


def test_a_renamed_file_without_a_trace_of_its_id_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(project, "mv", ITEM, ITEM.replace("001", "007"))
    assert changes(project, capsys, "HEAD") == ["item-added legal-service-007", "id-lost legal-service-001"][::-1]


def test_a_clone_that_ends_before_says_so(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = git(project, "rev-parse", "HEAD")
    edit(project, "  - 申请材料\n", "")
    commit(project)
    git(tmp_path, "clone", "-q", "--depth", "1", project.as_uri(), "shallow")
    assert review(tmp_path / "shallow", first) == 2
    assert "git fetch --unshallow" in capsys.readouterr().err


def test_a_repository_without_a_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "catalog").mkdir()
    git(tmp_path, "init", "-q")
    assert review(tmp_path, "HEAD") == 2
    assert "没有找到" in capsys.readouterr().err


def test_a_bare_repository_has_no_catalog(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(project), "bare.git")
    assert review(tmp_path / "bare.git", "HEAD") == 2


def test_links_and_submodules_in_the_tree_are_not_followed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = git(project, "rev-parse", "HEAD")
    link = git(project, "hash-object", "-w", "catalog/site.yml")
    git(
        project,
        "update-index",
        "--add",
        "--cacheinfo",
        f"120000,{link},catalog/items/legal-service/legal-service-009.yml",
    )
    git(project, "update-index", "--add", "--cacheinfo", f"160000,{head},catalog/items/sub")
    git(project, "commit", "-q", "-m", "link")
    assert changes(project, capsys, head, "HEAD") == []


def test_names_with_newlines_and_quotes_do_not_confuse(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = git(project, "rev-parse", "HEAD")
    blob = git(project, "hash-object", "-w", ITEM)
    name = 'catalog/items/legal-service/a\n100644 blob x\t"b.yml'
    subprocess.run(
        ["git", "update-index", "--add", "-z", "--index-info"],
        cwd=project,
        input=f"100644 {blob}\t{name}\0".encode(),
        check=True,
    )
    git(project, "commit", "-q", "-m", "name")
    assert len(changes(project, capsys, head, "HEAD")) == 1
    assert review(project, head, "HEAD") == 0  # an item more; that its name will not do, the check says
    assert "a\n1" not in capsys.readouterr().out


def test_nothing_that_the_repository_asks_for_is_run(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trap = tmp_path / "ran"
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch {trap}\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    (project / ".gitattributes").write_text("*.yml -diff diff=trap filter=trap merge=trap\n", encoding="utf-8")
    commit(project)
    for name in (
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "diff.trap.textconv",
        "diff.trap.command",
        "core.sshCommand",
    ):
        git(project, "config", name, str(script))
    for name in ("filter.trap.smudge", "filter.trap.clean", "filter.trap.process", "alias.ls-tree", "alias.cat-file"):
        git(project, "config", name, f"!{script}")
    hooks = project / ".git" / "hooks"
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        (hooks / hook).write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
        (hooks / hook).chmod(0o755)
    file = project / ITEM
    file.write_bytes(file.read_bytes().replace("  - 申请材料\n".encode(), b""))
    before = listing(project)
    assert changes(project, capsys, "HEAD") == ["content-removed legal-service-001"]
    assert main(["--project", str(project), "diff", "HEAD"]) == 0
    assert main(["--project", str(project), "log", "legal-service-001"]) == 0
    assert not trap.exists()
    assert listing(project) == before


def test_the_life_of_an_item(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "20个工作日内", "30个工作日内")
    commit(project, "放宽时限")
    assert main(["--project", str(project), "log", "legal-service-001"]) == 0
    said = capsys.readouterr().out
    assert said.index("放宽时限") < said.index("放宽到") < said.index("开始") < said.index("新增事项")
    assert main(["--project", str(project), "log", "no-such-001"]) == 2


def test_a_record_is_drafted_and_lets_the_change_pass_when_filled_in(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "20个工作日内", "30个工作日内")
    assert review(project, "HEAD") == 1
    assert main(["--project", str(project), "announce", "HEAD", "--write", "tiaozheng"]) == 0
    (record,) = (project / "catalog/adjustments").glob("*-tiaozheng.yml")
    assert review(project, "HEAD") == 1
    record.write_text(record.read_text(encoding="utf-8").replace("待填", "县发〔2026〕1号"), encoding="utf-8")
    assert review(project, "HEAD") == 0
    assert main(["--project", str(project), "announce", "HEAD", "--write", "tiaozheng"]) == 2
    capsys.readouterr()
    assert main(["--project", str(project), "check"]) == 0, capsys.readouterr().out


def test_a_report_is_written_whole(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "  - 申请材料\n", "")
    out = tmp_path / "结果.html"
    for _ in range(2):
        assert review(project, "HEAD", "--format", "html", "--out", str(out)) == 1
    assert out.read_text(encoding="utf-8").endswith("</html>\n")
    assert review(project, "HEAD", "--out", str(tmp_path / "no" / "where.txt")) == 1


def test_a_preview_marks_what_changed(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = "catalog/items/legal-service/legal-service-001.yml"
    git(county, "init", "-q")
    commit(county)
    assert main(["--project", str(county), "build", "--out", str(county / "plain")]) == 0
    edit(county, "20个工作日内", "30个工作日内", path)
    edit(county, "title: 法律援助服务", "title: '法律<b>援助</b>服务'", path)
    assert main(["--project", str(county), "build", "--compare", "HEAD", "--out", str(county / "marked")]) == 0
    page = (county / "marked/items/legal-service/legal-service-001.html").read_text(encoding="utf-8")
    assert "<del>20</del>" in page
    assert "<ins>30</ins>" in page
    assert "法律<b>" not in page
    listed = (county / "marked/changes.html").read_text(encoding="utf-8")
    assert listed.index("收窄（1）") < listed.index("中性（1）")
    assert 'href="items/legal-service/legal-service-001.html"' in listed
    assert 'href="changes.html"' in (county / "marked/index.html").read_text(encoding="utf-8")
    assert not (county / "plain/changes.html").exists()
    assert "changes.html" not in (county / "plain/index.html").read_text(encoding="utf-8")
    for domain, count in (("legal-service", 1), ("social-assistance", 0)):
        assert (county / f"marked/domains/{domain}.html").read_text(encoding="utf-8").count("有变动") == count
    other = "items/social-assistance/social-assistance-001.html"
    assert (county / "plain" / other).read_bytes() == (county / "marked" / other).read_bytes()
    capsys.readouterr()
    assert main(["check", "--site", str(county / "marked")]) == 0, capsys.readouterr().out


def test_reviewers_are_asked_by_the_bodies_of_the_items(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(county), "codeowners"]) == 2
    git(county.parent, "init", "-q")
    edit(county, "civil-affairs:\n", "civil-affairs:\n  reviewer:\n    - '@minzheng'\n", "catalog/bodies.yml")
    edit(county, "village-committee:\n", "village-committee:\n  reviewer:\n    - '@a/cun'\n", "catalog/bodies.yml")
    capsys.readouterr()
    assert main(["--project", str(county), "codeowners"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert lines == [r"/测试\ 县/catalog/items/social-assistance/ @minzheng @a/cun"]
    owners = county.parent / "CODEOWNERS"
    for _ in range(2):
        assert main(["--project", str(county), "codeowners", "--write"]) == 0
    assert owners.read_text(encoding="utf-8").splitlines()[1:] == lines
    owners.write_text("* @me\n", encoding="utf-8")
    assert main(["--project", str(county), "codeowners", "--write"]) == 2
    assert owners.read_text(encoding="utf-8") == "* @me\n"
    edit(county, "'@minzheng'", '"@x y\\n* @all"', "catalog/bodies.yml")
    capsys.readouterr()
    assert main(["--project", str(county), "check"]) == 1
    assert "审核人" in capsys.readouterr().out
    main(["--project", str(county), "codeowners"])
    assert "@all" not in capsys.readouterr().out


def test_a_preview_shows_hostile_text_as_text(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = "catalog/items/legal-service/legal-service-001.yml"
    git(county, "init", "-q")
    commit(county)
    hostile = "</del></dl><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}"
    edit(county, "content:\n", f"content:\n  - '{hostile}'\n", path)
    edit(county, "title: 法律援助服务", "title: '\"><svg onload=alert(1)>'", path)
    assert main(["--project", str(county), "build", "--compare", "HEAD"]) == 0
    for page in ("items/legal-service/legal-service-001.html", "changes.html", "domains/legal-service.html"):
        text = (county / "site" / page).read_text(encoding="utf-8")
        assert not [one for one in ("<script>", "<img src=x", "<svg onload", "49}") if one in text]
        assert "&lt;svg onload" in text
    assert main(["check", "--site", str(county / "site")]) == 0, capsys.readouterr().out


def test_a_preview_without_changes_is_the_site(county: Path) -> None:
    git(county, "init", "-q")
    commit(county)
    made = []
    for name, more in (("plain", ()), ("same", ("--compare", "HEAD"))):
        assert main(["--project", str(county), "build", "--out", str(county / name), *more]) == 0
        files = [one for one in (county / name).rglob("*") if one.is_file()]
        made.append({str(one.relative_to(county / name)): one.read_bytes() for one in files})
    assert made[0] == made[1]


def test_names_of_folders_are_no_patterns(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(county, "civil-affairs:\n", "civil-affairs:\n  reviewer:\n    - '@minzheng'\n", "catalog/bodies.yml")
    item = (county / "catalog/items/social-assistance/social-assistance-001.yml").read_bytes()
    for number, name in enumerate(("q[ab]", "#c", "!n", "x @all")):
        folder = county / "catalog/items" / name
        folder.mkdir()
        (folder / f"social-assistance-90{number}.yml").write_bytes(item)
    capsys.readouterr()
    assert main(["--project", str(county), "codeowners"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert lines == ["/catalog/items/social-assistance/ @minzheng"]


@pytest.mark.skipif(os.name == "nt", reason="a link needs rights there")
@pytest.mark.parametrize("before", [None, b"# zwgk codeowners: mine\n"])
def test_codeowners_is_not_written_through_a_link(county: Path, tmp_path: Path, before: bytes | None) -> None:
    edit(county, "civil-affairs:\n", "civil-affairs:\n  reviewer:\n    - '@minzheng'\n", "catalog/bodies.yml")
    target = tmp_path / "elsewhere"
    if before is not None:
        target.write_bytes(before)
    (county / "CODEOWNERS").symlink_to(target)
    assert main(["--project", str(county), "codeowners", "--write"]) == 2
    assert (target.read_bytes() if target.exists() else None) == before


def test_reviewers_are_not_published(county: Path) -> None:
    edit(county, "civil-affairs:\n", "civil-affairs:\n  reviewer:\n    - '@minzheng-li'\n", "catalog/bodies.yml")
    assert main(["--project", str(county), "build"]) == 0
    assert not [one for one in (county / "site").rglob("*") if one.is_file() and b"@minzheng-li" in one.read_bytes()]


def test_what_changes_beyond_the_catalog_is_labelled(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = git(project, "rev-parse", "HEAD")
    (project / "run.py").write_text("print()\n", encoding="utf-8")
    (project / "docs").mkdir()
    (project / "docs" / "a.md").write_text("a\n", encoding="utf-8")
    commit(project)
    for form in ("text", "markdown", "html", "github"):
        capsys.readouterr()
        assert review(project, first, "HEAD", "--format", form) == 0
        said = capsys.readouterr().out
        assert "目录以外的文件" in said, form
        assert "run.py" in said
        assert "a.md" not in said
