"""What is said when a command was misused, in the reader's language: click itself speaks English only."""

from __future__ import annotations

import re

import click
from click import exceptions

from build_tools.messages import say


def said(error: click.ClickException, language: str) -> str:
    """The complaint; one that has no words here stays as click writes it."""
    if isinstance(error, exceptions.NoSuchOption):
        return say("usage_option", language, name=error.option_name)
    if isinstance(error, exceptions.MissingParameter) and error.param:
        return say("usage_missing", language, name=_name(error))
    if isinstance(error, exceptions.BadParameter) and error.param:
        return _value(error, error.param.type, language)
    if isinstance(error, exceptions.BadOptionUsage):
        return say("usage_argument", language, name=error.option_name)
    unknown = re.match(r"No such command '(.+?)'", error.format_message())
    if unknown:
        return say("usage_command", language, name=unknown[1])
    extra = re.match(r"Got unexpected extra arguments? \((.+)\)", error.format_message())
    return say("usage_extra", language, text=extra[1]) if extra else error.format_message()


def _value(error: exceptions.BadParameter, kind: object, language: str) -> str:
    if isinstance(kind, click.Choice):
        return say("usage_choice", language, name=_name(error), allowed=", ".join(map(str, kind.choices)))
    return error.format_message()


def _name(error: exceptions.BadParameter) -> str:
    hint = error.param.get_error_hint(error.ctx) if error.param and error.ctx else error.param_hint or ""
    return str(hint).strip("'")
