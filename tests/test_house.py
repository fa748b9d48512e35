"""The house rules: one truth, layers, budgets, every word translated, every command documented."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import click
import pytest

from build_tools import commands, fields
from build_tools.cli import group, main
from build_tools.messages import LANGUAGES, table, words
from build_tools.rules import all_rules
from tests.test_cases import FOLDER

HERE = Path(__file__).parent.parent
PACKAGE = HERE / "build_tools"
MODULES = sorted(PACKAGE.rglob("*.py"))
BIN = Path(sys.executable).parent


def run(*command: str) -> None:
    """Run one of the checkers on this repository; its output is the failure."""
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["lint-imports"]],
    ids=["style", "format", "types", "layers"],
)
def test_style_types_and_layers(command: list[str]) -> None:
    run(str(BIN / command[0]), *command[1:])


def tree(path: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a module with its length in lines, docstring not counted."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            doc = ast.get_docstring(node, clean=False)
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - (doc.count("\n") + 1 if doc else 0)


def test_modules_and_functions_stay_small() -> None:
    long = []
    for path in MODULES:
        lines = path.read_text(encoding="utf-8").count("\n")
        most = 80 if path.parent.name == "rules" else 100 if path.name == "cli.py" else 250
        if lines > most:
            long.append(f"{path.relative_to(HERE)}: {lines} lines, at most {most}")
        long += [f"{path.relative_to(HERE)}: {name} has {size} lines" for name, size in functions(path) if size > 40]
    assert long == []


def test_no_module_is_called_after_nothing() -> None:
    assert [path.name for path in MODULES if path.stem in ("utils", "helpers", "common", "manager", "misc")] == []


def strings(path: Path) -> Iterator[str]:
    """Every string of a module but its docstrings."""
    parsed = tree(path)
    docs = set()
    for node in ast.walk(parsed):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            docs |= {id(one.value) for one in body if isinstance(one, ast.Expr)}
    for node in ast.walk(parsed):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_no_chinese_words_in_python() -> None:
    # A range of characters for a regular expression is no wording.
    found = [
        (path.name, text)
        for path in MODULES
        for text in strings(path)
        if re.search("[\u4e00-\u9fff]", text) and text not in ("\u4e00", "\u9fa5")
    ]
    assert found == []


MAKERS = {"Diagnostic", "UserError", "TooMuch", "Fault", "_refuse", "_fault", "_at", "_slip"}


def codes_emitted() -> set[str]:
    """Every code that the package's own lines can emit, found where diagnostics are made."""
    found = {rule.code for rule in all_rules()}
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in MAKERS:
                    texts = [
                        one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
                    ]
                    found |= {text for text in texts if re.fullmatch(r"[a-z]+(-[a-z]+)+|syntax", text)}
    return found


def test_every_code_has_its_words_and_every_word_its_code() -> None:
    known = set(table("zh")["code"])
    assert codes_emitted() - known == set()
    literal = {text for path in MODULES for text in strings(path)}
    literal |= {f"not-a-{kind}" for kind in ("list", "mapping", "text", "boolean")} | {
        rule.code for rule in all_rules()
    }
    assert known - literal == set()


def test_every_phrase_is_said_somewhere() -> None:
    literal = {text for path in MODULES for text in strings(path)} | {"error", "warning"}
    assert set(table("zh")["phrase"]) - literal == set()


