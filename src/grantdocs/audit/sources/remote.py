"""Files on servers, by any URI that fsspec has a driver for; nothing is reached that is not named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from typing import Any, BinaryIO, cast

from grantdocs.audit.records import Record
from grantdocs.audit.sources.files import File, shown, unread
from grantdocs.errors import ScopeError

__all__ = ["check_driver", "remote_files"]


def check_driver(source: str) -> None:
    """Raises ScopeError where the driver of a URI is not installed."""
    protocol = source.partition("://")[0]
    try:
        _library().get_filesystem_class(protocol)
    except ImportError as error:
        raise ScopeError(f"to read {source}, install fsspec and its driver for {protocol} ({error})") from error
    except ValueError as error:
        raise ScopeError(f"nothing is known that reads {protocol}:// ({error})") from error


def remote_files(source: str) -> Iterator[tuple[File | Record, bool]]:
    """The files at a URI, below it or matching it, by name; and whether it is the very one that was named."""
    try:
        system, path = _library().core.url_to_fs(source)
        if any(sign in path for sign in "*?["):
            found, is_named = system.glob(path, detail=True), False
        elif system.isdir(path):
            found, is_named = system.find(path, detail=True), False
        else:
            found, is_named = {path: system.info(path)}, True
    except Exception as error:  # noqa: BLE001 - each driver has errors of its own
        yield unread(shown(source), f"cannot be listed ({str(error) or type(error).__name__})"), True
        return
    for name in sorted(found):
        if found[name].get("type") == "file":
            yield _file(system, name, found[name].get("size") or 0), is_named


def _library() -> Any:
    return import_module("fsspec")


def _file(system: Any, name: str, size: int) -> File:
    opened = partial(system.open, name, "rb")
    return File(shown(system.unstrip_protocol(name)), lambda: cast("BinaryIO", opened()), size)
