"""The places that facts have by their published schema: `/statements/*/family` is the family of any statement."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from grantdocs._resources import schema
from grantdocs.rules.instance import tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

__all__ = ["known_values", "names_at", "places_of_items", "reaches", "same_values"]

_POINTERS = "/figures/*/terms/*"
"""Where a fact points to other facts."""


@cache
def names_at(place: str) -> frozenset[str] | None:
    """The keys that an object at a place has; None where it may have any, or where the place is not known."""
    nodes = _nodes(place)
    if not nodes or any(isinstance(node.get("additionalProperties"), dict) for node in nodes):
        return None
    return frozenset(name for node in nodes for name in node.get("properties", ()))


def places_of_items(place: str) -> bool:
    """Whether there is a list at a place."""
    return any(node.get("type") == "array" for node in _nodes(place))


@cache
def known_values(place: str) -> frozenset[Any] | None:
    """The values that a place may have, where they are few or listed in the catalogue; None where any may stand."""
    nodes = _nodes(place)
    if nodes and all("enum" in node or "const" in node or node.get("type") == "null" for node in nodes):
        return frozenset(value for node in nodes for value in node.get("enum", [node.get("const")]))
    match place:
        case "/statements/*/family":
            from grantdocs.catalogue.statements import families

            return frozenset(family.id for family in families() if family.kind == "statement")
        case "/programmes/*/id" | "/awards/*/programme":
            from grantdocs.catalogue.programmes import programmes

            return frozenset({*programmes(), *([None] if place.startswith("/awards") else [])})
    return None


def same_values(value: Any, values: Collection[Any]) -> bool:
    """Whether a value of JSON is among these."""
    return isinstance(value, list | dict) or value in values


def reaches(pointer: str, lists: Iterable[str]) -> bool:
    """Whether a Relative JSON Pointer leads from a place under these lists to another place of the facts.

    The rule says by no word at what depth its fact stands, so that any depth will do.
    """
    up, _, rest = pointer.partition("/")
    starts = {below for start in lists for below in _below(start)}
    for _level in range(int(up)):
        starts = {start.rpartition("/")[0] for start in starts if start}
    steps = tokens(f"/{rest}") if rest else []
    return any(_walks(start, steps) for start in starts)


def _walks(start: str, steps: list[str]) -> bool:
    places = {start}
    for step in steps:
        if _POINTERS in places:
            places |= {f"/{name}/*" for name in schema("facts")["properties"]}
        places = {deeper for place in places for deeper in _deeper(place, step)}
    return bool(places)


def _deeper(place: str, step: str) -> Iterator[str]:
    if step.isdecimal() and places_of_items(place):
        yield f"{place}/*"
    names = names_at(place)
    if step in (names or ()) or (names is None and _nodes(place)):
        yield f"{place}/{step}"


@cache
def _below(place: str) -> tuple[str, ...]:
    """The place and all places under it."""
    deeper = [f"{place}/*"] if places_of_items(place) else [f"{place}/{name}" for name in sorted(names_at(place) or ())]
    return (place, *(found for each in deeper for found in _below(each)))


@cache
def _nodes(place: str) -> tuple[dict[str, Any], ...]:
    """The parts of the schema that say what may stand at a place; none where there is no such place."""
    nodes = _resolved(schema("facts"))
    for token in tokens(place):
        nodes = tuple(found for node in nodes for found in _step(node, token))
    return nodes


def _step(node: dict[str, Any], token: str) -> tuple[dict[str, Any], ...]:
    if token == "*":  # noqa: S105  any item of a list
        items = [node["items"]] if isinstance(node.get("items"), dict) else node.get("prefixItems", [])
        return tuple(found for item in items for found in _resolved(item))
    below = node.get("properties", {}).get(token, node.get("additionalProperties"))
    return _resolved(below) if isinstance(below, dict) else ()


def _resolved(node: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """A node without references and alternatives."""
    if "$ref" in node:
        return _resolved(schema("facts")["$defs"][node["$ref"].rpartition("/")[2]])
    if "anyOf" in node:
        return tuple(found for each in node["anyOf"] for found in _resolved(each))
    return (node,)
