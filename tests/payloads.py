"""A catalog in which every free text field carries attacks on HTML, attributes, Markdown, Jinja and terminals."""

from __future__ import annotations

import json
from typing import Any

import yaml

from build_tools import fields
from tests.catalogs import Files, base

PAYLOADS = (
    "<script>window.hit=1</script>",
    "</title><script>window.hit=1</script>",
    "</script><img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "' autofocus onfocus=window.hit=1 x='",
    "{{ config }}{% for x in y %}{{ 7*7 }}",
    "[a](javascript:window.hit=1) **b** <b>c</b>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "--><img src=x onerror=window.hit=1><!--",
    "${window.hit=1} `x` \\x3cscript\\x3e",
    "zwgkshelltitlezwgkshell items/shell/shell.html",
    "]]><iframe srcdoc='<script>parent.hit=1</script>'>",
)


def payload(number: int) -> str:
    """A text that is an attack and still different from the others."""
    return f"{PAYLOADS[number % len(PAYLOADS)]} 第{number}条"


class _Poison:
    """Replaces every free text of a file by an attack; ids, choices, dates and numbers stay, or it would be refused."""

    def __init__(self) -> None:
        self.count = 0

    def poisoned(self, data: Any, name: str, where: tuple[Any, ...] = ()) -> Any:
        if isinstance(data, dict):
            return {key: self.poisoned(value, name, (*where, key)) for key, value in data.items()}
        if isinstance(data, list):
            return [self.poisoned(value, name, (*where, number)) for number, value in enumerate(data)]
        part, base_name = fields.at(name, where)
        free = part.get("pattern") == "\\S" or (name, *where) in {("item", "time_limit")} or "pattern" not in part
        kept = fields.choices(part, base_name) or part.get("type") == "boolean" or not isinstance(data, str)
        kept = kept or where[-1] in ("index_number", "edition", "inquiry_contact", "review_cycle") or "anyOf" in part
        reference = fields.schema("common")["definitions"]["reference"]
        kept = kept or part.get("patternErrorMessage") == reference["patternErrorMessage"]
        if not free or (kept and where[-1] != "time_limit"):
            return data
        self.count += 1
        text = payload(self.count)
        return text if len(text) <= part.get("maxLength", 500) else f"<i onclick=a>{self.count}"


def kind_of(path: str) -> str:
    """Which schema a catalog file has."""
    inner = path.removeprefix("catalog/")
    return (
        "item"
        if inner.startswith("items/")
        else "adjustment"
        if inner.startswith("adj")
        else inner.removesuffix(".yml")
    )


def hostile() -> Files:
    """The base catalog, poisoned, with an adjustment and an ended item too."""
    files = base()
    item = yaml.safe_load(files["catalog/items/legal-service/legal-service-001.yml"])
    extra = {
        "remarks": "x",
        "stage": ["service"],
        "link": {"website": "https://www.shifan.example/a?b=1&c=%3Cscript%3E"},
    }
    ended = {**item, **extra, "subject": {"category": "x", "title": "y", "subtitle": "z"}}
    ended["retired"] = {"date": "2026-01-05", "reason": "x", "moved_to": "legal-service-001"}
    files["catalog/items/legal-service/legal-service-002.yml"] = json.dumps(ended, ensure_ascii=False).encode()
    live = {**item, **extra, "subject": {"category": "u", "title": "v"}, "index_number": payload(0)}
    files["catalog/items/legal-service/legal-service-003.yml"] = json.dumps(live, ensure_ascii=False).encode()
    files["catalog/adjustments/2026-01-05-x.yml"] = (
        b"date: '2026-01-05'\ntitle: x\nreason: x\nbasis:\n  - text: x\napproved_by: x\nitem:\n  - legal-service-002\n"
    )
    site = yaml.safe_load(files["catalog/site.yml"])
    site["footer"] = {
        "sponsor": "x",
        "site_code": "x",
        "icp": "x",
        "police": "x",
        "phone": "12345",
        "portal": "https://www.shifan.example/",
    }
    site["not_applicable"] = [{"domain": "legal-service", "level": "village", "reason": "x"}]
    files["catalog/site.yml"] = json.dumps(site, ensure_ascii=False).encode()
    poison = _Poison()
    for path, raw in files.items():
        data = poison.poisoned(yaml.safe_load(raw), kind_of(path))
        files[path] = json.dumps(data, ensure_ascii=False, default=str).encode()
    assert poison.count > 40, poison.count
    return files
