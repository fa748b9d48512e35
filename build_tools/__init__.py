"""政务公开标准目录: a county's disclosure catalog, from YAML in git to checked pages.

One straight line, each step a function from value to value::

    catalog/*.yml ──source──► Document ──schema──► Diagnostics
                                 │
                               model
                                 ▼
        Catalog ──rules──► Diagnostics ──reports──► terminal, JSON, code hosts
           │
         index ──► pages ──► engine and stamp (publish) ──► site/
           └────► search ──► small scripts that browsers ask

``load`` strings the first three together; mistakes in the data are values, never exceptions. What changes a catalog
(``fixing``, ``renaming``, ``retiring``, ``additions``) takes its files and gives changed ones; ``trial`` loads and
checks them in memory before ``files`` writes; ``importing`` does so with what ``tables`` reads. ``handbook`` explains
the codes, ``deadline`` and ``duties`` count days, ``exchange`` gives the catalog as files for programs,
``repository`` and ``doctor`` look after the folder, ``site_check`` reads the built site back, ``kiosk`` serves it in
a hall, ``similar`` tells what was written twice. ``uris`` says where each page is, ``site_assets`` what all of them
load, ``git`` and ``remote`` where an item comes from. ``git_home`` sets up git, which then calls ``legible`` to show
a file and ``merging`` to merge it. ``policy`` is what a browser may do with the site; ``web_server`` writes settings
from that. Who may import whom says ``pyproject.toml``.
"""

__version__ = "0.1.0"
