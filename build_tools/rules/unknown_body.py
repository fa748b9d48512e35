"""写到的公开主体，必须先在 bodies.yml 里登记。

事项里写的是主体的编号，单位改名、换电话只改登记表一处；没有登记的编号，公众不知道是谁、问谁。
目录至少要写明主体（国办发〔2019〕54号）。
好几处都用、登记表里却没有，又有一条登记没有人用、编号很像，就是登记表里的编号被改了，只在登记表里报一次。
咨询渠道里直接写电话、科室的，也报：要写成 phone（电话）、office（科室）。
改法：照 bodies.yml 里的编号写；是新单位的，先在 bodies.yml 里加一段，再写它的编号。
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.catalog import Catalog, body_places, inquiry_places, like_entry
from build_tools.diagnostics import Finding, Severity
from build_tools.fields import label, plain_key
from build_tools.model import Body, Item
from build_tools.uses import Use, Uses, together, unregistered

SEVERITY = Severity.ERROR


_CONTACT = ("bodies", ("*", "contact"))


def check_item(item: Item, catalog: Catalog) -> Iterator[Finding]:
    for where, whom in inquiry_places(item):
        if isinstance(whom, str) and _is_contact(whom, catalog):
            key = plain_key(*_CONTACT, whom)
            yield Finding(where, {"id": whom, "key": key, "label": label("bodies", (*_CONTACT[1], key)), "new": ""})


def check_catalog(catalog: Catalog) -> Iterator[Finding]:
    yield from unregistered(_uses(catalog), "bodies", catalog)


def _uses(catalog: Catalog) -> Iterator[Uses]:
    for item in catalog.items.values():
        named = [body for _, some in item.publishing_body.parts() for body in some]
        asked = [one for _, one in item.inquiry_contact.parts() if isinstance(one, str)]
        yield (*named, *(one for one in asked if not _is_contact(one, catalog))), partial(_places, item, named, catalog)
    for body in catalog.bodies.values():
        yield together(list(_of_body(body)))
    for domain in catalog.domains.values():
        if domain.lead:
            yield together([Use((domain.id, "lead"), domain.lead, "domains.yml", item=domain.id)])


def _places(item: Item, named: list[str], catalog: Catalog) -> Iterator[Use]:
    yield from (Use(where, body, item.path, named, item.id) for where, body, _ in body_places(item))
    for where, whom in inquiry_places(item):
        if isinstance(whom, str) and not _is_contact(whom, catalog):
            yield Use(where, whom, item.path, item=item.id)


def _of_body(body: Body) -> Iterator[Use]:
    for number, member in enumerate(body.member):
        yield Use((body.id, "member", number), member, "bodies.yml", body.member, body.id)
    if body.parent:
        yield Use((body.id, "parent"), body.parent, "bodies.yml", item=body.id)
    if body.retired and body.retired.moved_to:
        yield Use((body.id, "retired", "moved_to"), body.retired.moved_to, "bodies.yml", item=body.id)


def _is_contact(whom: str, catalog: Catalog) -> bool:
    """Whether what should be an id is a phone number, an office, an address: the contact itself."""
    known = catalog.knows("bodies", whom) or like_entry(whom, "bodies", catalog)[0]
    return not known and plain_key(*_CONTACT, whom) != ""
