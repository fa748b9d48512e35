"""What a browser may do with the site (「内容安全策略」): the one list of its security headers.

The policy stands in every page, where it holds for a page opened from disk or copied to a server nobody configures, and
in the headers that ``zwgk headers`` writes. It names no host and has no ``unsafe-`` word: what a page needs lies
beside it.
"""

from __future__ import annotations

_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_HEADER_ONLY = {"frame-ancestors": "'self'"}
"""Browsers mind these in a header alone. A portal may show the site within its own pages."""

_UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
"""Powers of a browser that no page of ours asks for."""


def meta() -> str:
    """The policy for the head of a page."""
    return _written(_DIRECTIVES)


def headers() -> tuple[tuple[str, str], ...]:
    """Every header of every response, errors included, by name."""
    return (
        ("Content-Security-Policy", _written({**_DIRECTIVES, **_HEADER_ONLY})),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "SAMEORIGIN"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", ", ".join(f"{name}=()" for name in _UNUSED)),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    )


def _written(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())
