"""The catalog as data: every format is read again by a reader of its own, and says what the catalog says."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from build_tools import assemble, fields
from build_tools.cli import main
from build_tools.exchange import FORMATS, SiteFile, dates, files, told
from build_tools.exchange.catalog_csv import safe
from build_tools.exchange.catalog_json import FORMAT
from build_tools.exchange.naming import urn
from build_tools.exchange.sitemap import MOST, sitemaps
from build_tools.field_tree import tree
from build_tools.folder import Folder
from build_tools.index import Index, build_index
from build_tools.load import load
from build_tools.model import Item, Leveled
from build_tools.pages import all_pages
from build_tools.uris import item_uri
from tests.catalogs import Files, base
from tests.conftest import repository
from tests.payloads import hostile, kind_of

HERE = Path(__file__).parent.parent
SHAPES = HERE.parent / "shared" / "data" / "cpsv-ap" / "cpsv-ap-SHACL.ttl"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESS = "https://www.shifan.example/zwgk/mulu"
CV = Namespace("http://data.europa.eu/m8g/")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
DCT = Namespace("http://purl.org/dc/terms/")


def index_of(catalog: Files) -> Index:
    """The index of files in memory."""
    return build_index(load(sorted(catalog.items())).catalog)


def with_address(catalog: Files, address: str = ADDRESS) -> Files:
    """The catalog published somewhere."""
    site = yaml.safe_load(catalog["catalog/site.yml"])
    return {**catalog, "catalog/site.yml": json.dumps({**site, "address": address}, ensure_ascii=False).encode()}


@cache
def sample(name: str) -> Index:
    """The catalogs every format is tried with: the small sound one, with an address, under attack, and the real one."""
    if name == "real":
        folder = Folder(HERE, "catalog")
        return build_index(load(folder.files(), folder.root).catalog)
    return index_of({"base": base, "published": lambda: with_address(base()), "hostile": hostile}[name]())


SAMPLES = pytest.mark.parametrize("name", ["base", "published", "hostile", "real"])


def made(name: str) -> dict[str, SiteFile]:
    """The files of a sample by their addresses."""
    return {one.uri: one for one in files(sample(name))}


def data(name: str) -> dict[str, Any]:
    """catalog.json, parsed."""
    parsed: dict[str, Any] = json.loads(made(name)["catalog.json"].content)
    return parsed


def table(name: str, uri: str = "catalog.csv") -> list[dict[str, str]]:
    """A table as a program reads it, apostrophes dropped."""
    text = made(name)[uri].content.decode("utf-8-sig")
    rows = [[cell.removeprefix("'") for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    assert len(set(rows[0])) == len(rows[0])
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def texts(part: Any) -> list[str]:
    """Every text inside plain data."""
    if isinstance(part, dict):
        return [text for value in part.values() for text in texts(value)]
    return [text for one in part for text in texts(one)] if isinstance(part, list) else [str(part)]


# --- JSON


@SAMPLES
def test_the_schema_accepts_the_data_and_nothing_odd(name: str) -> None:
    schema = json.loads(made(name)["catalog.schema.json"].content)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    document = data(name)
    assert [error.message for error in validator.iter_errors(document)] == []
    key = next(iter(document["items"]))
    for change in (
        {"format": "zwgk-catalog/2"},
        {"items": {key: {**document["items"][key], "method": "proactive"}}},
        {"items": {key: {**document["items"][key], "time_limit": "x"}}},
        {"items": {key: {one: value for one, value in document["items"][key].items() if one != "domain"}}},
        {"items": {key: {**document["items"][key], "new": "x"}}},
    ):
        assert not validator.is_valid({**document, **change}), change


def test_the_schema_stands_alone_and_is_for_any_reader() -> None:
    text = made("base")["catalog.schema.json"].content.decode()
    schema = json.loads(text)
    for ref in re.findall(r'"\$ref": "([^"]*)"', text):
        assert ref.removeprefix("#/definitions/") in schema["definitions"]
    assert not re.search(r'"(x-[a-z]+|errorMessage|patternErrorMessage|defaultSnippets|enumDescriptions)"', text)
    item = schema["properties"]["items"]["additionalProperties"]["properties"]
    assert [key for key in item if key != "domain"] == [one.key for one in fields.fields("item")]
    assert item["time_limit"]["title"] == fields.label("item", ("time_limit",))


def leveled(item: Item) -> dict[str, Any]:
    """An item's fields, values by level written out."""
    return {
        field: {level: value.at(level) for level in item.level} if isinstance(value, Leveled) else value
        for field in item.__dataclass_fields__
        for value in [getattr(item, field)]
        if field not in ("path", "index_number")
    }


