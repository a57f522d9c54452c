"""Files of content become values: the only room that reads content."""
