"""A code quality report for GitLab: shown beside the changed lines of a merge request."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from build_tools.check import Checked
from build_tools.diagnostics import Severity
from build_tools.reports.context import Context
from build_tools.text import visible


def render(checked: Checked, context: Context) -> str:
    """A JSON array; fingerprints are unique within it and survive edits elsewhere in the file."""
    seen: Counter[str] = Counter()
    entries = []
    for one in checked.diagnostics:
        words = context.words(one)
        print_ = one.fingerprint()
        unique = hashlib.sha256(f"{print_}/{visible(one.where.path)}/{seen[print_]}".encode()).hexdigest()
        seen[print_] += 1
        entries.append(
            {
                "description": " ".join(part for part in (words.text, words.advice) if part),
                "check_name": one.code,
                "fingerprint": unique,
                "severity": "major" if one.severity is Severity.ERROR else "minor",
                "location": {
                    "path": visible(one.where.path),
                    "lines": {"begin": one.where.line, "end": one.where.end_line},
                },
            }
        )
    return json.dumps(entries, ensure_ascii=False, indent=2)
