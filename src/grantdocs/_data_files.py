"""Data files that people write, in JSON or TOML, as plain values in which numbers stay exact."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from grantdocs.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["parsed", "plain"]

_MOST_BYTES: Final = 5_000_000


def parsed(path: Path, what: str) -> Any:
    """What the file holds; `what` it should be is named where it is too large. Raises DataError."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise DataError(str(path), "", f"is too large for {what}")
        text = content.decode("utf-8-sig")
        if path.suffix.lower() == ".toml":
            return plain(tomllib.loads(text, parse_float=Decimal))
        return json.loads(text, parse_float=Decimal)
    except OSError as error:
        raise DataError(str(path), "", f"cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise DataError(str(path), "", f"is neither JSON nor TOML: {error}") from error


def plain(value: Any) -> Any:
    """TOML's dates and Python's own values as JSON has them; exact numbers stay exact."""
    match value:
        case dt.datetime():
            return value.date().isoformat()
        case dt.date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items() if item is not None}
        case list() | tuple():
            return [plain(item) for item in value]
        case _:
            return value
