"""The messages of rules: which text, in which language, with which values, written as people write them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final

from grantdocs._resources import load_json
from grantdocs.errors import ScopeError
from grantdocs.languages import language_data
from grantdocs.rules.instance import MISSING

if TYPE_CHECKING:
    from grantdocs.model.rules import Pack, Rule
    from grantdocs.rules.instance import Instance

__all__ = ["arguments", "message", "open_message"]

_DEFAULT_LANGUAGE: Final = "en"
_LOCALES: Final = Path(__file__).parent / "locales"
_NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
_NAMES: Final = {"claimed": "stated", "computed": "expected"}
"""What is shown of an agreement that compares names: the names, not how many of their letters differ."""
_ITEM: Final = 2
"""Slashes in the pointer of an item of a list."""
_FIGURE_VALUES: Final = ("claimed", "computed", "difference", "excess", "tolerance")


def arguments(rule: Rule, pack: Pack, instance: Instance, scope: str, language: str) -> dict[str, Any]:
    """What the places of the messages stand for.

    A pointer that starts with a slash counts from the root of the facts; one that starts with a number is a Relative
    JSON Pointer and counts from `scope`, the fact that failed: `0/claimed`.
    """
    words = {**pack.words.get(_DEFAULT_LANGUAGE, {}), **pack.words.get(language, {})}
    values = {name: _resolve(pointer, scope, instance) for name, pointer in rule.arguments.items()}
    return {
        name: _written(value, pointer, instance, words, language)
        for name, pointer in values.items()
        if (value := instance.at(pointer)) is not MISSING
    }


def message(rule: Rule, kind: str, values: dict[str, Any], language: str) -> str:
    """The message of a verdict, or the advice `remedy`; empty where the rule has none.

    Where the argument `variant` has a value and the rule a message for it (`fail-name`), it is that one.
    """
    texts = {**rule.messages.get(_DEFAULT_LANGUAGE, {}), **rule.messages.get(language, {})}
    return Template(texts.get(f"{kind}-{values.get('variant')}", texts.get(kind, ""))).safe_substitute(
        {name: str(value) for name, value in values.items()}
    )


def open_message(rule: Rule, language: str, why: str = "open", **values: str) -> str:
    """The message where it is not even known whether, or of what, the rule judges; no rule words that itself."""
    file = _LOCALES / f"{language}.json"
    texts = load_json(file if file.is_file() else _LOCALES / f"{_DEFAULT_LANGUAGE}.json")
    return Template(texts[why]).substitute(title=rule.titles.get(language, rule.title), **values)


def _resolve(pointer: str, scope: str, instance: Instance) -> str:
    """An absolute pointer; `0/terms/1/value` goes on where a term points to."""
    if pointer.startswith("/"):
        return pointer
    up, _, rest = pointer.partition("/")
    base = scope.rsplit("/", int(up))[0] if int(up) else scope
    steps = rest.split("/") if rest else []
    # What failed may be a part of the fact that the pointer counts from: the slot of a statement.
    while steps and base.count("/") > _ITEM and instance.at(f"{base}/{steps[0]}") is MISSING:
        base = base.rpartition("/")[0]
    for step in steps:
        base = f"{base}/{step}"
        target = instance.at(base)
        if step != steps[-1] and isinstance(target, str) and target.startswith("/"):
            base = target
    return base


def _written(value: Any, pointer: str, instance: Instance, words: dict[str, str], language: str) -> Any:
    parent = instance.at(pointer.rpartition("/")[0])
    name = pointer.rpartition("/")[2]
    if isinstance(parent, dict) and name in _NAMES and parent.get(_NAMES[name]):
        return parent[_NAMES[name]]
    if isinstance(parent, dict) and "terms" in parent and name in _FIGURE_VALUES:
        return _figure_value(
            abs(value) if name in {"difference", "excess"} else value, parent, instance, words, language
        )
    if isinstance(parent, dict) and "currency" in parent and name == "value":
        return _money(value, parent["currency"], language)
    if isinstance(value, float):
        return _number(f"{value:.1f}", language)
    if isinstance(value, list):
        parts = [item if isinstance(item, str) else item.get("text", "") for item in value]
        return ", ".join(words.get(part, part) for part in parts if part)
    return words.get(value, value) if isinstance(value, str) else value


def _figure_value(value: int, figure: dict[str, Any], instance: Instance, words: dict[str, str], language: str) -> str:
    match figure["unit"]:
        case "count" if figure["kind"] == "agreement":
            return ""
        case "minor":
            currencies = (instance.at(f"{term}/currency") for term in figure["terms"])
            currency = next((found for found in currencies if isinstance(found, str)), None)
            return _money(f"{value // 100}.{value % 100:02d}", currency, language)
        case "ppm":
            return f"{_number(f'{value / 10_000:.2f}', language)}{_NO_BREAK_SPACE}%"
        case "days" if figure["kind"] == "weekday":
            return words.get(f"weekday-{value}", str(value))
        case "days" if value > _A_DATE:
            return dt.date.fromordinal(value).isoformat()
        case "days" | "months" as unit:
            return f"{value}{_NO_BREAK_SPACE}{words.get(unit, unit)}"
        case _:
            return str(value)


_A_DATE: Final = 400_000
"""Days above this are a date counted from the year 1, not a duration."""


def _money(value: str, currency: str | None, language: str) -> str:
    """34 154,00 EUR as Latvian writes it: two decimals, groups that do not break over lines."""
    whole, _, cents = value.partition(".")
    number = _number(f"{whole}.{cents.ljust(2, '0')}", language)
    return f"{number}{_NO_BREAK_SPACE}{currency}" if currency else number


def _number(value: str, language: str) -> str:
    try:
        numbers = language_data(language)["numbers"]
    except ScopeError:
        numbers = {"decimal": ".", "groups": [" "]}
    group = numbers["groups"][0].replace(" ", _NO_BREAK_SPACE) if numbers["groups"] else _NO_BREAK_SPACE
    whole, _, decimals = value.partition(".")
    decimal: str = numbers["decimal"]
    return f"{int(whole):,}".replace(",", group) + decimal + decimals
