"""What a reader gets to see: one module for each format, found by its name and imported when it is asked for."""

from __future__ import annotations

import inspect
import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from grantdocs.errors import ScopeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from grantdocs.model.findings import Report

__all__ = ["GROUP", "formats", "render", "renderer"]

GROUP: Final = "grantdocs.reports"
"""Entry points of strangers: format name -> a function like `render` of our own modules."""


def render(report: Report, format: str = "text", **options: Any) -> str:  # noqa: A002 - the word of the command line
    """The report in a format; options that the format does not know are passed over."""
    function = renderer(format)
    known = inspect.signature(function).parameters
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in known.values())
    return function(report, **{name: value for name, value in options.items() if takes_all or name in known})


def formats() -> tuple[str, ...]:
    """Names of all formats, our own first."""
    return tuple(dict.fromkeys((*_own(), *sorted(_foreign()))))


@cache
def renderer(name: str) -> Callable[..., str]:
    """The function that renders a report in the format; ScopeError where there is none."""
    if name in _own():
        function: Callable[..., str] = import_module(f"{__name__}.{name}").render
        return function
    if name not in _foreign():
        raise ScopeError(f"there is no report format {name!r}; there are {', '.join(formats())}")
    loaded: Callable[..., str] = _foreign()[name].load()
    return loaded


@cache
def _own() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")))


@cache
def _foreign() -> dict[str, Any]:
    from importlib.metadata import entry_points

    return {entry.name: entry for entry in entry_points(group=GROUP)}
