"""The facts of a publication as tables: what was read, in the words of the report's language, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from grantdocs.errors import ScopeError
from grantdocs.languages import language_data
from grantdocs.reports.html._safe import language_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from grantdocs.model.document import Document
    from grantdocs.model.facts import (
        Amount,
        Award,
        DateFact,
        Fact,
        Facts,
        Fund,
        ImageFact,
        LinkFact,
        Partner,
        ProgrammeFact,
        Rate,
        StatementFact,
    )
    from grantdocs.model.location import Span

__all__ = ["FactRow", "FactTable", "fact_spans", "fact_tables"]

_MOST_ROWS: Final = 200
_LONGEST: Final = 160
_NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class FactRow:
    cells: tuple[str, ...]
    quote: str
    language: str
    """Of the quote; empty where it is that of the publication."""
    span: Span | None
    picture: int | None


@dataclass(frozen=True, slots=True)
class FactTable:
    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[FactRow, ...]
    more: int
    """Rows that are left out."""


def fact_tables(facts: Facts, document: Document, words: dict[str, Any], language: str) -> Iterator[FactTable]:
    """`words` are the chrome's; a table without rows, and a column without values, is left out."""
    teller = _Teller(words, language)
    for name, (columns, cells) in teller.tables().items():
        found: tuple[Fact, ...] = getattr(facts, name)
        if not found:
            continue
        rows = [cells(fact) for fact in found[:_MOST_ROWS]]
        used = [i for i in range(len(columns)) if any(row[i] for row in rows)]
        yield FactTable(
            name=name,
            title=words["facts"]["tables"][name],
            columns=tuple(words["facts"]["columns"][columns[i]] for i in used),
            rows=tuple(
                _row(fact, tuple(row[i] for i in used), document, i if name == "images" else None)
                for i, (fact, row) in enumerate(zip(found, rows, strict=False))
            ),
            more=max(0, len(found) - _MOST_ROWS),
        )


def fact_spans(facts: Facts) -> Iterator[Span]:
    """The places that the tables link to."""
    for name in _LISTS:
        for fact in getattr(facts, name)[:_MOST_ROWS]:
            yield from fact.spans[:1]


_LISTS: Final = (
    "programmes", "funds", "awards", "amounts", "rates", "dates", "partners", "statements", "images", "links",
)  # fmt: skip


def _row(fact: Fact, cells: tuple[str, ...], document: Document, picture: int | None) -> FactRow:
    span = fact.spans[0] if fact.spans else None
    quote = document.text[span.start : min(span.end, span.start + _LONGEST)] if span else ""
    if span and span.end - span.start > _LONGEST:
        quote += " …"
    spoken = language_tag(document.block_at(span.start).language) if span and document.blocks else ""
    return FactRow(cells, quote, spoken, span, picture)


class _Teller:
    """How each kind of fact is told in one language."""

    def __init__(self, words: dict[str, Any], language: str) -> None:
        self.values: dict[str, dict[str, str]] = words["facts"]["values"]
        try:
            self.numbers: dict[str, Any] = language_data(language)["numbers"]
        except ScopeError:
            self.numbers = {"decimal": ".", "groups": [" "]}

    def tables(self) -> dict[str, tuple[tuple[str, ...], Callable[[Any], tuple[str, ...]]]]:
        """For each list of facts its columns and what they hold."""
        columns: dict[str, tuple[tuple[str, ...], Callable[[Any], tuple[str, ...]]]] = {
            "programmes": (("programme", "confidence"), self._programme),
            "funds": (("fund",), self._fund),
            "awards": (("number", "acronym", "title"), self._award),
            "amounts": (("amount", "kind", "scope", "party", "hedge"), self._amount),
            "rates": (("share", "kind", "hedge"), self._rate),
            "dates": (("from", "to", "kind"), self._date),
            "partners": (("name", "country", "role"), self._partner),
            "statements": (("statement", "match", "languages", "likeness"), self._statement),
            "images": (("picture", "description", "size", "confidence"), self._image),
            "links": (("address", "kind"), self._link),
        }
        return {name: columns[name] for name in _LISTS}

    def _programme(self, fact: ProgrammeFact) -> tuple[str, ...]:
        return fact.id, self._percent(fact.confidence)

    def _fund(self, fact: Fund) -> tuple[str, ...]:
        return (fact.id,)

    def _award(self, fact: Award) -> tuple[str, ...]:
        return fact.award_number or "", fact.acronym or "", fact.title or ""

    def _amount(self, fact: Amount) -> tuple[str, ...]:
        money = _NO_BREAK_SPACE.join(filter(None, (self._decimal(fact.value), fact.currency)))
        hedge = self._named("hedges", fact.hedge_kind) if fact.hedge_kind else fact.hedge or ""
        return money, self._named("kinds", fact.kind), self._named("scopes", fact.scope), fact.party or "", hedge

    def _rate(self, fact: Rate) -> tuple[str, ...]:
        percent = f"{(fact.value * 100).normalize():f}".replace(".", self.numbers["decimal"])
        return f"{percent}{_NO_BREAK_SPACE}%", self._named("kinds", fact.kind), fact.hedge or ""

    def _date(self, fact: DateFact) -> tuple[str, ...]:
        start, end = (day.isoformat() if day else "" for day in (fact.start, fact.end))
        return start, "" if end == start else end, self._named("dates", fact.kind)

    def _partner(self, fact: Partner) -> tuple[str, ...]:
        return fact.name, fact.country or "", self._named("roles", fact.role)

    def _statement(self, fact: StatementFact) -> tuple[str, ...]:
        return fact.id, self._named("matches", fact.match), fact.language, self._percent(fact.similarity)

    def _image(self, fact: ImageFact) -> tuple[str, ...]:
        size = ""
        if fact.width_mm and fact.height_mm:
            size = f"{fact.width_mm:.0f} × {fact.height_mm:.0f}{_NO_BREAK_SPACE}mm"
        return self._named("images", fact.kind), fact.alt or fact.name, size, self._percent(fact.confidence)

    def _link(self, fact: LinkFact) -> tuple[str, ...]:
        return _shortened(fact.url), self._named("links", fact.kind)

    def _named(self, group: str, value: str) -> str:
        return self.values[group].get(value, value)

    def _percent(self, share: float) -> str:
        return f"{share * 100:.0f}{_NO_BREAK_SPACE}%"

    def _decimal(self, value: Decimal) -> str:
        """12 345,60 as the language writes it."""
        whole, _, cents = f"{value:.2f}".partition(".")
        groups: Iterable[str] = self.numbers["groups"] or [" "]
        group = next(iter(groups)).replace(" ", _NO_BREAK_SPACE)
        mark: str = self.numbers["decimal"]
        return f"{int(whole):,}".replace(",", group) + mark + cents


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
