"""Clean reports of every profile, and one fault of a kind planted in each: what the checks find of it."""
