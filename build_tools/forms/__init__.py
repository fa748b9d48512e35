"""Forms without a screen: what to ask for a new entry, how an answer is read, how answers become data.

The schemas are the only list of fields; the terminal asks these questions today, a web page may ask them tomorrow.
"""

from __future__ import annotations

from build_tools.forms.answers import Wrong, read_answer, read_answers
from build_tools.forms.choices import Choice, choices_of
from build_tools.forms.draft import place, place_typed
from build_tools.forms.questions import Question, defaults, questions

__all__ = [
    "Choice",
    "Question",
    "Wrong",
    "choices_of",
    "defaults",
    "place",
    "place_typed",
    "questions",
    "read_answer",
    "read_answers",
]
