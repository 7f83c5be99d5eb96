"""Value added tax beside amounts: which are stated with it, which without it, and which are the tax itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import regex

from grantdocs.extractors.amounts.cues import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantdocs.extractors.amounts.cues import Context, Cue
    from grantdocs.extractors.amounts.mentions import AmountMention

__all__ = ["Vat", "vat"]

_WORDS_BEHIND, _WORDS_BEFORE = 2, 6
_COMMA = 1.5
_HIGHEST = Decimal("0.28")
"""No rate of the tax is higher: a larger amount after "including VAT" is the whole, not the tax."""
_ADJACENT_RE = regex.compile(r"[\s:=(-]*+")
_BETWEEN_RE = regex.compile(r"[\n\t;]")


@dataclass(frozen=True, slots=True)
class Vat:
    """What is said of the tax, by the index of the amount."""

    sides: dict[int, str]
    """`included` or `excluded`."""
    taxes: frozenset[int]
    """Amounts that are the tax on the amount before."""


def vat(context: Context, mentions: Sequence[AmountMention]) -> Vat:
    sides: dict[int, str] = {}
    taxes: set[int] = set()
    for index, one in enumerate(mentions):
        for head in (one.place.column_head, one.place.row_head) if one.place else ():
            for cue in context.of(Field.VAT, *head) if head else ():
                sides.setdefault(index, cue.name)
    ends = [0, *(one.money.end for one in mentions)]
    starts = [*(one.money.start for one in mentions), len(context.lower)]
    for gap, (low, high) in enumerate(zip(ends, starts, strict=True)):
        for cue in _longest(context.of(Field.VAT, low, high)):
            if _is_tax(context, mentions, gap, cue):
                taxes.add(gap)
                sides[gap - 1] = cue.name
                continue
            left, right = (
                _behind(context, low, cue, first=gap == 0),
                _before(context, cue, high, last=gap == len(mentions)),
            )
            if left is not None and (right is None or left <= right):
                sides[gap - 1] = cue.name
            elif right is not None:
                sides[gap] = cue.name
    return Vat(sides, frozenset(taxes))


def _longest(cues: Sequence[Cue]) -> list[Cue]:
    """Without those that stand inside another: "VAT included" in "VAT not included"."""
    return [
        cue
        for cue in cues
        if not any(
            other.start <= cue.start and cue.end <= other.end and other.end - other.start > cue.end - cue.start
            for other in cues
        )
    ]


def _is_tax(context: Context, mentions: Sequence[AmountMention], gap: int, cue: Cue) -> bool:
    """Whether an amount after "including VAT" is no more than a tax on the amount before it can be."""
    if not 0 < gap < len(mentions):
        return False
    whole, one = mentions[gap - 1].money, mentions[gap].money
    near = _behind(context, whole.end, cue, first=False) is not None
    beside = _ADJACENT_RE.fullmatch(context.lower, cue.end, one.start) is not None
    return near and beside and whole.currency == one.currency and one.value <= whole.value * _HIGHEST


def _behind(context: Context, end: int, cue: Cue, *, first: bool) -> float | None:
    """How far a cue stands behind the amount that ends at `end`; None where it does not belong to it."""
    words = context.between(end, cue.start)
    text = context.lower[end : cue.start]
    if first or words > _WORDS_BEHIND or _BETWEEN_RE.search(text) or context.has_stop(end, cue.start):
        return None
    return words + _COMMA * ("," in text)


def _before(context: Context, cue: Cue, start: int, *, last: bool) -> float | None:
    """How far a cue stands before the amount that begins at `start`; None where it does not belong to it."""
    words = context.between(cue.end, start)
    text = context.lower[cue.end : start]
    if last or words > _WORDS_BEFORE or _BETWEEN_RE.search(text) or context.has_stop(cue.end, start):
        return None
    return words + _COMMA * (", " in text)
