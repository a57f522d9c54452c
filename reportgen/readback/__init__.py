"""Finished files are read back and compared with what the evaluation says, never with what the file says of itself."""
