"""The two sides of a comparison: who says what, where, and since when; every agreement is made here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grantdocs.model.agreements import Agreement, Elsewhere
from grantdocs.profiles.likeness import words_of

if TYPE_CHECKING:
    from grantdocs.model.facts import Fact
    from grantdocs.model.location import Span

__all__ = ["Sides"]


@dataclass(frozen=True, slots=True)
class Sides:
    """A publication and what it is compared with."""

    against: str
    """profile, document."""
    source: str
    """What the other side is called."""
    text: str = ""
    """Of the publication."""
    dated: dt.date | None = None
    """Of the publication."""
    source_dated: dt.date | None = None
    places: Mapping[str, Elsewhere] = field(default_factory=dict)
    """JSON Pointer into the profile -> where the other document says so."""

    def of_names(  # noqa: PLR0917
        self,
        label: str,
        pointer: str,
        fact: Fact,
        at: str,
        stated: str,
        expected: str,
        apart: int,
        *,
        differs: str = "",
        explained: str = "",
    ) -> Agreement:
        """Two names, or two numbers, that differ in `apart` letters."""
        return Agreement(
            kind="agreement",
            unit="count",
            claimed=apart,
            computed=0,
            terms=(pointer,) if pointer else (),
            label=label,
            spans=self._where(fact, stated),
            against=self.against,
            expected_at=at,
            stated=stated,
            expected=expected,
            differs=differs if apart else "",
            explained=explained,
            variant=self._variant(name=bool(differs)),
            source=self.source,
            dated=_iso(self.dated),
            source_dated=_iso(self.source_dated),
            elsewhere=self.places.get(at),
        )

    def of_figures(  # noqa: PLR0917
        self,
        label: str,
        unit: str,
        pointer: str,
        fact: Fact,
        at: str,
        claimed: int,
        computed: int,
        *,
        tolerance: int = 0,
        explained: str = "",
        stated: str = "",
        expected: str = "",
    ) -> Agreement:
        """Two figures of one unit that agree within the tolerance; `stated` and `expected` are how to show them."""
        return Agreement(
            kind="agreement",
            unit=unit,
            claimed=claimed,
            computed=computed,
            tolerance=tolerance,
            terms=(pointer,),
            label=label,
            spans=fact.spans[:1],
            against=self.against,
            expected_at=at,
            stated=stated,
            expected=expected,
            explained=explained if claimed != computed else "",
            variant=self._variant(),
            source=self.source,
            dated=_iso(self.dated),
            source_dated=_iso(self.source_dated),
            elsewhere=self.places.get(at),
        )

    def _where(self, fact: Fact, stated: str) -> tuple[Span, ...]:
        """The place of a fact that has several names where this one stands."""
        words = words_of(stated)
        named = (span for span in fact.spans if words_of(self.text[span.start : span.end]) == words)
        return tuple(named)[:1] or fact.spans[:1]

    def _variant(self, *, name: bool = False) -> str:
        if self.dated and self.source_dated and self.dated != self.source_dated:
            return "changed"
        return "name" if name else ""


def _iso(date: dt.date | None) -> str:
    return date.isoformat() if date else ""
