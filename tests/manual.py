"""What the guides in ``docs`` show, done for real: the new item of the 编制手册, and its first mistake."""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.cli import main

HERE = Path(__file__).parent.parent
ITEM = "catalog/items/social-assistance/social-assistance-012.yml"


def guide() -> str:
    """The 编制手册."""
    return (HERE / "docs" / "bianzhi.md").read_text(encoding="utf-8")


def new_item() -> str:
    """The file that the guide has its reader write: the first block of YAML."""
    found = re.search(r"```yaml\n(.*?)```", guide(), re.DOTALL)
    assert found
    return found.group(1)


def with_new_item(folder: Path, text: str) -> Path:
    """A county's repository in ``folder``, with the catalog and the guides of this one and the new item."""
    for name in ("catalog", "docs", "schemas", "mkdocs.yml"):
        source = HERE / name
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file():
                target = folder / path.relative_to(HERE)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    (folder / ITEM).write_text(text, encoding="utf-8")
    return folder


def zwgk(folder: Path, *words: str) -> int:
    """Run a command on a repository."""
    return main(["--lang", "zh", "--project", str(folder), *words])
