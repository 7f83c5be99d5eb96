"""Where documents are judged: each engine takes items and gives records, in any order, a few items ahead at most."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, Final, Protocol

from grantdocs.audit.records import Item, Record, Settings
from grantdocs.errors import ScopeError

__all__ = ["GROUP", "Engine", "engine", "engines"]

GROUP: Final = "grantdocs.engines"
"""Entry points of strangers: name -> a function like `engine` of our own modules."""


class Engine(Protocol):
    def map(self, items: Iterator[Item], settings: Settings, *, jobs: int) -> Iterator[Record]:
        """One record for each item, whatever becomes of it. `jobs` counts documents at a time, where this machine
        judges them. Raises GrantdocsError where the settings are wrong or nobody can work."""
        ...  # pragma: no cover


def engine(name: str = "local") -> Engine:
    """The engine of this name, or at this address, such as `dask://host:8786`; ScopeError where there is none."""
    kind, _, address = name.partition("://")
    if kind in _own():
        made: Callable[[str], Engine] = import_module(f"{__name__}.{kind}").engine
    elif kind in _foreign():
        made = _foreign()[kind].load()
    else:
        raise ScopeError(f"there is no engine {kind!r}; there are {', '.join(engines())}")
    return made(address)


def engines() -> tuple[str, ...]:
    """Names of all engines, our own first."""
    return tuple(dict.fromkeys((*_own(), *sorted(_foreign()))))


@cache
def _own() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


@cache
def _foreign() -> dict[str, Any]:
    from importlib.metadata import entry_points

    return {entry.name: entry for entry in entry_points(group=GROUP)}
