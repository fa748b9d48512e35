"""The shape of 「索引号」 in site.yml may use only the four placeholders, and must tell items apart.

``{code}`` county code, ``{year}`` edition, ``{domain}`` domain code, ``{serial}`` number of the item in its domain;
``{serial:05}`` fills up with zeros. Without domain and serial two items would carry the same number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.catalog import Catalog
from build_tools.diagnostics import Finding, Severity

SEVERITY = Severity.ERROR

_PLACEHOLDER = re.compile(r"\{(code|year|domain|serial)(?::0[0-9])?\}")


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    template = catalog.site.index_number
    if template is None:
        return
    rest = _PLACEHOLDER.sub("", template)
    wrong = re.search(r"\{[^}]*\}?|\}", rest)
    used = set(_PLACEHOLDER.findall(template))
    if wrong:
        yield Finding(("index_number",), {"part": wrong.group(), "kind": "unknown"}, "site.yml")
    elif not {"domain", "serial"} <= used:
        yield Finding(("index_number",), {"part": template, "kind": "same"}, "site.yml")
    elif "year" in used and catalog.site.edition is None:
        yield Finding(("index_number",), {"part": "{year}", "kind": "year"}, "site.yml")
