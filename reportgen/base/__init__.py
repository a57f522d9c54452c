"""What every room may use: errors, findings, locations, the catalogue, the clock, files and messages."""
