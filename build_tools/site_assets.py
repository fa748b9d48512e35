"""The site's own styles and scripts, bundled: the text of a file decides its name, so it may be kept for ever.

``assets/styles/*.css`` become one file and ``assets/scripts/*.js`` another, in the order of their names; ``first.js``
stays alone because it runs before anything is drawn, and ``search-*.js`` become a file that is loaded when somebody
searches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from rjsmin import jsmin

_FOLDER = Path(__file__).parent / "assets"
_FIRST = "first.js"
_SEARCH = "search-"


@dataclass(frozen=True, slots=True)
class Assets:
    """Where each of them is, from the top of the site."""

    style: str
    first: str
    script: str
    search: str
    favicon: str


@cache
def _made() -> dict[str, tuple[str, bytes]]:
    scripts = sorted((_FOLDER / "scripts").glob("*.js"))
    texts = {
        "style": (".css", _COMMENTS.sub("", _joined(sorted((_FOLDER / "styles").glob("*.css")))).encode()),
        "first": (".js", _script([_FOLDER / "scripts" / _FIRST])),
        "script": (".js", _script([path for path in scripts if not path.name.startswith((_FIRST, _SEARCH))])),
        "search": (".js", _script([path for path in scripts if path.name.startswith(_SEARCH)])),
        "favicon": (".svg", (_FOLDER / "favicon.svg").read_bytes()),
    }
    return {name: (named(name, suffix, raw), raw) for name, (suffix, raw) in texts.items()}


def named(name: str, suffix: str, raw: bytes) -> str:
    """Where a file of these bytes lies."""
    return f"assets/{name}-{sha256(raw).hexdigest()[:10]}{suffix}"


def _joined(paths: list[Path]) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def _script(paths: list[Path]) -> bytes:
    minified: str = jsmin(_joined(paths))
    return minified.encode()


_COMMENTS = re.compile(r"/\*.*?\*/|^[ \t]+|^\n", re.DOTALL | re.MULTILINE)
"""What only a reader of the source needs: comments, indentation, empty lines."""


def assets() -> Assets:
    """The names."""
    return Assets(**{name: uri for name, (uri, _) in _made().items()})


def asset_files() -> Iterator[tuple[str, bytes]]:
    """Each file of the site's own: its place and its bytes."""
    yield from _made().values()
