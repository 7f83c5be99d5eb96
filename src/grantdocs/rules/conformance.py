"""JSON Schema 2020-12 as rules use it: nothing is fetched, patterns have a time limit, errors are places only."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from grantdocs.rules.instance import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.protocols import Validator

__all__ = ["errors", "validator"]

_PATTERN_SECONDS: Final = 0.2
"""A pattern of a rule that takes longer on one string is given up, and the rule cannot tell."""


def errors(schema: dict[str, Any], json: Any, *, deep: bool = True) -> list[str]:
    """JSON Pointers of the places where the facts miss the schema; only the paths of the errors are used.

    Where several alternatives failed, `deep` takes the place of the one that came furthest, else of all together.
    """
    return sorted({_pointer(error, deep=deep) for error in validator(schema).iter_errors(json)}, key=_in_order)


def validator(schema: dict[str, Any]) -> Validator:
    """A validator that fetches nothing and gives up patterns that take too long."""
    from referencing import Registry

    made: Validator = _validator_class()(schema, registry=Registry())
    return made


def _pointer(error: Any, *, deep: bool) -> str:
    deepest = max(error.context, key=lambda inner: len(inner.absolute_path), default=None)
    if deep and deepest is not None and len(deepest.absolute_path) > len(error.absolute_path):
        return _pointer(deepest, deep=deep)
    return "".join(f"/{escape(str(token))}" for token in error.absolute_path)


def _in_order(pointer: str) -> list[tuple[int, str]]:
    return [(int(token) if token.isdecimal() else -1, token) for token in pointer.split("/")]


@cache
def _validator_class() -> Any:
    import regex
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    def pattern(_validator: Any, wanted: str, value: Any, _schema: Any) -> Iterator[Any]:
        if isinstance(value, str) and not regex.search(wanted, value, timeout=_PATTERN_SECONDS):
            yield ValidationError("does not match")

    return extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {"pattern": pattern}
    )
