"""What a tag uses: where it leads, what it loads, which ids it names, and what of it the policy forbids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from build_tools.site_check.markup import Attribute, Tag, tag


class Kind(StrEnum):
    """What becomes of an address: followed by a person, loaded by the page, loaded as a picture, or sent a form."""

    LINK = "link"
    LOAD = "load"
    PICTURE = "picture"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Use:
    """An address in a tag, and where it stands, counted from the start of the tag."""

    kind: Kind
    address: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Element:
    """What matters of a tag. ``forbidden`` holds kinds of breach, each with its attribute."""

    tag: Tag
    ids: tuple[Attribute, ...]
    anchors: tuple[Attribute, ...]
    named: tuple[Attribute, ...]
    uses: tuple[Use, ...]
    forbidden: tuple[tuple[str, Attribute | None], ...]
    plain: bool
    """Nothing of it has to be looked at again: nearly every tag."""


_KINDS = {
    "a": {"href": Kind.LINK, "xlink:href": Kind.LINK, "ping": Kind.FORM},
    "area": {"href": Kind.LINK, "ping": Kind.FORM},
    "form": {"action": Kind.FORM},
    "button": {"formaction": Kind.FORM},
    "input": {"formaction": Kind.FORM, "src": Kind.PICTURE},
    "img": {"src": Kind.PICTURE, "srcset": Kind.PICTURE},
    "source": {"src": Kind.LOAD, "srcset": Kind.PICTURE},
    "image": {"href": Kind.PICTURE, "xlink:href": Kind.PICTURE},
    "feimage": {"href": Kind.PICTURE, "xlink:href": Kind.PICTURE},
    "use": {"href": Kind.LOAD, "xlink:href": Kind.LOAD},
    "script": {"src": Kind.LOAD, "href": Kind.LOAD, "xlink:href": Kind.LOAD},
    "iframe": {"src": Kind.LOAD},
    "frame": {"src": Kind.LOAD},
    "embed": {"src": Kind.LOAD},
    "object": {"data": Kind.LOAD},
    "audio": {"src": Kind.LOAD},
    "video": {"src": Kind.LOAD, "poster": Kind.PICTURE},
    "track": {"src": Kind.LOAD},
    "body": {"background": Kind.PICTURE},
    "table": {"background": Kind.PICTURE},
    "td": {"background": Kind.PICTURE},
    "blockquote": {"cite": Kind.LINK},
    "q": {"cite": Kind.LINK},
    "ins": {"cite": Kind.LINK},
    "del": {"cite": Kind.LINK},
}
_LOADING_LINKS = {
    "stylesheet": Kind.LOAD,
    "manifest": Kind.LOAD,
    "preload": Kind.LOAD,
    "modulepreload": Kind.LOAD,
    "prefetch": Kind.LOAD,
    "prerender": Kind.LOAD,
    "preconnect": Kind.LOAD,
    "dns-prefetch": Kind.LOAD,
    "icon": Kind.PICTURE,
    "apple-touch-icon": Kind.PICTURE,
    "mask-icon": Kind.PICTURE,
}
_SETS = ("srcset", "imagesrcset")
_ARIA = "labelledby describedby controls owns details flowto errormessage activedescendant"
_IDS = frozenset(
    ("for", "list", "form", "headers", "popovertarget", "commandfor", *("aria-" + one for one in _ARIA.split()))
)
_FRAMES = frozenset(("iframe", "frame", "object", "embed", "applet", "audio", "video", "track", "portal"))
_LOOKED_AT = frozenset(("html", "h1", "title", "meta", "script", "style"))
_RUN = re.compile(r"(|module|importmap|speculationrules|(text|application)/(x-)?(java|ecma|j|live)script.*)", re.I)
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?,?")
_REFRESH = re.compile(r"\s*[0-9.]*\s*[;,]?\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.I)


@lru_cache(maxsize=1 << 16)
def element(raw: str) -> Element:
    """What a tag is and uses; the same tag stands on many pages and is taken apart once."""
    one = tag(raw)
    found = {attribute.name: attribute for attribute in one.attributes}
    anchors = [found[name] for name in ("id", "name") if found.get(name) and (name == "id" or one.name in ("a", "map"))]
    named = [attribute for name, attribute in found.items() if name in _IDS]
    ids = tuple(anchor for anchor in anchors if anchor.name == "id")
    uses, forbidden = tuple(_uses(one, found)), tuple(_forbidden(one, found))
    plain = not (anchors or named or uses or forbidden or one.name in _LOOKED_AT)
    return Element(one, ids, tuple(anchors), tuple(named), uses, forbidden, plain)


def runs(one: Tag) -> bool:
    """Whether the text within a script tag is run, or only data."""
    return _RUN.fullmatch((one.get("type") or "").strip()) is not None


def _uses(one: Tag, found: dict[str, Attribute]) -> list[Use]:
    uses: list[Use] = []
    kinds = dict(_KINDS.get(one.name, {}))
    if one.name == "link":
        rels = (one.get("rel") or "").lower().split()
        loading = [_LOADING_LINKS[rel] for rel in rels if rel in _LOADING_LINKS]
        kinds = {"href": loading[0] if loading else Kind.LINK, "imagesrcset": Kind.PICTURE}
    for name, kind in kinds.items():
        if name not in found:
            continue
        attribute = found[name]
        if name in _SETS:
            uses += [Use(kind, hit[1], attribute.start, attribute.end) for hit in _CANDIDATE.finditer(attribute.value)]
        else:
            uses.append(Use(kind, attribute.value, attribute.start, attribute.end))
    if one.name == "meta" and (one.get("http-equiv") or "").lower() == "refresh" and "content" in found:
        ahead = _REFRESH.match(found["content"].value)
        if ahead:
            uses.append(Use(Kind.LINK, ahead[1], found["content"].start, found["content"].end))
    return uses


def _forbidden(one: Tag, found: dict[str, Attribute]) -> list[tuple[str, Attribute | None]]:
    breaches: list[tuple[str, Attribute | None]] = []
    for name, attribute in found.items():
        if name.startswith("on") and len(name) > len("only"):
            breaches.append(("handler", attribute))
        elif name == "style":
            breaches.append(("style", attribute))
        elif name == "srcdoc":
            breaches.append(("frame", attribute))
    if one.name in _FRAMES and "srcdoc" not in found:
        breaches.append(("frame", None))
    if one.name == "base":
        breaches.append(("base", found.get("href")))
    policy = one.name == "meta" and (one.get("http-equiv") or "").lower() == "content-security-policy"
    if policy and re.search(r"unsafe-|\*", one.get("content") or ""):
        breaches.append(("unsafe", found["content"]))
    return breaches
