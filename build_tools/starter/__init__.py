"""What new repositories and new rules are made from: files kept as they will be written."""

from __future__ import annotations

from importlib.resources import files


def template(name: str) -> str:
    """The text of one of the files in this folder, by its path within it."""
    return (files(__package__) / name).read_text(encoding="utf-8")
