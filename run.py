"""Two commands on a fresh machine: ``python3 run.py build`` makes the site, ``python3 run.py test`` runs the tests.

Standard library only. Makes ``.venv`` beside this file, installs the locked requirements (from ``wheels/`` where that
folder exists, so no network is needed), then runs ``zwgk`` with the words given.
"""

import sys

# Down to the first function this must be readable by any Python 3, or the sentence below is never seen.
if sys.version_info < (3, 11):  # noqa: UP036
    FOUND = "%d.%d" % sys.version_info[:2]  # noqa: UP031
    sys.stderr.write("需要 Python 3.11 或更高版本，现在是 " + FOUND + "。/ Python 3.11+ is needed.\n")
    sys.exit(1)

import hashlib
import os
import subprocess
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "zwgk-installed.txt"
WHEELS = HERE / "wheels"
USED = "requirements.txt"
FOR_TESTS = "requirements-dev.txt"
PROJECT = "pyproject.toml"

USAGE = """\
用法 / usage:
  python3 run.py build           检查目录，生成网站到 site/     check, then make the site
  python3 run.py check           只检查目录                     check only
  python3 run.py pages out       把页面写成普通网页文件           the pages as plain files
  python3 run.py serve           在本机预览                     preview on this machine
  python3 run.py test            运行测试                       run the tests
  python3 run.py wheels          把安装包存到 wheels/，供不联网的机器使用   download packages for offline use
  python3 run.py --help          全部命令                       all commands
"""


def main(words: list[str]) -> int:
    """Install what is missing, then run the command; its exit code is ours."""
    if not words:
        say(USAGE)
        return 2
    testing = words[0] == "test"
    try:
        install(FOR_TESTS if testing else USED)
        if words[0] == "wheels":
            return download()
    except subprocess.CalledProcessError:
        say("× 安装没有成功。检查网络，或者把安装包放进 wheels 文件夹再试。/ Installation failed.")
        return 3
    except (OSError, ImportError) as error:
        say(f"× 建不了 .venv：{error}。Debian、Ubuntu 请先安装 python3-venv。/ Cannot make .venv.")
        return 3
    command = [str(PYTHON), "-m", "pytest", *words[1:]] if testing else [str(PYTHON), "-m", "build_tools", *words]
    if testing or ("--project" not in words and not Path("catalog").is_dir()):
        os.chdir(HERE)
    sys.stdout.flush()
    if os.name == "nt":
        return subprocess.call(command)
    os.execv(command[0], command)
    raise AssertionError("execv does not return")


def install(requirements: str) -> None:
    """Bring ``.venv`` to what the requirement files say; nothing to do when the stamp says so."""
    wanted = stamp(requirements)
    known = STAMP.read_text(encoding="utf-8") if STAMP.is_file() else ""
    if PYTHON.exists() and known in (wanted, stamp(FOR_TESTS)):
        return
    say("正在准备运行环境，第一次需要一两分钟…… / Preparing .venv, the first time takes a minute or two …")
    if not PYTHON.exists() or not known.startswith(stamp(USED).split("\n")[0]):
        venv.create(VENV, clear=True, with_pip=True)
    pip("install", *source(), *hashes(requirements), "-r", str(HERE / requirements))
    if (HERE / PROJECT).is_file():  # a county's repository has none: its requirements name the program itself
        pip("install", "--no-index", "--no-deps", "--no-build-isolation", "-e", str(HERE))
    STAMP.write_text(wanted, encoding="utf-8")


def stamp(requirements: str) -> str:
    """What the environment depends on: this Python, this place, the locked packages, the package's own metadata."""
    digest = hashlib.sha256()
    for path in (HERE / requirements, HERE / PROJECT):
        digest.update(path.read_bytes() if path.is_file() else b"")
    return f"{sys.version.split()[0]} {HERE}\n{digest.hexdigest()}\n"


def hashes(requirements: str) -> list[str]:
    """Packages are compared with their hashes wherever the list has them."""
    return ["--require-hashes"] if "--hash=" in (HERE / requirements).read_text(encoding="utf-8") else []


def source() -> list[str]:
    """Where packages come from: the folder ``wheels/`` alone, or wherever pip is set up to look."""
    return ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() and any(WHEELS.iterdir()) else []


def download() -> int:
    """Fill ``wheels/`` for a machine of the same kind without network."""
    WHEELS.mkdir(exist_ok=True)
    pip("download", *hashes(USED), "-d", str(WHEELS), "-r", str(HERE / USED))
    say("√ wheels/")
    return 0


def pip(verb: str, *words: str) -> None:
    """Run pip of the environment, quietly."""
    quiet = ["-qq", "--disable-pip-version-check", "--no-input", "--no-warn-script-location"]
    options = quiet if verb == "install" else quiet[:3]
    subprocess.run([str(PYTHON), "-m", "pip", verb, *options, *words], check=True)


def say(text: str) -> None:
    """Print on any console, also one that knows only GBK or ASCII."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding).rstrip("\n") + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
