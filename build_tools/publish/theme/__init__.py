"""The engine's theme: Material with our settings, found by MkDocs through the entry point ``mkdocs.themes``.

Material announces its own end of life on every start of ``mkdocs``. The engine is pinned and stays at the edge (pages
are engine-free), so the notice tells an office nothing it could act on; this module is imported before Material and
asks for silence with the variable that Material itself offers.
"""

import os

os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
