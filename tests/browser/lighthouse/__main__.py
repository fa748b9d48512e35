"""Asks Lighthouse: ``python -m tests.browser.lighthouse``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

os.environ["ZWGK_LIGHTHOUSE"] = "1"
sys.exit(pytest.main(["-q", str(Path(__file__).parent)]))
