"""Levels, townships and villages, channels, laws, notices, the standard blocks: who has a page, and what is on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from build_tools.index import Index, build_index
from build_tools.load import load
from build_tools.pages import all_pages
from build_tools.pages.standard import MARKS
from build_tools.starter import parts
from tests.catalogs import base

HERE = Path(__file__).parent.parent
CATALOG = HERE / "catalog"
ITEM = re.compile(r'href="(?:\.\./)+items/[a-z0-9-]+/([a-z0-9-]+)\.html"')
BODIES = yaml.safe_load((CATALOG / "bodies.yml").read_text(encoding="utf-8"))


def catalog_files() -> dict[str, bytes]:
    """The demonstration catalog."""
    return {path.relative_to(HERE).as_posix(): path.read_bytes() for path in sorted(CATALOG.rglob("*.yml"))}


def site_of(files: dict[str, bytes]) -> tuple[Index, dict[str, str]]:
    """The index of a catalog and its pages by their place."""
    index = build_index(load(sorted(files.items())).catalog)
    return index, {page.uri: page.html for page in all_pages(index) if not page.uri.startswith(("items/", "rule/"))}


@pytest.fixture(scope="module")
def ours() -> dict[str, str]:
    """The pages of the demonstration catalog."""
    return site_of(catalog_files())[1]


def edited(name: str, old: str, new: str) -> dict[str, bytes]:
    """The small catalog with one place changed."""
    files = base()
    text = files[f"catalog/{name}"].decode()
    assert old in text
    return {**files, f"catalog/{name}": text.replace(old, new).encode()}


def duties() -> dict[str, set[str]]:
    """What each body must publish, read from the files alone."""
    found: dict[str, set[str]] = {body: set() for body in BODIES}
    for path in sorted((CATALOG / "items").rglob("*.yml")):
        item = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "retired" in item:
            continue
        named = item["publishing_body"]
        for body in named if isinstance(named, list) else [one for some in named.values() for one in some]:
            for acting in (body, *BODIES[body].get("member", ())):
                found[acting].add(path.stem)
    return found


def test_each_body_shows_exactly_what_it_must_publish(ours: dict[str, str]) -> None:
    for body, wanted in duties().items():
        assert (f"bodies/{body}.html" in ours) == bool(wanted)
        if wanted:
            assert set(ITEM.findall(ours[f"bodies/{body}.html"])) == wanted, body


def test_a_place_tells_its_own_contact_and_what_is_above_and_below(ours: dict[str, str]) -> None:
    for body, entry in BODIES.items():
        page = ours[f"bodies/{body}.html"]
        if "contact" in entry:
            assert page.index(entry["contact"]["phone"]) < page.index('id="items"')
            assert entry["contact"]["address"] in page
        if "parent" in entry:
            assert f'href="../bodies/{entry["parent"]}.html"' in page
            assert f'href="../bodies/{body}.html"' in ours[f"bodies/{entry['parent']}.html"]


def test_a_list_too_long_for_a_page_leads_to_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.pages.rows.LONGEST", 5)
    index, pages = site_of(catalog_files())
    asked = {"level": index.by_level, "body": index.by_body}
    led = 0
    for uri, html in pages.items():
        for target, query, count in re.findall(
            r'href="\.\./domains/([a-z-]+)\.html([^"]*)#table">.*?<span>(\d+) 项', html
        ):
            led += 1
            key, _, value = query.removeprefix("?").partition("=")
            there = index.by_domain[target]
            found = [item for item in there if item in asked[key][value]] if query else there
            assert len(found) == int(count) or not query, uri
    assert led > 100
    assert ITEM.findall(pages["levels/county.html"]) == []
    assert ITEM.findall(pages["bodies/township-government.html"]) == []
    assert "?body=township-government#table" in pages["bodies/liuhe-town.html"]
    assert "?level=county#table" in pages["levels/county.html"]


def test_the_tables_a_long_list_leads_to_show_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.pages.rows.LONGEST", 1)
    files = catalog_files()
    name = "catalog/items/work-safety/work-safety-002.yml"  # of one township, the others of the domain are of all
    files[name] = files[name].replace(b"  - township-government", b"  - liuhe-town")
    index, pages = site_of(files)
    led = re.compile(r'href="\.\./domains/([a-z-]+)\.html\?body=([a-z-]+)#table">(.*?)<span>(\d+) 项')
    several = 0
    for body, wanted in index.by_body.items():
        if len(wanted) <= 1:
            continue
        shown: set[str] = set()
        page = pages[f"bodies/{body}.html"]
        entries = led.findall(page)
        for domain, value, text, count in entries:
            found = {item.id for item in index.by_domain[domain] if value in MARKS["body"](item)}
            assert len(found) == int(count), body
            twice = [one for one in entries if one[0] == domain]
            several += len(twice) > 1
            assert len(twice) == 1 or index.catalog.bodies[value].name in text, body
            shown |= found
        assert shown == {item.id for item in wanted}, body
        assert f"分 {len({domain for domain, *_ in entries})} 个领域" in page
    assert several


def test_a_village_is_sent_to_its_own_township(ours: dict[str, str]) -> None:
    page = ours["bodies/liulin-village.html"]
    assert BODIES["liuhe-town"]["contact"]["phone"] in page
    assert BODIES["qingshi-town"]["contact"]["phone"] not in page


def test_levels_name_their_bodies_and_what_they_have_no_part_in(ours: dict[str, str]) -> None:
    for entry in yaml.safe_load((CATALOG / "site.yml").read_text(encoding="utf-8"))["not_applicable"]:
        assert entry["reason"] in ours[f"levels/{entry['level']}.html"]
        assert entry["reason"] in ours["levels/index.html"]
    for body, entry in BODIES.items():
        assert (f'/bodies/{body}.html"' in ours[f"levels/{entry['level']}.html"]) or "member" in entry


def test_channels_and_laws_show_exactly_the_items_that_name_them(ours: dict[str, str]) -> None:
    index, _ = site_of(catalog_files())
    for registry, users in (("channels", index.by_channel), ("laws", index.by_law)):
        pages = {uri for uri in ours if uri.startswith(f"{registry}/")} - {f"{registry}/index.html"}
        assert pages == {f"{registry}/{key}.html" for key in users}
        for key, items in users.items():
            assert set(ITEM.findall(ours[f"{registry}/{key}.html"])) == {item.id for item in items}
    assert "第二十条" in ours["laws/foi-regulations.html"]
    assert "channels/library.html" not in ours


def test_every_link_between_pages_leads_to_one(ours: dict[str, str]) -> None:
    for uri, html in ours.items():
        for target in re.findall(r'href="((?:\.\./)*(?:levels|bodies|channels|laws|adjustments)/[^"#]+)"', html):
            assert target.removeprefix("../" * uri.count("/")) in ours, f"{uri}: {target}"


def test_a_law_that_ended_says_so_and_leads_on() -> None:
    name = "items/social-assistance/social-assistance-001.yml"
    text = base()[f"catalog/{name}"].decode()
    law = re.findall("law: ([a-z-]+)", text)[0]
    _, pages = site_of(edited(name, f"law: {law}", "law: old-measures"))
    page = pages["laws/old-measures.html"]
    assert "已废止" in page
    assert "社会救助暂行办法" in page
    assert "zw-ended" in pages["laws/index.html"]


def test_a_body_that_ended_says_so_and_leads_on() -> None:
    ended = (
        "name: 老局\n  level: county\n  retired:\n    date: 2026-01-01\n    reason: 机构改革\n    moved_to: justice\n"
    )
    _, pages = site_of(edited("bodies.yml", "justice:\n", f"old-office:\n  {ended}\njustice:\n"))
    assert 'href="../bodies/justice.html"' in pages["bodies/old-office.html"]
    assert "机构改革" in pages["bodies/old-office.html"]
    assert "bodies/old-office.html" in pages["bodies/index.html"]
    assert "old-office" not in pages["levels/county.html"]


def test_a_body_without_duties_has_no_page_and_no_link() -> None:
    _, pages = site_of(edited("bodies.yml", "justice:\n", "idle:\n  name: 闲局\n  level: county\n\njustice:\n"))
    assert "bodies/idle.html" not in pages
    assert not [uri for uri, html in pages.items() if "bodies/idle.html" in html]


def test_what_the_township_publishes_for_a_village_stands_on_the_page_of_the_village() -> None:
    files = base()
    for path, raw in files.items():
        if "/items/" in path:
            item = yaml.safe_load(raw)
            item.update(
                level=["county", "township", "village"], publishing_body=["civil-affairs", "township-government"]
            )
            files[path] = yaml.safe_dump(item, allow_unicode=True, sort_keys=False).encode()
    index, pages = site_of(files)
    assert index.by_body["dongwan-village"] == ()
    page = pages["bodies/dongwan-village.html"]
    assert 'id="carried"' in page
    assert set(ITEM.findall(page)) == {item.id for item in index.carried["dongwan-village"]} == set(index.catalog.items)
    assert 'href="../bodies/qingshi-town.html"' in page
    assert "bodies/dongwan-village.html" in pages["bodies/qingshi-town.html"]


def test_a_notice_has_its_page_with_what_became_of_each_item(ours: dict[str, str]) -> None:
    page = ours["adjustments/2026-10-15-tourism.html"]
    assert ITEM.findall(page) == ["tourism-001", "tourism-005", "tourism-001"]
    assert 'href="../laws/foi-regulations.html"' in page
    assert 'href="adjustments/2026-10-15-tourism.html"' in ours["adjustments.html"]


def test_the_map_lists_every_page_that_can_be_listed(ours: dict[str, str]) -> None:
    listed = set(re.findall(r'href="([^"]+)"', ours["map.html"]))
    assert {uri for uri in ours if uri not in ("index.html", "map.html", "guides.html")} <= listed


def test_a_new_county_has_its_own_copies_of_the_standard_blocks() -> None:
    found = {part.to: part for part in parts()}
    for path in sorted((HERE / "docs" / "gongkai").glob("*.md")):
        part = found[f"docs/gongkai/{path.name}"]
        assert not part.managed
        assert part.filled
        text = part.raw.decode()
        kept = [line for line in path.read_text(encoding="utf-8").splitlines() if line not in text.splitlines()]
        assert [line for line in kept if not re.match("- |.*(示范县|县人民政府)", line)] == []
        assert not re.search("示范县|shifan|0000-", text)