@SAMPLES
def test_json_says_all_that_the_catalog_says(name: str) -> None:
    document, catalog = data(name), sample(name).catalog
    assert document["format"] == FORMAT
    for key, item in catalog.items.items():
        said = document["items"][key]
        for use in (use for uses in said["channel"].values() for use in uses if isinstance(use, dict)):
            use.update({"optional": "true"} if use.get("optional") else {})
        again = assemble.item(key, said.pop("domain"), item.path, said)
        assert leveled(again) == leveled(item)
    for registry, build in (("bodies", assemble.body), ("channels", assemble.channel), ("laws", assemble.law)):
        assert {key: build(key, one) for key, one in document[registry].items()} == dict(getattr(catalog, registry))
    assert assemble.site(document["site"]) == catalog.site
    for key, one in document["domains"].items():
        assert assemble.domain(key, one) == catalog.domains[key]
    adjustments = [
        assemble.adjustment(one.id, one.path, document["adjustments"][one.id]) for one in catalog.adjustments
    ]
    assert adjustments == list(catalog.adjustments)
    assert len(document["adjustments"]) == len(adjustments)
    for kind in ("item", "bodies", "site"):
        assert document["labels"][kind] == {".".join(one.keys): one.field.label for one in tree(kind)}


@pytest.mark.parametrize("name", ["base", "hostile"])
def test_every_typed_text_is_in_json_unchanged(name: str) -> None:
    typed = hostile() if name == "hostile" else base()
    written = set(texts(data(name)))
    keys = {"audience", "moved_to", "optional"}
    for path, raw in typed.items():
        if kind_of(path) != "exceptions":
            said = yaml.safe_load(raw)
            assert set(texts({key: one for key, one in said.items() if key not in keys})) <= written, path


# --- CSV


@SAMPLES
def test_tables_have_one_row_an_item_and_the_labels_of_the_schema(name: str) -> None:
    index = sample(name)
    rows = table(name)
    number = fields.label("adjustment", ("item", 0))
    assert [row[number] for row in rows] == [item.id for items in index.by_domain.values() for item in items]
    labels = [
        fields.label("item", (key,)) for key in ("content", "basis", "time_limit", "channel", "inquiry_contact", "link")
    ]
    assert set(labels) <= set(rows[0])
    for domain in index.domains():
        part = table(name, f"data/{domain.id}.csv")
        assert [row[number] for row in part] == [item.id for item in index.by_domain[domain.id]]


@SAMPLES
def test_no_cell_is_a_formula_and_no_text_opens_a_cell(name: str) -> None:
    for uri, file in made(name).items():
        if uri.endswith(".csv"):
            assert file.content.startswith(b"\xef\xbb\xbf")
            assert file.content.endswith(b"\r\n")
            for row in csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")):
                assert not [cell for cell in row if re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "'=1", "＝1", "＋1", "－1", "＠x", "'", "", "甲", "1"],
)
def test_a_guarded_cell_gives_its_text_back(text: str) -> None:
    assert safe(text).removeprefix("'") == text
    assert safe(text) == text or re.match("\\s*['=+@＝＋－＠-]", text)


@pytest.mark.parametrize(
    "text", ["=cmd|'/c calc'!A0", "+1", "@SUM(1)", "-2+3", '=HYPERLINK("x","y")', 'a";"=1+1', "a,=1"]
)
def test_a_formula_in_the_catalog_is_text_in_the_table(text: str) -> None:
    path = "catalog/items/legal-service/legal-service-001.yml"
    item = yaml.safe_load(base()[path])
    changed = {**item, "subject": {**item["subject"], "title": text}}
    made_files = files(index_of({**base(), path: json.dumps(changed, ensure_ascii=False, default=str).encode()}))
    content = next(one.content for one in made_files if one.uri == "catalog.csv").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
    assert safe(text) in cells
    assert (text in cells) == (text[0] == "a")


