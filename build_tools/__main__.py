"""What a shell starts, as ``zwgk`` or ``python -m build_tools``."""

import atexit
import os
import sys
from contextlib import suppress
from typing import NoReturn

from build_tools.cli import main


def start() -> NoReturn:
    """One command, and the end at once: to take a large catalog apart, object by object, takes half a second."""
    code = main()
    atexit._run_exitfuncs()
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None where it was closed before we began
        with suppress(OSError, ValueError):  # nobody listens any more
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    start()
