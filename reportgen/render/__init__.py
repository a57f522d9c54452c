"""The disclosure becomes bytes. Renderers decide no number: they print the text of facts."""
