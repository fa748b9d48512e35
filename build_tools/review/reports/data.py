"""As JSON: every change with its meaning, both places, and whether it passes."""

from __future__ import annotations

import json
from typing import Any

from build_tools.diagnostics import Span
from build_tools.review.gate import needed
from build_tools.review.judged import Judged, Review
from build_tools.review.sentences import new_words, old_words, sentence


def render(review: Review, today: str, language: str) -> str:
    """The report; its shape is of version 1."""
    report = {
        "version": 1,
        "base": {"name": review.compared.base.name, "commit": review.compared.base.commit},
        "head": {"name": review.compared.head.name, "commit": review.compared.head.commit},
        "passes": not review.blocked,
        "outside": list(review.compared.outside),
        "counts": {name: len(review.of(name)) for name in ("narrower", "wider", "neutral")},
        "changes": [_one(one, review, language) for one in review.judged],
        "record": needed(review, today, language),
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _one(one: Judged, review: Review, language: str) -> dict[str, Any]:
    change = one.change
    return {
        "fingerprint": one.fingerprint,
        "code": one.code,
        "direction": one.meaning.direction,
        "weight": one.meaning.weight.name.lower(),
        "passes": not one.blocked,
        "record": one.record or None,
        "kind": change.kind,
        "file": change.file,
        "id": change.id,
        "title": change.title,
        "domain": change.domain or None,
        "field": ".".join(map(str, change.field)) or None,
        "level": list(change.level),
        "old": old_words(change) or None,
        "new": new_words(change) or None,
        "text": sentence(one, review, language),
        "where_old": _place(change.where_old),
        "where_new": _place(change.where_new),
        "effect": list(change.effect),
    }


def _place(span: Span | None) -> dict[str, Any] | None:
    return {"path": span.path, "line": span.line, "column": span.column} if span else None
