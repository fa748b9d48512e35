"""What the site allows a browser to load and run: its own files, nothing else."""

from __future__ import annotations

_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)


def meta() -> str:
    """The Content-Security-Policy as a page carries it in its head."""
    return "; ".join(_DIRECTIVES)
