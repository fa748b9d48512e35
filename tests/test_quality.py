"""The page on quality and the ways to tell of an error: figures from the data, nothing made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

from build_tools.git import History
from build_tools.index import Index, build_index
from build_tools.model import Contact, Footer, Leveled
from build_tools.pages import Page
from build_tools.pages.quality import Share, lasting, plans
from build_tools.pages.report_error import ways
from tests.catalogs import TODAY, base, checked

VAGUE = {"vague-time-limit"}


def pages(index: Index) -> list[Page]:
    return [plan.make() for plan in plans(index)]


def made(today: date = TODAY) -> Index:
    """The sound small catalog, with one warning that stays."""
    files = base()
    path = next(one for one in files if "/items/" in one)
    files[path] = files[path].replace(
        b"time_limit:", b"time_limit: \xe5\x8f\x8a\xe6\x97\xb6\xe5\x85\xac\xe5\xbc\x80 #", 1
    )
    loaded, result = checked(files, today)
    return build_index(loaded.catalog, findings=lasting(result))


def test_the_day_of_the_build_changes_nothing() -> None:
    (one,), (other,) = pages(made()), pages(made(date(2031, 1, 1)))
    assert one == other
    assert one.updated == max(item.reviewed or "" for item in made().catalog.items.values())


def test_the_page_names_what_the_check_found_and_leads_to_it() -> None:
    index = made()
    assert {one.code for one in index.findings} >= VAGUE
    (page,) = pages(index)
    assert 'href="rule/vague-time-limit.html"' in page.html
    assert "style=" not in page.html
    for one in index.findings:
        if one.item in index.catalog.items:
            assert f"/{one.item}.html" in page.html


def test_a_share_is_whole_only_where_all_are() -> None:
    assert [Share(count, 300).percent for count in (0, 1, 299, 300)] == [0, 0, 99, 100]
    assert Share(0, 0).percent == 0


def index_with(email: str | None, footer: Footer, remote: str | None) -> Index:
    index = made()
    item = next(iter(index.catalog.items.values()))
    whom: Leveled[str | Contact] = Leveled(Contact(office="甲", email=email))
    catalog = replace(
        index.catalog,
        items={item.id: replace(item, inquiry_contact=whom)},
        site=replace(index.catalog.site, footer=footer),
    )
    return replace(index, catalog=catalog, history=History(remote=remote))


def test_the_mail_is_filled_in() -> None:
    index = index_with("a@b.example", Footer(phone="0000-1234567", report_error="https://c.example/"), None)
    item = next(iter(index.catalog.items.values()))
    found = ways(item, index)
    assert [one.kind for one in found] == ["mail", "page", "phone"]
    parts = urlsplit(found[0].href)
    asked = parse_qs(parts.query)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "a@b.example")
    assert item.id in asked["subject"][0]
    assert item.subject.name in asked["body"][0]
    asked["body"][0].encode("gbk")
    assert "\r\n" in asked["body"][0]


def test_an_issue_where_the_repository_is_known_and_nothing_where_nothing_is() -> None:
    index = index_with(None, Footer(), "https://u:secret@github.com/a/b.git")
    item = next(iter(index.catalog.items.values()))
    (way,) = ways(item, index)
    assert way.kind == "issue"
    assert way.href.startswith("https://github.com/a/b/issues/new?title=")
    assert "secret" not in way.href
    assert ways(item, index_with(None, Footer(), None)) == ()
