"""Publishing: what is kept equals what is made anew, a site is put in place whole, put back, and verified."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, FileSystemLoader
from mkdocs.theme import Theme

from build_tools.cache import Cache
from build_tools.check import check
from build_tools.cli import main
from build_tools.diagnostics import UserError
from build_tools.index import Index, build_index
from build_tools.known import Known
from build_tools.load import load
from build_tools.pages import Page, plans
from build_tools.pages.frame import document, frame_files
from build_tools.pages.quality import lasting
from build_tools.pages.render import Compiled
from build_tools.publish import swap
from build_tools.publish.engine import Visible
from build_tools.publish.keys import Keys
from build_tools.publish.leads import Leads
from build_tools.publish.making import Maker
from build_tools.publish.manifest import MARKER, SUMS, wrong
from build_tools.publish.output import Output, Replacement
from build_tools.publish.own import OwnPages
from build_tools.publish.parts import Told, told
from build_tools.publish.staging import replacing
from tests.catalogs import TODAY, base
from tests.conftest import repository

HERE = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is kept yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return repository(tmp_path / "county", base())


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def build(project: Path, *more: str) -> int:
    return main(["--project", str(project), "build", *more])


def indexed(files: dict[str, bytes], known: Known | None = None) -> Index:
    loaded = load(sorted(files.items()), known=known)
    checked = check(loaded, TODAY, known=known)
    made = build_index(loaded.catalog, findings=lasting(checked))
    return replace(made, digests=loaded.digests, named=loaded.named)


# One edit: what a clerk, an office or a reviewer does to a catalog between two builds.
def said_otherwise(files: dict[str, bytes], path: str, number: int) -> None:
    files[path] = files[path].replace(b"title: ", f"title: 新{number}".encode(), 1)


def gone(files: dict[str, bytes], path: str, number: int) -> None:
    del files[path]


def under_another_name(files: dict[str, bytes], path: str, number: int) -> None:
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".yml").rstrip("0123456789")
    files[f"{folder}/{stem}{number + 500:03}.yml"] = files.pop(path)


def once_more(files: dict[str, bytes], path: str, number: int) -> None:
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".yml").rstrip("0123456789")
    files[f"{folder}/{stem}{number + 700:03}.yml"] = files[path].replace(b"title: ", b"title: \xe5\x86\x8d", 1)


def ended(files: dict[str, bytes], path: str, number: int) -> None:
    if b"retired:" not in files[path]:
        others = sorted(PurePosixPath(one).stem for one in files if "/items/" in one and one != path)
        moved = f"  moved_to: {others[number % len(others)]}\n"
        files[path] += f"retired:\n  date: 2026-01-05\n  reason: 并入其他事项\n{moved}".encode()


def by_somebody_else(files: dict[str, bytes], path: str, number: int) -> None:
    body = ids("bodies", files)[number % len(ids("bodies", files))]
    files[path] = re.sub(rb"(publishing_body:\n  - ).*", rb"\1" + body.encode(), files[path])


def announced(files: dict[str, bytes], path: str, number: int) -> None:
    law, named = ids("laws", files)[number % 3], PurePosixPath(path).stem
    text = (
        f"date: 2026-01-05\ntitle: 调整\nreason: 清理\nbasis: [{{law: {law}}}]\napproved_by: 县政府\nitem: [{named}]\n"
    )
    files[f"catalog/adjustments/2026-01-05-{number % 2}.yml"] = text.encode()


def entries(name: str, files: dict[str, bytes]) -> list[str]:
    return re.findall(r"^[a-z].*\n(?:[ ].*\n)*", files[f"catalog/{name}.yml"].decode(), re.MULTILINE)


def ids(name: str, files: dict[str, bytes]) -> list[str]:
    return [entry.partition(":")[0] for entry in entries(name, files)]


def registered_otherwise(name: str, files: dict[str, bytes], path: str, number: int) -> None:
    lines = files[f"catalog/{name}.yml"].decode().splitlines(keepends=True)
    said = [at for at, line in enumerate(lines) if re.match(" *(?:name|title|number|phone|office|url): ", line)]
    at = said[number % len(said)]
    lines[at] = f"{lines[at].rstrip()}{number % 10}\n"
    files[f"catalog/{name}.yml"] = "".join(lines).encode()


def in_another_order(name: str, files: dict[str, bytes], path: str, number: int) -> None:
    found = entries(name, files)
    found.insert(number % len(found), found.pop())
    files[f"catalog/{name}.yml"] = "\n".join(found).encode()


def registered_besides(name: str, files: dict[str, bytes], path: str, number: int) -> None:
    found = entries(name, files)
    found.insert(number % len(found), f"new-{len(found)}{found[-1][len(ids(name, files)[-1]) :]}")
    files[f"catalog/{name}.yml"] = "\n".join(found).encode()


def below_another(files: dict[str, bytes], path: str, number: int) -> None:
    found = entries("bodies", files)
    at, above = number % len(found), ids("bodies", files)[number // 3 % len(found)]
    found[at] = re.sub(" +parent: .*\n", "", found[at]).replace("\n", f"\n  parent: {above}\n", 1)
    files["catalog/bodies.yml"] = "\n".join(found).encode()


def acting_too(files: dict[str, bytes], path: str, number: int) -> None:
    known = ids("bodies", files)
    now = f"member:\n    - {known[number % len(known)]}\n"
    files["catalog/bodies.yml"] = files["catalog/bodies.yml"].replace(b"member:\n", now.encode(), 1)


def no_longer(files: dict[str, bytes], path: str, number: int) -> None:
    file = files["catalog/laws.yml"].decode()
    files["catalog/laws.yml"] = file.replace(
        "in-force", f"repealed\n  replaced_by: {ids('laws', files)[-1]}", 1
    ).encode()


REGISTRIES = ("bodies", "channels", "laws", "domains", "site")
EDITS = (
    said_otherwise, gone, under_another_name, once_more, ended, by_somebody_else, announced, below_another, acting_too,
    no_longer, *(partial(registered_otherwise, name) for name in REGISTRIES),
    *(partial(edit, name) for edit in (in_another_order, registered_besides) for name in REGISTRIES[:3]),
)  # fmt: skip


Edits = Sequence[tuple[Callable[[dict[str, bytes], str, int], None], int, int]]
"""What is done one after the other, to which item, and with which number."""


@settings(max_examples=int(os.environ.get("ZWGK_EXAMPLES", "5")), deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(edits=st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 9), st.integers(0, 99)), min_size=1, max_size=4))
def test_what_is_kept_equals_what_is_made_anew(tmp_path_factory: pytest.TempPathFactory, edits: Edits) -> None:
    _follow(edits, tmp_path_factory.mktemp("kept"))


@pytest.mark.parametrize(
    "edits",
    [
        [(ended, 0, 0), (announced, 0, 0), (said_otherwise, 1, 0)],
        [(once_more, 0, 0), (by_somebody_else, 0, 4)],
        [(once_more, 0, 0), (by_somebody_else, 0, 6)],
        [(no_longer, 0, 0), (partial(registered_otherwise, "laws"), 0, 5)],
        [(below_another, 0, 0), (partial(registered_otherwise, "bodies"), 0, 4)],
    ],
    ids=["taken over", "counted at a level", "counted above", "replaced by", "above in linked data"],
)
def test_a_page_tells_of_what_its_items_do_not_say(tmp_path: Path, edits: Edits) -> None:
    _follow(edits, tmp_path)


def _follow(edits: Edits, folder: Path) -> None:
    cache, files = Cache(folder), dict(base())
    site = folder / "site"
    _publish(files, site, folder, cache)
    for edit, which, number in edits:
        items = sorted(path for path in files if "/items/" in path)
        if len(items) > 1:
            edit(files, items[which % len(items)], number)
        _publish(files, site, folder, cache)
        clean = folder / "clean"
        _publish(files, clean, folder, Cache(None))
        assert tree(site) == tree(clean)
        assert list(wrong(site)) == []
        shutil.rmtree(clean)


def _publish(files: dict[str, bytes], site: Path, base_folder: Path, cache: Cache) -> None:
    known = Known(cache)
    index = replace(indexed(files, known), kept=cache)
    known.keep()
    with patch.object(swap, "settle"), replacing(site, base_folder / "project", 1, cache) as output:
        frame = document(Page("rule/shell.html", "", ""), index)
        maker = Maker(index, partial(document, index=index), output, Keys(index).framed((frame,)), cache)
        maker.map({one.uri: one.updated for one in maker.make(plans(index))})
        for uri, raw in (*frame_files(index), ("version.html", b"")):
            output.add(uri, raw)


def test_many_processes_make_what_one_makes(tmp_path: Path) -> None:
    files = {path.relative_to(HERE).as_posix(): path.read_bytes() for path in (HERE / "catalog").rglob("*.yml")}
    index = indexed(files)
    made = []
    for workers in (1, 3):
        output = Output(tmp_path / str(workers))
        pages = Maker(index, partial(document, index=index), output).make(plans(index), workers)
        made.append((pages, tree(tmp_path / str(workers))))
    assert made[0] == made[1]
    assert len(made[0][0]) > 500


def test_a_whole_build_keeps_what_is_the_same(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(county) == 0
    kept = county / "site/items/legal-service/legal-service-001.html"
    before = kept.stat().st_ino
    (county / "docs/shuoming.md").write_text("# 说明\n\n另一段话。\n", encoding="utf-8")
    assert build(county) == 0
    assert kept.stat().st_ino == before, "a link to what stood there"
    assert "没有变动" not in capsys.readouterr().out
    assert build(county) == 0
    assert "没有变动" in capsys.readouterr().out
    shutil.copytree(county, tmp_path / "copy", ignore=shutil.ignore_patterns(".site*", "site"))
    assert build(tmp_path / "copy") == 0
    assert tree(tmp_path / "copy/site") == tree(county / "site")


def test_nothing_to_do_is_only_said_where_it_is_so(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def says_nothing_changed() -> bool:
        assert build(county) == 0
        return "没有变动" in capsys.readouterr().out

    assert not says_nothing_changed()
    assert says_nothing_changed()
    for path in (county / "catalog").rglob("*.yml"):
        os.utime(path)  # a copy or a restored folder: other times, the same bytes
    assert says_nothing_changed()
    page = county / "site/index.html"
    page.write_bytes(page.read_bytes() + b" ")
    assert not says_nothing_changed(), "somebody touched the site"
    (county / "site/added.html").write_text("x")
    assert not says_nothing_changed()
    (county / "site/404.html").unlink()
    assert not says_nothing_changed()
    settings_file = county / "mkdocs.yml"
    settings_file.write_text(settings_file.read_text("utf-8") + "\n# other\n", "utf-8")
    assert not says_nothing_changed()
    assert says_nothing_changed()
    shutil.rmtree(county / "site")
    assert not says_nothing_changed()


def test_finding_nothing_to_do_loads_nothing_to_do_it_with(county: Path) -> None:
    for path in county.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))  # of younger ones the bytes are compared, and settings read
    for command in ("build", "check"):
        words = ["--lang", "zh", "--project", str(county), command]
        asked = f"import sys; from build_tools.cli import main; main({words!r}); print(*sys.modules)"
        for _ in range(3):
            done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, cwd=HERE, text=True)
        loaded = set(done.stdout.splitlines()[-1].split())
        assert {"click", f"build_tools.commands.{command}"} <= loaded
        assert loaded.isdisjoint({"yaml", "jinja2", "jsonschema", "mkdocs", "build_tools.load", "build_tools.check"})


def test_a_file_changed_in_the_site_is_made_again_and_the_old_site_stays_as_it_was(county: Path) -> None:
    assert build(county) == 0
    clean = tree(county / "site")
    page = county / "site/items/legal-service/legal-service-001.html"
    page.write_bytes(b"defaced")
    assert build(county) == 0
    assert tree(county / "site") == clean
    assert (county / ".site.zwgk-old/items/legal-service/legal-service-001.html").read_bytes() == b"defaced"


def test_damaged_and_foreign_caches_are_as_good_as_none(county: Path, own_cache: Path) -> None:
    assert build(county) == 0
    clean = tree(county / "site")
    packs = [path for path in own_cache.rglob("*") if path.is_file()]
    assert len(packs) >= 4
    for path in packs:
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 1
        path.write_bytes(raw)
    assert build(county) == 0
    assert tree(county / "site") == clean
    for path in packs:
        path.write_bytes(b"")
    assert build(county) == 0
    assert tree(county / "site") == clean


def test_pages_of_the_program_are_made_once_whatever_the_project(own_cache: Path) -> None:
    made = own_cache.with_name("made")

    page = Page("a.html", "标题", "一", "说明", "2026-01-02", ("a.css",), (("二", "b.atom"),))

    def make() -> list[Told]:
        with made.open("a") as file:
            file.write("made\n")
        return [told(page)]

    def asked() -> Mapping[str, Page]:
        with closing(OwnPages(make)) as own:
            return own.pages()

    first = asked()
    assert first == {"a.html": page}
    assert asked() == first
    assert made.read_text() == "made\n"
    (pack,) = own_cache.rglob("own-*")
    pack.write_bytes(pack.read_bytes()[:-1])
    assert asked() == first
    assert made.read_text() == "made\nmade\n"
    pack.unlink()
    with closing(OwnPages(make)):
        """Nobody asks for them."""
    assert not pack.exists()


def test_templates_are_compiled_once_and_a_foreign_compilation_is_refused(own_cache: Path) -> None:
    def store() -> tuple[Compiled, Environment]:
        found = Compiled()
        return found, Environment(loader=DictLoader({"a": "{{ 1 }}"}), bytecode_cache=found)

    compiled, environment = store()
    assert environment.get_template("a").render() == "1"
    compiled.keep()
    (pack,) = own_cache.rglob("templates-*")
    compiled, environment = store()
    with patch.object(environment, "compile", side_effect=AssertionError("compiled again")):
        assert environment.get_template("a").render() == "1"
    compiled, _ = store()
    other = Environment(loader=DictLoader({"a": "{{ 2 }}"}), bytecode_cache=compiled)
    assert other.get_template("a").render() == "2", "another text"
    pack.write_bytes(b"\0" * 32 + pack.read_bytes()[32:])
    assert store()[1].get_template("a").render() == "1"


def test_the_engine_is_told_of_every_file_of_a_theme_but_hidden_ones() -> None:
    dirs = Theme("zwgk").dirs
    shown = [one for one in FileSystemLoader(dirs).list_templates() if "/." not in f"/{one}"]
    assert Visible(dirs).list_templates() == shown
    assert any(one.startswith("assets/stylesheets/main.") for one in shown)


def test_where_nothing_can_be_kept_all_is_made(county: Path, monkeypatch: pytest.MonkeyPatch, own_cache: Path) -> None:
    monkeypatch.setenv("CI", "true")
    for _ in range(2):
        assert build(county) == 0
    assert not own_cache.exists()


def test_the_list_of_checksums_is_what_sha256sum_reads(county: Path) -> None:
    assert build(county) == 0
    lines = (county / "site" / SUMS).read_text(encoding="utf-8").splitlines()
    told = {line[66:]: line[:64] for line in lines}
    made = tree(county / "site")
    assert told == {uri: hashlib.sha256(raw).hexdigest() for uri, raw in made.items() if uri not in (SUMS, MARKER)}
    assert lines == sorted(lines, key=lambda line: line[66:])


@pytest.mark.parametrize("what", ["变了", "少了", "多了", "清单"])
def test_verify_finds_every_difference(county: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(county) == 0
    site = county / "site"
    assert main(["verify", str(site)]) == 0
    if what == "变了":
        page = site / "index.html"
        page.write_bytes(page.read_bytes().replace(b"a", b"b", 1))
    elif what == "少了":
        (site / "index.html").unlink()
    elif what == "多了":
        (site / "x.html").write_text("x")
    else:
        (site / SUMS).write_text("")
    capsys.readouterr()
    assert main(["verify", str(site)]) == (2 if what == "清单" else 1)
    assert what in "".join(capsys.readouterr())


def test_a_site_is_put_back_and_back_again(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(county), "rollback"]) == 2, "there is nothing to go back to"
    assert build(county) == 0
    assert main(["--project", str(county), "rollback"]) == 2
    first = tree(county / "site")
    (county / "docs/shuoming.md").write_text("# 说明\n\n另一段话。\n", encoding="utf-8")
    assert build(county) == 0
    second = tree(county / "site")
    assert first != second
    for expected in (first, second):
        assert main(["--project", str(county), "rollback"]) == 0
        assert tree(county / "site") == expected
    assert build(county) == 0
    assert tree(county / "site") == second


@pytest.mark.parametrize("items", ["5", "0"])
def test_a_site_that_lost_its_items_is_not_published(
    county: Path, items: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(county) == 0
    before = tree(county / "site")
    paths = sorted((county / "catalog/items").rglob("*.yml"))
    for path in paths if items == "0" else paths[1:]:
        path.unlink()
    assert build(county) == 1
    assert "--allow-shrink" in capsys.readouterr().err
    assert tree(county / "site") == before
    assert build(county, "--allow-shrink") == 0
    assert tree(county / "site") != before


def test_two_builds_at_once(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun, over = threading.Event(), threading.Event()

    def slow() -> None:
        with replacing(county / "site", county, 2):
            begun.set()
            over.wait(20)

    other = threading.Thread(target=slow)
    other.start()
    assert begun.wait(20)
    assert build(county) == 75
    assert "另一个命令" in capsys.readouterr().err
    over.set()
    other.join()
    assert build(county) == 0


@pytest.fixture
def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that can only rename."""
    monkeypatch.setattr(swap, "_at_once", lambda one, other: False)


