"""What misses a schema of ours, said to a person: the place as a JSON Pointer, and what may have been meant."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from grantdocs._resources import schema
from grantdocs.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Fault", "escape", "faults", "faults_of", "hold", "pointer", "unknown"]

Fault = tuple[str, str]
"""JSON Pointer in the data, and what is wrong there."""
_FEW: Final = 20
"""Choices that one line can name."""


def hold(data: Any, name: str, path: str) -> None:
    """Raise a DataError that names the first place of `data` that misses the schema of this name."""
    for at, message in faults_of(data, name):
        raise DataError(path, at, message)


def faults_of(data: Any, name: str) -> Iterator[Fault]:
    """What misses the schema of this name."""
    return faults(_validator(name), data)


def faults(validator: Any, data: Any) -> Iterator[Fault]:
    """What misses the schema of a validator: an unknown key first, for it is often the misspelling of a missing one."""
    from jsonschema.exceptions import best_match

    errors = list(validator.iter_errors(data))
    for error in errors:
        if error.validator == "additionalProperties" and isinstance(error.instance, dict):
            known = error.schema.get("properties", {})
            for key in error.instance.keys() - known.keys():
                yield f"{pointer(error.absolute_path)}/{escape(str(key))}", unknown("key", key, known)
    if error := best_match(errors):
        if error.validator == "enum":
            yield pointer(error.absolute_path), unknown("value", error.instance, error.validator_value)
        yield pointer(error.absolute_path), error.message


def unknown(what: str, found: Any, known: Iterable[Any]) -> str:
    choices = sorted({str(each) for each in known if each is not None})
    near = get_close_matches(str(found), choices, n=1, cutoff=0.5)
    if near:
        return f"there is no {what} {found!r}; did you mean {near[0]!r}?"
    return f"there is no {what} {found!r}" + (f"; there are {', '.join(choices)}" if len(choices) <= _FEW else "")


def pointer(path: Iterable[str | int]) -> str:
    return "".join(f"/{escape(str(token))}" for token in path)


def escape(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")


@cache
def _validator(name: str) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker

    return Draft202012Validator(schema(name), format_checker=FormatChecker(["date"]))
