"""What the engine rendered is kept; a build with it is the build that the engine would have been asked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.publish import rendering
from tests.test_whole import contents

HERE = Path(__file__).parent.parent
ITEM = "catalog/items/legal-service/legal-service-001.yml"
GUIDE = "docs/shuoming.md"

Edit = Callable[[Path], object]


def edit(name: str, old: str, new: str) -> Edit:
    """One place of one file is changed."""

    def made(county: Path) -> None:
        text = (county / name).read_text(encoding="utf-8")
        assert old in text
        (county / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return made


def write(name: str, text: str) -> Edit:
    """A file is written."""
    return lambda county: (county / name).write_text(text, encoding="utf-8")


def another_item(county: Path) -> None:
    """An item comes."""
    text = (county / ITEM).read_text(encoding="utf-8")
    (county / ITEM).with_name("legal-service-002.yml").write_text(
        text.replace("title: ", "title: 另一"), encoding="utf-8"
    )


def engine(county: Path) -> bool:
    """Build; whether the engine was loaded."""
    words = ["--lang", "zh", "--project", str(county), "build"]
    asked = f"import sys; from build_tools.cli import main; print(main({words!r})); print('mkdocs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, cwd=HERE, text=True)
    *_, code, loaded = done.stdout.split()
    assert code == "0", done.stdout + done.stderr
    return loaded == "True"


NO_PLACES: dict[str, Edit] = {
    "title": edit(ITEM, "title: ", "title: 新"),
    "remarks": lambda county: (county / ITEM).open("a", encoding="utf-8").write("remarks: 新\n"),
}
ASKED: dict[str, Edit] = {
    "guide": write(GUIDE, "# 另一篇\n"),
    "new guide": write("docs/ling.md", "---\ntitle: 另\norder: 1\n---\n# 另一篇\n"),
    "picture": lambda county: (county / "docs/a.png").write_bytes(b"\x89PNG"),
    "settings": edit("mkdocs.yml", "site_name: ", "site_name: 新"),
    "county": edit("catalog/site.yml", "name: ", "name: 新"),
    "domain": edit("catalog/domains.yml", "name: ", "name: 新"),
    "item": another_item,
    "link to an item": write(GUIDE, "# 说明\n[事项](items/legal-service/legal-service-001.md)\n"),
    "link": write(GUIDE, "# 说明\n[领域](domains/legal-service.md)\n"),
}


@pytest.mark.parametrize("what", [*NO_PLACES, *ASKED])
def test_the_engine_is_asked_when_what_it_reads_has_changed(county: Path, tmp_path: Path, what: str) -> None:
    assert engine(county)
    (NO_PLACES | ASKED)[what](county)
    assert engine(county) == (what in ASKED)
    for name in ("catalog", "docs"):
        shutil.copytree(county / name, tmp_path / "clean" / name)
    shutil.copy(county / "mkdocs.yml", tmp_path / "clean")
    assert main(["--project", str(tmp_path / "clean"), "build"]) == 0
    clean = contents(tmp_path / "clean/site")
    assert {uri: raw for uri, (_, raw) in contents(county / "site").items()} == {
        uri: raw for uri, (_, raw) in clean.items()
    }


def test_what_was_written_while_the_engine_ran_is_not_kept(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second, third = "# 第二稿\n", "# 第三稿\n"
    (county / GUIDE).write_text(second, encoding="utf-8")

    def meanwhile(*asked: Path) -> object:
        (county / GUIDE).write_text(third, encoding="utf-8")
        return rendered(*asked)  # type: ignore[arg-type]

    rendered = rendering.render
    monkeypatch.setattr(rendering, "render", meanwhile)
    assert main(["--project", str(county), "build"]) == 0
    monkeypatch.setattr(rendering, "render", rendered)
    (county / GUIDE).write_text(second, encoding="utf-8")
    assert main(["--project", str(county), "build"]) == 0
    assert "第二稿" in (county / "site/shuoming.html").read_text(encoding="utf-8")


def test_settings_that_read_more_are_never_taken_for_the_same(county: Path) -> None:
    (county / "hook.py").write_text("def on_page_content(html, **_): return html + '<p>一</p>'\n", encoding="utf-8")
    with (county / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [hook.py]\n")
    for number in "一二":
        (county / "hook.py").write_text(f"def on_page_content(html, **_): return html + '<p>{number}</p>'\n", "utf-8")
        assert engine(county)
        assert f"<p>{number}</p>" in (county / "site/shuoming.html").read_text(encoding="utf-8")


def test_a_link_whose_page_has_gone_is_told_though_nobody_touched_it(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    another_item(county)
    (county / GUIDE).write_text("# 说明\n[事项](items/legal-service/legal-service-002.md)\n", encoding="utf-8")
    assert engine(county)
    before = contents(county / "site")
    (county / ITEM).with_name("legal-service-002.yml").unlink()
    assert main(["--project", str(county), "build", "--allow-shrink"]) == 1
    assert "shuoming.md" in capsys.readouterr().err
    assert contents(county / "site") == before
