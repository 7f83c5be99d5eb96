"""The facts as JSON (`grantdocs-facts/1`), and for each JSON Pointer the places in the text, built in one walk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from grantdocs._schemas import escape
from grantdocs.model.facts import Amount, Fact, Figure, StatementFact
from grantdocs.model.location import Span
from grantdocs.model.location_json import anchor_json, location_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grantdocs.model.document import Document, Gap
    from grantdocs.model.facts import Facts

__all__ = ["MISSING", "SCHEMA", "Instance", "build", "escape", "tokens"]

SCHEMA: Final = "grantdocs-facts/1"
MISSING: Final = object()
_LISTS = (
    "programmes", "funds", "mentions", "awards", "amounts", "rates", "dates", "partners", "statements", "images",
    "links", "figures", "quotations",
)  # fmt: skip
_POINTS_AT_AMOUNT = ("part_of", "of")
_PLAIN: Final = frozenset({str, int, float, bool, type(None)})


@dataclass(frozen=True, slots=True)
class Instance:
    """What rules look at, and the way back from there to the text."""

    json: dict[str, Any]
    index: dict[str, tuple[Span, ...]]

    def at(self, pointer: str) -> Any:
        """The value at a JSON Pointer, or `MISSING`."""
        value: Any = self.json
        for token in tokens(pointer):
            if isinstance(value, dict) and token in value:
                value = value[token]
            elif isinstance(value, list) and token.isdecimal() and int(token) < len(value):
                value = value[int(token)]
            else:
                return MISSING
        return value

    def nearest(self, pointer: str) -> str | None:
        """The pointer itself or the closest one above it that has a place in the text."""
        while pointer and not self.index.get(pointer):
            pointer = pointer.rpartition("/")[0]
        return pointer or None

    def shown_by(self, pointer: str) -> str | None:
        """What shows a place of the facts: the nearest pointer in the text, or the item of a list that has none."""
        steps = pointer.split("/")
        item = "/".join(steps[:3]) if len(steps) > 2 and steps[2].isdecimal() else None
        return self.nearest(pointer) or item

    def located_under(self, pointer: str) -> tuple[str, ...]:
        """Pointers of the items below a list that have a place in the text, in the order of the text."""
        value = self.at(pointer)
        items = [f"{pointer}/{i}" for i in range(len(value))] if isinstance(value, list) else [pointer]
        return tuple(sorted((item for item in items if self.index.get(item)), key=lambda item: self.index[item][0]))


def build(facts: Facts, document: Document) -> Instance:
    """Write down the facts in their published shape (`schemas/facts.schema.json`)."""
    index: dict[str, tuple[Span, ...]] = {}
    json: dict[str, Any] = {
        "schema": SCHEMA,
        "document": _document(facts, document),
        "extraction": {
            "blocks": len(document.blocks),
            "gaps": [_gap(gap, document, f"/extraction/gaps/{i}", index) for i, gap in enumerate(facts.gaps)],
        },
    }
    for name in _LISTS:
        items: Iterable[Fact] = getattr(facts, name)
        json[name] = [_fact(fact, document, f"/{name}/{i}", index) for i, fact in enumerate(items)]
    return Instance(json, index)


def tokens(pointer: str) -> list[str]:
    """The unescaped reference tokens of a JSON Pointer (RFC 6901)."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def _document(facts: Facts, document: Document) -> dict[str, Any]:
    source, read = document.source, facts.document
    capture = {"archive": source.archive, "captured": source.captured}
    return {
        "uri": source.uri,
        **{name: value for name, value in capture.items() if value is not None},
        "media_type": source.media_type,
        "digest": source.digest,
        "size": source.size,
        "format": source.format,
        "language": read.language,
        "languages": list(read.languages),
        "title": read.title,
        "kind": _plain(read.kind),
        "pages": read.pages,
        "page_size_mm": _plain(read.page_size_mm),
        "published": _plain(read.published),
        **({"modified": _plain(read.modified)} if read.modified else {}),
        "is_project": read.is_project,
    }


def _gap(gap: Gap, document: Document, pointer: str, index: dict[str, tuple[Span, ...]]) -> dict[str, Any]:
    written: dict[str, Any] = {"reason": gap.reason, "pointer": gap.pointer, "detail": gap.detail}
    if gap.spans:
        index[pointer] = gap.spans
        written["spans"] = [[span.start, span.end] for span in gap.spans]
        written["location"] = location_json(gap.spans[0], document)
    elif gap.anchor is not None:
        written["location"] = anchor_json(gap.anchor)
    return written


def _fact(fact: Fact, document: Document, pointer: str, index: dict[str, tuple[Span, ...]]) -> dict[str, Any]:
    written = {name: _plain(getattr(fact, name)) for name in _names(cast("Any", type(fact))) if name != "spans"}
    for name in _POINTS_AT_AMOUNT:
        if isinstance(written.get(name), int):
            written[name] = f"/amounts/{written[name]}"
    if isinstance(fact, Amount):
        minor = fact.value * 100
        written["minor"] = int(minor) if minor == minor.to_integral_value() else None
    elif isinstance(fact, Figure):
        written |= {"difference": fact.difference, "excess": fact.excess}
        written |= {"suggestions": [{**_plain(each), "text": each.text} for each in fact.suggestions]}
        if not fact.suggestions:
            del written["suggestions"]
        if type(fact) is Figure and not fact.variant:
            del written["variant"]
    elif isinstance(fact, StatementFact):
        index |= {f"{pointer}/slots/{escape(name)}": (span,) for name, span in fact.slot_spans.items()}
        index |= {f"{pointer}/deviations/{i}": item.spans for i, item in enumerate(fact.deviations) if item.spans}
    if fact.spans:
        index[pointer] = fact.spans
    return {
        **written,
        "text": document.quote(fact.spans[0]) if fact.spans else "",
        "spans": [[span.start, span.end] for span in fact.spans],
        "location": location_json(fact.spans[0], document) if fact.spans else None,
    }


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """Of the fields of a class of the model."""
    return tuple(field.name for field in fields(kind))


def _plain(value: Any) -> Any:
    """A value of the model in JSON's own types."""
    if type(value) in _PLAIN:  # most are, and none of the others by its exact type
        return value
    match value:
        case Enum():
            return value.value
        case Decimal():
            return format(value, "f")
        case dt.date():
            return value.isoformat()
        case Span():
            return [value.start, value.end]
        case tuple() | list():
            return [_plain(item) for item in value]
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {name: _plain(getattr(value, name)) for name in _names(cast("Any", type(value)))}
        case _:
            return value
