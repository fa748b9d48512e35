"""Text → a YAML value on one line, read as the same text by our reader and by any program for YAML 1.1 or 1.2."""

from __future__ import annotations

import re

_TYPED = re.compile(
    r"""~|null|true|false|yes|no|on|off|y|n|=|<<
    |[-+]?(?:[0-9][0-9_,]*)?\.?[0-9_]*(?:e[-+]?[0-9]+)?     # numbers
    |[-+]?0(?:b[01_]+|o[0-7_]+|x[0-9a-f_]+)
    |[-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?            # 12:30:45 is a number to YAML 1.1
    |[-+]?\.(?:inf|nan)
    |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:t|[ \t]+).*)?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What some reader takes for something else than text."""
_MARKED = re.compile(
    r"""[-?:](?:\s|$)|[,\[\]{}#&*!|>'"%@`]|---|\.\.\.        # what YAML keeps for itself at the start
    |[A-Za-z_][A-Za-z0-9_-]*[ \t]*(?:：|:[^\s/])             # what our reader takes for a mistyped key
    |.*(?::(?:\s|$)|\s\#)""",
    re.VERBOSE,
)
NO_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What YAML forbids or takes for a line break, and what nobody sees: as ``\\u2028`` it is at least seen."""
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def scalar(text: str) -> str:
    """A text on one line: bare where nobody misreads it, else in quotes."""
    if NO_TEXT.search(text) or "\n" in text:
        return '"' + NO_TEXT.sub(_escape, re.sub(r'[\n\t"\\]', _escape, text)) + '"'
    if not text or text != text.strip() or "\t" in text or _TYPED.fullmatch(text) or _MARKED.match(text):
        return quoted(text)
    return text


def inline(text: str) -> str:
    """The text as ``scalar`` gives it, that may stand between brackets and braces as well."""
    written = scalar(text)
    return quoted(text) if written == text and re.search(r"^[:?-]|[,\[\]{}]|:(?![\w/])", text) else written


def quoted(text: str) -> str:
    """The text in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def _escape(hit: re.Match[str]) -> str:
    return _ESCAPES.get(hit[0]) or f"\\u{ord(hit[0]):04X}"