def test_hostile_texts_are_whole_in_the_table() -> None:
    index = sample("hostile")
    rows = {row[fields.label("adjustment", ("item", 0))]: row for row in table("hostile")}
    for item in index.catalog.active():
        row = rows[item.id]
        cells = "\0".join(row.values())
        assert row[fields.label("item", ("subject", "title"))] == item.subject.title
        assert row[fields.label("item", ("content",))] == "；".join(item.content)
        assert all(value in cells for _, value in item.time_limit.parts())
        assert all(group in cells for group in item.audience.groups)
        assert (item.remarks or "") in cells


# --- JSON-LD


@cache
def graph(name: str) -> Graph:
    """catalog.jsonld, read by rdflib."""
    return Graph().parse(data=made(name)["catalog.jsonld"].content.decode(), format="json-ld")


@SAMPLES
def test_linked_data_has_a_service_for_each_item_in_force(name: str) -> None:
    index, found = sample(name), graph(name)
    services = {str(found.value(one, DCT.identifier)): one for one in found.subjects(RDF.type, CPSV.PublicService)}
    assert set(services) == {item.id for item in index.catalog.active()}
    for item in index.catalog.active():
        one = services[item.id]
        assert found.value(one, DCT.title) == Literal(item.subject.name, lang="zh")
        output = found.value(one, CPSV.produces)
        assert {str(text) for text in found.objects(output, DCT.description)} == set(item.content)
        limits = {str(found.value(rule, DCT.description)) for rule in found.objects(one, CPSV.follows)}
        assert limits == {wording for _, wording in item.time_limit.parts()}
        for authority in found.objects(one, CV.hasCompetentAuthority):
            assert not index.catalog.bodies[str(found.value(authority, DCT.identifier))].member
    literals = {str(value) for value in found.objects() if isinstance(value, Literal)}
    assert {group for item in index.catalog.active() for group in item.audience.groups} <= literals
    assert not {item.domain for item in index.catalog.items.values()} - set(index.catalog.domains)


@SAMPLES
def test_everything_linked_has_a_name_and_is_described(name: str) -> None:
    found = graph(name)
    address = sample(name).catalog.site.address
    ours = {one for one in found.subjects() if str(one).startswith(address or "urn:uuid:")}
    assert ours
    for one in found.subjects(RDF.type, CPSV.PublicService):
        assert one in ours
    named = {value for value in found.objects() if isinstance(value, URIRef)}
    assert {one for one in named if str(one).startswith((address or "urn:uuid:", "urn:uuid:"))} <= set(found.subjects())
    assert '"@context": {' in made(name)["catalog.jsonld"].content.decode()


def test_a_page_of_the_site_that_an_item_leads_to_is_described_once() -> None:
    first, second = sorted(path for path in base() if "/items/" in path)[:2]
    uri = second.removeprefix("catalog/").replace(".yml", ".html")
    led = {first: base()[first] + f"link:\n  website: {ADDRESS}/{uri}\n".encode()}
    made = next(one for one in files(index_of(with_address({**base(), **led}))) if one.uri == "catalog.jsonld")
    lines = made.content.decode().split(",\n")
    assert f'{{"id": "{ADDRESS}/{uri}", "type": "foaf:Document"}}' in lines
    assert len(lines) == len(set(lines))


def test_no_two_rules_share_a_name() -> None:
    folder = "catalog/items/legal-service"
    item = base()[f"{folder}/legal-service-001.yml"]
    levelled = item.replace("信息形成之日起20个工作日内".encode(), "\n  county: 每年1月31日前".encode())
    assert levelled != item
    added = {f"{folder}/legal-service-001.yml": levelled, f"{folder}/legal-service-001-county.yml": item}
    graph = next(one for one in files(index_of({**base(), **added})) if one.uri == "catalog.jsonld").content.decode()
    assert "每年1月31日前" in graph
    assert "信息形成之日起20个工作日内" in graph


@pytest.mark.skipif(not SHAPES.is_file(), reason="the shapes of CPSV-AP are not at hand")
@SAMPLES
def test_linked_data_fits_the_shapes_of_the_profile(name: str) -> None:
    from pyshacl import validate

    shapes = Graph().parse(SHAPES)
    good, _, told = validate(graph(name), shacl_graph=shapes)
    assert good, told
    broken = Graph()
    broken += graph(name)
    broken.remove((None, DCT.title, None))
    assert not validate(broken, shacl_graph=shapes)[0]


# --- Atom


