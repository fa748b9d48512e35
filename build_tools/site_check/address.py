"""An address as a browser reads it: blanks and line breaks within it are nothing, a backslash is a slash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

_EDGES = "".join(map(chr, range(0x21)))
_DROPPED = str.maketrans("", "", "\t\r\n")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*(?=:)")
_SPECIAL = ("", "http", "https", "file", "ftp", "ws", "wss")
_WEB = ("http", "https")
_OPENED = (*_WEB, "tel", "mailto", "sms")
"""What a link may lead to; everything else runs something or asks for a program nobody has."""


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address. ``host`` is set where it leads to another machine, ``path`` is not decoded."""

    scheme: str
    host: str
    path: str
    fragment: str

    @property
    def refused(self) -> bool:
        """Whether no page may link there."""
        return self.scheme not in ("", *_OPENED)

    @property
    def outside(self) -> bool:
        """Whether it leads away from the site, or to no page at all."""
        return bool(self.scheme or self.host)

    @property
    def picture(self) -> bool:
        """Whether it is a picture written out in the address."""
        return self.scheme == "data" and self.path.lower().startswith("image/")


@lru_cache(maxsize=1 << 15)
def read(typed: str) -> Address:
    """An address of an attribute, its character references already replaced."""
    text = typed.strip(_EDGES).translate(_DROPPED)
    found = _SCHEME.match(text)
    scheme = found.group().lower() if found else ""
    rest = text[len(scheme) + 1 :] if scheme else text
    before, _, fragment = rest.partition("#")
    path = before.partition("?")[0]
    if scheme in _SPECIAL:
        path = path.replace("\\", "/")
    host = ""
    if path.startswith("//") or scheme in _WEB:
        host, slash, path = path.lstrip("/").partition("/")
        path = slash + path
    return Address(scheme, host.lower(), path, unquote(fragment))


def within(folder: str, path: str) -> str | None:
    """Where a relative path leads from a folder of the site, or None where it leads out of it."""
    parts = [one for one in folder.split("/") if one]
    steps = path.split("/")
    for step in map(unquote, steps):
        if step == "..":
            if not parts:
                return None
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    folder_meant = unquote(steps[-1]) in ("", ".", "..")
    return "/".join(parts) + ("/" if folder_meant and parts else "")
