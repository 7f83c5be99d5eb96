"""A page on the user's own machine, for people without a terminal: drop a file, see the report, copy the text."""

from __future__ import annotations

__all__: list[str] = []
