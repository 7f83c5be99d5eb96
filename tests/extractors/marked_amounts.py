"""The marked tables of amounts: sentences with amounts marked «so», what they are worth, and sentences without any."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import regex

__all__ = ["FRESH", "TABLES", "Mark", "MarkedCase", "Table", "figures"]

_FOLDER = Path(__file__).parent / "marked"
_MARK_RE = regex.compile(r"«([^»]*)»")


@dataclass(frozen=True)
class Mark:
    start: int
    end: int
    value: str
    currency: str | None
    kind: str | None
    """Told only where the sentence makes it plain."""


@dataclass(frozen=True)
class MarkedCase:
    language: str
    text: str
    marks: tuple[Mark, ...] = ()
    rates: frozenset[Decimal] | None = None
    """Shares of financing, where they are told."""


@dataclass(frozen=True)
class Table:
    found: tuple[MarkedCase, ...]
    none: tuple[MarkedCase, ...]


def figures(cases: tuple[MarkedCase, ...]) -> int:
    """How many figures there are in sentences without amounts."""
    return sum(len(regex.findall(r"\d++", case.text)) for case in cases)


def _table(language: str, data: dict[str, Any]) -> Table:
    found = tuple(_case(language, case["text"], case["amounts"], case.get("rates")) for case in data["found"])
    return Table(found, tuple(MarkedCase(language, text) for text in data["none"]))


def _case(language: str, marked: str, amounts: list[str], rates: list[str] | None) -> MarkedCase:
    marks = []
    for number, (match, amount) in enumerate(zip(_MARK_RE.finditer(marked), amounts, strict=True)):
        value, currency, *kind = amount.split()
        start = match.start() - 2 * number
        end = start + len(match[1])
        marks.append(Mark(start, end, value, None if currency == "-" else currency, kind[0] if kind else None))
    told = None if rates is None else frozenset(map(Decimal, rates))
    return MarkedCase(language, _MARK_RE.sub(r"\1", marked), tuple(marks), told)


_DATA = {
    path.stem.removeprefix("amounts_"): json.loads(path.read_text("utf-8")) for path in _FOLDER.glob("amounts_*.json")
}
TABLES = {tag: _table(tag, _DATA[tag]) for tag in sorted(_DATA)}
FRESH = {tag: _table(tag, _DATA[tag]["fresh"]) for tag in sorted(_DATA) if "fresh" in _DATA[tag]}
"""Written after the tables above were met, and not mended for: what `benchmarks/extraction` reports beside them."""