def entries(feed: ElementTree.Element) -> list[ElementTree.Element]:
    return feed.findall(f"{ATOM}entry")


def said(element: ElementTree.Element, tag: str) -> str:
    """The text of the one child that must be there."""
    (child,) = element.findall(f"{ATOM}{tag}")
    return child.text or ""


@SAMPLES
def test_feeds_are_what_atom_asks_for(name: str) -> None:
    index = sample(name)
    found = {
        uri: ElementTree.fromstring(one.content) for uri, one in made(name).items() if uri.endswith((".xml", ".atom"))
    }
    assert bool(found) == bool(index.catalog.adjustments)
    ids = [said(feed, "id") for feed in found.values()]
    assert len(set(ids)) == len(ids)
    moment = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00\+08:00")
    for uri, feed in found.items():
        assert feed.tag == f"{ATOM}feed"
        assert said(feed.findall(f"{ATOM}author")[0], "name")
        parts = [feed, *entries(feed)]
        assert len(parts) > 1
        for part in parts:
            assert re.fullmatch("urn:uuid:[0-9a-f-]{36}", said(part, "id"))
            assert said(part, "title").strip()
            assert moment.fullmatch(said(part, "updated"))
        assert said(feed, "updated") == max(said(entry, "updated") for entry in entries(feed))
        for link in feed.iter(f"{ATOM}link"):
            href = link.get("href", "")
            address = index.catalog.site.address
            assert href.startswith(address or "../" * uri.count("/"))
            assert re.search(r"adjustments(/[^/]+)?\.html$", href) or href.endswith(uri)


@pytest.mark.parametrize("name", ["hostile", "real"])
def test_feeds_tell_each_adjustment_as_it_is_written(name: str) -> None:
    index = sample(name)
    whole = ElementTree.fromstring(made(name)["feed.xml"].content)
    for adjustment, entry in zip(index.catalog.adjustments, entries(whole), strict=True):
        assert said(entry, "id") == urn("adjustment", adjustment.id, index.catalog.site)
        assert said(entry, "title") == adjustment.title
        assert said(entry, "summary") == adjustment.reason
        assert adjustment.approved_by in said(entry, "content")
        assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == list(
            dict.fromkeys(index.catalog.items[one].domain for one in adjustment.item)
        )


def test_a_feed_for_a_body_is_there_where_an_adjustment_concerns_it() -> None:
    feeds = {uri for uri in made("hostile") if uri.startswith("feeds/")}
    # The item that ended is published by these two; nobody else has anything to tell.
    ended = sample("hostile").catalog.items["legal-service-002"]
    bodies = {body for _, named in ended.publishing_body.parts() for body in named}
    assert {f"feeds/body/{body}.atom" for body in bodies} <= feeds
    assert [uri for uri in feeds if uri.startswith("feeds/domain/")] == ["feeds/domain/legal-service.atom"]
    assert len(feeds) < len(sample("hostile").catalog.bodies)


def test_what_xml_cannot_hold_is_replaced() -> None:
    files_ = hostile()
    site = yaml.safe_load(files_["catalog/site.yml"])
    site["footer"]["sponsor"] = "甲\x0b乙\ufffe"
    index = index_of({**files_, "catalog/site.yml": json.dumps(site).encode()})
    feed = next(one for one in files(index) if one.uri == "feed.xml")
    ElementTree.fromstring(feed.content)


# --- Sitemap


def best_known(uri: str) -> str:
    """The address of a page; the home page is known by its folder."""
    return f"{ADDRESS}/{uri if uri != 'index.html' else ''}"


def test_the_map_lists_every_page_once_and_only_where_the_address_is_known() -> None:
    pages = {page.uri: page.updated for page in all_pages(sample("published"))}
    (file,) = sitemaps(sample("published"), pages)
    listed = {one.findtext(f"{MAP}loc"): one.findtext(f"{MAP}lastmod") for one in ElementTree.fromstring(file.content)}
    assert set(listed) == {best_known(uri) for uri in pages}
    item = sample("published").catalog.items["social-assistance-001"]
    assert listed[f"{ADDRESS}/{item_uri(item)}"] == item.reviewed
    assert list(sitemaps(sample("base"), pages)) == []


