"""Makes forms of its own: an abstract form, one of twenty layouts, a grid or a text of it, and what must be read."""
