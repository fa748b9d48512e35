"""Sheets → PDF, by Typst: tagged as PDF/UA-1, fonts embedded, the same bytes from the same data and fonts.

The sheets in ``sheets`` are ours; what they show comes as one JSON value and is text, never markup. Typst may read
that folder and nothing else, and fetches nothing.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst

from build_tools.diagnostics import UserError

_SHEETS = Path(__file__).parent / "sheets"
_STANDARD = "ua-1"
_SERIF = (
    "Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Source Han Serif CN", "SimSun", "NSimSun",
    "Songti SC", "STSong", "FandolSong", "AR PL UMing CN",
)  # fmt: skip
_SANS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Source Han Sans CN", "Microsoft YaHei", "SimHei",
    "PingFang SC", "STHeiti", "Heiti SC", "FandolHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)  # fmt: skip
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""Characters that print nothing, or turn the direction of what follows."""
_SHOWN = "\ufffd"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_embedded_fonts=False)


def chosen(families: list[str]) -> dict[str, list[str]]:
    """Of the installed families the ones to print with, the best first. Raises UserError where none has Chinese."""
    found = {
        "serif": [name for name in (*_SERIF, *_SANS) if name in families],
        "sans": [name for name in (*_SANS, *_SERIF) if name in families],
    }
    if not found["serif"]:
        raise UserError("no-chinese-font")
    return found


def legible(value: Any) -> Any:
    """The value with a mark in the place of each character that cannot be printed."""
    if isinstance(value, str):
        return _UNSEEN.sub(_SHOWN, value)
    if isinstance(value, dict):
        return {key: legible(one) for key, one in value.items()}
    return [legible(one) for one in value] if isinstance(value, (list, tuple)) else value


def pdf(sheet: str, data: dict[str, Any]) -> bytes:
    """The sheet of that name filled with the data. Raises UserError where no font has Chinese."""
    return _made(sheet, data, [_STANDARD])


def pages(sheet: str, data: dict[str, Any]) -> int:
    """How many pages the sheet takes."""
    asked = typst.query(_SHEETS / f"{sheet}.typ", "<pages>", field="value", one=True, **_inputs(data))
    return int(asked)


def _made(sheet: str, data: dict[str, Any], standards: list[Any]) -> bytes:
    try:
        made = typst.compile(
            _SHEETS / f"{sheet}.typ", format="pdf", pdf_standards=standards, timestamp=0, **_inputs(data)
        )
    except typst.TypstError:
        if not standards:
            raise
        # No font has some character: it is printed as a box, and the file does not claim the standard.
        return _made(sheet, data, [])
    return bytes(made)


def _inputs(data: dict[str, Any]) -> dict[str, Any]:
    text = json.dumps(legible({**data, "fonts": chosen(_fonts().families())}), ensure_ascii=False)
    return {"root": _SHEETS, "font_paths": _fonts(), "sys_inputs": {"data": text}}
