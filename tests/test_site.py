"""The built site as files: the pages that must be there, links that lead somewhere, text that stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from build_tools import fields
from build_tools.cli import main
from build_tools.handbook import address, codes
from build_tools.index import build_index
from build_tools.load import load
from build_tools.pages import Page, all_pages
from build_tools.pages.frame import dated
from build_tools.publish.engine import Engine
from build_tools.publish.stamp import MARKS, UPDATED, Shell
from tests.catalogs import base
from tests.conftest import repository
from tests.payloads import PAYLOADS, hostile

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Reader(HTMLParser):
    """What a page contains: tags with attributes, ids, links, visible text; and whether tags are closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.title: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> inside {self.open[-3:]} at {self.getpos()}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        (self.title if self.open[-1:] == ["title"] else self.text).append(data)


def read_page(path: Path) -> Reader:
    """A page, parsed."""
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return reader


def ids(page: Reader) -> list[str]:
    """Every id on a page."""
    return [str(attrs["id"]) for _, attrs in page.tags if attrs.get("id")]


def pages_of(site: Path) -> dict[str, Reader]:
    """Every HTML page of a site."""
    return {path.relative_to(site).as_posix(): read_page(path) for path in sorted(site.rglob("*.html"))}


def test_every_domain_level_body_and_item_has_its_page(site: Path) -> None:
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    catalog = load(sorted(base().items())).catalog
    wanted = {"index.html", "domains/index.html", "bodies/index.html", "shuoming.html", "404.html"}
    wanted |= {"matters.html", "data.html", "quality.html", "guides.html", "map.html", "search.html"}
    wanted |= {"rules.html", "fields.html"} | {address(code) for code in codes()}
    wanted |= {f"domains/{one}.html" for one in catalog.domains}
    wanted |= {f"levels/{one}.html" for one in (*catalog.site.level, "index")}
    wanted |= {f"channels/{use.id}.html" for one in catalog.active() for _, uses in one.channel.parts() for use in uses}
    wanted |= {f"laws/{basis.law}.html" for one in catalog.active() for basis in one.basis if basis.law}
    wanted |= {"channels/index.html", "laws/index.html"}
    wanted |= {f"bodies/{one}.html" for one in catalog.bodies}
    wanted |= {f"items/{one.domain}/{one.id}.html" for one in catalog.items.values()}
    assert found == wanted


