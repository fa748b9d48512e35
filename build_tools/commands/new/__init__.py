"""``zwgk new``: writes something new, asking for it field by field or taking it as given."""

from __future__ import annotations

import click

from build_tools.commands.new import entries, item, rule
from build_tools.messages import helps


def command(language: str) -> click.Command:
    """The group, with its help in ``language``."""
    group = click.Group("new", help=helps("new", language)["help"], no_args_is_help=True)
    for made in (item.command(language), *entries.commands(language), rule.command(language)):
        group.add_command(made)
    return group
