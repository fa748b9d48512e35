"""The ``zwgk`` command: made of the modules in ``commands/``."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from errno import ENOSPC

import click

from build_tools import __version__, commands
from build_tools.commands.misuse import said as said_of
from build_tools.diagnostics import UserError
from build_tools.messages import LANGUAGES, default_language, helps, say, words
from build_tools.reports import emit

_WRITING = ("write-failed", "changed-meanwhile", "partly-written", "site-empty", "site-changed", "site-shrinks")
_MAKING = ("build-failed", "leads-nowhere", "output-failed", "page-taken", "no-plugin", "not-shown", "not-watched")
_FAILED = (*_MAKING, *_WRITING)
"""Messages of commands that started well and could not finish; any other means that the command was misused."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    language = _language(args)
    try:
        result = group(language).main(args, prog_name="zwgk", standalone_mode=False)
        return result if isinstance(result, int) else commands.CLEAN
    except UserError as error:
        return _told(error, language)
    except click.exceptions.NoArgsIsHelpError as error:
        emit(error.ctx.get_help() if error.ctx else "", error=True)
        return commands.MISUSE
    except click.ClickException as error:
        emit(f"× {say('usage', language)}：{said_of(error, language)}\n  zwgk --help", error=True)
        return commands.MISUSE
    except (KeyboardInterrupt, click.Abort):
        return commands.INTERRUPTED
    except BrokenPipeError:
        return commands.CLEAN
    except Exception as error:
        if isinstance(error, OSError) and error.errno == ENOSPC:  # click writes helps itself
            return _told(UserError("not-shown", error=str(error.strerror)), language)
        emit(f"× {say('internal', language)}\n{traceback.format_exc()}", error=True)
        return commands.INTERNAL


def _told(error: UserError, language: str) -> int:
    said = words(error.code, error.args_by_name, language)
    emit(f"× {said.text}\n  {say('fix', language)}：{said.advice}", error=True)
    failed = commands.FINDINGS if error.code in _FAILED else commands.MISUSE
    return commands.BUSY if error.code == "build-running" else failed


def group(language: str) -> click.Group:
    """All commands under one roof, helps in one language."""
    texts = helps("zwgk", language)

    @click.group(
        "zwgk",
        cls=commands.Group,
        help=texts["help"],
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        subcommand_metavar="COMMAND [ARGS]...",
    )
    @click.option("--lang", type=click.Choice(LANGUAGES), help=texts["lang"])
    @click.option("--project", metavar="DIR", help=texts["project"])
    @click.version_option(__version__, prog_name="zwgk")
    @click.pass_context
    def zwgk(context: click.Context, lang: str | None, project: str | None) -> None:
        context.obj = {"project": project}
        if context.invoked_subcommand is None:
            raise click.exceptions.NoArgsIsHelpError(context)

    zwgk.language = language
    return zwgk


def _language(args: list[str]) -> str:
    """The language must be known before the helps are made, so ``--lang`` is looked for by hand."""
    for place, arg in enumerate(args):
        given = (
            arg.partition("=")[2]
            if arg.startswith("--lang=")
            else args[place + 1]
            if arg == "--lang" and args[place + 1 :]
            else ""
        )
        if given in LANGUAGES:
            return given
    return default_language()
