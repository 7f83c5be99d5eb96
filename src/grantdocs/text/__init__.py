"""Text as data: the folded view that patterns match on, and the language of a stretch of text."""
