"""Settings for the county's web server: written from the policy, so that page, header and test say the same."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from build_tools import policy
from build_tools.diagnostics import UserError

SERVERS = ("nginx", "apache")

TYPES = (
    ("text/html", "html"),
    ("text/css", "css"),
    ("text/javascript", "js"),
    ("application/json", "json"),
    ("application/ld+json", "jsonld"),
    ("application/manifest+json", "webmanifest"),
    ("application/xml", "xml"),
    ("application/atom+xml", "atom"),
    ("text/csv", "csv"),
    ("text/plain", "txt"),
    ("text/yaml", "yml"),
    ("text/calendar", "ics"),
    ("text/turtle", "ttl"),
    ("image/svg+xml", "svg"),
    ("image/png", "png"),
    ("image/jpeg", "jpg"),
    ("image/webp", "webp"),
    ("image/x-icon", "ico"),
    ("application/pdf", "pdf"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
)
"""The media type of each kind of file; a browser told ``nosniff`` runs no script of another type."""

HASHED = r"[.-][0-9a-f]{8,64}\.(?:min\.)?(?:css|js|svg|png|jpg|webp|ico)$"
"""Names that hold the hash of their content: such a file never changes."""

FEED = r"(?:^|/)(?:[a-z0-9-]+[.-])?(?:atom|feed)\.xml$"
"""Names of Atom feeds."""

_MOUNT = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*")
_ROOT = re.compile(r"(?:[A-Za-z]:)?/[^\x00-\x1f\"'`$\\{};#%<>|*?]*")


def settings(server: str, path: str, root: str | None) -> str:
    """The settings for one kind of server: the site in the folder ``root``, seen under ``path``."""
    folder = root.replace("\\", "/").rstrip("/") if root else None
    if not _MOUNT.fullmatch(path) or "/../" in path or "/./" in path:
        raise UserError("bad-mount", value=path)
    if folder is not None and not _ROOT.fullmatch(folder):
        raise UserError("bad-root", value=str(root))
    texts = tuple(kind for kind, _ in TYPES if not kind.startswith(("image/", "application/pdf", "application/vnd")))
    return _template(server).render(
        headers=policy.headers(),
        types=TYPES,
        texts=(*texts, "image/svg+xml"),
        hashed=HASHED,
        feed=FEED,
        path=path,
        root=folder,
    )


@cache
def _template(server: str) -> Template:
    """The template of a server; what goes into it is checked, and none of it is HTML."""
    environment = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string((files(__package__) / f"{server}.conf.in").read_text(encoding="utf-8"))
