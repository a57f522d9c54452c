"""The neutral document: narrative blocks, facts, and the one context that every template sees."""
