"""The reading of 「公开时限」: real wordings, saying them again, comparing two, and what can only be guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_tools.messages import say as phrase
from build_tools.messages import table as messages
from build_tools.model import Leveled
from build_tools.rules import unreadable_time_limit as unreadable
from build_tools.rules import vague_time_limit as vague
from build_tools.time_limit import TimeLimit, TimeRule, Unit, compare, mended, order, read, say
from build_tools.time_limit.reading import _Reader
from build_tools.time_limit.words import table, token_after
from tests.catalogs import base, checked

SOUND = checked(base())[0].catalog

WORDINGS = yaml.safe_load((Path(__file__).parent / "time_limits.yml").read_text(encoding="utf-8"))
TEXTS = [one["text"] for one in WORDINGS]
CATALOG = Path(__file__).parent.parent / "catalog"


@pytest.mark.parametrize("one", WORDINGS, ids=TEXTS)
def test_wordings_mean_what_they_say(one: dict[str, Any]) -> None:
    assert read(one["text"]).as_data() == one


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_understood_is_said_so_that_it_is_understood_again(text: str) -> None:
    assert read(say(read(text))).rules == read(text).rules


@pytest.mark.parametrize("text", TEXTS)
def test_blanks_and_wide_characters_change_nothing(text: str) -> None:
    assert read(" ".join(text)).rules == read(text).rules
    wide = "".join(chr(ord(char) + 0xFEE0) if char in "0123456789,;:()" else char for char in text)
    assert read(wide).rules == read(text).rules


def test_every_wording_of_the_catalog_is_read() -> None:
    found = [yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader) for path in CATALOG.glob("items/*/*.yml")]
    texts = {text for one in found for text in _parts(one["time_limit"])}
    assert len(texts) > 50
    assert [text for text in texts if not read(text).rules] == []


def _parts(value: Any) -> list[str]:
    return list(value.values()) if isinstance(value, dict) else [value]


def test_every_token_of_the_list_is_acted_upon() -> None:
    assert [name for name in table("token") if not hasattr(_Reader, f"on_{name}")] == []


EVENTS = st.sampled_from([*list(table("event"))[:13], "费用支付", "分配结果确定", "政策文件公开", "款物拨付", "招生"])
ENDS = st.sampled_from(["year-end", "half-year-end", "quarter-end", "month-end"])
ABOUT = st.none() | st.sampled_from(["行政许可、行政处罚", "拟补贴名单", "《听证通知书》", "较大的，收支情况"])
KIND: Any = st.sampled_from(["publish", "update"])
COUNT = st.integers(1, 999)
DAYS = st.sampled_from(["hour", "workday", "day", "week", "month", "quarter", "year"])
DUE = {
    "year": st.dates().map(lambda day: f"{day:%m-%d}"),
    "half-year": st.tuples(st.integers(1, 6), st.integers(1, 31)).map(lambda one: f"{one[0]}-{one[1]:02}"),
    "quarter": st.tuples(st.integers(1, 3), st.integers(1, 31)).map(lambda one: f"{one[0]}-{one[1]:02}"),
    "month": st.integers(1, 31).map(lambda day: f"{day:02}"),
    "week": st.integers(1, 7).map(str),
    "day": st.none(),
}


def _rule(**parts: Any) -> st.SearchStrategy[TimeRule]:
    """Rules whose parts are the given values, or drawn from the given strategies."""
    drawn = {name: one if isinstance(one, st.SearchStrategy) else st.just(one) for name, one in parts.items()}
    return st.builds(TimeRule, **drawn)


def _periodic(unit: str) -> st.SearchStrategy[TimeRule]:
    due = DUE[unit]
    n = st.just(1) | st.integers(2, 99)
    times = st.none() | st.integers(1, 99)
    every = _rule(kind=KIND, when="every", n=n, unit=unit, due=st.none() | due, times=times, about=ABOUT)
    return every if unit == "day" else every | _rule(kind=KIND, when="by", n=n, unit=unit, due=due, about=ABOUT)


DAY_OR_MORE = st.sampled_from(["day", "week", "month", "year"])
PUT_UP = st.sampled_from(["hour", "workday", "day", "week", "month", "quarter"])
KEPT = st.sampled_from(["hour", "day", "week", "month", "quarter", "year"])
UNTIL = st.none() | st.sampled_from(["valid", "项目竣工"])
RULE = st.one_of(
    _rule(kind=KIND, when="within", event=st.none() | EVENTS | ENDS, n=COUNT, unit=DAYS, about=ABOUT),
    _rule(kind=KIND, when="within", event=st.none() | EVENTS | st.just("progress"), about=ABOUT),
    _rule(kind=KIND, when="within", event=st.none() | EVENTS, n=0, unit=DAY_OR_MORE, about=ABOUT),
    _rule(kind=KIND, when="before", event=st.none() | EVENTS, n=COUNT, unit=DAYS, about=ABOUT),
    _rule(kind=KIND, when=st.sampled_from(["before", "at"]), event=st.none() | EVENTS, about=ABOUT),
    _rule(kind=KIND, when="every", about=ABOUT),
    _rule(kind=KIND, when="by", due=st.dates(date(2000, 1, 1)).map(str), about=ABOUT),
    *map(_periodic, DUE),
    _rule(kind="notice", n=COUNT, unit=PUT_UP, about=ABOUT),
    _rule(kind="retention", n=COUNT, unit=KEPT, about=ABOUT),
    _rule(kind="retention", event=UNTIL, about=ABOUT),
    _rule(kind="saving"),
)
"""Any rule that a wording can state."""


@given(RULE)
def test_any_rule_is_said_and_read_again(rule: TimeRule) -> None:
    said = say((rule,))
    assert read(said).rules == (rule,), said


@given(st.lists(RULE, min_size=2, max_size=4, unique=True))
def test_several_rules_are_said_and_read_again(rules: list[TimeRule]) -> None:
    clear = {one.about for one in rules if one.when and not one.vague}
    given_ = tuple(one for one in rules if not (one.vague and one.about in clear))
    assert read(say(given_)).rules == given_, say(given_)


FRAGMENTS = st.sampled_from([hit for text in TEXTS for hit in (text, text[: len(text) // 2], text[len(text) // 2 :])])


@given(st.lists(FRAGMENTS | st.text(max_size=6), max_size=12).map("".join))
def test_no_text_is_refused_with_an_exception(text: str) -> None:
    limit = read(text)
    assert limit.text == text
    read(say(limit))
    mended(text)


@pytest.mark.parametrize(
    "part", ["之日起", "20个工作日", "每", "每年", "的", "一", "自", "（", "公示期", "法律", "其他", "应", "1月"]
)
def test_long_repetitions_are_read_too(part: str) -> None:
    read(part * (2000 // len(part)))
    assert read(part * 2001) == TimeLimit(part * 2001)


@pytest.mark.parametrize(
    ("typed", "meant", "certain"),
    [
        ("信息形成之日起2O个工作日内", "信息形成之日起20个工作日内", True),
        ("信息形成之日起20个工作曰内", "信息形成之日起20个工作日内", True),
        ("信息形成之日起20个工作内", "信息形成之日起20个工作日内", True),
        ("及时公开，公告期限为5个…", "及时公开，公告期限为5个工作日", False),
        ("会议召开前3日内公布", "会议召开3日前公布", False),
        ("3-5个工作日", "5个工作日", False),
        ("每年1月前", "每年1月底前", False),
    ],
)
def test_an_unreadable_wording_leads_to_the_nearest_readable_one(typed: str, meant: str, certain: bool) -> None:
    assert read(typed).rules == ()
    nearest = mended(typed)
    assert nearest is not None
    assert (nearest.text, nearest.certain) == (meant, certain)
    assert read(nearest.text).rules


def test_the_examples_can_be_read() -> None:
    assert [text for text in table("model") if not read(text).rules] == []
    assert mended("Ω") is None


COMPARED = [
    ("20个工作日内", "30个工作日内", "looser", "limit_later"),
    ("20个工作日内", "20日内", "tighter", "limit_sooner"),
    ("20个工作日内", "30日内", "not-comparable", "limit_depends"),
    ("20个工作日内", "及时公开", "vaguer", "limit_vaguer"),
    ("信息形成之日起20个工作日内", "批准之日起20个工作日内", "not-comparable", "limit_other_event"),
    ("信息形成或者变更之日起20个工作日内", "信息形成之日起20个工作日内", "looser", "limit_event_narrower"),
    ("信息形成或者变更之日起20个工作日内", "信息形成之日起10个工作日内", "not-comparable", "limit_other_event"),
    ("20个工作日", "信息形成或者变更之日起20个工作日内", "clearer", "limit_event_unsaid"),
    ("公示期7个工作日", "公示期5个工作日", "looser", "limit_stays_shorter"),
    ("公示7日", "公示7个工作日", "tighter", "limit_stays_longer"),
    ("长期公开", "公开期限5年", "looser", "limit_stays_shorter"),
    ("每季度公布一次", "每年公布一次", "looser", "limit_rarer"),
    ("每年更新2次", "每半年更新1次", "same", "limit_same"),
    ("每年1月31日前", "每年3月31日前", "looser", "limit_later"),
    ("每季度公布", "每季度首月20日前", "tighter", "limit_sooner"),
    ("2025年6月30日前", "2025年12月31日前", "looser", "limit_later"),
    ("1个月内", "30日内", "not-comparable", "limit_depends"),
    ("1年内", "12个月内", "same", "limit_same"),
    ("会议召开3日前", "会议召开后3日内", "looser", "limit_later"),
    ("与会议召开同步公开", "会议召开3日前", "tighter", "limit_sooner"),
    ("20个工作日内", "20个工作日内，公示期7日", "tighter", "limit_added"),
    ("20个工作日内；其中行政处罚自作出决定之日起7个工作日内", "20个工作日内", "looser", "limit_dropped"),
    ("20个工作日内", "20个工作日内，法律法规另有规定的从其规定", "looser", "limit_exempt"),
    ("20个工作日内，公示期7日", "10个工作日内，公示期5日", "not-comparable", "limit_both_ways"),
    ("20个工作日内，公示期7日", "10个工作日内，公示期7日", "tighter", "limit_sooner"),
    ("20个工作日内", "每年更新1次", "not-comparable", "limit_both_ways"),
    ("每月公布", "20个工作日内", "not-comparable", "limit_other_kind"),
    ("20个工作日内", "公开期限5年", "not-comparable", "limit_end"),
    ("及时公开", "定期公开", "not-comparable", "limit_both_vague"),
    ("随时公布", "及时公开", "same", "limit_same"),
    ("不写明", "20个工作日", "not-comparable", "limit_unreadable"),
    ("不写明", "不写明", "same", "limit_same"),
]
BACK = {"tighter": "looser", "looser": "tighter", "vaguer": "clearer", "clearer": "vaguer"}


@pytest.mark.parametrize(("old", "new", "verdict", "reason"), COMPARED)
def test_what_became_of_a_limit(old: str, new: str, verdict: str, reason: str) -> None:
    found = compare(read(old), read(new))
    assert (found.verdict, found.reason) == (verdict, reason)
    assert phrase(found.reason, "zh", **found.args)
    assert phrase(found.reason, "en", **found.args)


ANY = st.sampled_from(TEXTS).map(read) | st.lists(RULE, min_size=1, max_size=3).map(
    lambda rules: TimeLimit("", tuple(rules))
)


@given(ANY, ANY)
def test_comparing_backwards_turns_the_verdict_round(old: TimeLimit, new: TimeLimit) -> None:
    there, back = compare(old, new), compare(new, old)
    assert back.verdict == BACK.get(there.verdict, there.verdict)
    assert there.reason in messages("zh")["phrase"]
    assert compare(old, old).verdict == "same"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((20, "workday"), (20, "day"), 1),
        ((20, "workday"), (28, "day"), None),
        ((20, "workday"), (2, "month"), -1),
        ((5, "workday"), (1, "week"), None),
        ((7, "day"), (1, "week"), 0),
        ((24, "hour"), (1, "day"), 0),
        ((12, "month"), (1, "year"), 0),
        ((1, "year"), (365, "day"), 1),
        ((1, "month"), (30, "day"), None),
        ((1, "year"), (366, "day"), -1),
    ],
)
def test_lengths(one: tuple[int, Unit], other: tuple[int, Unit], expected: int | None) -> None:
    assert order(one, other) == expected
    assert order(other, one) == (None if expected is None else -expected)


@pytest.mark.parametrize("text", [*TEXTS, "按规定及时公开，20个工作曰", "及时", "随时3-5日"])
def test_no_wording_is_both_vague_and_unreadable(text: str) -> None:
    item = replace(SOUND.items["legal-service-001"], time_limit=Leveled(text))
    assert not (list(vague.check_item(item, SOUND)) and list(unreadable.check_item(item, SOUND)))


def test_tokens_are_found_from_any_place() -> None:
    assert token_after("公开", 2) is None
