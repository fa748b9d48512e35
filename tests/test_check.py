"""The rule engine: exceptions, crashing rules, fixed order, nothing hidden."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from build_tools.catalog import Catalog, body_places, inquiry_places, members
from build_tools.check import check
from build_tools.diagnostics import Diagnostic, Finding, Severity, Span
from build_tools.examples import cases, files_of, names
from build_tools.load import load
from build_tools.model import Item
from build_tools.rules import Rule, all_rules
from tests.catalogs import TODAY, base, checked

ITEM = "catalog/items/social-assistance/social-assistance-001.yml"


def broken(item: Item, catalog: Catalog) -> Iterator[Finding]:
    """A rule with a fault of its own."""
    yield Finding(("level", 0), {})
    raise ZeroDivisionError("half way")


def test_a_rule_that_raises_becomes_a_finding_and_the_others_go_on() -> None:
    files = {**base(), ITEM: base()[ITEM].replace(b"  - website\n", b"  - web\n")}
    loaded = load(sorted(files.items()))
    rule = Rule("level-mapping", Severity.ERROR, "", broken, None)
    others = tuple(one for one in all_rules() if one.code != "level-mapping")
    found = check(loaded, TODAY, (rule, *others)).diagnostics
    assert [one.code for one in found].count("rule-crashed") == 2
    assert "unknown-channel" in [one.code for one in found]
    crash = next(one for one in found if one.code == "rule-crashed")
    assert crash.args["rule"] == "level-mapping"
    assert "ZeroDivisionError" in crash.args["error"]


def test_findings_do_not_depend_on_the_order_of_files() -> None:
    files = base()
    for path in [path for path in files if "/items/" in path]:
        files[path] = files[path].replace(b"civil-affairs", b"civil").replace(b"website", b"web")
    wanted = checked(files)[1].diagnostics
    assert len(wanted) > 3
    names = list(files)
    for seed in range(5):
        random.Random(seed).shuffle(names)
        assert check(load((name, files[name]) for name in names), TODAY).diagnostics == wanted


def exempted(until: str, wording: str = "及时公开") -> dict[str, bytes]:
    """The base catalog with a vague limit and an exception for it."""
    files = base()
    files[ITEM] = files[ITEM].replace("自信息形成或者变更之日起20个工作日内".encode(), wording.encode())
    files["catalog/exceptions.yml"] = (
        f"- rule: vague-time-limit\n  item: social-assistance-001\n  reason: 正在报批\n  until: {until}\n".encode()
    )
    return files


def test_an_exception_in_force_accepts_its_warning() -> None:
    result = checked(exempted("2026-11-22"))[1]
    assert result.diagnostics == ()
    assert [one.code for one in result.accepted] == ["vague-time-limit"]


def test_an_exception_that_ran_out_and_one_not_needed() -> None:
    ran_out = checked(exempted("2026-11-21"))[1]
    assert sorted(one.code for one in ran_out.diagnostics) == ["exception-expired", "vague-time-limit"]
    unneeded = checked(exempted("2027-01-01", "20个工作日内"))[1]
    assert [(one.code, one.severity) for one in unneeded.diagnostics] == [("exception-unneeded", Severity.WARNING)]


def test_the_day_decides() -> None:
    assert not checked(exempted("2026-11-22"), date(2026, 11, 22))[1].diagnostics
    assert checked(exempted("2026-11-22"), date(2026, 11, 23))[1].diagnostics


def test_the_fingerprint_survives_edits_above_and_tells_findings_apart() -> None:
    one = Diagnostic(Span("a", 3, 5), "unknown-body", item="x-001", args={"id": "y"})
    moved = Diagnostic(Span("a", 9, 1), "unknown-body", item="x-001", args={"id": "y"})
    other = Diagnostic(Span("a", 3, 5), "unknown-body", item="x-001", args={"id": "z"})
    assert one.fingerprint() == moved.fingerprint() != other.fingerprint()


def test_a_missing_registry_is_one_finding_and_no_noise() -> None:
    for name in ("bodies", "channels", "laws", "site", "domains"):
        files = base()
        del files[f"catalog/{name}.yml"]
        assert [one.code for one in checked(files)[1].diagnostics] == ["missing-file"], name


def test_an_unreadable_registry_is_one_finding_and_no_noise() -> None:
    for name in ("bodies", "channels", "laws", "site", "domains"):
        files = base()
        files[f"catalog/{name}.yml"] = b"a: \xff\xfd broken"
        found = [one.code for one in checked(files)[1].diagnostics]
        assert len(found) == 1, (name, found)


def test_an_empty_catalog_does_not_crash() -> None:
    found = check(load([]), TODAY).diagnostics
    assert {one.code for one in found} == {"missing-file"}


def test_a_rule_on_one_item_asks_for_no_entry_but_those_the_item_names() -> None:
    for case in (case for name in names() for case in cases(name)):
        loaded = load(sorted(files_of(case).items()))
        catalog = loaded.catalog
        for item in catalog.active() if not catalog.unread else ():
            asked = [whom for _, whom in inquiry_places(item) if isinstance(whom, str)]
            named = [*asked, *(body for _, body, _ in body_places(item))]
            laws = [one.law for one in item.basis if one.law]
            if not all(one in catalog.bodies for one in named) or not all(one in catalog.laws for one in laws):
                continue  # then it may ask for all
            roles = [catalog.bodies[body] for body in named]
            bodies = {one.id: one for role in roles for one in (role, *members(catalog, role))}
            alone = replace(catalog, bodies=bodies, laws={one: catalog.laws[one] for one in laws})
            for rule in all_rules():
                if rule.check_item is not None:
                    assert any(rule.check_item(item, alone)) == any(rule.check_item(item, catalog)), rule.code
