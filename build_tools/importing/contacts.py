"""「咨询渠道」, which hardly any table has: numbers written into the content, or the body that can be reached."""

from __future__ import annotations

import unicodedata
from typing import Any

from build_tools import phone
from build_tools.catalog import Catalog, members
from build_tools.fields import vocabulary
from build_tools.importing.cells import Cells
from build_tools.importing.registers import Registers
from build_tools.model import Body, Contact

_MOST_NUMBERS = 5


def contact(cells: Cells, content: list[str], bodies: list[str], registers: Registers) -> Any:
    """Telephone numbers of the content, else the first publishing body that can be reached, else any that can."""
    catalog = registers.catalog
    numbers = _numbers(content, catalog)
    if numbers:
        cells.doubt("import_contact_content", "content", assumed=numbers)
        return {"phone": numbers}
    reachable = next((one for one in bodies if _reachable(one, catalog)), None)
    if reachable is None:
        reachable = next((one for one in catalog.bodies if _reachable(one, catalog)), bodies[0])
        names = [registers.called("bodies").get(one, (one,))[0] for one in (bodies[0], reachable)]
        if reachable != bodies[0]:
            cells.doubt("import_contact_other", "responsible", "publisher", read=names[0], assumed=names[1])
    office = cells.text("responsible")
    return (_office(office, reachable, catalog) if office else None) or reachable


def _office(office: str, body: str, catalog: Catalog) -> dict[str, str] | None:
    """The department of a body with the body's telephone number."""
    registered = catalog.bodies.get(body)
    number = registered.contact.phone if registered and registered.contact else None
    return {"office": office, "phone": number} if number else None


def _reachable(key: str, catalog: Catalog) -> bool:
    body = catalog.bodies.get(key)
    return body is not None and body.retired is None and all(map(_answers, members(catalog, body)))


def _answers(body: Body) -> bool:
    known = body.contact or Contact()
    return bool(known.phone or known.address or known.email)


def _numbers(content: list[str], catalog: Catalog) -> str:
    known = [body.contact.phone or "" for body in catalog.bodies.values() if body.contact]
    areas = map(phone.area_code, [catalog.site.footer.phone or "", *known])
    area = next(filter(None, areas), "")
    found: list[str] = []
    for element in content:
        for hit in vocabulary("hidden_phone").finditer(unicodedata.normalize("NFKC", element)):
            meant = phone.meant(hit.group(), area)
            found += [meant] if meant and meant not in found else []
    return "、".join(found[:_MOST_NUMBERS])