def leaves(tree_: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence of a message table with its path."""
    if isinstance(tree_, dict):
        for key, value in tree_.items():
            yield from leaves(value, f"{path}/{key}")
    else:
        yield path, tree_


def holes(sentence: str) -> set[str]:
    """The names a sentence leaves open."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_the_translation_has_the_same_entries_with_the_same_holes() -> None:
    # Pages are Chinese; a code's group has no language; why a rule exists says its docstring in Chinese.
    once = {f"/code/{rule.code}/why" for rule in all_rules()} | {f"/code/{code}/group" for code in table("zh")["code"]}
    chinese = {path: text for path, text in leaves(table("zh")) if not path.startswith("/page/") and path not in once}
    english = {path: text for path, text in leaves(table("en")) if path not in once}
    assert set(chinese) == set(english)
    assert {path for path in chinese if holes(chinese[path]) != holes(english[path])} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said_whatever_the_arguments(language: str) -> None:
    for code, entry in table(language)["code"].items():
        args = {name: "\x1b[31m\n" + "甲" * 400 for _, text in leaves(entry) for name in holes(text)}
        said = words(code, args, language)
        assert said.title
        assert said.text
        assert len(said.text) <= 300
        assert len(said.advice) <= 300
        assert "\x1b" not in said.text
        assert "\n" not in said.text


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_has_a_page_and_cases(rule: Any) -> None:
    assert re.search("[\u4e00-\u9fff]", rule.doc), "the docstring is the rule's public page"
    assert len(rule.doc.strip().split("\n")) >= 3
    assert (FOLDER / f"{rule.code}.yml").is_file()
    assert rule.check_item or rule.check_catalog or rule.check_item_on or rule.check_catalog_on


def all_commands(language: str) -> Iterator[tuple[str, click.Command]]:
    """Every command by the words it is called with, those within groups too."""
    open_ = [(name, commands.make(name, language)) for name in commands.names()]
    while open_:
        name, command = open_.pop()
        yield name, command
        if isinstance(command, click.Group):
            open_ += [(f"{name} {inner}", below) for inner, below in command.commands.items()]


def test_every_command_and_option_is_documented() -> None:
    text = (HERE / "docs" / "mingling.md").read_text(encoding="utf-8")
    for name, command in all_commands("zh"):
        assert f"zwgk {name}" in text, name
        for option in command.params:
            if isinstance(option, click.Option):
                assert all(one in text for one in option.opts), (name, option.opts)
    for option in group("zh").params:
        assert any(one in text for one in option.opts), option.opts


def test_every_option_has_a_help_in_both_languages() -> None:
    for language in LANGUAGES:
        for name, command in all_commands(language):
            assert command.help, name
            assert all(option.help for option in command.params if isinstance(option, click.Option)), name


def test_the_lists_of_packages_are_locked_and_name_no_host() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (HERE / name).read_text(encoding="utf-8")
        packages = re.findall(r"^[a-zA-Z0-9._-]+==", text, re.MULTILINE)
        assert len(packages) > 10
        assert text.count("--hash=sha256:") >= len(packages)
        assert "http" not in text
        assert "index" not in text
    assert not (HERE / "uv.lock").exists() or "uv.lock" in (HERE / ".gitignore").read_text(encoding="utf-8")


def test_readme_and_ci_call_the_same_command() -> None:
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    first = "\n".join(readme.split("\n")[:30])
    assert "python3 run.py build" in first
    assert "python3 run.py test" in first
    assert "python3 run.py test" in (HERE / ".ci" / "run").read_text(encoding="utf-8")


def test_the_wheel_carries_schemas_and_works_without_the_checkout(county: Path, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(tmp_path), str(HERE))
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    for name in (*fields.NAMES, "common"):
        assert f"build_tools/schemas/{name}.schema.json" in names
    assert {
        "build_tools/schemas/vocabulary.yml",
        "build_tools/messages/zh.yml",
        "build_tools/assets/styles/01-base.css",
    } <= set(names)
    assert any(name.endswith("pages/templates/item.html") for name in names)
    assert {f"build_tools/starter/root/{name}" for name in (".vscode/settings.json", "启动.bat", "run.py")} <= set(
        names
    )
    for path in FOLDER.parent.rglob("*.yml"):
        if path.parts[len(FOLDER.parent.parts)] in ("cases", "base"):
            assert f"build_tools/example_files/{path.relative_to(FOLDER.parent).as_posix()}" in names
    assert not [name for name in names if name.startswith(("tests", "catalog"))]
    installed = tmp_path / "installed"
    run(*pip, "install", "--no-deps", "--no-index", "--target", str(installed), str(wheel))
    code = f"import sys; sys.path.insert(0, {str(installed)!r}); from build_tools import cli, fields; "
    code += f"assert str(fields.SCHEMAS).startswith({str(installed)!r}); "
    code += "assert cli.main(['explain', 'slip-tab']) == 0; "
    code += f"sys.exit(cli.main(['--project', {str(county)!r}, 'check']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    made = code.replace(
        f"'--project', {str(county)!r}, 'check'", "'init', 'made', '--name', '新县', '--code', '000001'"
    )
    done = subprocess.run([sys.executable, "-c", made], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "made" / "启动.bat").is_file()


def test_the_readme_shows_what_the_tool_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(HERE / "catalog", tmp_path / "catalog")
    item = tmp_path / "catalog/items/taxation/taxation-001.yml"
    text = item.read_text(encoding="utf-8")
    item.write_text(text.replace("  - taxation-bureau\n", "  - taxation-burea\n", 1), encoding="utf-8")
    assert main(["--lang", "zh", "--project", str(tmp_path), "check", "--today", "2026-11-22"]) == 1
    shown = re.search(r"```text\n(.*?)```", (HERE / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    assert capsys.readouterr().out.startswith(shown[1])
