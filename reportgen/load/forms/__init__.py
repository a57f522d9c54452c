"""A grid of printed cells becomes a form: blocks, columns and labels are recognised, never guessed in silence."""