@pytest.mark.parametrize("which", ["site", "hostile_site"])
def test_every_link_anchor_and_asset_leads_somewhere(which: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(which)
    pages = pages_of(site)
    for name, page in pages.items():
        if name == "404.html":  # served at any depth, so its links are absolute
            continue
        for tag, attrs in page.tags:
            for key in ("href", "src"):
                target = attrs.get(key)
                if target is None:
                    continue
                parts = urlsplit(target)
                if parts.scheme:
                    assert parts.scheme in ("https", "tel", "mailto"), f"{name}: {target}"
                    assert tag == "a", f"{name}: <{tag}> loads {target}"
                    continue
                path = (site / name).parent / unquote(parts.path) if parts.path else site / name
                assert path.resolve().is_relative_to(site.resolve()), f"{name}: {target}"
                assert path.is_file(), f"{name}: {target}"
                if parts.fragment and not parts.fragment.startswith("__"):
                    other = pages[path.resolve().relative_to(site.resolve()).as_posix()]
                    assert unquote(parts.fragment) in ids(other), f"{name}: {target}"


@pytest.mark.parametrize("which", ["site", "hostile_site"])
def test_markup_is_closed_in_order_and_ids_are_unique(which: str, request: pytest.FixtureRequest) -> None:
    for name, page in pages_of(request.getfixturevalue(which)).items():
        assert page.wrong == [], name
        found = ids(page)
        assert len(found) == len(set(found)), f"{name}: {sorted(one for one in found if found.count(one) > 1)}"


def test_no_text_of_the_catalog_becomes_markup(site: Path, hostile_site: Path) -> None:
    sound = {tag for page in pages_of(site).values() for tag, _ in page.tags}
    scripts = {str(attrs.get("src")) for page in pages_of(site).values() for tag, attrs in page.tags if tag == "script"}
    own = {"time", "section", "fieldset", "legend", "select", "option"}  # pages of the sound catalog are too short
    usual = {[tag for tag, _ in page.tags].count("script") for page in pages_of(site).values()}
    for name, page in pages_of(hostile_site).items():
        assert [tag for tag, _ in page.tags].count("script") in usual, name
        for tag, attrs in page.tags:
            assert tag in sound | own, f"{name}: <{tag}>"
            assert not [key for key in attrs if key.startswith("on") or key == "srcdoc"], f"{name}: {attrs}"
            if tag == "script" and attrs.get("src"):
                assert str(attrs["src"]).split("/")[-1] in {one.split("/")[-1] for one in scripts}, name
        text = "".join(page.text)
        assert "49" not in re.findall(r"\{\{ config \}\}.{0,40}", text), name
    home = "".join(pages_of(hostile_site)["index.html"].title)
    assert any(one.split(" ")[0][:12] in home for one in PAYLOADS), home


def test_every_hostile_text_is_shown_as_it_was_typed(hostile_site: Path) -> None:
    catalog = load(sorted(hostile().items())).catalog
    item = catalog.items["legal-service-003"]
    text = "".join(read_page(hostile_site / "items/legal-service/legal-service-003.html").text)
    for wording in (
        *item.content,
        item.remarks or "",
        item.subject.category,
        *item.audience.groups,
        item.index_number or "",
    ):
        assert wording in text


def test_the_standard_table_has_the_columns_of_the_pilot_layout(site: Path) -> None:
    html = (site / "domains/social-assistance.html").read_text(encoding="utf-8")
    heads = re.findall(r"<th scope=\"col[^>]*>([^<]+)</th>", html)
    keys = ("subject", "content", "basis", "time_limit", "publishing_body", "channel", "audience", "method", "level")
    for key in keys:
        assert fields.label("item", (key,)) in heads
    assert heads[-9:] == ["一级事项", "二级事项", "全社会", "特定群众", "主动", "依申请", "县级", "乡级", "村级"]
    assert "<caption>" in html
    assert 'scope="rowgroup"' in html
    assert 'tabindex="0"' in html


def test_an_error_publishes_nothing_and_the_old_site_stays(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(county), "build"]) == 0
    before = {path: path.read_bytes() for path in (county / "site").rglob("*") if path.is_file()}
    item = county / "catalog/items/legal-service/legal-service-001.yml"
    item.write_text(item.read_text(encoding="utf-8").replace("- justice", "- nobody"), encoding="utf-8")
    assert main(["--project", str(county), "build"]) == 1
    assert {path: path.read_bytes() for path in (county / "site").rglob("*") if path.is_file()} == before
    assert "unknown-body" in capsys.readouterr().out


def test_a_warning_is_told_and_published(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    item = county / "catalog/items/legal-service/legal-service-001.yml"
    item.write_text(
        item.read_text(encoding="utf-8").replace("信息形成之日起20个工作日内", "及时公开"), encoding="utf-8"
    )
    assert main(["--project", str(county), "build"]) == 0
    assert "vague-time-limit" in capsys.readouterr().out
    assert "及时公开" in (county / "site/items/legal-service/legal-service-001.html").read_text(encoding="utf-8")


def test_two_builds_are_the_same_bytes(county: Path) -> None:
    builds = []
    for _ in range(2):
        assert main(["--project", str(county), "build"]) == 0
        files = (path for path in (county / "site").rglob("*") if path.is_file())
        builds.append({path: path.read_bytes() for path in files})
    assert builds[0] == builds[1]


def test_a_stamped_page_equals_what_the_engine_renders(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = load(sorted(base().items())).catalog
    wanted = next(page for page in all_pages(build_index(catalog)) if "items/legal" in page.uri)
    original = Engine.add_files

    def with_one_more(self: Engine, files: object, config: object) -> None:
        from mkdocs.structure.files import File, InclusionLevel

        original(self, files, config)  # type: ignore[arg-type]
        page = Page("items/legal-service/by-engine.html", wanted.title, wanted.html, wanted.description)
        source = "items/legal-service/by-engine.md"
        self.pages[source] = page
        files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))  # type: ignore

    monkeypatch.setattr(Engine, "add_files", with_one_more)
    assert main(["--project", str(county), "build"]) == 0
    folder = county / "site/items/legal-service"
    assert (folder / "by-engine.html").read_bytes() == (folder / "legal-service-001.html").read_bytes()


