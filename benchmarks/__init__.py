"""How fast reportgen is, in ratios within one run: `make bench`."""
