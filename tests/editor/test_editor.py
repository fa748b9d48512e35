"""What a clerk who types sees: the settings in ``.vscode`` and the schemas, through the real language server."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from build_tools import fields
from tests.conftest import CI
from tests.editor.language_server import LanguageServer, serving

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SCRIPT = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
ITEM = "catalog/items/legal-service/legal-service-001.yml"
TEXT = (ROOT / "tests" / "base" / "items" / "legal-service" / "legal-service-001.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def editor() -> Iterator[LanguageServer]:
    """The server with this repository open. Where it cannot be had, continuous integration fails and others skip."""
    npm = shutil.which("npm")
    if npm and shutil.which("node") and not SCRIPT.is_file():
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=HERE, capture_output=True, check=False)
    if not SCRIPT.is_file():
        assert not CI, "npm ci has failed"
        pytest.skip("needs npm and its packages")
    with serving(SCRIPT, ROOT, SETTINGS) as server:
        yield server


def changed(old: str, new: str) -> tuple[str, int]:
    """The sound item with one change, and the line of the change from 0."""
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new), TEXT[: TEXT.index(old)].count("\n")


def test_every_kind_of_file_has_its_schema_and_every_file_one() -> None:
    bound = SETTINGS["yaml.schemas"]
    assert {PurePosixPath(one).name for one in bound} == {f"{name}.schema.json" for name in fields.NAMES}
    assert all((ROOT / one).is_file() for one in bound)
    for path in sorted((ROOT / "catalog").rglob("*.yml")):
        inner = PurePosixPath(path.relative_to(ROOT).as_posix())
        assert len([one for one in bound.values() if inner.match(one)]) == 1, inner


def test_the_yaml_extension_is_recommended() -> None:
    recommended = json.loads((ROOT / ".vscode" / "extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert "redhat.vscode-yaml" in recommended


@pytest.mark.parametrize("name", [*fields.REGISTRIES, "item", "adjustment"])
def test_nothing_is_underlined_in_sound_files(editor: LanguageServer, name: str) -> None:
    paths = {"item": "items/social-assistance/*.yml", "adjustment": "adjustments/*.yml"}
    found = sorted((ROOT / "catalog").glob(paths.get(name, f"{name}.yml")))[:5]
    assert found
    for path in found:
        assert editor.diagnostics(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) == []


WRONG = [
    ("method: on-request", "method: 主动", "允许的值"),
    ("level:\n  - county", "level:\n  - 县级", "允许的值"),
    ("level:\n  - county", "level: county", "要写成列表"),
    ("audience:\n  group: 申请人", "audience: 全社会", "允许的值"),
    ("level:\n  - county", "level:\n  - county\nreviewed: 2026.3.1", "日期写成"),
    ("method: on-request", "methods: on-request", "methods 不被允许"),
]


@pytest.mark.parametrize(("old", "new", "said"), WRONG, ids=[new for _, new, _ in WRONG])
def test_a_wrong_value_is_underlined_with_chinese_words(editor: LanguageServer, old: str, new: str, said: str) -> None:
    text, line = changed(old, new)
    found = editor.diagnostics(ITEM, text)
    assert [
        one for one in found if said in one["message"] and one["range"]["start"]["line"] in (line, line + 1, line + 2)
    ], found


@pytest.mark.parametrize("field", fields.fields("item"), ids=lambda field: field.key)
def test_every_field_is_explained_under_the_pointer(editor: LanguageServer, field: fields.Field) -> None:
    text = TEXT if f"\n{field.key}:" in f"\n{TEXT}" else f"{TEXT}{field.key}: \n"
    line = f"\n{text}"[: f"\n{text}".index(f"\n{field.key}:") + 1].count("\n") - 1
    said = editor.hover(ITEM, text, line, 1)
    assert field.help in said.replace("\\", "")


def test_fields_are_offered_with_their_hints(editor: LanguageServer) -> None:
    offered = editor.completion(ITEM, "", 0, 0)
    for field in fields.fields("item"):
        assert offered[field.key] == field.help


@pytest.mark.parametrize(("key", "line"), [("method", 0), ("level", 1), ("stage", 1)])
def test_choices_are_offered_with_their_chinese_names(editor: LanguageServer, key: str, line: int) -> None:
    text = f"{key}: " if line == 0 else f"{key}:\n  - "
    offered = editor.completion(ITEM, text, line, len(text.split("\n")[-1]))
    choices = fields.choice_labels("item", (key,))
    assert choices
    for value, label in choices.items():
        assert label in offered[value]


def test_a_contact_is_offered_as_a_whole(editor: LanguageServer) -> None:
    text = "inquiry_contact:\n  office: 法制股\n  "
    offered = editor.completion(ITEM, text, 2, 2)
    assert {"phone", "address", "hours", "email"} <= set(offered)
