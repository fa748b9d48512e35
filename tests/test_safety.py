"""Whatever writes a catalog loses nothing, guesses nothing, and leaves no file half written."""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.canonical import converted
from build_tools.cli import main
from build_tools.diagnostics import UserError, Where
from build_tools.edit import Text
from build_tools.examples import files_of
from build_tools.files import replace_file
from build_tools.insertion import with_key
from build_tools.load import kind_of
from build_tools.source import REGISTRY_LIMITS, Document, read
from tests.test_cases import ALL
from tests.test_fixing import ITEM
from tests.test_fmt import Styled, invented

PATH = "catalog/a.yml"


def places(data: Any, where: Where = ()) -> list[Where]:
    """The path of every key and list element."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for step, value in inner for place in ((*where, step), *places(value, (*where, step)))]


def without(data: Any, where: Where) -> Any:
    """The data without one key or element; what is empty then is an empty place."""
    step, rest = where[0], where[1:]
    left: Any
    if isinstance(data, dict):
        left = {key: value for key, value in data.items() if rest or key != step}
    else:
        left = [value for number, value in enumerate(data) if rest or number != step]
    if rest:
        left[step] = without(data[step], rest)
    return left or ""


def styled_document(seed: int) -> tuple[Document, bytes, Any] | None:
    """A document somebody may have written, with what it says; None where it cannot be read."""
    styled = Styled(seed)
    _, data = invented(styled.dice)
    raw = styled.write(data).replace("\n", styled.dice.choice(["\n", "\r\n"])).encode()
    document, found = read(PATH, raw, REGISTRY_LIMITS)
    return None if found else (document, raw, data)


@settings(max_examples=2_000)
@given(st.integers(0, 1 << 60))
def test_a_removal_takes_one_thing_and_nothing_else(seed: int) -> None:
    made = styled_document(seed)
    if made is None:
        return
    document, raw, data = made
    every = places(data)
    for where in random.Random(seed).sample(every, min(3, len(every))):
        fix = document.removal(where)
        if fix is not None:
            after, found = read(PATH, Text(raw).with_fixes([fix]), REGISTRY_LIMITS)
            left = without(data, where)
            assert after.data == left, (where, raw.decode())
            assert found == [] or left == ""


@settings(max_examples=1_000)
@given(st.integers(0, 1 << 60))
def test_a_new_key_is_put_beside_the_others_and_nothing_else_changes(seed: int) -> None:
    made = styled_document(seed)
    if made is None or not isinstance(made[2], dict) or "retired" in made[2]:
        return
    document, raw, data = made
    try:
        fix = with_key("item", document, Text(raw), (), "retired", {"date": "2026-01-01", "reason": "撤"})
    except UserError:
        return
    after, found = read(PATH, Text(raw).with_fixes([fix]), REGISTRY_LIMITS)
    assert found == []
    assert after.data == {**data, "retired": {"date": "2026-01-01", "reason": "撤"}}


def added(path: str, mark: str) -> None:
    """A hundred lines added one by one, each time to what is there; whoever is told of a change reads again."""
    for number in range(100):
        while True:
            old = Path(path).read_bytes()
            try:
                replace_file(Path(path), old + f"{mark}{number}\n".encode(), old)
                break
            except UserError as error:
                if error.code != "changed-meanwhile":
                    raise


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no locks on folders")
def test_of_two_that_write_at_once_neither_loses_a_line(tmp_path: Path) -> None:
    file = tmp_path / "laws.yml"
    file.write_bytes(b"")
    started = [multiprocessing.get_context("fork").Process(target=added, args=(str(file), mark)) for mark in "ab"]
    for one in started:
        one.start()
    for one in started:
        one.join()
    assert sorted(file.read_text().split()) == sorted(f"{mark}{number}" for mark in "ab" for number in range(100))
    assert os.listdir(tmp_path) == ["laws.yml"]


def test_a_file_marked_read_only_stays(tmp_path: Path) -> None:
    file = tmp_path / "laws.yml"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(UserError) as refused:
        replace_file(file, b"new", b"old")
    assert refused.value.code == "write-failed"
    assert (file.read_bytes(), os.listdir(tmp_path)) == (b"old", ["laws.yml"])
    file.chmod(0o640)
    replace_file(file, b"new", b"old")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o640)


def test_a_link_that_leads_nowhere_is_no_free_place(tmp_path: Path) -> None:
    file = tmp_path / "laws.yml"
    file.symlink_to(tmp_path / "nowhere")
    with pytest.raises(UserError):
        replace_file(file, b"new", None)
    assert file.is_symlink()


def test_what_a_killed_run_with_the_same_number_left_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / "laws.yml"
    (tmp_path / f".laws.yml.zwgk-new-{os.getpid()}").write_bytes(b"half")
    replace_file(file, b"new", None)
    assert os.listdir(tmp_path) == ["laws.yml"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    import resource

    file = tmp_path / "laws.yml"
    file.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(UserError) as refused:
            replace_file(file, b"x" * 5000, b"old")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert refused.value.args_by_name["error"] == os.strerror(errno.EFBIG)
    assert (file.read_bytes(), os.listdir(tmp_path)) == (b"old", ["laws.yml"])


NEW_ITEM = (
    *("subject.title=测试", "subject.category=最低生活保障", "content=甲的姓名和住址", "basis.0.law=foi-regulations"),
    *("time_limit=自信息形成或者变更之日起20个工作日内", "publishing_body=civil-affairs", "channel=website"),
    *("inquiry_contact=civil-affairs", "audience=everyone", "method=proactive", "level=county"),
)


def new_item(county: Path, *more: str) -> int:
    """One more item of social assistance."""
    pairs = [word for pair in (*NEW_ITEM, *more) for word in ("--set", pair)]
    return main(["--lang", "zh", "--project", str(county), "new", "item", "social-assistance", *pairs])


def test_the_number_of_an_item_that_cannot_be_read_is_taken(county: Path) -> None:
    folder = (county / ITEM).parent
    (folder / "social-assistance-007.yml").symlink_to(county / "nowhere")
    (folder / "Social-Assistance-009.yml").write_bytes(b"subject: [\n")
    assert new_item(county) == 0
    assert (folder / "social-assistance-010.yml").is_file()
    assert (folder / "social-assistance-007.yml").is_symlink()


def test_nothing_is_written_through_a_link(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = (county / ITEM).parent
    (tmp_path / "outside").mkdir()
    for old in folder.iterdir():
        old.unlink()
    folder.rmdir()
    folder.symlink_to(tmp_path / "outside")
    assert new_item(county) == 1
    assert list((tmp_path / "outside").iterdir()) == []
    assert "outside" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "path", ["a." * 5000 + "a", "subject.title.x", "content.0.x", "...", "subject", "content.5.x.0.y"]
)
def test_no_path_of_a_value_crashes(county: Path, path: str) -> None:
    assert new_item(county, f"{path}=1") in (1, 2)
    assert sorted(one.name for one in (county / ITEM).parent.iterdir()) == ["social-assistance-001.yml"]


def test_the_canonical_form_of_every_case_says_the_same() -> None:
    seen = set()
    for _, case in ALL:
        for path, raw in files_of(case).items():
            kind = kind_of(PurePosixPath(path).relative_to("catalog"))
            if kind is None or (path, raw) in seen:
                continue
            seen.add((path, raw))
            new, wrong = converted(path, kind, raw, "gbk")
            assert new == raw or not wrong
            if new != raw:
                assert read(path, new, REGISTRY_LIMITS)[0].data == read(path, raw, REGISTRY_LIMITS)[0].data
                assert converted(path, kind, new) == (new, [])
    assert len(seen) > 500


def test_what_only_shows_touches_nothing(county: Path) -> None:
    def seen() -> dict[Path, tuple[int, int, int]]:
        every = {path: path.stat() for path in (county, *county.rglob("*"))}
        return {path: (one.st_ino, one.st_mtime_ns, one.st_mode) for path, one in every.items()}

    item = county / ITEM
    item.write_bytes(item.read_bytes().replace(b"method: proactive", "method: 主动".encode()) + b"\n\n")
    before = seen()
    zwgk = ["--project", str(county)]
    assert main([*zwgk, "fix", "--dry-run"]) == 1
    assert main([*zwgk, "fmt", "--check"]) == 1
    assert main([*zwgk, "rename-channel", "village-board", "board", "--dry-run"]) in (0, 2)
    assert main([*zwgk, "rename-body", "justice", "law-office", "--name", "县法务局", "--dry-run"]) == 0
    assert main([*zwgk, "retire", "legal-service-001", "--reason", "撤销", "--dry-run"]) == 0
    assert main([*zwgk, "upgrade", "--dry-run"]) == 1
    assert seen() == before
