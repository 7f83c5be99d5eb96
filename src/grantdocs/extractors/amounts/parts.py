"""Which amount is named as a part of which: "in total 100, of which 85 from the fund and 15 of our own"."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import regex

from grantdocs.extractors.amounts.cues import Field
from grantdocs.model.facts import AmountKind, Scope

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from grantdocs.extractors.amounts.cues import Context
    from grantdocs.extractors.amounts.mentions import AmountMention

__all__ = ["parents"]

_MOST_WORDS = 8
_WHOLES = frozenset({AmountKind.TOTAL_COST, AmountKind.ELIGIBLE_COST})
_ITEM_RE = regex.compile(r"[-*\N{BULLET}\N{WHITE SQUARE}]")
_COLON_RE = regex.compile(r":|.\ ?:")
_AT_END_RE = regex.compile(r"[\s:\-]*+")


def parents(context: Context, mentions: Sequence[AmountMention], taxes: Collection[int] = ()) -> dict[int, int]:
    """Index of a part -> index of the amount it is a part of; `taxes` are the tax on the amount before."""
    found: dict[int, int] = {}
    in_list = after_colon = False
    for index in range(1, len(mentions)):
        one = mentions[index]
        low, high = one.low, one.money.start
        chain = _chain(context, low, high, min(one.label[0], high))
        if index in taxes:
            found[index] = index - 1
        elif chain is not None:
            found[index] = index - 1
            after_colon = _COLON_RE.match(context.lower, chain - 1) is not None
            in_list = "\n" in context.lower[chain:high] and bool(_AT_END_RE.match(context.lower, chain))
        elif index - 1 in found and _goes_on(context, one, in_list=in_list, after_colon=after_colon):
            partner = any(cue.name == Scope.PARTNER for cue in context.of(Field.SCOPE, low, high))
            if not partner and one.kind not in _WHOLES:
                found[index] = found[index - 1]
    return found


def _chain(context: Context, low: int, high: int, label: int) -> int | None:
    """The end of the words that open parts of the amount before, between it and the next amount or its label."""
    vat = context.of(Field.VAT, low, high)
    for cue in reversed(context.of(Field.INCLUDING, low, high)):
        if any(other.start <= cue.start < other.end or other.start <= cue.end + 1 < other.end for other in vat):
            continue
        near = context.between(cue.end, max(label, cue.end)) <= _MOST_WORDS
        if near and not context.has_stop(low, cue.start) and not context.has_stop(cue.end, high):
            return cue.end
    return None


def _goes_on(context: Context, one: AmountMention, *, in_list: bool, after_colon: bool) -> bool:
    """Whether the enumeration of parts continues from the amount before to this one."""
    low, high = one.low, one.money.start
    if in_list:
        item = _ITEM_RE.match(context.lower, context.line(high)[0]) is not None
        return context.lower.count("\n", low, high) <= 1 and (item or one.binding is not None)
    if "\n" in context.lower[low:high]:
        return False
    stops = context.stops[bisect_left(context.stops, low) : bisect_left(context.stops, high)]
    # Semicolons part the items of a list that a colon opened.
    return not stops or (after_colon and all(context.lower[stop] == ";" for stop in stops))
