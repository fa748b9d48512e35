"""The home page and the domain pages as HTML: matrix, checklist of channels, what rows can be filtered by."""

from __future__ import annotations

import re

import pytest

from build_tools.index import Index, build_index
from build_tools.load import load
from build_tools.pages import Page, all_pages
from build_tools.pages.domain_sets import domain_sets
from build_tools.pages.standard import Line, filters, flow, lines
from build_tools.time_limit import paces, read
from tests.catalogs import Files, base
from tests.domain_files import FOLDER, with_items


def index_of(files: Files) -> Index:
    return build_index(load(sorted(files.items())).catalog)


def page(index: Index, uri: str) -> Page:
    return next(one for one in all_pages(index) if one.uri == uri)


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("自信息形成或者变更之日起20个工作日内", ("days-20",)),
        ("自信息形成之日起10个工作日内", ("days-10",)),
        ("信息形成之日起7日内", ("days-10",)),
        ("信息形成之日起15日内", ("days-20",)),
        ("信息形成之日起3个月内", ("longer",)),
        ("及时公开", ("at-once",)),
        ("每季度末公开", ("regular",)),
        ("公示期7天", ("unclear",)),
        ("另行安排", ("unclear",)),
    ],
)
def test_a_time_limit_falls_into_a_class_anyone_understands(wording: str, found: tuple[str, ...]) -> None:
    assert paces(read(wording)) == found


def test_a_row_says_what_it_can_be_filtered_by() -> None:
    html = page(index_of(with_items()), "domains/social-assistance.html").html
    row = re.search(r'<tr id="social-assistance-003"[^>]*>', html)
    assert row
    for attribute in (
        'data-level="county township village"',
        'data-method="proactive"',
        'data-audience="everyone"',
        'data-limit="days-10"',
        'data-stage="decision result"',
        'data-body="civil-affairs township-government village-committee"',
    ):
        assert attribute in row[0]


def shown(domain: str, index: Index) -> list[Line]:
    """The lines of a domain's table."""
    return [line for _, some in lines(index.by_domain[domain], index) for line in some]


def test_a_filter_is_offered_only_where_it_leaves_something_out() -> None:
    index = index_of(with_items())
    found = {
        one.key: {value: count for value, _, count in one.options}
        for one in filters(shown("social-assistance", index), index)
    }
    assert found["level"] == {"county": 4, "township": 2, "village": 2}
    assert found["limit"] == {"days-10": 1, "days-20": 3}
    assert found["stage"] == {"decision": 2, "service": 1, "result": 1}
    assert found["audience"] == {"everyone": 3, "group": 1}
    assert filters(shown("legal-service", index), index) == ()


def test_every_line_has_the_boxes_of_all_channels_the_domain_uses() -> None:
    index = index_of(with_items())
    made = {
        one.row.item.id: one.channels
        for _, group in lines(index.by_domain["social-assistance"], index)
        for one in group
    }
    assert len({tuple(tick.name for tick in ticks) for ticks in made.values()}) == 1
    assert [tick.state for tick in made["social-assistance-001"]] == ["used", "used"]
    board, website = sorted(made["social-assistance-003"], key=lambda tick: len(tick.of))
    assert (board.of, website.of) == ("村级", "县级、乡级")


def test_an_optional_channel_is_an_open_box_and_says_so() -> None:
    files = with_items()
    path = f"{FOLDER}/social-assistance-002.yml"
    files[path] = files[path].replace(b"  - village-board\n", b"  - id: village-board\n    optional: true\n")
    html = page(index_of(files), "domains/social-assistance.html").html
    assert html.count('class="zw-optional"') == 1
    assert "可选：" in html


def test_the_flow_counts_the_items_of_each_stage() -> None:
    index = index_of(with_items())
    assert [(stage, count) for stage, _, count in flow(index.by_domain["social-assistance"])] == [
        ("decision", 2), ("execution", 0), ("management", 0), ("service", 1), ("result", 1),
    ]  # fmt: skip
    assert flow(index.by_domain["legal-service"]) == ()
    html = page(index, "domains/social-assistance.html").html
    assert 'href="social-assistance.html?stage=decision#table"' in html
    assert "?stage=execution" not in html


def test_a_first_level_cell_spans_its_rows() -> None:
    html = page(index_of(with_items()), "domains/social-assistance.html").html
    assert re.findall(r'<th scope="rowgroup" rowspan="(\d+)"', html) == ["2", "2"]


def test_a_large_domain_stays_light() -> None:
    files = base()
    text = files[f"{FOLDER}/social-assistance-001.yml"].decode()
    for number in range(2, 61):
        files[f"{FOLDER}/social-assistance-{number:03}.yml"] = text.replace("名单及", f"第{number}批名单及").encode()
    assert len(page(index_of(files), "domains/social-assistance.html").html.encode()) < 300_000


def test_the_matrix_leads_to_the_table_of_a_level() -> None:
    html = page(index_of(with_items()), "index.html").html
    assert 'href="domains/social-assistance.html?level=township"' in html
    assert "domains/legal-service.html?level=township" not in html


def test_domains_stand_in_the_sets_they_come_from() -> None:
    files = base()
    files["catalog/domains.yml"] += b"\nothers:\n  name: \xe5\x85\xb6\xe4\xbb\x96\xe4\xba\x8b\xe9\xa1\xb9\n"
    moved = files.pop("catalog/items/legal-service/legal-service-001.yml")
    files["catalog/items/others/others-001.yml"] = moved
    found = domain_sets(index_of(files))
    assert [(key, [one.id for one in inside]) for key, _, inside in found] == [
        ("pilot-2019", ["social-assistance"]), ("other", ["others"]),
    ]  # fmt: skip


def test_the_home_page_names_the_office_that_runs_the_site_and_what_was_reviewed() -> None:
    files = base()
    files["catalog/site.yml"] += "footer:\n  sponsor: 测试县民政局\n  report_error: https://find.example/\n".encode()
    html = page(index_of(files), "index.html").html
    assert "0000-1234567" in html
    assert 'href="https://find.example/"' in html
    assert '<time datetime="2026-03-02">' in html


def test_matters_are_shown_when_there_are_any() -> None:
    assert '<a href="matters.html#%E4%BD%8E%E4%BF%9D">我要办低保</a>' in page(index_of(base()), "index.html").html
    without = {path: raw for path, raw in base().items() if not path.endswith("synonyms.yml")}
    assert 'id="matters"' not in page(index_of(without), "index.html").html


def test_the_list_of_domains_says_what_each_holds() -> None:
    html = page(index_of(with_items()), "domains/index.html").html
    assert "最低生活保障、特困人员救助" in html
