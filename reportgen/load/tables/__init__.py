"""Importers: files of every kind become grids of cells that know their place. One file a kind."""