def test_too_many_pages_take_several_maps() -> None:
    whole, *parts = sitemaps(sample("published"), dict.fromkeys(f"甲{number}.html" for number in range(MOST + 1)))
    assert [one.uri for one in parts] == ["sitemap-1.xml", "sitemap-2.xml"]
    assert [one[0].text for one in ElementTree.fromstring(whole.content)] == [f"{ADDRESS}/{one.uri}" for one in parts]
    assert sum(len(ElementTree.fromstring(one.content)) for one in parts) == MOST + 1
    assert parts[0].content.isascii()


# --- All of them


@SAMPLES
def test_empty_domains_are_absent(name: str) -> None:
    catalog = sample(name).catalog
    used = {item.domain for item in catalog.items.values()}
    assert set(data(name)["domains"]) == used | {one.domain for one in catalog.site.not_applicable}


def test_a_domain_without_items_is_nowhere() -> None:
    domains = base()["catalog/domains.yml"] + "\nempty-domain:\n  name: 空领域\n".encode()
    for file in files(index_of({**base(), "catalog/domains.yml": domains})):
        assert "empty-domain" not in file.uri
        assert b"empty-domain" not in file.content
        assert "空领域".encode() not in file.content


def test_files_are_the_same_whenever_and_however_they_are_made() -> None:
    again = {one.uri: one.content for one in files(index_of(hostile()))}
    assert again == {one.uri: one.content for one in files(sample("hostile"))}
    assert all(b"\r\n" not in content for uri, content in again.items() if not uri.endswith(".csv"))


def test_dates_come_from_the_data() -> None:
    index = sample("hostile")
    ended = index.catalog.items["legal-service-002"]
    assert dates.changed(ended, index) == "2026-01-05"
    newest = dates.catalog_date(index)
    assert newest == max(date for item in index.catalog.items.values() if (date := dates.changed(item, index)))
    assert data("hostile")["date"] == newest
    for one in made("hostile").values():
        assert one.date is None or (newest and one.date <= newest)


def test_every_format_is_a_module_and_every_module_a_format() -> None:
    folder = HERE / "build_tools" / "exchange"
    having = (one for one in folder.glob("*.py") if "def files(index: Index) -> Iterator" in one.read_text("utf-8"))
    assert {one.stem for one in having} - {"__init__"} == set(FORMATS)


def test_the_page_tells_of_the_files_that_are_made() -> None:
    for name in ("base", "hostile", "base"):
        index = sample(name)
        assert [(one.uri, one.size) for one in told(index)] == [(one.uri, len(one.content)) for one in files(index)]


def test_the_address_has_the_slash_of_a_folder() -> None:
    for typed in (ADDRESS, ADDRESS + "/"):
        assert index_of(with_address(base(), typed)).catalog.site.address == ADDRESS + "/"


# --- On the site


def test_the_data_page_shows_each_file_with_its_checksum() -> None:
    (page,) = (one for one in all_pages(sample("real")) if one.uri == "data.html")
    for one in made("real").values():
        assert f'href="{one.uri}"' in page.html
        if not one.uri.endswith((".xml", ".atom")):
            assert hashlib.sha256(one.content).hexdigest() in page.html
    assert 'href="fields.html"' in page.html


def test_both_ways_of_publishing_write_every_file(tmp_path: Path) -> None:
    folder = repository(tmp_path / "a", with_address(base()))
    assert main(["--project", str(folder), "build"]) == 0
    assert main(["--project", str(folder), "pages", str(tmp_path / "plain")]) == 0
    for one in made("published").values():
        assert (folder / "site" / one.uri).read_bytes() == one.content
        assert (tmp_path / "plain" / one.uri).read_bytes() == one.content
    built = {one.findtext(f"{MAP}loc") for one in ElementTree.parse(folder / "site/sitemap.xml").getroot()}
    pages = {one.relative_to(folder / "site").as_posix() for one in (folder / "site").rglob("*.html")}
    assert built == {best_known(uri) for uri in pages - {"404.html", "version.html"}}
    assert not (folder / "site/sitemap.xml.gz").exists()
    for uri in ("index.html", "items/legal-service/legal-service-001.html", "data.html"):
        for site in (folder / "site", tmp_path / "plain"):
            assert f'<link rel="canonical" href="{best_known(uri)}">' in (site / uri).read_text(encoding="utf-8")


def test_without_an_address_nothing_absolute_is_written(site: Path) -> None:
    assert not list(site.glob("sitemap*"))
    assert 'rel="canonical"' not in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "catalog.json").is_file()
