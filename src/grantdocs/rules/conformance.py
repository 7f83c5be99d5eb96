"""JSON Schema 2020-12 as rules use it: nothing is fetched, patterns have a time limit, errors are places only.

Where the extra `fast` is installed, jsonschema-rs answers whether a schema holds; places always come from jsonschema.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from grantdocs.rules.instance import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema.protocols import Validator

__all__ = ["errors", "holds"]

_PATTERN_SECONDS: Final = 0.2
"""A pattern of a rule that takes longer on one string is given up, and the rule cannot tell."""
_NOT_PLAIN: Final = ("pattern", "format", "$ref", "$dynamicRef", "$schema", "$id")
_MOST_KEPT: Final = 8192
"""Compiled schemas that are kept: those of all packs, their parts included, are fewer."""
_kept: dict[int, _Compiled] = {}
"""By the identity of the schema."""


def errors(schema: dict[str, Any], json: Any, *, deep: bool = True) -> list[str]:
    """JSON Pointers of the places where the facts miss the schema; only the paths of the errors are used.

    Where several alternatives failed, `deep` takes the place of the one that came furthest, else of all together.
    """
    compiled = _compiled(schema)
    if compiled.fast is not None and compiled.fast(json):
        return []
    return sorted({_pointer(error, deep=deep) for error in compiled.slow.iter_errors(json)}, key=_in_order)


def holds(schema: Any, json: Any) -> bool:
    compiled = _compiled(schema)
    return compiled.slow.is_valid(json) if compiled.fast is None else compiled.fast(json)


@dataclass
class _Compiled:
    schema: Any
    """Held, so that its identity is not given to another one."""
    fast: Callable[[Any], bool] | None

    @cached_property
    def slow(self) -> Validator:
        """jsonschema is loaded where a rule fails, or is beyond jsonschema-rs."""
        from referencing import Registry

        made: Validator = _validator_class()(self.schema, registry=Registry())
        return made


def _compiled(schema: Any) -> _Compiled:
    found = _kept.get(id(schema))
    if found is None:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        found = _kept[id(schema)] = _Compiled(schema, _fast(schema))
    return found


def _fast(schema: Any) -> Callable[[Any], bool] | None:
    """None without the extra, and for what the two libraries might treat differently."""
    if not _is_plain(schema):
        return None
    try:
        import jsonschema_rs
    except ImportError:
        return None
    made: Callable[[Any], bool] = jsonschema_rs.Draft202012Validator(schema).is_valid
    return made


def _is_plain(schema: Any) -> bool:
    """No pattern, whose dialect and time limit differ, and no reference, which must never be fetched."""
    if isinstance(schema, dict):
        keywords = [key for key in _NOT_PLAIN if isinstance(schema.get(key), str)]
        return not keywords and "patternProperties" not in schema and all(map(_is_plain, schema.values()))
    return not isinstance(schema, list) or all(map(_is_plain, schema))


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
