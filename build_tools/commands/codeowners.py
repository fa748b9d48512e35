"""``zwgk codeowners``: who is asked to review which files, for GitHub, GitLab and Gitea."""

from __future__ import annotations

import click

from build_tools.commands import CLEAN
from build_tools.commands.project import Project
from build_tools.commands.review import written
from build_tools.diagnostics import UserError
from build_tools.files import current
from build_tools.git import prefix
from build_tools.messages import helps, say
from build_tools.owners import owners
from build_tools.reports import emit

_OURS = b"# zwgk codeowners"
"""So begins every file that we wrote; another, or a link to elsewhere, is never written over."""


def command(language: str) -> click.Command:
    """The command, with its help in ``language``."""
    texts = helps("codeowners", language)

    @click.command("codeowners", help=texts["help"])
    @click.option("--write", is_flag=True, help=texts["write"])
    @click.pass_context
    def run(context: click.Context, write: bool) -> int:
        project = Project.find(context.obj["project"], language)
        lines = list(owners(project.load().catalog, prefix(project.base)))
        if not lines:
            raise UserError("no-reviewers")
        first = f"# {say('owners_head', language)}"
        if not write:
            emit("\n".join([first, *lines]))
            return CLEAN
        top = project.base.joinpath(*(".." for _ in prefix(project.base).split("/")[:-1])).resolve()
        path = top / "CODEOWNERS"
        if path.is_symlink() or not (current(path) or _OURS).startswith(_OURS):
            raise UserError("owners-not-ours", path=str(path))
        written(path, "\n".join([first, *lines]))
        emit(say("owners_written", language, path=path))
        return CLEAN

    return run
