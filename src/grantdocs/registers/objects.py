"""A table in JSON made lines of CSV: a list of objects, or an object on each line, read as they stream in."""

from __future__ import annotations

import codecs
import csv
import json
from typing import TYPE_CHECKING, Any, Final

from grantdocs.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["objects_as_lines"]

_BLOCK: Final = 1 << 18
_LONGEST: Final = 1 << 26
"""Characters of one object."""
_MOST_COLUMNS: Final = 10_000
_BETWEEN: Final = " \t\r\n,"


def objects_as_lines(path: Path, target: Path, encoding: str) -> list[str]:
    """The names of the columns; the lines go to `target`, without them, and are as long as the names known so far."""
    names: dict[str, int] = {}
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        for each in _objects(path, encoding):
            for name in each:
                if len(names) < _MOST_COLUMNS:
                    names.setdefault(name, len(names))
            writer.writerow([_text(each.get(name)) for name in names])
    return list(names)


def _objects(path: Path, encoding: str) -> Iterator[dict[str, Any]]:
    """Those of a list, of an object that holds one, or of lines."""
    decoder = json.JSONDecoder(parse_float=str, parse_int=str)
    for value in _values(path, encoding, decoder):
        if not isinstance(value, dict):
            raise ReadError(str(path), "is no list of objects", "save it as CSV")
        listed = [each for each in value.values() if isinstance(each, list) and each and isinstance(each[0], dict)]
        if len(value) == 1 and listed:
            yield from (each for each in listed[0] if isinstance(each, dict))
        else:
            yield value


def _values(path: Path, encoding: str, decoder: json.JSONDecoder) -> Iterator[Any]:
    """What stands one after the other, in a list or not."""
    reading = codecs.getincrementaldecoder(encoding)(errors="replace")
    text, at, wanted = "", 0, _BLOCK
    listed: bool | None = None
    with path.open("rb") as file:
        while True:
            block = file.read(wanted)
            text, at = text[at:] + reading.decode(block, final=not block), 0
            while True:
                at = _skipped(text, at)
                if listed is None and at < len(text):
                    listed = text[at] == "["
                    at += listed
                    continue
                if at >= len(text) or (listed and text[at] == "]"):
                    break
                try:
                    value, at = decoder.raw_decode(text, at)
                except (json.JSONDecodeError, RecursionError) as error:
                    if isinstance(error, RecursionError) or len(text) - at > _LONGEST or not block:
                        raise _refused(path, error) from None
                    break
                yield value
            if not block:
                return
            # Twice as much each time, so that a long object is not read over and over.
            wanted = max(_BLOCK, len(text) - at)


def _refused(path: Path, error: Exception) -> ReadError:
    reason = error.msg if isinstance(error, json.JSONDecodeError) else "too many levels"
    return ReadError(str(path), f"is no JSON that can be read ({reason})", "save it as CSV")


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BETWEEN:
        at += 1
    return at


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
