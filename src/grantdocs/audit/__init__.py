"""Audits of many publications: sources, workers that can be killed, a store that loses nothing."""
