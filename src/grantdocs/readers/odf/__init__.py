"""OpenDocument: what texts, slides, drawings and sheets have in common."""
