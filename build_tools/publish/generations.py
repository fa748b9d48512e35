"""The generations of a site: the one that stands, the one on its way to its place, and the one before.

Beside ``site`` there are ``.site.zwgk-new`` (being made; ``.site.zwgk-prose`` is where the engine writes its part),
``.site.zwgk-old`` (what stood before, for a way back), ``.site.zwgk-gone`` (what stood before that) and, while folders
change places, ``.site.zwgk-plan``: the marker of what is to stand. From it whoever comes after a kill knows whether
that had happened, so each step may be the last one, and each may be taken again. What is gone waits as
``.site.zwgk-spare`` for the next build: to mend a folder of links is quicker than to make one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from build_tools.publish import swap
from build_tools.publish.manifest import MARKER, is_listed, wrong


def beside(out: Path, what: str) -> Path:
    """Where something stands that belongs to a site."""
    return out.with_name(f".{out.name}.zwgk-{what}")


def recover(out: Path) -> None:
    """Finish what a killed command had decided, undo what it had not, and clean up after it."""
    new, old, gone, plan = (beside(out, what) for what in ("new", "old", "gone", "plan"))
    for what in ("new", "old", "gone", "prose", "spare"):
        _refuse_link(beside(out, what))
    if os.path.lexists(plan):
        if _stands(out, plan):
            if new.exists():
                _move_away(old, gone)
                new.rename(old)
        elif not out.exists() and old.exists():
            old.rename(out)
        if gone.exists() and not old.exists():
            gone.rename(old)
        plan.unlink()
    for folder in (new, beside(out, "prose")):
        shutil.rmtree(folder, ignore_errors=True)
    if gone.exists():
        spare = beside(out, "spare")
        shutil.rmtree(spare, ignore_errors=True)
        gone.rename(spare)


def begin(out: Path) -> Path:
    """The folder for a new site, with what is left of one before."""
    new, spare = beside(out, "new"), beside(out, "spare")
    if new.exists():  # nobody could remove it; now it is told why
        shutil.rmtree(new)
    if (spare / MARKER).is_file():
        spare.rename(new)
    else:
        new.mkdir()
    return new


def _refuse_link(place: Path) -> None:
    """Where a folder of ours belongs there may be a link or a file, put there by whoever: it is not followed."""
    if place.is_symlink() or place.is_file():
        place.unlink()


@contextmanager
def aside(out: Path) -> Iterator[Path]:
    """A folder for what another program writes, before it is taken into the new site."""
    folder = beside(out.absolute(), "prose")
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stands(out: Path, plan: Path) -> bool:
    """Whether the site that was planned is in its place."""
    try:
        return (out / MARKER).read_bytes() == plan.read_bytes()
    except FileNotFoundError:
        return False


def _move_away(old: Path, gone: Path) -> None:
    if old.exists():
        shutil.rmtree(gone, ignore_errors=True)
        old.rename(gone)


def publish(out: Path) -> None:
    """Put the new site in its place: the one instant. What stood there becomes the generation that is kept.

    Raises OSError with the old site in its place; what fails afterwards is left to the next command.
    """
    new, old, gone = (beside(out, what) for what in ("new", "old", "gone"))
    if not (out / MARKER).exists():  # nothing there, or an empty folder
        if out.exists():
            out.rmdir()
        new.rename(out)
    else:
        try:
            _write_plan(out, new)
            if not swap.exchange(new, out):
                _move_away(old, gone)
                out.rename(old)
                new.rename(out)
        except OSError:
            recover(out)
            raise
    with suppress(OSError):
        recover(out)
        swap.settle(out.parent)


def whole(site: Path) -> bool:
    """Whether a site is, byte for byte, what was published."""
    return is_listed(site) and not any(wrong(site))


def roll_back(out: Path) -> bool:
    """Let the site that stood before and this one change places; False where there is none, or not the whole of it."""
    old, gone = beside(out, "old"), beside(out, "gone")
    recover(out)
    if not whole(old) or not (out / MARKER).is_file():
        return False
    if not swap.exchange(old, out):
        try:
            _write_plan(out, old)
            out.rename(gone)
            old.rename(out)
        except OSError:
            if not out.exists():
                gone.rename(out)
            recover(out)
            raise
    with suppress(OSError):
        recover(out)
        swap.settle(out.parent)
    return True


def _write_plan(out: Path, wanted: Path) -> None:
    with beside(out, "plan").open("xb") as file:
        file.write((wanted / MARKER).read_bytes())
        file.flush()
        os.fsync(file.fileno())
