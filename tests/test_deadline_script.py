"""The script of the item page counts as Python does: every wording, many days, no difference."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.catalog import time_limit_places
from build_tools.deadline.browser import days_script, limit_data
from build_tools.deadline.dates import reached
from build_tools.folder import Folder
from build_tools.load import load
from build_tools.model import Calendar, Site
from build_tools.time_limit import read
from build_tools.workdays import Workdays, last_announced

HERE = Path(__file__).parent.parent
SCRIPT = HERE / "build_tools" / "assets" / "scripts" / "deadline.js"
NODE = shutil.which("node")
OWN = Calendar(("2026-07-06", "2027-03-03"), ("2026-07-11",), ("2027",))
RUNNER = """
const fs = require("fs"), vm = require("vm");
const window = {}, document = { querySelectorAll: () => [] };
const [days, script, asked] = process.argv.slice(2);
vm.runInNewContext(fs.readFileSync(days, "utf8"), { window });
vm.runInNewContext(fs.readFileSync(script, "utf8"), { window, document });
const one = window.zwgkDeadline, calendar = one.calendar(window.zwgkDays);
const { rules, from } = JSON.parse(fs.readFileSync(asked, "utf8"));
console.log(JSON.stringify(rules.map((rule) => from.map((day) => {
  const found = one.reached(rule, one.parse(day), calendar);
  return found ? [one.iso(found.latest), found.missing] : null;
}))));
"""


def wordings() -> set[str]:
    """Every wording of the examples and of the catalog."""
    examples = yaml.safe_load((HERE / "tests" / "time_limits.yml").read_text(encoding="utf-8"))
    folder = Folder(HERE, "catalog")
    items = load(folder.files(), folder.root, folder.problems).catalog.items.values()
    return {one["text"] for one in examples} | {text for item in items for _, text in time_limit_places(item)}


def picked() -> list[date]:
    """Every third day of two known years and one unknown, and the ends of months, leap days and holidays."""
    year = last_announced()
    days = {date(year - 1, 1, 1) + timedelta(days=number) for number in range(0, 1096, 3)}
    days |= {date(year, month, 1) - timedelta(days=1) for month in range(1, 13)}
    days |= {date(2028, 2, day) for day in (27, 28, 29)} | {date(2027, 12, day) for day in range(26, 32)}
    days |= {date(year, 2, day) for day in range(10, 28)} | {date(year, 9, 20) + timedelta(days=n) for n in range(25)}
    return sorted(days)


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.parametrize("calendar", [Calendar(), OWN], ids=["plain", "own"])
def test_the_script_counts_as_python_does(calendar: Calendar, tmp_path: Path) -> None:
    rules: dict[str, dict[str, Any]] = {}
    spoken = {}
    for wording in sorted(wordings()):
        counted = [rule for rule in read(wording).rules if rule.kind in ("publish", "update") and rule.when]
        shown = json.loads(limit_data(wording) or "[]")
        for demand, rule in zip(shown, [rule for rule in counted if not rule.vague], strict=True):
            key = json.dumps(demand["rule"], sort_keys=True)
            rules[key], spoken[key] = demand["rule"], rule
    assert len(rules) > 50
    days = Workdays(calendar.holiday, calendar.workday, calendar.announced)
    first, last = date(last_announced() - 2, 1, 1), date(last_announced() + 8, 12, 31)
    asked = picked()
    files = {"days.js": days_script(Site(calendar=calendar)), "runner.js": RUNNER}
    files["asked.json"] = json.dumps({"rules": list(rules.values()), "from": [day.isoformat() for day in asked]})
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [str(NODE), *(str(tmp_path / name) for name in ("runner.js", "days.js"))]
    done = subprocess.run([*command, str(SCRIPT), str(tmp_path / "asked.json")], capture_output=True, check=True)
    for key, answers in zip(rules, json.loads(done.stdout), strict=True):
        for day, said in zip(asked, answers, strict=True):
            found = reached(spoken[key], day, days)
            if found.latest is not None and found.start is not None and not first <= found.latest <= last:
                continue  # beyond the days the page knows
            mine = [found.latest.isoformat(), found.missing or 0] if found.latest else None
            assert said == mine, (key, day)


def test_a_limit_without_a_day_has_no_data() -> None:
    assert limit_data("及时公开") == ""
    assert limit_data("长期公开") == ""
    (demand,) = json.loads(limit_data("信息形成或者变更之日起20个工作日内"))
    assert demand["rule"] == {
        "kind": "publish",
        "when": "within",
        "event": "formed-or-changed",
        "n": 20,
        "unit": "workday",
    }
    assert demand["tell"] == "formed"


def test_the_days_are_small_and_the_same_each_time() -> None:
    made = days_script(Site(calendar=OWN))
    assert made == days_script(Site(calendar=OWN))
    assert len(made.encode()) < 5000
    assert "20260706" in made
    assert "<" not in days_script(Site(calendar=Calendar(("<script>",))))
