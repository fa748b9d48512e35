"""``python -m build_tools``: the same as ``zwgk``."""

import sys

from build_tools.cli import main

sys.exit(main())