def test_a_theme_that_loses_a_mark_is_an_error_not_an_empty_page() -> None:
    whole = f"<title>{MARKS['title']}</title><meta content='{MARKS['description']}'>{MARKS['html']}"
    whole += "".join(dated(UPDATED).values())
    assert Shell.of(whole).stamp(Page("a/b/c.html", "<T>", "<p>h</p>", "d")).startswith("<title>&lt;T&gt;</title>")
    with pytest.raises(ValueError, match="description"):
        Shell.of(whole.replace(MARKS["description"], ""))


def test_plain_pages_are_the_same_pages(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "plain"
    assert main(["--project", str(county), "pages", str(out)]) == 0
    assert main(["--project", str(county), "pages", str(out)]) == 0  # our own folder may be replaced
    assert main(["--project", str(county), "build"]) == 0
    plain = {path.relative_to(out).as_posix() for path in out.rglob("*.html")}
    built = {path.relative_to(county / "site").as_posix() for path in (county / "site").rglob("*.html")}
    assert built - plain == {"404.html", "shuoming.html"}
    assert plain <= built
    for name, page in pages_of(out).items():
        assert page.wrong == [], name


def test_only_an_empty_folder_or_our_own_is_written(county: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.docx").write_text("x")
    for out in (foreign, county, county / "catalog", Path("/"), tmp_path):
        assert main(["--project", str(county), "pages", str(out)]) == 2, out
        assert main(["--project", str(county), "build", "--out", str(out)]) == 2, out
    assert (foreign / "thesis.docx").read_text() == "x"
    assert (county / "catalog/site.yml").exists()


def test_a_failure_while_building_leaves_the_old_site(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["--project", str(county), "build"]) == 0
    before = sorted(path.as_posix() for path in (county / "site").rglob("*"))

    def full_disk(self: Engine, site: Path) -> int:
        raise OSError(28, "No space left on device")

    (county / "docs/shuoming.md").write_text("# 另一篇\n", encoding="utf-8")

    monkeypatch.setattr(Engine, "stamp_pages", full_disk)
    assert main(["--project", str(county), "build"]) == 1
    assert sorted(path.as_posix() for path in (county / "site").rglob("*")) == before
    assert [path.name for path in county.iterdir() if path.name.startswith("site")] == ["site"]


def test_a_broken_guide_page_is_told_and_nothing_is_published(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / "docs/shuoming.md").write_text("[没有](nirgends.md)\n", encoding="utf-8")
    assert main(["--project", str(county), "build"]) == 1
    assert "nirgends" in capsys.readouterr().err
    assert not (county / "site").exists()


def test_titles_of_other_counties_fit_too(tmp_path: Path) -> None:
    files = {path: raw.replace("测试县".encode(), "A&B <县>".encode()) for path, raw in base().items()}
    folder = repository(tmp_path / "r", files)
    assert main(["--project", str(folder), "build"]) == 0
    assert "A&B <县>" in "".join(read_page(folder / "site/index.html").title)


def test_what_ended_leaves_no_dead_links(county: Path) -> None:
    for path in (county / "catalog/items").rglob("social*.yml"):
        with path.open("a", encoding="utf-8") as file:
            file.write("retired:\n  date: 2026-01-05\n  reason: 并入其他事项\n")
    with (county / "catalog/bodies.yml").open("a", encoding="utf-8") as file:
        file.write("\nfinance:\n  name: 县财政局\n  level: county\n")
    with (county / "catalog/domains.yml").open("a", encoding="utf-8") as file:
        file.write("  lead: finance\n")
    assert main(["--project", str(county), "build"]) == 0
    for name, page in pages_of(county / "site").items():
        for _, attrs in page.tags:
            target = attrs.get("href")
            if name != "404.html" and target and not urlsplit(target).scheme and urlsplit(target).path:
                assert ((county / "site" / name).parent / unquote(urlsplit(target).path)).is_file(), f"{name}: {target}"


def test_folders_with_like_names_are_left_alone(county: Path) -> None:
    for name in ("site.old", "site.new-design"):
        (county / name).mkdir()
        (county / name / "keep").write_text("x")
    assert main(["--project", str(county), "build"]) == 0
    assert (county / "site.old/keep").exists()
    assert (county / "site.new-design/keep").exists()
    assert main(["--project", str(county), "build", "--out", str(county / "catalog/site")]) == 2
    assert main(["--project", str(county), "build", "--out", str(county / "docs/x")]) == 2


def test_settings_that_would_lose_pages_are_told(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / "docs/index.md").write_text("# 你好\n", encoding="utf-8")
    assert main(["--project", str(county), "build"]) == 1
    assert "docs/index.md" in capsys.readouterr().err
    (county / "docs/index.md").unlink()
    config = county / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("plugins:\n  - zwgk\n", ""), encoding="utf-8")
    assert main(["--project", str(county), "build"]) == 1
    assert "plugins" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    ["search.md", "README.md", "items/legal-service/legal-service-001.md", "rule/unknown-body.md", "catalog.json"],
)
def test_a_file_in_docs_never_takes_the_place_of_ours(
    county: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written = county / "docs" / name
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text("# 同名\n", encoding="utf-8")
    assert main(["--project", str(county), "build"]) == 1
    assert f"docs/{name}" in capsys.readouterr().err
    assert not (county / "site").exists()


def test_any_name_of_a_written_page_can_be_linked(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / "docs" / "办事 100%#1.md").write_text("# 办事说明\n", encoding="utf-8")
    assert main(["--project", str(county), "build"]) == 0
    assert main(["check", "--site", str(county / "site")]) == 0, capsys.readouterr().out


def test_the_catalog_is_a_site_of_html_files_whatever_the_settings_say(county: Path) -> None:
    settings = county / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("use_directory_urls: false\n", ""), "utf-8")
    assert main(["--project", str(county), "build"]) == 0
    assert main(["check", "--site", str(county / "site")]) == 0
    assert (county / "site" / "shuoming.html").is_file()


