"""What is kept between runs: whole or not at all, and nothing of what another version or another project kept."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.cache import Cache
from build_tools.exchange import catalog_jsonld, files
from build_tools.index import Index
from tests.catalogs import base
from tests.test_publishing import indexed

HERE = Path(__file__).parent.parent

Mapping = dict[bytes, str]


def entries(count: int, said: str = "") -> Mapping:
    """So many entries with keys as checksums are: spread over all first bytes."""
    return {bytes([number * 37 % 256, *number.to_bytes(3, "big")]): f"{number}{said}" for number in range(count)}


def written(folder: Path) -> dict[str, int]:
    """Each file with the number that another one in its place would not have."""
    return {path.name: path.stat().st_ino for path in folder.iterdir()}


@pytest.mark.parametrize("count", [0, 1, 255, 256, 1000])
def test_a_mapping_comes_back_as_it_was_kept(tmp_path: Path, count: int) -> None:
    kept, said = Cache(tmp_path), entries(count)
    kept.save_map("x", {}, said, b"a")
    assert kept.load_map("x", b"a") == said
    assert kept.load_map("x", b"b") == {}
    assert kept.load_map("y", b"a") == {}
    assert len(list(tmp_path.iterdir())) == {0: 0, 1: 1, 255: 1, 256: 2, 1000: 4}[count]


def test_of_a_mapping_only_what_differs_is_written(tmp_path: Path) -> None:
    kept, said = Cache(tmp_path), entries(1000)
    kept.save_map("x", {}, said)
    before = written(tmp_path)
    kept.save_map("x", said, dict(said))
    assert written(tmp_path) == before
    other = {**said, b"\0new": "new"}
    kept.save_map("x", said, other)
    assert len(before.items() ^ written(tmp_path).items()) == 2
    assert kept.load_map("x") == other


@pytest.mark.parametrize("harm", [os.unlink, lambda path: path.write_bytes(b"x"), lambda path: os.truncate(path, 40)])
def test_a_part_that_is_not_whole_is_as_good_as_none_and_written_again(tmp_path: Path, harm: object) -> None:
    kept, said = Cache(tmp_path), entries(1000)
    kept.save_map("x", {}, said)
    harm(sorted(tmp_path.iterdir())[1])  # type: ignore[operator]
    rest = kept.load_map("x")
    assert rest.items() < said.items()
    kept.save_map("x", rest, said)
    assert kept.load_map("x") == said


def test_what_another_size_or_version_kept_is_removed_and_nothing_else(tmp_path: Path) -> None:
    here, there = Cache(tmp_path, "a" * 16), Cache(tmp_path, "b" * 16)
    for kept in (here, there):
        kept.save_map("x", {}, entries(1000))
        kept.save("x-more", 1)
        kept.save("xy", 2)
    assert here.load_map("x") == {}, "the later version removed it"
    assert there.load("x-more") == 1
    assert there.load("xy") == 2
    assert len(list(tmp_path.iterdir())) == 6
    there.save_map("x", there.load_map("x"), entries(1))
    assert there.load_map("x") == entries(1)
    assert len(list(tmp_path.iterdir())) == 3
    there.save("x", 3)
    assert there.load_map("x") == entries(1)
    assert (there.load("x"), there.load("x-more")) == (3, 1)


def data(index: Index) -> dict[str, bytes]:
    """Every data file."""
    return {file.uri: file.content for file in files(index)}


@pytest.mark.parametrize("lost", ["data-jsonld.*", "data-jsonld-shared*", "data-*", "nothing"])
def test_data_files_are_the_same_whatever_of_them_was_kept(tmp_path: Path, lost: str) -> None:
    raw = {path.relative_to(HERE).as_posix(): path.read_bytes() for path in (HERE / "catalog").rglob("*.yml")}
    kept = Cache(tmp_path)
    assert data(replace(indexed(raw), kept=kept)) == data(indexed(raw))
    assert any(tmp_path.glob("data-jsonld-shared*")), "one pack never removes another"
    for path in tmp_path.glob(lost):
        path.unlink()
    item = sorted(path for path in raw if "/items/" in path)[7]
    raw[item] = raw[item].replace(b"title: ", "title: 新".encode(), 1)
    del raw[sorted(path for path in raw if "/items/" in path)[9]]
    assert data(replace(indexed(raw), kept=kept)) == data(indexed(raw))
    assert data(replace(indexed(raw), kept=kept)) == data(indexed(raw)), "again, of what was kept now"


def test_what_another_process_is_writing_is_left_alone(tmp_path: Path) -> None:
    kept = Cache(tmp_path, "a" * 16)
    halves = [tmp_path / f"{name}-{'a' * 16}.1.half" for name in ("x", "x.1.0")]
    for half in halves:
        half.write_bytes(b"half")
    kept.save("x", 1)
    kept.save_map("x", {}, entries(3))
    assert all(half.is_file() for half in halves)
    for half in halves:
        os.utime(half, (0, 0))
    kept.save("x", 2)
    kept.save_map("x", {}, entries(4))
    assert not any(half.exists() for half in halves), "nobody writes for so long"


def test_in_linked_data_a_channel_is_told_of_as_it_is_now(tmp_path: Path) -> None:
    """Of two packs that belong together one may be of an earlier run, which was killed between them."""
    catalog, kept = dict(base()), Cache(tmp_path)

    def told(cache: Cache) -> bytes:
        index = replace(indexed(catalog), kept=cache)
        return b"".join(next(iter(catalog_jsonld.files(index))).parts)

    told(kept)
    shared = {path: path.read_bytes() for path in tmp_path.glob("data-jsonld-shared-*")}
    catalog["catalog/channels.yml"] = catalog["catalog/channels.yml"].replace(b"\n  name: ", b"\n  name: \xe6\x96\xb0")
    told(kept)
    assert shared
    for path, raw in shared.items():
        path.write_bytes(raw)
    assert told(kept) == told(Cache(None))
