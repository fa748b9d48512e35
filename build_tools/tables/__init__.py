"""Files that offices have → grids of cells → rows of the standard table, each with its place and every doubt told."""
