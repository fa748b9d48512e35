"""The search at the desk: conditions choose the items, the engine ranks them.

::

    words ──asking──► text + conditions ──whoosh_index──► ids ──answering──► the engine's order of these
    Item ──records──► fields ──┘  kept by ``place`` in the user's own cache folder

Only ``whoosh_index`` knows Whoosh, and it is loaded only when there is a condition.
"""

from build_tools.search.desk.answering import answer
from build_tools.search.desk.asking import asked, batch

__all__ = ["answer", "asked", "batch"]
