"""The guides: what a reader is told to do works, and what is shown there is what the program says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogs import TODAY
from tests.manual import HERE, ITEM, guide, new_item, with_new_item, zwgk


def test_the_new_item_of_the_guide_is_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not (HERE / ITEM).exists(), "the guide takes a number nobody has used"
    folder = with_new_item(tmp_path, new_item())
    assert zwgk(folder, "check", "--today", TODAY.isoformat()) == 0
    assert "230 个事项" in guide()
    assert f"{len(list((folder / 'catalog/items').rglob('*.yml')))} 个事项" in guide()
    assert zwgk(folder, "build") == 0
    page = folder / "site/items/social-assistance/social-assistance-012.html"
    assert "临时救助" in page.read_text(encoding="utf-8")
    assert "0000-" in page.read_text(encoding="utf-8")
    for name in ("rules.html", "fields.html", "changjian.html", "tu/cuowu.png"):
        assert (folder / "site" / name).is_file()


def test_the_mistake_of_the_guide_is_told_as_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = with_new_item(tmp_path, new_item().replace("time_limit: ", "time_limit："))
    assert zwgk(folder, "check", "--today", TODAY.isoformat()) == 1
    told = capsys.readouterr().out.partition("\n\n")[0]
    assert f"```\n{told}\n```" in guide()


def test_pictures_are_small_and_all_of_them_are_used() -> None:
    pictures = sorted((HERE / "docs" / "tu").glob("*"))
    assert 0 < len(pictures) <= 4
    for picture in pictures:
        assert picture.stat().st_size <= 100_000, picture.name
        assert f"](tu/{picture.name})" in guide()
