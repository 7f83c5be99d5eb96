"""The settings in force for a command: its options, the environment, the file of the project."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from grantdocs.errors import ScopeError

if TYPE_CHECKING:
    from grantdocs.readers import Limits
    from grantdocs.settings import Settings

__all__ = ["LEVELS", "blamed", "day", "limits_of", "settings_in_force", "settings_option", "today_option"]

LEVELS: Final = ("error", "warning", "note")
_VARIABLE: Final = "GRANTDOCS_SETTINGS"
_NONE: Final = "none"
_DAY_OF_BUILD: Final = "SOURCE_DATE_EPOCH"


def settings_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--settings",
        "settings_file",
        metavar="FILE|none",
        help="Settings of the project; by default grantdocs.toml or pyproject.toml here or above.",
    )(command)


def today_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        help=f"Judge as on this day; else on that of {_DAY_OF_BUILD} or the clock.",
    )(command)


def settings_in_force(named: str | None, options: Mapping[str, tuple[str, Any]]) -> Settings:
    """`options`: setting -> the option's name and its value; None and what is empty count as not given."""
    from grantdocs.settings import find, in_force

    named = named or os.environ.get(_VARIABLE) or None
    file = None if named == _NONE else Path(named) if named else find(Path.cwd())
    given = {name: (option, value if value is False or value else None) for name, (option, value) in options.items()}
    return in_force(given, environ=os.environ, file=file)


@contextmanager
def blamed(settings: Settings, name: str) -> Iterator[None]:
    """What does not exist is said to be so with the file or the variable that names it."""
    try:
        yield
    except ScopeError as error:
        origin = settings.origin(name)
        if origin.kind == "file":
            raise ScopeError(f"{origin.where} at /{name}: {error}") from error
        if origin.kind == "environment":
            raise ScopeError(f"{origin.where}: {error}") from error
        raise


def limits_of(settings: Settings) -> Limits:
    from grantdocs.readers import Limits

    values: dict[str, Any] = dict(settings.limits)
    return Limits(**values)


def day(today: dt.datetime | None) -> dt.date:
    """The day by which what is accepted for a time is judged."""
    if today is not None:
        return today.date()
    seconds = os.environ.get(_DAY_OF_BUILD, "").strip()
    if not seconds:
        return dt.date.today()  # noqa: DTZ011  the day on the user's own calendar
    try:
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise ScopeError(f"{_DAY_OF_BUILD} is a number of seconds since 1970, not {seconds!r}") from error
