"""A whole catalog with the mistakes that offices make, all at once: each is found in one run, at its place, once.

``planted.yml`` lists them by file. Made again by ``zwgk fix``, the catalog is what it was, character for character,
but for the few faults that only the office can mend (``by: nobody``), or that are mended otherwise (``mended``).

Of 189 faults 176 carry a fix and 175 are mended to what stood there. Over all of tests/cases, where most
cases show what nobody can mend, 47 % of the findings carry a fix (45 % before these faults were planted).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
import yaml

from build_tools.check import check
from build_tools.fixing import Fixing
from build_tools.known import Known
from build_tools.load import load
from build_tools.messages import words
from build_tools.processes import can_fork
from build_tools.trial import Files, State, Trial
from tests.catalogs import TODAY
from tests.test_cases import mark

HERE = Path(__file__).parent
CATALOG = HERE.parent / "catalog"
PLANTED: dict[str, list[dict[str, str]]] = yaml.safe_load((HERE / "planted.yml").read_text(encoding="utf-8"))
FAULTS = [(path, fault) for path, faults in PLANTED.items() for fault in faults]
MENDED = [(path, fault) for path, fault in FAULTS if "by" not in fault]
ENDS = {"LF": b"\n", "CRLF": b"\r\n"}


@cache
def sound() -> Files:
    """The catalog of this repository."""
    files = sorted(path for path in CATALOG.rglob("*") if path.is_file())
    return {f"catalog/{path.relative_to(CATALOG).as_posix()}": path.read_bytes() for path in files}


def planted(faults: list[tuple[str, dict[str, str]]], new: str = "new") -> Files:
    """The catalog with these faults in it. What one replaces is looked for in the text as it was."""
    files = sound().copy()
    texts = {path: sound()[f"catalog/{path}"].decode() for path, _ in faults}
    for path, text in texts.items():
        places = [(text.index(fault["old"]), fault) for where, fault in faults if where == path]
        for at, fault in sorted(places, key=lambda one: one[0], reverse=True):
            assert text.count(fault["old"]) == 1, (path, fault["old"])
            texts[path] = texts[path][:at] + fault.get(new, fault["new"]) + texts[path][at + len(fault["old"]) :]
        files[f"catalog/{path}"] = texts[path].encode()
    return files


@cache
def state(end: str = "LF") -> State:
    """The catalog with every fault, checked."""
    return Trial(TODAY).of({path: raw.replace(b"\n", ENDS[end]) for path, raw in planted(FAULTS).items()})


def expected() -> list[str]:
    found = []
    for path, fault in FAULTS:
        code, _, place = fault["expect"].partition("@")
        found.append(f"{code}@{path}:{place}")
    return sorted(found)


@pytest.mark.parametrize("end", ENDS)
def test_every_fault_is_found_in_one_run_at_its_place_and_nothing_else(end: str) -> None:
    assert sorted(mark(one) for one in state(end).checked.diagnostics) == expected()


def test_the_faults_are_many_and_of_many_kinds_and_several_stand_in_one_file() -> None:
    kinds = Counter(fault["expect"].partition("@")[0] for _, fault in FAULTS)
    assert len(FAULTS) >= 150
    assert len(kinds) >= 30
    assert sum(len(faults) >= 3 for faults in PLANTED.values()) >= 30
    assert len({path.split("/")[1] for path in PLANTED if path.startswith("items/")}) >= 15


def test_nearly_all_are_mended_to_what_stood_there_before() -> None:
    trial = Trial(TODAY)
    done = Fixing(trial, trial.of(planted(FAULTS))).run()
    left = [(path, fault) for path, fault in FAULTS if fault.get("by")]
    assert done.refused == []
    assert done.state.files == planted(left, "mended")
    assert len(MENDED) >= 0.9 * len(FAULTS)
    codes = [fault["expect"].partition("@")[0] for _, fault in left if "mended" not in fault]
    assert Counter(one.code for one in done.state.checked.diagnostics) == Counter(codes)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_says_what_to_do(language: str) -> None:
    for one in state().checked.diagnostics:
        said = words(one.code, one.args, language)
        assert said.text, mark(one)
        assert said.advice, mark(one)


def test_nearly_every_finding_carries_its_fix() -> None:
    found = state().checked.diagnostics
    assert sum(one.fix is not None for one in found) >= 0.9 * len(found)


def vague() -> Files:
    """The sound catalog, but that many limits say nothing."""
    return {
        path: raw.replace("20个工作日内".encode(), "及时公开".encode()) if "/statutory" in path else raw
        for path, raw in sound().items()
    }


@pytest.mark.parametrize("made", [vague, partial(planted, FAULTS)], ids=["vague", "planted"])
def test_many_processes_find_what_one_finds(made: Callable[[], Files], monkeypatch: pytest.MonkeyPatch) -> None:
    files, known = made(), Known()
    alone = Trial(TODAY).of(files)
    assert len(alone.checked.diagnostics) > 5
    for module in ("sound", "check"):
        monkeypatch.setattr(f"build_tools.{module}.MANY", 1)
        monkeypatch.setattr(f"build_tools.{module}._CHUNK", 7)
    monkeypatch.setattr("build_tools.processes.cores", lambda: 2)
    loaded = load(sorted(files.items()), known=known)
    found = check(loaded, TODAY, known=known)
    if can_fork():
        assert len(known._just) > 100
        assert bool(known._just_quiet) == (made is vague), "where something was not read, rules may say other things"
    assert found == alone.checked
    assert loaded.catalog == alone.loaded.catalog
    assert loaded.diagnostics == alone.loaded.diagnostics
