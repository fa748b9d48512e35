"""A build that fails at any file operation leaves the old site or the new one, whole; the next one succeeds.

``ZWGK_FAULTS=all`` tries every operation of a real build as well, not only some of them.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from build_tools.cache import Cache
from build_tools.cli import main
from build_tools.publish.manifest import marker, wrong
from build_tools.publish.staging import replacing, roll_back
from tests import faults
from tests.catalogs import base as catalog
from tests.conftest import repository
from tests.faults import DEAD, DONE, KILLED, REFUSED

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that begin in the middle")

ALL = os.environ.get("ZWGK_FAULTS") == "all"
SOME = 10
FAULTS: list[int | str] = [errno.ENOSPC, errno.EIO, errno.EACCES, KILLED]
NAMES = ["full", "broken", "forbidden", "killed"]
OLDER = {"index.html": b"older", "a/same.html": b"same", "a/gone.html": b"gone"}
OLD = {"index.html": b"old", "a/same.html": b"same", "a/b/left.html": b"left"}
NEW = {"index.html": b"new" * 9, "a/same.html": b"same", "c/added.html": b"added"}
LEFT = {".site.zwgk-lock", ".site.zwgk-old", ".site.zwgk-spare", "site"}


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.publish.swap._MANY", 0)
    monkeypatch.setattr("build_tools.publish.swap._settle_all", lambda _: None)


def publish(base: Path, files: Mapping[str, bytes]) -> None:
    """A build without an engine: unchanged files are kept, others written."""
    out = base / "out" / "site"
    with replacing(out, base, len(files), Cache(base / "cache"), True) as output:
        for uri, raw in files.items():
            digest = hashlib.sha256(raw).hexdigest()
            if not output.keep(uri, digest):
                output.write(uri, raw)
            output.made(uri, digest, len(raw))


def back(base: Path) -> None:
    """The way back."""
    roll_back(base / "out/site")


def read(site: Path) -> dict[str, bytes]:
    """The files of a site but those that tell of it."""
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return {uri: raw for uri, raw in found.items() if uri not in ("SHA256SUMS", ".zwgk-site")}


def base(folder: Path) -> Path:
    """A folder where two generations stand."""
    (folder / "cache").mkdir(parents=True)
    publish(folder, OLDER)
    publish(folder, OLD)
    return folder


def operations(folder: Path, at_once: bool) -> int:
    """How many file operations there are in a build."""
    place = base(folder)
    code, count = faults.run(lambda: publish(place, NEW), place / "out", 0, 0, at_once)
    assert code == DONE
    assert read(place / "out/site") == NEW
    return count


def same(site: Path, files: Mapping[str, bytes]) -> bool:
    """Whether the site is these files and tells the truth of them."""
    return site.is_dir() and read(site) == files and marker(site) is not None and not list(wrong(site))


@pytest.mark.parametrize("at_once", [True, False], ids=["exchange", "renames"])
@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_every_operation_of_publishing_may_fail(tmp_path: Path, fault: int | str, at_once: bool) -> None:
    if at_once and sys.platform not in ("linux", "darwin"):
        pytest.skip("no exchange of folders here")
    count = operations(tmp_path / "all", at_once)
    assert count > 25
    for at in range(1, count + 2):
        place = base(tmp_path / str(at))
        site = place / "out/site"
        code, _ = faults.run(lambda place=place: publish(place, NEW), place / "out", at, fault, at_once)  # type: ignore[misc]
        where = f"operation {at} of {count}"
        assert code in (DONE, DEAD if fault == KILLED else REFUSED), where
        if not site.exists():
            assert (fault, at_once) == (KILLED, False), where
        elif code == REFUSED:
            assert same(site, OLD), where
        elif code == DONE:
            assert same(site, NEW), where
        else:
            assert same(site, OLD) or same(site, NEW), where
        before = OLD if same(site, NEW) else OLDER
        back(place)
        assert same(site, before), where
        publish(place, NEW)
        assert same(site, NEW), where
        assert {path.name for path in (place / "out").iterdir()} <= LEFT, where


@pytest.mark.parametrize("fault", [errno.EIO, KILLED], ids=["broken", "killed"])
@pytest.mark.parametrize("at_once", [True, False], ids=["exchange", "renames"])
def test_every_operation_of_rolling_back_may_fail(tmp_path: Path, fault: int | str, at_once: bool) -> None:
    counted = base(tmp_path / "all")
    code, count = faults.run(lambda: back(counted), counted / "out", 0, 0, at_once)
    assert code == DONE
    assert same(counted / "out/site", OLDER)
    for at in range(1, count + 1):
        place = base(tmp_path / str(at))
        site = place / "out/site"
        faults.run(lambda place=place: back(place), place / "out", at, fault, at_once)  # type: ignore[misc]
        if site.exists() or fault != KILLED or at_once:
            assert same(site, OLDER) or same(site, OLD), at
        publish(place, NEW)
        assert same(site, NEW), at
        roll_back(site)
        assert same(site, OLD) or same(site, OLDER), at


def sampled(count: int) -> list[int]:
    """The operations that are tried of a real build: some all over it, and its last ones."""
    return sorted({*range(1, count + 1, 1 if ALL else max(1, count // SOME)), *range(count - 2, count + 1)})


def test_a_real_build_may_fail_anywhere(tmp_path: Path) -> None:
    county = repository(tmp_path / "county", catalog())
    site = county / "site"
    build = ["--project", str(county), "build"]
    assert main(build) == 0
    old = read(site)
    item = county / "catalog/items/legal-service/legal-service-001.yml"
    before = item.read_bytes()
    after = before.replace("法律援助".encode(), "法律帮助".encode())
    item.write_bytes(after)
    code, count = faults.run(lambda: main(build), county, 0, 0)
    new = read(site)
    assert code == DONE
    assert old != new
    for place, at in enumerate(sampled(count)):
        item.write_bytes(before)
        assert main(build) == 0
        assert read(site) == old
        item.write_bytes(after)
        fault = FAULTS[place % len(FAULTS)]
        code, _ = faults.run(lambda: main(build), county, at, fault)
        where = f"operation {at} of {count}: {fault}"
        assert code in (DONE, DEAD if fault == KILLED else REFUSED), where
        stands = read(site)
        assert stands in {DONE: [new], REFUSED: [old], DEAD: [old, new]}[code], where
        assert not list(wrong(site)), where
    for raw, wanted in ((after, new), (before, old)):  # a build that finds nothing to do cleans nothing up
        item.write_bytes(raw)
        assert main(build) == 0
        assert read(site) == wanted
    assert {path.name for path in county.iterdir() if "site" in path.name} == LEFT
