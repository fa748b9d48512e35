"""A site is the same wherever it is built, and whole or not there: what is published, verified, packed, put back."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from build_tools import git
from build_tools.cache import Cache
from build_tools.cli import main
from build_tools.publish import swap, unchanged
from build_tools.publish.staging import replacing
from tests.catalogs import base
from tests.conftest import repository

HERE = Path(__file__).parent.parent
ITEM = "catalog/items/legal-service/legal-service-001.yml"
BUSY = 75
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX kinds of files and users")

ELSEWHERE = """
import datetime, locale, os, random, socket, time

def refuse(*_, **__):
    raise OSError("no network here")

socket.socket.connect = socket.getaddrinfo = refuse
LATER = 400 * 86400
now, listed = time.time, os.listdir
time.time = lambda: now() + LATER
os.listdir = lambda *found: sorted(listed(*found), reverse=True)

class Date(datetime.date):
    @classmethod
    def today(cls):
        return datetime.date.fromtimestamp(now() + LATER)

class Datetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.fromtimestamp(now() + LATER, tz)

datetime.date, datetime.datetime = Date, Datetime
random.seed(7)
"""
"""A machine without network, a day a year later, where folders are listed the other way round."""


def zwgk(folder: Path, *words: str) -> int:
    """A command on a repository."""
    return main(["--lang", "zh", "--project", str(folder), *words])


def contents(site: Path) -> dict[str, tuple[int, bytes]]:
    """Every file and folder of a site with its mode and bytes."""
    found = {}
    for path in sorted(site.rglob("*")):
        raw = path.read_bytes() if path.is_file() else b""
        found[path.relative_to(site).as_posix()] = (stat.S_IMODE(path.stat().st_mode), raw)
    return found


@pytest.fixture(scope="module")
def open_place() -> Iterator[Path]:
    """A folder that other users can reach too."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        yield folder
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o755)


