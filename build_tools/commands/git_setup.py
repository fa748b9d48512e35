"""``zwgk git-setup``: git shows, merges and checks catalog files in this repository."""

from __future__ import annotations

import click

from build_tools.commands import CLEAN
from build_tools.commands.project import Project
from build_tools.git_home import Home, Hook
from build_tools.messages import helps, say
from build_tools.reports import emit
from build_tools.repository import is_source


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("git-setup", language)

    @click.command("git-setup", help=texts["help"])
    @click.option("--remove", is_flag=True, help=texts["remove"])
    @click.pass_context
    def run(context: click.Context, remove: bool) -> int:
        return git_setup(Project.find(context.obj["project"], language), remove)

    return run


def git_setup(project: Project, remove: bool) -> int:
    """Set up the repository, or undo it; say what was done. Returns the exit code."""
    home, language = Home.of(project.base, is_source(project.base)), project.language
    if remove:
        emit(say("git_removed" if home.forget() else "git_none", language, path=home.top))
        hook = home.drop_hook()
        emit(say("hook_kept" if hook is Hook.FOREIGN else "hook_gone", language, path=home.hook()))
        return CLEAN
    emit(say("git_done" if home.configure() else "git_same", language, path=home.top))
    emit(say(home.add_hook().value, language, path=home.hook(), command=home.check()))
    if not home.bound():
        emit(say("git_unbound", language))
    return CLEAN
