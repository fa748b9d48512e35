"""The CI files of a new county: they run the base's tool on the data of a proposal, and hold no right but to read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools import commands
from build_tools.cli import main
from build_tools.starter import parts
from tests.test_git import WHO

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
HERE = Path(__file__).parent.parent
ITEM = "catalog/items/social-assistance/social-assistance-001.yml"
WORKFLOWS = (".github/workflows/review.yml", ".gitea/workflows/review.yml")
GITLAB = ".gitlab-ci.yml"
RUN = f"""import os, subprocess, sys
open(os.environ["RAN"], "a", encoding="utf-8").write(" ".join(sys.argv[1:]) + "\\n")
if not {"review" in commands.names()}:
    sys.exit(subprocess.call(["git", "cat-file", "-e", sys.argv[3] + "^{{commit}}"]))
sys.path.insert(0, {str(HERE)!r})
from build_tools.cli import main
sys.exit(main(sys.argv[1:]))
"""
SPRUNG = "import os\nopen(os.environ['RAN'], 'a').write('sprung\\n')\n"


def stored(name: str) -> Any:
    """One of the files as ``zwgk init`` writes it."""
    raw = next(part.raw for part in parts() if part.to == name)
    return yaml.load(raw, Loader=yaml.BaseLoader)


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, env={**os.environ, **WHO}, check=True, capture_output=True)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_is_the_base_s_and_may_only_read(name: str) -> None:
    workflow = stored(name)
    assert workflow["on"] == "pull_request_target"
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    assert "permissions" not in job
    assert "secrets." not in str(workflow)
    checkout, python, *rest = job["steps"]
    assert checkout["with"] == {"ref": "${{ github.event.pull_request.base.sha }}", "fetch-depth": "0"}
    assert [one["uses"] for one in (checkout, python)] == ["actions/checkout@v4", "actions/setup-python@v5"]
    for step in rest:
        assert "uses" not in step
        assert "${{" not in step["run"], "nothing of a proposal becomes part of a command line"


def test_the_gitlab_job_checks_nothing_of_the_proposal_out() -> None:
    (job,) = stored(GITLAB).values()
    assert job["variables"]["GIT_STRATEGY"] == "none"
    assert "CI_MERGE_REQUEST_SOURCE" not in str(job)
    assert job["artifacts"]["reports"]["codequality"] in job["script"][-1]


def test_all_of_them_are_the_tool_s_own() -> None:
    managed = {part.to for part in parts() if part.managed}
    assert {*WORKFLOWS, GITLAB, ".gitattributes"} <= managed
    attributes = next(part.raw for part in parts() if part.to == ".gitattributes").decode()
    assert "catalog/**/*.yml diff=zwgk merge=zwgk\n" in attributes


def test_the_hook_of_pre_commit_is_a_command() -> None:
    (hook,) = yaml.safe_load((HERE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, command = hook["entry"].split()
    assert program == "zwgk"
    assert command in commands.names()
    assert hook["pass_filenames"] is False


@pytest.fixture
def platform(tmp_path: Path) -> Path:
    """A county's repository as a platform holds it, with a proposal that brings its own program."""
    origin = tmp_path / "origin"
    assert main(["init", str(origin), "--name", "清河县", "--code", "130534"]) == 0
    (origin / "run.py").write_text(RUN, encoding="utf-8")
    git(origin, "init", "-q", "-b", "main")
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "起草")
    git(origin, "checkout", "-q", "-b", "proposed")
    item = origin / ITEM
    item.write_text(item.read_text(encoding="utf-8").replace("  - website\n", "", 1), encoding="utf-8")
    (origin / "run.py").write_text(SPRUNG, encoding="utf-8")
    (origin / "build_tools").mkdir()
    (origin / "build_tools/__init__.py").write_text(SPRUNG, encoding="utf-8")
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "少一个渠道")
    for ref in ("refs/pull/7/head", "refs/merge-requests/7/head"):
        git(origin, "update-ref", ref, "proposed")
    git(origin, "checkout", "-q", "main")
    git(origin, "branch", "-qD", "proposed")
    return origin


def run(lines: list[str], folder: Path, ran: Path, **given: str) -> int:
    """The command lines as the platform's shell runs them; the exit code."""
    folder.mkdir(exist_ok=True)
    (ran.parent / "bin").mkdir(exist_ok=True)
    python = ran.parent / "bin/python3"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, **WHO, "PATH": path, "RAN": str(ran), "ZWGK_LANG": "zh", **given}
    done = subprocess.run(["bash", "-e", "-c", "\n".join(lines)], cwd=folder, env=env, capture_output=True, check=False)
    print((done.stdout + done.stderr).decode())
    return done.returncode


def expected(code: int) -> bool:
    """Whether the exit code is right: a channel is gone and no record says why."""
    return code == (1 if "review" in commands.names() else 0)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_steps_of_a_workflow_judge_a_proposal(name: str, platform: Path, tmp_path: Path) -> None:
    (job,) = stored(name)["jobs"].values()
    work, ran = tmp_path / "work", tmp_path / "ran.txt"
    git(tmp_path, "clone", "-q", str(platform), str(work))  # what actions/checkout does
    assert expected(run([step["run"] for step in job["steps"] if "run" in step], work, ran, NUMBER="7"))
    assert ran.read_text(encoding="utf-8") == "review HEAD refs/zwgk/proposed --format github\n"
    assert not (work / "build_tools").exists()


def test_the_gitlab_job_judges_a_proposal(platform: Path, tmp_path: Path) -> None:
    (job,) = stored(GITLAB).values()
    work, ran = tmp_path / "work", tmp_path / "ran.txt"
    given = {
        "TARGET": str(platform),
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_IID": "7",
    }
    assert expected(run(job["script"], work, ran, **given))
    assert ran.read_text(encoding="utf-8") == "review HEAD refs/zwgk/proposed --format gitlab\n"
    assert (work / "gl-code-quality-report.json").is_file()
    assert not (work / "review-base/build_tools").exists()
