"""The option that chooses the language of messages; its help names the languages that there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

__all__ = ["language_option"]

_LOCALES: Final = Path(__file__).parents[1] / "reports" / "locales"
"""Listed here, not asked of the reports: the help of a command must not wait for what they import."""


def language_option(what: str = "messages", default: str | None = None) -> Callable[[Any], Any]:
    spoken = ", ".join(sorted(file.stem for file in _LOCALES.glob("*.json")))
    return click.option(
        "--language", default=default, show_default=default is not None, help=f"Language of the {what}: {spoken}."
    )
