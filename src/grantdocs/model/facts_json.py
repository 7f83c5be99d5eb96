"""The way back from published facts (`grantdocs-facts/1`) to the model: values, places, and as much of the text as
they quote."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache, partial
from typing import Any, Final, Union, cast, get_args, get_origin, get_type_hints

from grantdocs.model import facts as model
from grantdocs.model.agreements import Agreement
from grantdocs.model.document import Block, Document, Gap, Source, Zone
from grantdocs.model.facts import DocumentFacts, Facts
from grantdocs.model.location import Anchor, Box, Span

__all__ = ["KINDS", "built", "document_from", "facts_from", "kind_of"]

KINDS: Final[dict[str, type[model.Fact]]] = {
    "programmes": model.ProgrammeFact,
    "funds": model.Fund,
    "mentions": model.Mention,
    "awards": model.Award,
    "amounts": model.Amount,
    "rates": model.Rate,
    "dates": model.DateFact,
    "partners": model.Partner,
    "statements": model.StatementFact,
    "images": model.ImageFact,
    "links": model.LinkFact,
    "figures": model.Figure,
    "quotations": model.Quotation,
}
_BLANK: Final = " "


def facts_from(json: Mapping[str, Any]) -> Facts:
    """The facts as they were before they were written down."""
    listed = {
        name: tuple(built(kind_of(kind, item), item) for item in json.get(name, ())) for name, kind in KINDS.items()
    }
    gaps = tuple(
        Gap(gap["reason"], gap["detail"], gap["pointer"], tuple(Span(*span) for span in gap.get("spans", ())))
        for gap in json["extraction"]["gaps"]
    )
    return Facts(document=built(DocumentFacts, json["document"]), gaps=gaps, **listed)


def document_from(json: Mapping[str, Any]) -> Document:
    """The publication as far as its facts quote it; blanks stand where they do not."""
    quotes = list(_quotes(json))
    text = [_BLANK] * max((start + len(quote) for start, quote, _ in quotes), default=0)
    for start, quote, _ in quotes:
        text[start : start + len(quote)] = quote
    about = json["document"]
    known = {field.name: about[field.name] for field in fields(Source) if field.name in about}
    told = {"title": about["title"], "published": about["published"], "modified": about.get("modified")}
    return Document(Source(**known), "".join(text), _blocks(quotes), **told)


def kind_of(kind: type[model.Fact], item: Mapping[str, Any]) -> type[model.Fact]:
    return Agreement if item.get("kind") == "agreement" and "against" in item else kind


def built(kind: type[Any], given: Mapping[str, Any]) -> Any:
    """A class of the model from a JSON object; what the class does not know is derived, and left out."""
    ways = _ways(cast("Any", kind))
    return kind(**{name: _value(ways[name], value) for name, value in given.items() if name in ways})


_Way = Callable[[Any], Any] | None
"""How a JSON value becomes one of the model; None: it is one."""


@lru_cache
def _ways(kind: Any) -> dict[str, _Way]:
    """By field; hints are taken apart once for each class, not for each value."""
    hints = get_type_hints(kind)
    return {field.name: _way(hints[field.name]) for field in fields(kind) if field.init}


def _value(way: _Way, value: Any) -> Any:
    return value if way is None or value is None else way(value)


def _way(hint: Any) -> _Way:
    """To decimal, date, enumeration, index of an amount, span, tuple."""
    options = get_args(hint) if get_origin(hint) in {Union, types.UnionType} else (hint,)
    if int in options and str not in options:
        return _index
    if Decimal in options:
        return Decimal
    if dt.date in options:
        return dt.date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if Span in options:
        return _span
    if made := [option for option in options if is_dataclass(option)]:
        return partial(_object, cast("type[Any]", made[0]))
    if get_origin(hint) is tuple:
        return partial(_tuple, _way(get_args(hint)[0]))
    if get_origin(hint) is dict:
        return partial(_mapping, _way(get_args(hint)[1]))
    return None


def _index(value: Any) -> Any:
    return int(value.rpartition("/")[2]) if isinstance(value, str) and value.startswith("/") else value


def _span(value: Any) -> Any:
    return Span(*value) if isinstance(value, list) else value


def _object(kind: type[Any], value: Any) -> Any:
    return built(kind, value) if isinstance(value, dict) else value


def _tuple(way: _Way, value: Any) -> Any:
    return tuple(value) if way is None else tuple(_value(way, item) for item in value)


def _mapping(way: _Way, value: Any) -> Any:
    return {name: _value(way, item) for name, item in value.items()}


def _quotes(json: Mapping[str, Any]) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
    """Where each fact stands first, in which words, and the place that a person would look up."""
    for name in KINDS:
        for item in json.get(name, ()):
            if item.get("spans") and isinstance(item["spans"][0], list):
                yield item["spans"][0][0], item["text"], item["location"] or {}


def _blocks(quotes: list[tuple[int, str, Mapping[str, Any]]]) -> tuple[Block, ...]:
    """The blocks that facts stand in, at their numbers; those in between begin and end where the next one begins."""
    found: dict[int, tuple[int, int, Mapping[str, Any]]] = {}
    for start, quote, place in quotes:
        if "block" in place:
            first, last, _ = found.get(place["block"], (start, start, place))
            found[place["block"]] = (min(first, start), max(last, start + len(quote)), place)
    blocks: list[Block] = []
    for number, (first, last, place) in sorted(found.items()):
        blocks += [Block(Span(first, first), Zone.BODY)] * (number - len(blocks))
        blocks.append(Block(Span(first, last), Zone(place["zone"]), _anchor(place)))
    return tuple(blocks)


def _anchor(place: Mapping[str, Any]) -> Anchor:
    box = place.get("box")
    known = {field.name: place[field.name] for field in fields(Anchor) if field.name in place and field.name != "box"}
    return Anchor(**known, box=Box(*box) if box else None)
