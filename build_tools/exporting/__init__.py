"""Items → the tables, volumes and sheets that offices hand on: one format = one module."""
