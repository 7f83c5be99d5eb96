"""Whether the files of a pack are sound: they fit their schemas, and every name in them leads somewhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from grantdocs._resources import schema
from grantdocs._schemas import Fault, escape, faults, unknown
from grantdocs.errors import RulePackError
from grantdocs.rules.instance import tokens
from grantdocs.rules.packs import case_file, load, locale_files, read_json, rule_files
from grantdocs.rules.places import known_values, names_at, places_of_items, reaches, same_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from grantdocs.model.rules import Pack

__all__ = ["check"]

_SAME_PLACE: Final = ("not", "if", "then", "else")
_SAME_PLACES: Final = ("allOf", "anyOf", "oneOf")
_ITEMS: Final = ("items", "contains")


def check(folder: Path) -> Pack:
    """Read a pack and hold every file of it against its schema, and every pointer and name in it against the facts.

    `RulePackError` names the first file that is not sound, the place in it, and what may have been meant.
    """
    _hold(folder / "pack.json", _by_schema(read_json(folder / "pack.json"), "pack"))
    rules = {file.stem: file for file in rule_files(folder)}
    for file in rules.values():
        _hold(file, _by_schema(read_json(file), "rule"))
        _hold(file, _in_rule(read_json(file), file.stem))
    for file in locale_files(folder):
        _hold(file, _by_schema(read_json(file), "pack", "/$defs/locale"))
        _hold(file, _in_locale(read_json(file), rules))
    for file in map(case_file, rules.values()):
        if not file.is_file():
            raise RulePackError(str(file), "", "no such file: the cases that prove the rule are missing")
        _hold(file, _by_schema(read_json(file), "cases"))
        _hold(file, _in_cases(read_json(file)))
    return load(folder)


def _hold(file: Path, faults: Iterable[Fault]) -> None:
    for pointer, message in faults:
        raise RulePackError(str(file), pointer, message)


def _by_schema(data: Any, name: str, definition: str = "") -> Iterator[Fault]:
    return faults(_validator(name, definition), data)


def _in_rule(data: dict[str, Any], name: str) -> Iterator[Fault]:
    if data["id"] != name:
        yield "/id", f"the id {data['id']!r} differs from the file's name"
    for i, need in enumerate(data["needs"]):
        yield from _in_pointer(need, f"/needs/{i}")
    for key in ("applies", "expect"):
        yield from _in_schema(data[key], "", f"/{key}")
    for argument, pointer in data.get("arguments", {}).items():
        at = f"/arguments/{escape(argument)}"
        if pointer.startswith("/"):
            yield from _in_pointer(pointer, at)
        elif not reaches(pointer, {f"/{tokens(need)[0]}" for need in data["needs"]}):
            yield at, f"{pointer!r} leads nowhere from a fact that the rule needs"
    family = data.get("remedy", {}).get("family")
    if family is not None and family not in (families := known_values("/statements/*/family") or ()):
        yield "/remedy/family", unknown("family of statements", family, families)
    yield from _in_messages(data["messages"], data.get("arguments", {}), "/messages")


def _in_messages(messages: dict[str, str], arguments: Iterable[str], at: str) -> Iterator[Fault]:
    from string import Template

    for kind, text in messages.items():
        for name in Template(text).get_identifiers():
            if name not in arguments:
                yield f"{at}/{kind}", unknown("argument", f"${name}", [f"${each}" for each in arguments])


def _in_locale(data: dict[str, Any], rules: dict[str, Path]) -> Iterator[Fault]:
    for name, texts in data["rules"].items():
        at = f"/rules/{escape(name)}"
        if name not in rules:
            yield at, unknown("rule", name, rules)
        else:
            yield from _in_messages(texts["messages"], read_json(rules[name]).get("arguments", {}), f"{at}/messages")


def _in_cases(data: dict[str, Any]) -> Iterator[Fault]:
    """The facts that a case gives are a part of the published facts."""
    for i, case in enumerate(data["cases"]):
        for pointer, message in _by_schema(case.get("facts", {}), "facts", "partial"):
            yield f"/cases/{i}/facts{pointer}", message


def _in_pointer(pointer: str, at: str) -> Iterator[Fault]:
    """A pointer from the root of the facts, step by step."""
    place = ""
    for token in tokens(pointer):
        names = names_at(place)
        if token.isdecimal() and places_of_items(place):
            place = f"{place}/*"
        elif names is None or token in names:
            place = f"{place}/{escape(token)}"
        else:
            yield at, unknown("place of the facts", pointer, [f"{place}/{escape(name)}" for name in names])
            return


def _in_schema(part: Any, place: str, at: str) -> Iterator[Fault]:
    """A rule's schema may only name what the facts have: a name that is wrong is true of every publication."""
    if not isinstance(part, dict):
        return
    names = names_at(place)
    if names is not None:
        named = [(f"{at}/properties/{escape(name)}", name) for name in part.get("properties", {})]
        named += [(f"{at}/required/{i}", name) for i, name in enumerate(part.get("required", ()))]
        yield from ((where, unknown("key of the facts", name, names)) for where, name in named if name not in names)
    if values := known_values(place):
        given = part.get("enum", [part["const"]] if "const" in part else [])
        key = "enum" if "enum" in part else "const"
        strange = [value for value in given if not same_values(value, values)]
        yield from ((f"{at}/{key}", unknown("value", value, values)) for value in strange)
    for name, sub in part.get("properties", {}).items():
        yield from _in_schema(sub, f"{place}/{escape(name)}", f"{at}/properties/{escape(name)}")
    for key in _ITEMS:
        yield from _in_schema(part.get(key), f"{place}/*", f"{at}/{key}")
    for key in _SAME_PLACE:
        yield from _in_schema(part.get(key), place, f"{at}/{key}")
    for key in _SAME_PLACES:
        for i, sub in enumerate(part.get(key, ())):
            yield from _in_schema(sub, place, f"{at}/{key}/{i}")


@cache
def _validator(name: str, definition: str) -> Any:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    wanted = _partial(schema(name)) if definition == "partial" else schema(name)
    used = {each["$id"]: Resource.from_contents(each) for each in (schema("facts"), wanted)}
    registry: Registry[Any] = Registry().with_resources(used.items())
    fragment = "" if definition == "partial" else definition
    return Draft202012Validator({"$ref": f"{wanted['$id']}#{fragment}"}, registry=registry)


def _partial(whole: Any) -> Any:
    """The schema of facts where nothing is required, and a gap has the text that it stands at, as in cases."""
    if isinstance(whole, list):
        return [_partial(each) for each in whole]
    if not isinstance(whole, dict):
        return whole
    made = {key: _partial(value) for key, value in whole.items() if key != "required" or not isinstance(value, list)}
    if "gap" in made.get("$defs", {}):
        made["$id"] = made["$id"].replace("facts", "partial-facts")
        made["$defs"]["gap"]["properties"]["text"] = {"type": "string"}
    return made
