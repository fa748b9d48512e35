"""``python benchmarks/search.py FOLDER [--out RUN.json]``: how well the search answers judged queries.

FOLDER has ``corpus.jsonl``, ``make_catalog.py`` (corpus → catalog), ``queries.json`` and ``score.py`` (run → table).
The catalog made of the corpus is given the synonyms of this repository. Filters of a query name facets and values.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

# Started as a script, Python knows only this folder.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_tools.folder import Folder
from build_tools.index import Index, build_index
from build_tools.load import load
from build_tools.search import Engine, search_files

ROOT = Path(__file__).resolve().parents[1]


def index_of(project: Path) -> Index:
    """The index of the catalog in a project folder."""
    folder = Folder(project, "catalog")
    return build_index(load(folder.files(), folder.root, folder.problems).catalog)


def answered(engine: Engine, queries: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The ids found for each query."""
    return {one["qid"]: list(engine.query(one["text"], narrow(engine, one["filters"])).ids) for one in queries}


def narrow(engine: Engine, filters: dict[str, str]) -> dict[str, list[str]]:
    """The values of each facet whose name holds what a filter says."""
    return {
        facet: [value for value, (label, _) in engine.facets[facet].items() if said in label]
        for facet, said in filters.items()
    }


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args(argv)
    folder: Path = asked.folder
    with tempfile.TemporaryDirectory() as made:
        project = Path(made)
        command = [sys.executable, str(folder / "make_catalog.py"), str(folder / "corpus.jsonl")]
        subprocess.run([*command, str(project / "catalog")], check=True, stdout=subprocess.DEVNULL)
        shutil.copy(ROOT / "catalog" / "synonyms.yml", project / "catalog")
        index = index_of(project)
        began = time.process_time()
        files = list(search_files(index))
        sys.stdout.write(f"index: {time.process_time() - began:.2f} s, {len(files)} files, ")
        sys.stdout.write(f"{sum(len(raw) for _, raw in files)} bytes, {len(index.catalog.items)} items\n")
        run = answered(Engine.of(index), json.loads((folder / "queries.json").read_text(encoding="utf-8")))
        out: Path = asked.out or project / "run.json"
        out.write_text(json.dumps(run), encoding="utf-8")
        sys.stdout.flush()
        return subprocess.run(
            [sys.executable, str(folder / "score.py"), str(folder / "queries.json"), str(out)]
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
