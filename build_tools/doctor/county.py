"""The repository: registries, site settings, what the tool brought, names that Windows can hold, the right to write."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from build_tools import fields
from build_tools.doctor.remark import Remark, State
from build_tools.load import NEEDED
from build_tools.repository import CATALOG, digest, is_source, managed_files
from build_tools.source import read

_LONGEST = 259  # what Windows allows of a path, unless told otherwise
_COUNTY_ONLY = (
    "requirements.txt",
    ".github/workflows/review.yml",
    ".gitea/workflows/review.yml",
    ".gitlab-ci.yml",
)
_ENDS = re.compile(r"^\*[ \t].*\beol=lf\b", re.MULTILINE)


def examine(base: Path) -> Iterator[Remark]:
    """The repository in ``base``."""
    yield _registries(base)
    yield _config(base)
    yield _identity(base)
    brought = {name: raw for name, raw in managed_files().items() if not is_source(base) or name not in _COUNTY_ONLY}
    schemas = {name for name in brought if name.startswith("schemas/")}
    yield _same(base, "doctor-schemas", {name: brought[name] for name in sorted(schemas)})
    yield _same(base, "doctor-brought", {name: raw for name, raw in brought.items() if name not in schemas})
    yield _line_ends(base)
    yield _paths(base)
    yield _writable(base)


def _registries(base: Path) -> Remark:
    needed = [f"{name}.yml" for name in NEEDED]
    missing = [name for name in needed if not (base / CATALOG / name).is_file()]
    args = {"missing": "、".join(missing), "path": str(base)}
    return Remark(State.BAD if missing else State.GOOD, "doctor-catalog", args)


def _config(base: Path) -> Remark:
    """Whether mkdocs.yml names our plugin and theme."""
    path = base / "mkdocs.yml"
    data: Any = read(path.name, path.read_bytes())[0].data if path.is_file() else {}
    settings = data if isinstance(data, dict) else {}
    plugins, theme = settings.get("plugins"), settings.get("theme")
    named = [next(iter(one), "") if isinstance(one, dict) else one for one in plugins or ()]
    themed = theme.get("name") if isinstance(theme, dict) else theme
    missing = [*(["plugins"] if "zwgk" not in named else []), *(["theme"] if themed != "zwgk" else [])]
    return Remark(State.BAD if missing else State.GOOD, "doctor-config", {"missing": "、".join(missing)})


def _identity(base: Path) -> Remark:
    """What every page says of who runs the site, as far as site.yml has it."""
    path = base / CATALOG / "site.yml"
    data: Any = read(path.name, path.read_bytes())[0].data if path.is_file() else {}
    footer = data.get("footer") if isinstance(data, dict) else None
    given = footer if isinstance(footer, dict) else {}
    missing = [field.label for field in fields.fields("site", ("footer",)) if field.key not in given]
    return Remark(State.NOTE if missing else State.GOOD, "doctor-identity", {"missing": "、".join(missing)})


def _same(base: Path, code: str, brought: dict[str, bytes]) -> Remark:
    """Whether files are as this version of the tool brings them."""
    other = [name for name, raw in brought.items() if not _is(base / name, raw)]
    args = {"files": "、".join(other[:5]), "count": str(len(other))}
    return Remark(State.NOTE if other else State.GOOD, code, args)


def _is(path: Path, raw: bytes) -> bool:
    return path.is_file() and digest(path.read_bytes()) == digest(raw)


def _line_ends(base: Path) -> Remark:
    path = base / ".gitattributes"
    found = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return Remark(State.GOOD if _ENDS.search(found) else State.NOTE, "doctor-line-ends")


def _paths(base: Path) -> Remark:
    """The longest path of the catalog as it would be on this machine."""
    longest = max(
        (os.path.join(folder, name) for folder, _, names in os.walk(base / CATALOG) for name in names),
        key=len,
        default="",
    )
    args = {"length": str(len(longest)), "limit": str(_LONGEST), "path": longest[-60:]}
    return Remark(State.NOTE if len(longest) > _LONGEST else State.GOOD, "doctor-paths", args)


def _writable(base: Path) -> Remark:
    try:
        with tempfile.TemporaryFile(dir=base), tempfile.TemporaryFile(dir=base / CATALOG):
            return Remark(State.GOOD, "doctor-writable", {"path": str(base)})
    except OSError as error:
        return Remark(State.BAD, "doctor-writable", {"path": str(base), "error": error.strerror or ""})
