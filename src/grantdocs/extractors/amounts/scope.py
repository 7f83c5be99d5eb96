"""What an amount is the amount of, and whose: the project's, one partner's, a contract's, the programme's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from grantdocs.extractors.amounts.cues import Cue, Field
from grantdocs.model.facts import AmountKind, Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantdocs.extractors.amounts.cues import Context
    from grantdocs.extractors.amounts.grammar import Money
    from grantdocs.extractors.amounts.mentions import AmountMention
    from grantdocs.extractors.amounts.tables import Place
    from grantdocs.model.location import Span

__all__ = ["Holder", "Named", "Party", "scope_of"]

_NEAR_WORDS = 4
_OWNER_WORDS = 1
_VERB_WORDS = 4
_MARKS = ",.;:\n"
_PROGRAMME_SIZE = Decimal(10**9)
"""No project has that much money, in euro; programmes have."""
_LARGE = Decimal(5 * 10**7)
_PER_EURO = {"HUF": 400, "CZK": 25, "SEK": 11, "DKK": 7, "PLN": 4, "RON": 5, "HRK": 7, "EEK": 15, "LTL": 3}
"""Roughly, to tell the size of a project from that of a programme."""
_WHOLES = frozenset({AmountKind.TOTAL_COST, AmountKind.ELIGIBLE_COST, AmountKind.OTHER})

_OWN = frozenset({AmountKind.OWN_CONTRIBUTION, AmountKind.PRIVATE_CONTRIBUTION})


class Named(Protocol):
    """An organisation named in the text."""

    @property
    def name(self) -> str: ...
    @property
    def span(self) -> Span: ...


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation at folded characters `start` to `end`."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Holder:
    """What an amount is the amount of, and the organisation that it belongs to."""

    scope: Scope
    party: str | None = None


def scope_of(context: Context, mention: AmountMention, parties: Sequence[Party], *, about_project: bool) -> Holder:
    kind, label = mention.kind, mention.label
    start = max(mention.low, min(context.clause_start(mention.money.start), label[0]))
    if row := _row_party(parties, mention.place, label):
        return Holder(Scope.PARTNER, row.name)
    behind = _owner_behind(context, mention, parties)
    owner = behind or _owner(context, label, start, parties)
    cue = _nearest(context, mention.money, label, start, parties)
    if cue and cue.name == Scope.PARTNER:
        nearest = owner or max(_beginning(parties, start, label[1]), default=None, key=_end)
        return Holder(Scope.PARTNER, nearest.name if nearest else None)
    if cue and cue.name != Scope.PROJECT and (kind in _WHOLES or cue.name not in {Scope.CONTRACT, Scope.OTHER}):
        return Holder(Scope(cue.name))
    if _is_programme(context, mention.money, start, kind, cue):
        return Holder(Scope.PROGRAMME)
    if owner and (cue is None or behind) and kind in _WHOLES and kind is not AmountKind.OTHER:
        return Holder(Scope.PARTNER, owner.name)
    if kind is AmountKind.OTHER or not about_project:
        return Holder(Scope.OTHER)
    return Holder(Scope.PROJECT, owner.name if owner and kind in _OWN else None)


def _end(party: Party) -> int:
    return party.end


def _beginning(parties: Sequence[Party], start: int, end: int) -> Sequence[Party]:
    """Those that begin from one character to another (exclusive)."""
    return parties[bisect_left(parties, start, key=_start) : bisect_left(parties, end, key=_start)]


_start = attrgetter("start")


def _row_party(parties: Sequence[Party], place: Place | None, label: tuple[int, int]) -> Party | None:
    """The organisation that heads the row of a table with more than one column of figures; no name in a label."""
    if place is None or place.row_head is None or place.column_head is None:
        return None
    start, end = place.row_head
    named = (party for party in _beginning(parties, start, end) if party.end <= end)
    return next((party for party in named if party.end <= label[0] or label[1] <= party.start), None)


def _owner(context: Context, label: tuple[int, int], start: int, parties: Sequence[Party]) -> Party | None:
    """The organisation right before the label or at its beginning, such as a name in the genitive."""
    for i in range(bisect_right(parties, label[0], key=_start) - 1, -1, -1):
        party = parties[i]
        if party.end < start:
            break
        overlaps = party.start < label[1] and label[0] < party.end and party.start <= label[0]
        gap = context.lower[party.end : label[0]]
        if overlaps or (
            party.end <= label[0] and start <= party.start and context.between(party.end, label[0]) <= _OWNER_WORDS
            and not any(mark in gap for mark in _MARKS)
        ):  # fmt: skip
            return party
    return None


def _owner_behind(context: Context, mention: AmountMention, parties: Sequence[Party]) -> Party | None:
    """The organisation between label and figure: "the budget of Town A is 100"."""
    label, figure = mention.label, mention.money.start
    if mention.binding is None or mention.binding.after:
        return None
    for party in _beginning(parties, label[1], figure):
        if party.end <= figure:
            before, behind = context.lower[label[1] : party.start], context.lower[party.end : figure]
            if any(mark in before for mark in _MARKS) or any(mark in behind for mark in _MARKS.replace(":", "")):
                return None
            led = context.between(label[1], party.start) <= _OWNER_WORDS
            return party if led and context.between(party.end, figure) <= _VERB_WORDS else None
    return None


def _nearest(
    context: Context, money: Money, label: tuple[int, int], start: int, parties: Sequence[Party]
) -> Cue | None:
    """The scope cue nearest to label and figure; one that says more than "project" before that word."""
    end = max(money.end, label[1])
    best: tuple[int, int, Cue] | None = None
    for cue in context.of(Field.SCOPE, start, _sentence_end(context, end)):
        if cue.end <= label[0]:
            gap = (cue.end, label[0])
        elif cue.start >= label[1] and cue.end <= money.start:
            gap = (label[1], cue.start)
        elif cue.start >= end:
            gap = (end, cue.start)
        else:
            gap = (0, 0)
        words = context.between(*gap) if gap[1] else 0
        if words > _NEAR_WORDS:  # "the budget of partner NAME OF FOUR WORDS is 100"
            words -= sum(context.between(p.start, p.end) for p in _beginning(parties, *gap) if p.end <= gap[1])
        if words > _NEAR_WORDS or "," in context.lower[gap[0] : gap[1]]:
            continue
        ranked = (words + (cue.start >= end) * 2, int(cue.name == Scope.PROJECT), cue)
        if best is None or ranked[:2] < best[:2]:
            best = ranked
    return best[2] if best else None


def _sentence_end(context: Context, offset: int) -> int:
    index = bisect_left(context.stops, offset)
    stop = context.stops[index] if index < len(context.stops) else len(context.lower)
    return min(stop, context.line(offset)[1])


def _is_programme(context: Context, money: Money, start: int, kind: AmountKind, cue: Cue | None) -> bool:
    euro = money.value / _PER_EURO.get(money.currency or "", 1)
    if euro >= _PROGRAMME_SIZE:
        return True
    if euro < _LARGE or kind not in _WHOLES or cue is not None:
        return False
    return any(context.of(field, start, context.line(money.end)[1]) for field in (Field.PROGRAMME, Field.UNION))
