"""What ``zwgk git-setup`` puts into one repository's own settings, and takes out again: never those of the user.

Git runs these commands with its own shell, on Windows too: the path of Python is quoted for it, with forward slashes.
``-P`` keeps Python from taking a folder ``build_tools`` that somebody has put into the county's repository.
"""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from build_tools import git
from build_tools.diagnostics import UserError
from build_tools.files import current, replace_file

_SECTIONS = ("diff.zwgk", "merge.zwgk")
_ATTRIBUTES = ("diff: zwgk", "merge: zwgk")
_HEAD = "#!/bin/sh\n# zwgk git-setup\nexec "


class Hook(Enum):
    """How it stands with the hook that checks before a commit."""

    OURS = "hook_ours"
    FOREIGN = "hook_foreign"
    SHARED = "hook_shared"
    GONE = "hook_gone"


@dataclass(frozen=True, slots=True)
class Home:
    """A repository: its top folder, the way from there to the project, and where its hooks lie."""

    base: Path
    top: Path
    prefix: str
    hooks: Path
    tool: str

    @classmethod
    def of(cls, base: Path, source: bool) -> Home:
        """The repository a project lies in, which may be the ``source`` of the program itself; raises UserError where
        there is none, or no git.
        """
        told = git.settings(base, "rev-parse", "--show-toplevel", "--show-prefix") or ""
        top, _, prefix = told.rstrip("\n").partition("\n")
        hooks = git.settings(Path(top), "rev-parse", "--git-path", "hooks") if top else None
        if not hooks:
            raise UserError("no-repository", path=str(base))
        return cls(base, Path(top), prefix, Path(top) / hooks.removesuffix("\n"), _tool(source))

    def check(self) -> str:
        """The command of the hook."""
        return f"{self.tool} --project {shlex.quote(self.prefix or '.')} check"

    def bound(self) -> bool:
        """Whether ``.gitattributes`` gives catalog files to the two drivers."""
        told = git.settings(self.base, "check-attr", "diff", "merge", "--", "catalog/items/a/a-001.yml") or ""
        return all(one in told for one in _ATTRIBUTES)

    def configure(self) -> bool:
        """Name the drivers in the repository's settings; whether anything was new."""
        wanted = {
            "diff.zwgk.textconv": f"{self.tool} git-text",
            "diff.zwgk.xfuncname": "^[^ #-].*$",
            "merge.zwgk.name": "zwgk git-merge",
            "merge.zwgk.driver": f"{self.tool.replace('%', '%%')} git-merge %O %A %B %P",
        }
        known = {name: git.settings(self.base, "config", "--local", "--get", name) for name in wanted}
        new = {name: value for name, value in wanted.items() if known[name] != f"{value}\n"}
        for name, value in new.items():
            if git.settings(self.base, "config", "--local", "--replace-all", name, value) is None:
                raise UserError("git-refused", path=str(self.top))
        return bool(new)

    def forget(self) -> bool:
        """Take the drivers out again; whether there were any."""
        there = [one for one in _SECTIONS if git.settings(self.base, "config", "--local", "--get-regexp", rf"^{one}\.")]
        for one in there:
            if git.settings(self.base, "config", "--local", "--remove-section", one) is None:
                raise UserError("git-refused", path=str(self.top))
        return bool(there)

    def hook(self) -> Path:
        """The file git runs before a commit."""
        return self.hooks / "pre-commit"

    def add_hook(self) -> Hook:
        """Have the catalog checked before each commit; a hook of somebody else stays as it is."""
        path = self.hook()
        before = current(path)
        if before is not None and self.check().encode() in before and not _is_ours(before):
            return Hook.OURS
        if before is not None and not _is_ours(before):
            return Hook.FOREIGN
        if not self._own():
            return Hook.SHARED
        wanted = f"{_HEAD}{self.check()}\n".encode()
        if before != wanted:
            replace_file(path, wanted, before)
        path.chmod(0o755)
        return Hook.OURS

    def drop_hook(self) -> Hook:
        """Take our hook away; one of somebody else stays, also where it calls us."""
        before = current(self.hook())
        if before is None:
            return Hook.GONE
        if not _is_ours(before):
            return Hook.FOREIGN
        try:
            self.hook().unlink()
        except OSError as error:
            raise UserError("write-failed", path=str(self.hook()), error=error.strerror or "OSError") from error
        return Hook.GONE

    def _own(self) -> bool:
        """Whether the hooks are those of this repository alone; ``core.hooksPath`` may lead to those of all."""
        told = git.settings(self.top, "rev-parse", "--git-common-dir") or ""
        folder = self.hooks.resolve()
        return any(folder.is_relative_to(one.resolve()) for one in (self.top, self.top / told.removesuffix("\n")))


def _is_ours(hook: bytes) -> bool:
    """Whether a hook is as we write it: nobody has put anything else into it."""
    return hook.startswith(_HEAD.encode()) and hook.count(b"\n") == 3 and hook.endswith(b" check\n")


def _tool(source: bool) -> str:
    """How git calls this program; run from its own source it may lie in the current folder."""
    python = shlex.quote(Path(sys.executable).as_posix())
    return f"{python} -m build_tools" if source else f"{python} -P -m build_tools"