@pytest.mark.parametrize("items", [0, 1])
def test_a_small_catalog_has_no_empty_lists_and_no_broken_links(tmp_path: Path, items: int) -> None:
    named = sorted(path for path in base() if "/items/" in path)
    county = repository(tmp_path / "small", {path: raw for path, raw in base().items() if path not in named[items:]})
    assert main(["--project", str(county), "build"]) == (0 if items else 1), "an empty site is hardly meant"
    assert main(["--project", str(county), "build", "--allow-shrink"]) == 0
    assert main(["check", "--site", str(county / "site")]) == 0
    for path in (county / "site").rglob("*.html"):
        html = re.sub("(?s)<template.*</template>", "", path.read_text(encoding="utf-8"))
        empty = re.search(r"<(ul|ol|dl|tbody|section|h2|h3)[^>]*>\s*</\1>", html)
        assert not empty, path


def test_the_page_of_an_ended_item_can_be_found(county: Path) -> None:
    for path in (county / "catalog/items").rglob("*.yml"):
        with path.open("a", encoding="utf-8") as file:
            file.write("retired:\n  date: 2026-01-05\n  reason: 并入其他事项\n")
        assert main(["--project", str(county), "build", "--allow-shrink"]) == 0
        assert main(["check", "--site", str(county / "site")]) == 0
