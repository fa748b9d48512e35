"""Whatever writes a catalog loses nothing, guesses nothing, and leaves no file half written."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.diagnostics import Where
from build_tools.edit import Text
from build_tools.source import REGISTRY_LIMITS, Document, read
from tests.test_fmt import Styled, invented

PATH = "catalog/a.yml"


def places(data: Any, where: Where = ()) -> list[Where]:
    """The path of every key and list element."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for step, value in inner for place in ((*where, step), *places(value, (*where, step)))]


def without(data: Any, where: Where) -> Any:
    """The data without one key or element; what is empty then is an empty place."""
    step, rest = where[0], where[1:]
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
