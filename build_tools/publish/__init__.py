"""Pages → files: the engine (MkDocs) at the edge, stamping, and a site that is replaced as a whole or not at all."""
