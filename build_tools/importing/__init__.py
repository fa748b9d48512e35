"""Rows of a table → items and registries of a catalog, as a plan that shows everything before anything is written."""
