"""Search without a server: the catalog as a static index, and one analyzer and one ranking for browser and desk.

::

    Index ──documents──► texts by field ──lexicon──► key → record ──shards──► small scripts, loaded as needed
    query ──plan──► groups of phrases ──ranking──► hits

``lexicon`` holds everything that a query may ask for under a key, so that a browser needs one way of fetching.
``assets/scripts/search-engine.js`` does what ``plan``, ``mending`` and ``ranking`` do, step by step the same and in
whole numbers only; ``tests/search_vectors.json`` holds both to it.
"""

from build_tools.search.engine import Engine, Found
from build_tools.search.shards import search_files

__all__ = ["Engine", "Found", "search_files"]
