"""What reading and the schema say of one place, told once."""

from __future__ import annotations

from dataclasses import replace

from build_tools.diagnostics import Diagnostic, Fix


def without_echoes(read: list[Diagnostic], wrong: list[Diagnostic]) -> list[Diagnostic]:
    """Both together; a value that could not be read as typed is not called wrong as well, nor a line moved twice."""
    read, wrong = _with_colons(read, wrong)
    moved = {one.where.line for one in wrong if one.code == "slip-indent"}
    read = [one for one in read if one.code != "slip-indent" or one.where.line not in moved]
    spoken = {(one.where.line, one.where.column) for one in read}
    echoes = [one for one in wrong if one.code != "missing-key" and (one.where.line, one.where.column) in spoken]
    doubted = {(one.where.line, one.where.column) for one in echoes}
    kept = [replace(one, fix=None) if (one.where.line, one.where.column) in doubted else one for one in read]
    return kept + [one for one in wrong if one not in echoes]


def _with_colons(read: list[Diagnostic], wrong: list[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """A key of the wrong name and its full-width colon are one fault: the name, mended together with the colon."""
    colons = {one.where.line: one for one in read if one.code == "slip-wide-colon" and one.fix}
    joined = []
    for one in wrong:
        colon = colons.get(one.where.line) if one.code == "unknown-key" and one.fix else None
        if one.fix and colon and colon.fix:
            end = colon.fix.span
            span = replace(one.fix.span, end_line=end.end_line, end_column=end.end_column)
            one = replace(one, fix=Fix(span, one.fix.text + colon.fix.text))
            read = [other for other in read if other is not colon]
        joined.append(one)
    return read, joined
