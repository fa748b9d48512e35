"""What somebody typed by sound or wrongly → the characters that are meant: pinyin, initials, homophones, slips.

Only what is known nowhere is touched: a pair of characters that stands in the catalog is never doubted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from build_tools.search import sound
from build_tools.search.lexicon import GAP, INITIALS, SOUND, SYNONYM, Lexicon
from build_tools.search.words import light_words

KNOWN_PAIR, AS_TYPED = 4, 1
"""What a known pair of neighbours and a character left as typed are worth when a reading is chosen."""

MOST_INITIALS, MOST_READINGS = 8, 3
"""So many letters may be initials; so many words of one sound are looked for."""


def synonym_at(run: str, at: int, lexicon: Lexicon) -> str:
    """The longest word of the public's that begins at this place of a stretch; empty where there is none."""
    if at + 1 == len(run):
        return ""
    words = [key.replace(SYNONYM, "", 1) for key in lexicon.beginning(run[at : at + 2] + SYNONYM)]
    return max((word for word in words if run.startswith(word, at)), key=len, default="")


def known(run: str, lexicon: Lexicon) -> list[bool]:
    """For each character whether it stands beside one of its neighbours anywhere, or in a word of the public's."""
    if len(run) == 1:
        return [next(lexicon.beginning(run), None) is not None]
    found = [False] * len(run)
    for at in range(len(run) - 1):
        if lexicon.places(run[at : at + 2]) or run[at : at + 2] in light_words():
            found[at] = found[at + 1] = True
    for at in range(len(run)):
        for place in range(at, at + len(synonym_at(run, at, lexicon))):
            found[place] = True
    return found


def mended(run: str, lexicon: Lexicon) -> str:
    """A stretch of Chinese with the characters replaced that are known nowhere and have a better reading."""
    if len(run) < 2 or all(known(run, lexicon)):
        return run
    run = _gaps_filled(run, known(run, lexicon), lexicon)
    fixed = known(run, lexicon)
    at = 0
    while at < len(run):
        end = at
        while end < len(run) and not fixed[end]:
            end += 1
        if end > at:
            run = _by_sound(run, at, end, lexicon)
        at = end + 1
    return run


def _gaps_filled(run: str, fixed: list[bool], lexicon: Lexicon) -> str:
    """Single characters replaced by what else stands between their neighbours, alike in sound if there is one.

    A word of everyday speech is no slip for something that sounds otherwise: 工资没发到 is not 工资不发到.
    """
    for at in range(1, len(run) - 1):
        if not fixed[at]:
            fits = lexicon.words(GAP + run[at - 1] + run[at + 1])
            heard = _near(run[at])
            other = "" if run[at] in light_words() else next(iter(fits), "")
            meant = next((one for one in fits if _near(one) == heard), other)
            if meant:
                run = run[:at] + meant + run[at + 1 :]
                fixed[at - 1 : at + 2] = [True] * 3
    return run


def _near(char: str) -> str:
    return sound.near(sound.syllable(char))


def _by_sound(run: str, start: int, end: int, lexicon: Lexicon) -> str:
    """The characters from ``start`` to ``end`` read by their sound, together with a neighbour on each side.

    Where nothing of them would stay as typed, it has to be a word of the public's: 地宝 is 低保, and 员工 stays.
    """
    low, high = max(0, start - 1), min(len(run), end + 1)
    typed = run[low:high]
    heard = [_near(char) for char in typed]
    free = [start <= low + at < end for at in range(len(typed))]
    meant, pairs = best_reading(
        [char if not free[at] else "" for at, char in enumerate(typed)],
        typed,
        [lexicon.words(f"{SOUND}{one}-{other}") for one, other in pairwise(heard)],
    )
    changed = sum(one != other for one, other in zip(meant, typed, strict=True))
    likely = changed < 2 or changed < end - start or synonym_at(meant, start - low, lexicon)
    return run[:low] + meant + run[high:] if pairs * 2 > len(typed) - 1 and likely else run


def best_reading(fixed: Sequence[str], typed: Sequence[str], lists: Sequence[tuple[str, ...]]) -> tuple[str, int]:
    """The characters that make the most known pairs, and how many. ``fixed`` has those that are certain.

    ``lists`` has the pairs that may stand at each place. Of equal readings the one found first, so frequent pairs win.
    """
    worth: dict[str, tuple[int, int, str]] = {}
    for at, sure in enumerate(fixed):
        options = [sure] if sure else _options(at, typed, lists)
        after: dict[str, tuple[int, int, str]] = {}
        for char in options:
            plain = AS_TYPED if char == typed[at] else 0
            best = (plain, 0, char) if not worth else (-1, 0, "")
            for before, (total, count, text) in worth.items():
                joined = before + char in lists[at - 1]
                value = total + plain + KNOWN_PAIR * joined
                if value > best[0]:
                    best = (value, count + joined, text + char)
            after[char] = best
        worth = after
    best = (-1, 0, "")
    for candidate in worth.values():
        best = candidate if candidate[0] > best[0] else best
    return best[2], best[1]


def _options(at: int, typed: Sequence[str], lists: Sequence[tuple[str, ...]]) -> list[str]:
    """The characters a place may have: as typed, as first of a pair, as second of one."""
    first = [pair[0] for pair in lists[at]] if at < len(lists) else []
    second = [pair[1] for pair in lists[at - 1]] if at else []
    return list(dict.fromkeys([*([typed[at]] if typed[at] else []), *first, *second]))


def read_letters(letters: str, before: str, after: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Letters as the Chinese they spell, most likely first; nothing where they spell none.

    ``before`` and ``after`` are the characters typed right beside them, if any.
    """
    if not letters.isalpha():
        return ()
    partly: tuple[str, ...] = ()
    for spelt in sound.spelled(letters):
        if len(spelt) > 1 or before or after:
            found, whole = _read([sound.near(one) for one in spelt], before, after, SOUND, "-", lexicon)
            if whole:
                return found
            partly = partly or found
    if partly or not 1 < len(letters) <= MOST_INITIALS:
        return partly
    found, whole = _read(list(letters), before, after, INITIALS, "", lexicon)
    return found if whole else ()


def _read(
    heard: list[str], before: str, after: str, mark: str, joint: str, lexicon: Lexicon
) -> tuple[tuple[str, ...], bool]:
    """Sounds or initials between two certain characters, if any, as the word they are, else as known pairs in a row.

    Also whether nothing in it is left unknown. At least half of the pairs have to be known.
    """
    slots = [*_spoken(before, mark), *heard, *_spoken(after, mark)]
    fixed = [before] * bool(before) + [""] * len(heard) + [after] * bool(after)
    words = lexicon.words(mark + joint.join(slots))
    fits = [word for word in words if all(not sure or sure == char for sure, char in zip(fixed, word, strict=True))]
    whole = bool(fits)
    if not fits:
        pairs = [lexicon.words(mark + one + joint + other) for one, other in pairwise(slots)]
        text, count = best_reading(fixed, fixed, pairs)
        fits = [text] if count * 2 >= len(pairs) and len(text) == len(fixed) else []
        whole = count == len(pairs)
    found = fits[: 1 if before or after else MOST_READINGS]
    return tuple(text[bool(before) : len(text) - bool(after)] for text in found), whole


def _spoken(char: str, mark: str) -> list[str]:
    """How a certain character sounds, as much of it as is compared; nothing where there is none."""
    return [_near(char) if mark == SOUND else sound.syllable(char)[:1]] if char else []
