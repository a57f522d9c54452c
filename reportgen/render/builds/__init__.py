"""The page that shows how two builds differ."""
