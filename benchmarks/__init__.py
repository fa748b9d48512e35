"""Synthetic catalogs of any size, and how long the commands take on them."""
