"""Files that offices have → grids of cells → rows of the standard table, each with its place and every doubt told."""

from build_tools.tables.as_json import rows_json as rows_json
from build_tools.tables.reading import read as read