@pytest.mark.usefixtures("without_exchange")
def test_where_the_system_can_only_rename(county: Path) -> None:
    assert build(county) == 0
    first = tree(county / "site")
    (county / "docs/shuoming.md").write_text("# 说明\n\n另一段话。\n", encoding="utf-8")
    assert build(county) == 0
    assert tree(county / "site") != first
    assert main(["--project", str(county), "rollback"]) == 0
    assert tree(county / "site") == first
    assert sorted(path.name for path in county.iterdir() if path.name.startswith(".site")) == [
        ".site.zwgk-lock",
        ".site.zwgk-old",
    ]


def test_the_exchange_is_at_one_instant_here(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "name").write_text(folder.name)
    swap.exchange(one, other)
    assert (one / "name").read_text() == "other"
    assert (other / "name").read_text() == "one"


def test_what_is_read_by_everybody_whoever_builds(county: Path) -> None:
    before = os.umask(0o077)
    try:
        assert build(county) == 0
    finally:
        assert os.umask(before) == 0o077
    for path in (county / "site").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_long_work_is_told_on_a_terminal_alone(
    county: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(county) == 0
    assert "……" not in capsys.readouterr().err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    (county / "docs/shuoming.md").write_text("# 说明\n", encoding="utf-8")
    assert build(county, "--timings") == 0
    told = capsys.readouterr().err
    assert "……生成页面、数据和搜索" in told
    assert re.search(r"[0-9.]+ 秒  读取目录", told)


def test_a_site_with_a_link_into_nothing_is_not_published(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(county) == 0
    before = tree(county / "site")
    page = county / "docs/shuoming.md"
    page.write_text(
        '# 说明\n\n<a href="no-such.html#x">表</a> <a href="items/">夹</a> <a href="guides.html">文</a>\n', "utf-8"
    )
    capsys.readouterr()
    assert build(county) == 1
    said = capsys.readouterr().err
    assert "shuoming.html → no-such.html" in said
    assert "shuoming.html → items/" in said
    assert "有 2 个链接" in said
    assert tree(county / "site") == before
    page.write_text('# 说明\n\n<a href="/other">外</a> <a href="../other">外</a> <a href="bodies/">单位</a>', "utf-8")
    assert build(county) == 0, "what lies outside of the site is not ours to know"


@pytest.mark.parametrize("known", [True, False], ids=["known", "read again"])
@pytest.mark.parametrize(
    ("address", "gone"), [("../two.html?x#y", "two.html"), ("../two/", "two/index.html")], ids=["page", "folder"]
)
def test_a_page_that_is_kept_must_not_lead_to_what_is_gone(
    tmp_path: Path, address: str, gone: str, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {"a/one.html": f'<a class="x" href="{address}">'.encode(), gone: b"two", "three.html": b"three"}
    read: list[Replacement] = []
    kept_leads = Replacement._kept_leads

    def noted(output: Replacement) -> Iterator[tuple[str, str]]:
        read.append(output)
        return kept_leads(output)

    monkeypatch.setattr(Replacement, "_kept_leads", noted)

    def publish(*without: str) -> None:
        with replacing(tmp_path / "site", tmp_path / "project", 1, Cache(tmp_path), True) as output:
            leads = Leads()
            for uri, raw in pages.items():
                if uri not in without:
                    kept = output.keep(uri, hashlib.sha256(raw).hexdigest())
                    output.add(uri, raw, () if kept else leads.of(uri, raw.decode()))

    publish()
    if not known:
        for path in tmp_path.glob("led-*"):
            path.unlink()
    read.clear()
    publish("three.html")
    assert bool(read) is not known, "pages that are kept are read where nobody knows what they lead to"
    read.clear()
    with pytest.raises(UserError) as caught:
        publish("three.html", gone)
    assert caught.value.args_by_name["links"] == f"a/one.html → {address[3:].partition('?')[0]}"
    assert (tmp_path / "site" / gone).is_file()
    assert read, "somebody led there"
    publish("a/one.html", gone)
    read.clear()
    publish()
    assert not read, "what is gone for good is forgotten"


def test_a_file_that_is_not_as_long_as_it_was_written_is_not_published(tmp_path: Path) -> None:
    with (
        pytest.raises(UserError, match="output-failed") as caught,
        replacing(tmp_path / "site", tmp_path / "project", 1, Cache(tmp_path), True) as output,
    ):
        output.made("index.html", output.write("index.html", b"whole"), 9)
    assert caught.value.args_by_name["path"] == str(tmp_path / ".site.zwgk-new/index.html"), "where to look"
    assert not (tmp_path / "site").exists()


def test_plain_pages_are_listed_with_all_they_load(county: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert main(["--project", str(county), "pages", str(tmp_path / "plain")]) == 0
        assert list(wrong(tmp_path / "plain")) == []


def test_a_page_leads_where_a_browser_would_go() -> None:
    html = (
        '<a href="../x/%E4%B8%80.html#a">a</a><a href="b.html?q=1&amp;r">b</a><img src="../p.png"><form action="../s">'
    )
    elsewhere = (
        '<a href="https://a.cn/x">a</a><a href="tel:12345">t</a><a href="#here">h</a><a href="/top">t</a> href=x'
    )
    leads = Leads()
    assert leads.of("d/one.html", html + elsewhere) == ("p.png", "s", "x/一.html", "d/b.html")
    assert leads.of("d/two.html", html) == (), "told before"
    assert leads.of("e/two.html", '<a href="b.html">') == ("e/b.html",)
    assert leads.of("404.html", '<a href="/index.html">') == ()
