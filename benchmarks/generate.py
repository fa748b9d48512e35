"""``python benchmarks/generate.py N OUT [--seed S]``: a made-up catalog project of N items.

The wordings are those of the catalog in this repository, put together anew; the same seed gives the same files.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random

# Started as a script, Python knows only this folder.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import emit
from benchmarks.county import Scale, registries
from benchmarks.items import Maker
from benchmarks.words import read_words, renamed

ROOT = Path(__file__).resolve().parents[1]

_GUIDE = """# 使用说明

本目录由程序生成，只用于测量速度，不是任何地方的真实目录。

## 怎样查找

可以按领域、按层级、按公开主体查找，也可以用页面上方的搜索框。

## 怎样咨询

每个事项都写明咨询渠道；没有答复时，请拨打 12345。
"""


def write_project(items: int, out: Path, seed: int) -> int:
    """Write the whole project into the empty folder ``out``; returns the number of items."""
    words = read_words(ROOT / "catalog")
    files = registries(words, Scale.of(items))
    _write(out / "mkdocs.yml", _config((ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    _write(out / "docs" / "guide.md", _GUIDE)
    for name, data in files.items():
        _write(out / "catalog" / f"{name}.yml", emit.document(data) if name == "site" else emit.registry(data))
    written = 0
    for domain, count in _shares(list(files["domains"]), items, Random(f"{seed}/shares")).items():
        maker = Maker(words, files, domain, Random(f"{seed}/{domain}"))
        folder = out / "catalog" / "items" / domain
        folder.mkdir(parents=True)
        for key, text in maker.files(count):
            (folder / f"{key}.yml").write_bytes(text.encode())
            written += 1
    return written


def _config(text: str) -> str:
    """The repository's mkdocs.yml for the other county, which has no folder of schemas to watch."""
    lines: list[str] = renamed(text).splitlines()
    return "\n".join(line for line in lines if line != "  - schemas") + "\n"


def _shares(domains: list[str], items: int, chance: Random) -> dict[str, int]:
    """How many items each domain has: at least one, and the largest about four times the smallest."""
    weights = [chance.uniform(0.5, 2) for _ in domains]
    left = items - len(domains)
    counts = [1 + int(left * weight / sum(weights)) for weight in weights]
    for number in range(items - sum(counts)):
        counts[number % len(counts)] += 1
    return dict(zip(domains, counts, strict=True))


def _write(path: Path, text: str) -> None:
    """Write one file and the folders above it; the same bytes on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def main() -> None:
    """Read the command line and write the project."""
    parser = argparse.ArgumentParser(description="Write a made-up catalog project.")
    parser.add_argument("items", metavar="N", type=int, help="number of items")
    parser.add_argument("out", metavar="OUT", type=Path, help="folder to write into: new or empty")
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args()
    if given.items < 1:
        parser.error("N must be at least 1")
    if given.out.exists() and (not given.out.is_dir() or any(given.out.iterdir())):
        parser.error("OUT must be new or empty")
    print(f"{write_project(given.items, given.out, given.seed)} items")


if __name__ == "__main__":
    main()
