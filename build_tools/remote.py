"""Where a repository is on the web: from the address it was cloned from to the pages a reader can open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode, urlsplit

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_SEGMENT = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._-]+")
_KINDS = ("github", "gitlab", "gitee")


@dataclass(frozen=True, slots=True)
class Remote:
    """A repository of a known kind (``github``, ``gitlab``, ``gitee``) and its page."""

    kind: str
    page: str

    def blob(self, head: str, path: str) -> str:
        """The page of a file as it was at a commit."""
        inner = "-/blob" if self.kind == "gitlab" else "blob"
        return f"{self.page}/{inner}/{quote(head, safe='')}/{quote(path)}"

    def new_issue(self, title: str, body: str) -> str:
        """The page on which a reader writes an issue, filled in where the kind allows it."""
        if self.kind == "github":
            return f"{self.page}/issues/new?{urlencode({'title': title, 'body': body}, quote_via=quote)}"
        if self.kind == "gitlab":
            asked = {"issue[title]": title, "issue[description]": body}
            return f"{self.page}/-/issues/new?{urlencode(asked, quote_via=quote)}"
        return f"{self.page}/issues/new"


@lru_cache(maxsize=16)
def remote(url: str | None) -> Remote | None:
    """The repository behind an https address; None for every other shape. Name and password in it are left out."""
    try:
        parts = urlsplit((url or "").strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    kind = next((one for one in _KINDS if host == f"{one}.com" or host.startswith(f"{one}.")), None)
    names = parts.path.removesuffix("/").removesuffix(".git").split("/")[1:]
    deep = len(names) >= 2 if kind == "gitlab" else len(names) == 2
    if parts.scheme != "https" or parts.query or parts.fragment or kind is None or not deep:
        return None
    if not _HOST.fullmatch(host) or not all(_SEGMENT.fullmatch(name) for name in names):
        return None
    return Remote(kind, f"https://{host}{f':{port}' if port else ''}/{'/'.join(names)}")
