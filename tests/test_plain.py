"""What is read without a reader of YAML is what the reader of YAML reads, and nothing is wrong with it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.source import ITEM_LIMITS
from build_tools.source.plain import plainly
from build_tools.source.reader import read_any

HERE = Path(__file__).parent.parent
ITEMS = sorted((HERE / "catalog/items").rglob("*.yml"))
MANY = pytest.mark.parametrize("seed", range(8))
ODD = [
    *"\t\n\r -:#'\"[]{}&*!|>%@`~<=?,.0a一：－—·•■（\u3000\u00a0\u200b\ufeff\u2f00\ue000\ufffd１x",
    *("\n\n", "\r\n", "- ", ": ", " #", "  ", "\n  ", "\n  - ", "---\n", "...\n", "<<: ", "key: ", "key:\n", "键："),
    *("a:b", "a：b", "http://a/b", "12:30", "~", "null", "110101199003074514", "- - ", "-x", "? ", "*a", "&a "),
    *("!!str ", "```\n", "<<<<<<< a\n"),
]


def agrees(raw: bytes) -> bool:
    """Whether the file was read as a plain one; then it must be what the reader says."""
    plain = plainly(raw)
    if plain is None:
        return False
    document, found = read_any("a.yml", raw, ITEM_LIMITS)
    assert document.data == plain[1], raw.decode()
    assert found == []
    assert document.whole
    assert not document.damaged
    return True


def test_the_files_of_the_catalog_are_plain() -> None:
    plain = sum(agrees(path.read_bytes()) for path in ITEMS)
    assert plain >= 0.9 * len(ITEMS)


@pytest.mark.parametrize("how", ["\r\n", "\ufeff", "no end"])
def test_what_editors_do_to_a_file_leaves_it_plain(how: str) -> None:
    text = ITEMS[0].read_text(encoding="utf-8")
    typed = {"\r\n": text.replace("\n", "\r\n"), "\ufeff": "\ufeff" + text, "no end": text.rstrip("\n")}[how]
    assert agrees(typed.encode())


@MANY
def test_a_hurt_file_is_left_to_the_reader_or_read_the_same(seed: int) -> None:
    chance = random.Random(seed)
    read = 0
    for path in chance.sample(ITEMS, 60):
        text = path.read_text(encoding="utf-8")
        for _ in range(chance.randint(1, 3)):
            at, cut = chance.randrange(len(text)), chance.choice([0, 0, 1, 2, 5])
            line = text.rfind("\n", 0, at) + 1
            at = chance.choice([at, line, line + 2])
            text = text[:at] + chance.choice(["", *ODD]) + text[at + cut :]
        read += agrees(text.encode())
    assert read < 60


@MANY
def test_moved_lines_are_left_to_the_reader_or_read_the_same(seed: int) -> None:
    chance = random.Random(seed)
    for path in chance.sample(ITEMS, 60):
        lines = path.read_text(encoding="utf-8").split("\n")
        for _ in range(chance.randint(1, 3)):
            one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            moved = chance.randrange(len(lines))
            lines[moved] = chance.choice(["", " ", "  ", "    ", "- "]) + lines[moved].lstrip(
                chance.choice(["", " ", " -"])
            )
        agrees("\n".join(lines).encode())


LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "  ", "    ", "      ", " ", "        "]),
    st.sampled_from(["", "", "- "]),
    st.sampled_from(["", "a: ", "b: ", "c:", "a:"]),
    st.sampled_from(["", "一", "x", "x y", "一：二", "12:30", "k:v", "a #b", "《法》第一条", "(x", "“引”", *ODD]),
)


@settings(max_examples=600, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=7))
def test_any_few_lines_are_left_to_the_reader_or_read_the_same(lines: list[str]) -> None:
    agrees("\n".join(lines).encode())
    agrees("".join(f"{line}\n" for line in lines).encode())


@given(
    st.text(st.characters(codec="utf-8"), max_size=6), st.sampled_from(["k: {}\n", "k:\n  - {}\n", "k:\n  - 一{}二\n"])
)
def test_any_text_is_left_to_the_reader_or_read_the_same(text: str, form: str) -> None:
    agrees(form.format(text).encode())
