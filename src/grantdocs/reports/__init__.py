"""What a reader gets to see: one module for each format, found by its name and imported when it is asked for."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from grantdocs.errors import ScopeError

if TYPE_CHECKING:
    from grantdocs.model.findings import Report

__all__ = ["GROUP", "Format", "Unread", "format_for", "formats", "render", "render_all", "report_format"]

GROUP: Final = "grantdocs.reports"
"""Entry points of strangers: format name -> a module like our own, or a function like their `render`."""


class Unread(NamedTuple):
    """An input that could not be read."""

    uri: str
    message: str
    at: int = 0
    """How many reports of the same call come before it."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a module of this folder says of its format; only `render` must be there."""

    name: str
    render: Callable[..., str | bytes]
    """Of one report. Options that it does not name are not given to it; bytes where `is_binary`."""
    render_all: Callable[..., str | bytes] | None = None
    """Of all reports of a call and what could not be read: `render_all(reports, unread, **options)`."""
    media_type: str = "text/plain"
    """MEDIA_TYPE"""
    endings: tuple[str, ...] = ()
    """ENDINGS: what names of files end in that are of this format."""
    is_binary: bool = False
    """IS_BINARY: nothing for a terminal."""


def render(report: Report, form: str = "text", **options: Any) -> str | bytes:
    """The report in a format; options that the format does not know are passed over."""
    function = report_format(form).render
    return function(report, **_known(function, options))


def render_all(reports: Sequence[Report], unread: Sequence[Unread], form: str = "text", **options: Any) -> str | bytes:
    """Several reports as one document of the format."""
    found = report_format(form)
    if found.render_all:
        return found.render_all(reports, unread, **_known(found.render_all, options))
    if found.is_binary and len(reports) != 1:
        raise ScopeError(f"the report format {form!r} holds one publication; give one at a time")
    shown = [render(report, form, **options) for report in reports]
    return shown[0] if found.is_binary else "\n".join(map(str, shown))


def formats(*, only_ours: bool = False) -> tuple[str, ...]:
    """Names of all formats, our own first; to look for those of strangers takes as long as to start Python."""
    return tuple(dict.fromkeys((*_own(), *(() if only_ours else sorted(_foreign())))))


def format_for(file_name: str) -> str | None:
    """The name of the format whose ending a file's name has, the longest if there are several."""
    lowered = file_name.lower()
    endings = {ending: name for name in reversed(formats()) for ending in report_format(name).endings}
    return max(
        ((len(ending), name) for ending, name in endings.items() if lowered.endswith(ending)), default=(0, None)
    )[1]


@cache
def report_format(name: str) -> Format:
    """Raises ScopeError where there is none of that name."""
    if name in _own():
        source: Any = import_module(f"{__name__}.{name}")
    elif name in _foreign():
        source = _foreign()[name].load()
    else:
        raise ScopeError(f"there is no report format {name!r}; there are {', '.join(formats())}")
    return Format(
        name,
        getattr(source, "render", source),
        getattr(source, "render_all", None),
        getattr(source, "MEDIA_TYPE", "text/plain"),
        tuple(getattr(source, "ENDINGS", ())),
        bool(getattr(source, "IS_BINARY", False)),
    )


def _known(function: Callable[..., Any], options: dict[str, Any]) -> dict[str, Any]:
    parameters = inspect.signature(function).parameters
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    return options if takes_all else {name: value for name, value in options.items() if name in parameters}


@cache
def _own() -> tuple[str, ...]:
    """Every module of this folder whose name does not begin with an underscore."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")))


@cache
def _foreign() -> dict[str, Any]:
    from importlib.metadata import entry_points

    return {entry.name: entry for entry in entry_points(group=GROUP)}
