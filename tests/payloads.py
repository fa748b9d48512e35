"""A catalog in which every free text field carries attacks on HTML, attributes, Markdown, Jinja and terminals."""

from __future__ import annotations

import json
from functools import cache
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
    # Out of whatever element, attribute or comment the text may stand in.
    "</textarea><script>window.hit=1</script>",
    "</style><script>window.hit=1</script>",
    "</noscript><img src=x onerror=window.hit=1>",
    "</template><img src=x onerror=window.hit=1>",
    "</option></select><img src=x onerror=window.hit=1>",
    "</td></tr></table><img src=x onerror=window.hit=1>",
    "</a></h1></main></body></html><svg onload=window.hit=1>",
    "--!><img src=x onerror=window.hit=1>",
    '" onmouseover="window.hit=1" style="position:fixed;inset:0',
    "' onpointerenter='window.hit=1' accesskey='x",
    "` onfocus=window.hit=1 autofocus `",
    '"/autofocus/onfocus="window.hit=1',
    "x onerror=window.hit=1 src=x ",
    # Elements that run something without a script element.
    "<img src=x onerror=window.hit=1>",
    "<IMG SRC=x oNeRrOr=window.hit=1>",
    "<img/src/onerror=window.hit=1>",
    "<svg/onload=window.hit=1>",
    "<svg><script>window.hit=1</script></svg>",
    "<svg><animate onbegin=window.hit=1 attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:window.hit=1><text y=20>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg onload=window.hit=1>'></use>",
    "<math><mtext><img src=x onerror=window.hit=1></mtext></math>",
    "<body onload=window.hit=1>",
    "<details open ontoggle=window.hit=1>",
    "<input autofocus onfocus=window.hit=1>",
    "<video><source onerror=window.hit=1></video>",
    "<audio src=x onerror=window.hit=1>",
    "<object data=javascript:window.hit=1></object>",
    "<embed src=javascript:window.hit=1>",
    "<iframe src=javascript:parent.hit=1></iframe>",
    "<form action=javascript:window.hit=1><button autofocus>x</button></form>",
    "<base href=javascript:/window.hit=1//>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hit=1'>",
    "<link rel=stylesheet href=data:text/css,*{color:red}>",
    "<style>@import 'data:text/css,*{}';</style>",
    "<style onload=window.hit=1></style>",
    "<marquee onstart=window.hit=1>x</marquee>",
    "<dialog open onclose=window.hit=1><form method=dialog>",
    "<x style='animation:a' onanimationstart=window.hit=1>",
    "<template shadowrootmode=open><img src=x onerror=window.hit=1></template>",
    # Text that only becomes markup when a parser reads what another parser wrote.
    "<noscript><p title='</noscript><img src=x onerror=window.hit=1>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=window.hit=1>'>",
    "<svg></p><style><a title='</style><img src=x onerror=window.hit=1>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=window.hit=1>",
    "<select><template><style></template></select><img src=x onerror=window.hit=1>",
    "<textarea><img title='</textarea><img src=x onerror=window.hit=1>'>",
    # Characters written as codes, once and twice.
    "&#60;script&#62;window.hit=1&#60;/script&#62;",
    "&amp;lt;img src=x onerror=window.hit=1&amp;gt;",
    "\\u003cimg src=x onerror=window.hit=1\\u003e",
    "%3Cimg%20src=x%20onerror=window.hit=1%3E",
    "+ADw-script+AD4-window.hit=1+ADw-/script+AD4-",
    "＜img src=x onerror=window.hit=1＞",
    "<scr<script>ipt>window.hit=1</scr</script>ipt>",
    # For scripts, data and tables that hold the text.
    "'-(window.hit=1)-'",
    '";window.hit=1;//',
    "\\';window.hit=1;//",
    '\\"};window.hit=1;//',
    "<!--<script>",
    '{"__proto__": {"hit": 1}}',
    '=HYPERLINK("javascript:window.hit=1")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1-1|x",
    # For Markdown, templates and shells that might be asked to read it.
    "[x]: javascript:window.hit=1 '[x]'",
    '![x](x"onerror="window.hit=1)',
    "<javascript:window.hit=1>",
    "# x {: onclick=window.hit=1 }",
    "{% raw %}{{ ''.__class__.__mro__ }}{% endraw %}",
    "{# x #}{{ 7*7 }}<%= 7*7 %>#{7*7}",
    "$(touch hit) ; `touch hit` | x",
    "javascript:window.hit=1",
    "JaVaScRiPt&colon;window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    "vbscript:window.hit=1",
)


def payload(number: int, limit: int = 500) -> str:
    """A text that is an attack, short enough, and still different from the others."""
    for one in (*PAYLOADS[number % len(PAYLOADS) :], *PAYLOADS):
        text = f"{one} 第{number}条"
        if len(text) <= limit:
            return text
    return f"<i onclick=a>{number}"


def is_free(name: str, where: tuple[Any, ...]) -> bool:
    """Whether people write there what they like; ids, choices, dates and addresses must look like themselves."""
    part, base_name = fields.at(name, where)
    reference = fields.schema("common")["definitions"]["reference"]["patternErrorMessage"]
    if part.get("patternErrorMessage") == reference or where[-1] in KEPT or fields.choices(part, base_name):
        return False
    return (name, *where) == ("item", "time_limit") or part.get("pattern") == "\\S"