def build(project: Path, out: Path, python: Path | None = None, **how: Any) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own, with nothing of this one's environment but what is given."""
    cache = out.with_name(f"{out.name}-cache")
    cache.mkdir(parents=True, exist_ok=True)
    cache.chmod(0o777)
    path = os.pathsep.join(str(one) for one in (python, HERE) if one)
    settings = {"PYTHONPATH": path, "PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(cache), "ZWGK_LANG": "zh"}
    given = how.pop("env", {})
    command = [sys.executable, "-m", "build_tools", "--project", str(project), "build", "--out", str(out)]
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    options: dict[str, Any] = {"cwd": project, "umask": 0o022 if os.name == "posix" else -1} | how
    return subprocess.run(
        command, env=kept | settings | given, capture_output=True, text=True, encoding="utf-8", check=False, **options
    )


@pytest.fixture(scope="module")
def usual(open_place: Path) -> dict[str, tuple[int, bytes]]:
    """A site as it is built here and today."""
    project = repository(open_place / "usual", base())
    done = build(project, open_place / "first" / "site", env={"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"})
    assert done.returncode == 0, done.stderr
    return contents(open_place / "first/site")


def test_another_machine_another_day_the_same_bytes(open_place: Path, usual: dict[str, tuple[int, bytes]]) -> None:
    folder = open_place / "else where"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(ELSEWHERE, encoding="utf-8")
    project = repository(folder / "又一个 repository", dict(reversed(base().items())))
    settings = {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}
    umask = 0o077 if os.name == "posix" else -1
    done = build(project, folder / "out/site", folder, env=settings, cwd=folder, umask=umask)
    assert done.returncode == 0, done.stderr
    found = contents(folder / "out/site")
    assert found.keys() == usual.keys()
    assert [uri for uri in found if found[uri] != usual[uri]] == []
    if os.name == "posix":
        assert {mode for mode, _ in found.values()} == {0o644, 0o755}


def nobody() -> dict[str, Any]:
    """The user with the fewest rights, if this process may become it and it can read this program."""
    if os.name != "posix" or os.getuid() != 0:
        return {}
    user: dict[str, Any] = {"user": 65534, "group": 65534, "extra_groups": []}
    command, settings = [sys.executable, "-c", "import build_tools.cli"], {"PYTHONPATH": str(HERE)}
    try:
        subprocess.run(command, cwd="/", env=settings, capture_output=True, check=True, **user)
    except (OSError, subprocess.CalledProcessError):
        return {}
    return user


@posix
def test_a_source_that_cannot_be_written_no_home_no_rights(
    open_place: Path, usual: dict[str, tuple[int, bytes]]
) -> None:
    project = repository(open_place / "read only", base())
    for path in (project, *project.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    place = open_place / "last"
    place.mkdir()
    place.chmod(0o777)
    done = build(project, place / "site", cwd="/", **nobody())
    assert done.returncode == 0, done.stderr
    assert contents(place / "site") == usual
    assert sorted(path.name for path in project.iterdir()) == ["catalog", "docs", "mkdocs.yml"]


def test_what_is_unchanged_is_linked_and_never_written_through(county: Path) -> None:
    site, old = county / "site", county / ".site.zwgk-old"
    assert zwgk(county, "build") == 0
    item = county / ITEM
    item.write_bytes(item.read_bytes().replace("法律援助".encode(), "法律帮助".encode()))
    before = contents(site)
    assert zwgk(county, "build") == 0
    assert contents(old) == before
    assert zwgk(county, "verify", str(old)) == 0
    assert zwgk(county, "verify", str(site)) == 0
    page = "items/legal-service/legal-service-001.html"
    assert (site / page).read_bytes() != (old / page).read_bytes()


def test_an_archive_and_the_sums_are_what_other_programs_expect(county: Path, tmp_path: Path) -> None:
    assert zwgk(county, "build") == 0
    site = county / "site"
    uris = {uri: raw for uri, (_, raw) in contents(site).items() if (site / uri).is_file()}
    for line in (site / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, uri = line.split("  ", 1)
        assert hashlib.sha256(uris[uri]).hexdigest() == digest
    if shutil.which("sha256sum"):
        done = subprocess.run(["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"], cwd=site, check=False)
        assert done.returncode == 0
    for name in ("a.tar.gz", "a.zip", "a.tar"):
        once, again = tmp_path / "once" / name, tmp_path / name
        once.parent.mkdir(exist_ok=True)
        assert zwgk(county, "pack", "--out", str(once)) == 0
        shutil.copytree(site, tmp_path / "copy" / name)  # other times, other owners
        assert zwgk(county, "pack", "--out", str(again), "--site", str(tmp_path / "copy" / name)) == 0
        assert once.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {f"site/{uri}": uris[uri] for uri in uris}
    with tarfile.open(tmp_path / "a.tar.gz") as unpacked:
        assert {one.name for one in unpacked} == {f"site/{uri}" for uri in uris}
        assert {(one.uid, one.gid, one.uname, one.mtime, one.mode) for one in unpacked} == {(0, 0, "", 0, 0o644)}


def test_an_archive_is_never_of_another_site(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "a.tar.gz"
    target.write_bytes(b"before")
    assert zwgk(county, "build") == 0
    assert zwgk(county, "pack", "--out", str(tmp_path / "a.rar")) == 2
    assert zwgk(county, "pack", "--out", str(county / "site/a.zip")) == 2
    (county / "site/data.html").write_text("x", encoding="utf-8")
    assert zwgk(county, "pack", "--out", str(target)) != 0
    assert "data.html" in capsys.readouterr().err
    assert target.read_bytes() == b"before"
    assert list(tmp_path.glob("*zwgk-new*")) == list(tmp_path.glob(".*zwgk-new*")) == []


def test_every_changed_added_and_missing_byte_is_found(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = county / "site"
    assert zwgk(county, "build") == 0
    assert zwgk(county, "verify", str(site)) == 0
    told = capsys.readouterr().out
    assert hashlib.sha256((site / "SHA256SUMS").read_bytes()).hexdigest() in told
    page = site / "index.html"
    raw = page.read_bytes()
    page.write_bytes(raw[:100] + bytes([raw[100] ^ 1]) + raw[101:])
    (site / "data.html").unlink()
    (site / "items/more.html").write_bytes(b"")
    assert zwgk(county, "verify", str(site)) == 1
    told = capsys.readouterr().out
    assert [uri for uri in ("index.html", "data.html", "items/more.html", "search.html") if uri in told] == [
        "index.html", "data.html", "items/more.html",
    ]  # fmt: skip
    for name in ("SHA256SUMS", ".zwgk-site"):
        with (site / name).open("ab") as file:
            file.write(b"\n")
        assert zwgk(county, "verify", str(site)) != 0


@posix
def test_verifying_waits_for_no_pipe(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = county / "site"
    assert zwgk(county, "build") == 0
    (site / "data.html").unlink()
    os.mkfifo(site / "data.html")
    (site / "map.html").unlink()
    (site / "map.html").symlink_to("index.html")
    assert zwgk(county, "verify", str(site)) == 1
    told = capsys.readouterr().out
    assert "data.html" in told
    assert "map.html" in told


def test_the_way_back_and_forth(county: Path) -> None:
    site = county / "site"
    assert zwgk(county, "build") == 0
    assert zwgk(county, "rollback") == 2
    first = contents(site)
    (county / "docs/shuoming.md").write_text("# 改过\n", encoding="utf-8")
    assert zwgk(county, "build") == 0
    second = contents(site)
    assert first != second
    for wanted in (first, second, first):
        assert zwgk(county, "rollback") == 0
        assert contents(site) == wanted
    damaged = county / ".site.zwgk-old/data.html"
    damaged.unlink()  # it may be a link to what stands
    damaged.write_bytes(b"damaged")
    assert zwgk(county, "rollback") == 2
    assert contents(site) == first


def test_what_is_left_of_an_older_site_is_mended(county: Path) -> None:
    site, guide = county / "site", county / "docs/shuoming.md"
    for text in ("# 一\n", "# 二\n", "# 三\n"):
        guide.write_text(text, encoding="utf-8")
        assert zwgk(county, "build") == 0
    spare = county / ".site.zwgk-spare"
    (spare / "foreign/deep").mkdir(parents=True)
    (spare / "foreign/deep/file.html").write_text("foreign", encoding="utf-8")
    (spare / "link.html").symlink_to("index.html")
    (spare / "index.html").unlink()
    (spare / "index.html").write_text("damaged", encoding="utf-8")
    (spare / "map.html").unlink()
    (spare / "map.html").mkdir()
    for name, changed in (("quality.html", b"<"), ("bodies/index.html", b"?")):  # as long, the same bytes or others
        raw = (spare / name).read_bytes()
        (spare / name).unlink()
        (spare / name).write_bytes(changed + raw[1:])
        (spare / name).chmod(0o644)
    (spare / "levels/index.html").unlink()
    (spare / "levels/index.html").symlink_to("../quality.html")
    same = (spare / "quality.html").stat().st_ino
    third = contents(site)
    guide.write_text("# 四\n", encoding="utf-8")
    assert zwgk(county, "build") == 0
    assert zwgk(county, "verify", str(site)) == 0
    assert not (site / "foreign").exists()
    assert (site / "quality.html").stat().st_ino == same, "the very bytes may stay where they are"
    assert not (site / "levels/index.html").is_symlink()
    assert contents(county / ".site.zwgk-old") == third
    made = contents(site)
    assert zwgk(county, "build", "--out", str(county / "clean")) == 0
    assert contents(county / "clean") == made


def test_a_site_built_day_after_day_keeps_every_file(county: Path) -> None:
    with (county / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("markdown_extensions: [admonition]\n")  # nothing is certain: each build makes a site
    assert zwgk(county, "build") == 0
    first = contents(county / "site")
    for _ in range(5):
        assert zwgk(county, "build") == 0
        assert contents(county / "site") == first
        assert zwgk(county, "verify", str(county / "site")) == 0


def test_folders_come_and_go_and_become_files(county: Path) -> None:
    docs, site = county / "docs", county / "site"

    def built(times: int) -> None:
        for number in range(times):
            (docs / "shuoming.md").write_text(f"# {times}{number}\n", encoding="utf-8")
            assert zwgk(county, "build") == 0
        clean = county / "clean"
        assert zwgk(county, "build", "--out", str(clean)) == 0
        assert contents(site) == contents(clean)
        assert {path.relative_to(site) for path in site.rglob("*")} == {
            path.relative_to(clean) for path in clean.rglob("*")
        }
        shutil.rmtree(clean)

    (docs / "annex/deep").mkdir(parents=True)
    (docs / "annex/deep/x.txt").write_text("x", encoding="utf-8")
    built(4)
    shutil.rmtree(docs / "annex")
    (docs / "annex").write_text("now a file", encoding="utf-8")
    built(4)
    (docs / "annex").unlink()
    (docs / "annex").mkdir()
    (docs / "annex/y.txt").write_text("a folder again", encoding="utf-8")
    built(3)
    shutil.rmtree(docs / "annex")
    built(1)


@pytest.mark.parametrize("at_once", [True, False], ids=["at one instant", "one after the other"])
@pytest.mark.parametrize("after", range(6))
def test_whoever_interrupts_at_the_last_moment_loses_nothing(
    county: Path, at_once: bool, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each folder that changes its place may be the last thing done before the interrupt."""
    generations = []
    for number in range(2):
        (county / "docs/shuoming.md").write_text(f"# {number}\n", encoding="utf-8")
        assert zwgk(county, "build") == 0
        generations.append(contents(county / "site"))
    (county / "docs/shuoming.md").write_text("# 2\n", encoding="utf-8")
    left = [after]

    def interrupted(move: Callable[..., Any]) -> Callable[..., Any]:
        def moved(*places: Path) -> Any:
            made = move(*places)
            if left[0] == 0 and made is not False:
                left[0] -= 1
                raise KeyboardInterrupt
            left[0] -= made is not False
            return made

        return moved

    with monkeypatch.context() as patched:
        patched.setattr(swap, "exchange", interrupted(swap.exchange if at_once else lambda *_: False))
        patched.setattr(Path, "rename", interrupted(Path.rename))
        with suppress(KeyboardInterrupt):
            zwgk(county, "build")
    stands = contents(county / "site")
    assert zwgk(county, "verify", str(county / "site")) == 0
    assert zwgk(county, "rollback") == 0, "the generation before is there"
    now = contents(county / "site")
    assert now == generations[0] if stands == generations[1] else now == generations[1]
    assert zwgk(county, "build") == 0


@pytest.mark.parametrize("harm", ["gone", "other", "closed"])
def test_a_site_without_its_list_is_made_again(county: Path, harm: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert zwgk(county, "build") == 0
    before = contents(county / "site")
    sums = county / "site/SHA256SUMS"
    if harm == "gone":
        sums.unlink()
    elif harm == "other":
        sums.write_bytes(b"")
    else:
        sums.chmod(0o600)
    assert zwgk(county, "build") == 0
    assert contents(county / "site") == before
    (county / "docs/shuoming.md").write_text("# 1\n", encoding="utf-8")
    assert zwgk(county, "build") == 0
    (county / ".site.zwgk-old/SHA256SUMS").unlink()
    capsys.readouterr()
    assert zwgk(county, "rollback") == 2, "not the whole of a site"


def test_what_somebody_else_published_meanwhile_is_not_taken_for_ones_own(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As soon as a build lets go of the site another may begin, before the first one has noted what it made."""
    note = unchanged.Last.keep

    def meanwhile(*what: Any) -> None:
        with replacing(county / "site", county, 2, Cache.of(county)) as output:
            output.add("index.html", b"other")
        note(*what)

    with monkeypatch.context() as patched:
        patched.setattr(unchanged.Last, "keep", meanwhile)
        assert zwgk(county, "build") == 0
    assert (county / "site/index.html").read_bytes() == b"other"
    assert zwgk(county, "build") == 0
    assert (county / "site/index.html").read_bytes() != b"other"


def test_a_history_that_git_did_not_tell_is_asked_for_again(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(county, "一")
    with monkeypatch.context() as patched:
        asked = git._git
        patched.setattr(git, "_git", lambda place, *words: None if "log" in words else asked(place, *words))
        assert zwgk(county, "build") == 0
    first = contents(county / "site")
    assert zwgk(county, "build") == 0
    assert contents(county / "site") != first


@posix
def test_links_in_place_of_our_folders_are_not_followed(county: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    (victim / "deep").mkdir(parents=True)
    (victim / "deep/a.txt").write_text("a", encoding="utf-8")
    for what in ("spare", "new", "old", "gone", "prose"):
        for target in (victim, tmp_path / "nowhere"):
            (county / f".site.zwgk-{what}").symlink_to(target)
            (county / "docs/shuoming.md").write_text(f"# {what} {target.name}\n", encoding="utf-8")
            assert zwgk(county, "build") == 0
            assert not (county / "site").is_symlink()
            assert zwgk(county, "verify", str(county / "site")) == 0
            for left in county.glob(".site.zwgk-*"):
                assert not left.is_symlink(), left
                if left.is_dir():
                    shutil.rmtree(left)
    assert [path.name for path in sorted(victim.rglob("*"))] == ["deep", "a.txt"]


@posix
def test_everybody_may_read_the_next_site(county: Path) -> None:
    assert zwgk(county, "build") == 0
    for path, mode in ((county / "site/domains", 0o700), (county / "site", 0o750), (county / "site/index.html", 0o600)):
        path.chmod(mode)
    for number in range(4):
        (county / "docs/shuoming.md").write_text(f"# {number}\n", encoding="utf-8")
        assert zwgk(county, "build") == 0
        modes = {stat.S_IMODE(path.stat().st_mode) for path in [county / "site", *(county / "site").rglob("*")]}
        assert modes == {0o755, 0o644}
    (county / "site/index.html").chmod(0o600)
    assert zwgk(county, "build") == 0
    assert stat.S_IMODE((county / "site/index.html").stat().st_mode) == 0o644


def test_of_two_builds_at_once_one_says_so(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with replacing(county / "site", county, 1):
        assert zwgk(county, "build") == BUSY
        assert zwgk(county, "rollback") == BUSY
        assert str(county / "site") in capsys.readouterr().err
    assert zwgk(county, "build") == 0


def test_a_site_does_not_lose_a_fifth_of_its_items_unasked(county: Path) -> None:
    assert zwgk(county, "build") == 0
    before = contents(county / "site")
    item = county / ITEM
    raw = item.read_bytes()
    item.unlink()
    assert zwgk(county, "build") == 1
    assert contents(county / "site") == before
    assert zwgk(county, "build", "--allow-shrink") == 0
    item.write_bytes(raw)
    assert zwgk(county, "build") == 0
    shutil.rmtree(county / "catalog/items")
    assert zwgk(county, "build") == 1
    assert contents(county / "site") == before


@posix
@pytest.mark.parametrize("kind", ["pipe", "link", "folder", "name", "settings", "catalog"])
def test_only_ordinary_files_are_read(county: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    docs = county / "docs"
    if kind == "pipe":
        os.mkfifo(docs / "a.md")
    elif kind == "link":
        (docs / "a.md").symlink_to("/etc/passwd")
    elif kind == "folder":
        (docs / "more").mkdir()
        (docs / "more" / "a").symlink_to("/etc")
    elif kind == "name":
        (docs / "a\nb.md").write_text("# x\n", encoding="utf-8")
    else:
        name = "mkdocs.yml" if kind == "settings" else "catalog"
        (county / name).rename(county / "real")
        (county / name).symlink_to("real")
    assert zwgk(county, "build") == 2
    assert "网站没有生成" in capsys.readouterr().err
    assert not (county / "site").exists()


@posix
def test_a_pipe_in_the_catalog_is_a_finding(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert zwgk(county, "build") == 0
    os.mkfifo(county / "catalog/items/legal-service/legal-service-009.yml")
    assert zwgk(county, "build") == 1
    assert "legal-service-009.yml" in capsys.readouterr().out
    assert zwgk(county, "verify", str(county / "site")) == 0


def committed(county: Path, message: str) -> str:
    """Commit everything; returns the id."""
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false"]
    day = {"GIT_AUTHOR_DATE": "2026-03-01T01:00:00+0800", "GIT_COMMITTER_DATE": "2026-03-01T01:00:00+0800"}
    for words in (
        ["init", "-q"],
        ["add", "catalog", "docs", "mkdocs.yml"],
        ["commit", "-q", "--allow-empty", "-m", message],
    ):
        subprocess.run([*git, *words], cwd=county, check=True, env=os.environ | day)
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=county, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_one_page_names_the_commit_and_the_list(county: Path) -> None:
    site = county / "site"
    first = committed(county, "a")
    assert zwgk(county, "build") == 0
    page = (site / "version.html").read_text(encoding="utf-8")
    assert first in page
    assert "2026-03-01" in page, "the day where it was committed"
    assert "没有提交的修改" not in page
    lines = [
        line for line in (site / "SHA256SUMS").read_bytes().splitlines(True) if not line.endswith(b"  version.html\n")
    ]
    assert hashlib.sha256(b"".join(lines)).hexdigest() in page
    for path in site.rglob("*.html"):
        if path.name != "404.html":
            assert "version.html" in path.read_text(encoding="utf-8"), path
    before = contents(site)
    second = committed(county, "b")
    assert zwgk(county, "build") == 0
    after = contents(site)
    assert second in (site / "version.html").read_text(encoding="utf-8")
    assert {uri for uri in after if after[uri] != before[uri]} == {"version.html", "SHA256SUMS", ".zwgk-site"}


@pytest.mark.parametrize("what", ["written", "added", "gone", "settings", "other line ends"])
def test_the_page_tells_of_changes_that_were_not_committed(county: Path, what: str) -> None:
    committed(county, "a")
    guide, more = county / "docs/shuoming.md", county / "mkdocs.yml"
    if what == "written":
        guide.write_text("# 使用说明\n\n改过。\n", encoding="utf-8")
    elif what == "added":
        (county / "docs/more.txt").write_text("x", encoding="utf-8")
    elif what == "gone":
        guide.unlink()
    elif what == "settings":
        more.write_text(more.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    else:
        guide.write_bytes(guide.read_bytes().replace(b"\n", b"\r\n"))
    assert zwgk(county, "build") == 0
    page = (county / "site/version.html").read_text(encoding="utf-8")
    assert ("没有提交的修改" in page) == (what != "other line ends")


def test_without_a_commit_the_page_says_so(county: Path, tmp_path: Path) -> None:
    assert zwgk(county, "pages", str(tmp_path / "plain")) == 0
    assert "没有提交编号" in (tmp_path / "plain/version.html").read_text(encoding="utf-8")
    (county / "docs/version.md").write_text("# 版本\n", encoding="utf-8")
    assert zwgk(county, "build") == 1


def test_a_home_is_never_written(county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert zwgk(county, "build", "--out", str(home)) == 2
    assert zwgk(county, "rollback", "--out", "/") == 2
    assert {path.name for path in home.iterdir()} <= {".cache"}


@posix
def test_without_hard_links_and_after_a_change_of_rights(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    assert zwgk(county, "build") == 0
    before = contents(county / "site")
    for wrong in ("data.html", "map.html"):
        (county / "site" / wrong).chmod(0o600)
    for text in ("# 一\n", "# 使用说明\n\n从[首页](index.md)开始。\n"):
        (county / "docs/shuoming.md").write_text(text, encoding="utf-8")
        assert zwgk(county, "build") == 0
        assert zwgk(county, "verify", str(county / "site")) == 0
        monkeypatch.setattr(os, "link", refuse)
    assert contents(county / "site") == before
