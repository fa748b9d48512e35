"""Lighthouse over the pages most readers open: all points for accessibility, practice and search, 95 for speed.

Its packages weigh 235 MB, so it runs only when asked for: ``python -m tests.browser.lighthouse``.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.browser.chromium import CHROMIUM
from tests.browser.conftest import installed
from tests.browser.kinds import kinds

LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}


def chosen(site: Path, kind: str) -> str:
    """The page of this kind."""
    return next(one for one in kinds(site) if one == kind or (one.startswith(f"{kind}/") and "index" not in one))


@pytest.mark.skipif("ZWGK_LIGHTHOUSE" not in os.environ, reason="only when asked for with ZWGK_LIGHTHOUSE=1")
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
@pytest.mark.parametrize("kind", ["index.html", "domains", "items", "guides.html"])
def test_lighthouse_gives_full_marks(published: Path, served: str, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "said.json"
    command = [
        "node",
        str(installed(Path(__file__).parent) / "lighthouse" / "cli" / "index.js"),
        f"{served}/{chosen(published, kind)}",
    ]
    command += ["--quiet", "--output=json", f"--output-path={out}", f"--only-categories={','.join(LEAST)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu", "--no-enable-error-reporting"]
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    subprocess.run(command, capture_output=True, check=False, timeout=120, env=environment)
    said = json.loads(out.read_text(encoding="utf-8"))
    marks = {name: round(100 * (said["categories"][name]["score"] or 0)) for name in LEAST}
    lost = [one["id"] for one in said["audits"].values() if one["score"] is not None and one["score"] < 1]
    assert all(marks[name] >= least for name, least in LEAST.items()), (marks, lost)