KEPT = ("index_number", "edition", "review_cycle", "category_code", "email")
"""Free in the schema alone: a rule reads them, or the hostile catalog sets them by hand."""


def filled(data: Any, name: str, where: tuple[Any, ...] = ()) -> Any:
    """The data with every free text there is room for in its mappings."""
    if isinstance(data, list):
        return [filled(value, name, (*where, number)) for number, value in enumerate(data)]
    if not isinstance(data, dict):
        return data
    full = {key: filled(value, name, (*where, key)) for key, value in data.items()}
    entries = name not in ("item", "site", "adjustment") and not where
    for key in () if entries else fields.key_order(name, where):
        if key not in full and fields.at(name, (*where, key))[0].get("type") != "object":
            if is_free(name, (*where, key)):
                full[key] = "x"
            elif fields.at(name, (*where, key))[0].get("type") == "array" and is_free(name, (*where, key, 0)):
                full[key] = ["x"]
    return full


class Poison:
    """Replaces every free text of a file by an attack, each by the next; with a step of 0 all by the same."""

    def __init__(self, first: int = 0, step: int = 1) -> None:
        self.number, self.step = first, step
        self.reached: set[tuple[Any, ...]] = set()

    def poisoned(self, data: Any, name: str, where: tuple[Any, ...] = ()) -> Any:
        """The data with its free texts replaced."""
        if isinstance(data, dict):
            return {key: self.poisoned(value, name, (*where, key)) for key, value in data.items()}
        if isinstance(data, list):
            return [self.poisoned(value, name, (*where, number)) for number, value in enumerate(data)]
        if not isinstance(data, str) or not is_free(name, where):
            return data
        self.number += self.step
        self.reached.add((name, *where))
        return payload(self.number, fields.at(name, where)[0].get("maxLength", 500))


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


ADDRESS = "https://www.shifan.example/a?b=1&c=%3Cscript%3E&#34;onfocus=window.hit=1&#32;autofocus=&quot;"
"""A web address that is one, and an attack where it is not escaped."""


def hostile() -> Files:
    """The base catalog with every free text an attack: one item for each attack, adjustments and ended things too."""
    return dict(_hostile()[0])


def reached() -> set[tuple[Any, ...]]:
    """Every place in which the hostile catalog has an attack."""
    return _hostile()[1]


@cache
def _hostile() -> tuple[Files, set[tuple[Any, ...]]]:
    files = base()
    data = {path: yaml.safe_load(raw) for path, raw in files.items()} | _additions(files)
    _registries(data)
    poison = Poison()
    made = {}
    for path, one in data.items():
        attack = path.rpartition("-")[2].removesuffix(".yml")
        own = kind_of(path) == "item" and len(attack) == 4
        each = Poison(int(attack) - 1000, 0) if own else poison
        made[path] = each.poisoned(filled(one, kind_of(path)), kind_of(path))
        poison.reached |= each.reached
    return {
        path: json.dumps(one, ensure_ascii=False, default=str).encode() for path, one in made.items()
    }, poison.reached


def _additions(files: Files) -> dict[str, Any]:
    """An ended item, one with an index number of its own, one for each attack, and an adjustment."""
    folder = "catalog/items/legal-service/legal-service"
    item = yaml.safe_load(files[f"{folder}-001.yml"])
    item |= {"remarks": "x", "stage": ["service"], "link": {"website": ADDRESS}, "audience": {"group": "x"}}
    item["basis"] = [{"law": "foi-regulations", "article": ["x"]}, {"text": "x"}]
    item["inquiry_contact"] = {"office": "x", "phone": "0000-1234569"}
    subject = {"category": "x", "title": "y", "subtitle": "z"}
    basis = [{"law": "foi-regulations", "article": ["x"]}, {"text": "x"}]
    retired = {"date": "2026-01-05", "reason": "x", "moved_to": "legal-service-001", "basis": basis}
    added = {
        f"{folder}-002.yml": {**item, "subject": subject, "retired": retired},
        f"{folder}-003.yml": {**item, "subject": {"category": "u", "title": "v"}, "index_number": payload(0)},
        "catalog/adjustments/2026-01-05-x.yml": {
            "date": "2026-01-05",
            "title": "x",
            "reason": "x",
            "basis": basis,
            "approved_by": "x",
            "item": ["legal-service-002"],
        },
    }
    attacked = {**item, "subject": subject, "content": ["x"]}
    return added | {f"{folder}-{1000 + number}.yml": attacked for number in range(len(PAYLOADS))}


def _registries(data: dict[str, Any]) -> None:
    """What the registries and the settings leave out."""
    site = data["catalog/site.yml"]
    site["footer"] = {"phone": "12345", "portal": ADDRESS, "report_error": ADDRESS}
    site["not_applicable"] = [{"domain": "legal-service", "level": "village", "reason": "x"}]
    bodies = data["catalog/bodies.yml"]
    bodies["old-office"] = {
        "name": "x",
        "level": "county",
        "contact": {"phone": "0000-1234567"},
        "retired": {"date": "2026-01-05", "reason": "x", "moved_to": "justice"},
    }
    data["catalog/channels.yml"]["website"]["url"] = ADDRESS
    data["catalog/laws.yml"]["foi-regulations"]["url"] = ADDRESS
    data["catalog/exceptions.yml"] = [
        {"rule": "vague-time-limit", "item": "legal-service-003", "reason": "x", "until": "2099-12-31"}
    ]
