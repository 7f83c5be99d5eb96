"""Rates of financing: percentages that stand with an amount or with words of financing."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import regex

from grantdocs.extractors.amounts.cues import Field
from grantdocs.extractors.amounts.words import money_words
from grantdocs.model.facts import AmountKind, Rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantdocs.extractors.amounts.cues import Context, KindCue
    from grantdocs.extractors.amounts.grammar import Money
    from grantdocs.extractors.reading import Reading

__all__ = ["Percentage", "percentages", "rates"]

_MOST_WORDS = 8
_BESIDE_RE = regex.compile(r"\)?[ \t]?(?:[-(:=,]\ ?)?(?:\p{L}{1,6}\.?\ )?(?:[-(:=]\ ?)?")
_BESIDE_WIDTH, _SENTENCE_WIDTH = 16, 200
_NOT_BETWEEN_RE = regex.compile(r"[.;\n\d]")
_HEDGE_WORDS = 0
_NUMBER_RE = regex.compile(r"(?<![\w.,-])(?P<whole>\d{1,3}+)(?:[.,](?P<fraction>\d{1,20}+))?+(?!\d)")


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage at folded characters `span`."""

    span: tuple[int, int]
    value: Decimal

    def is_beside(self, money: Money, lower: str) -> bool:
        """Whether percentage and figure are one pair: "85 % or EUR 100", "EUR 100 (85 %)"."""
        first, second = sorted((self.span, (money.start, money.end)))
        if not 0 <= second[0] - first[1] <= _BESIDE_WIDTH:
            return False
        return _BESIDE_RE.fullmatch(lower, first[1], second[0]) is not None


def percentages(reading: Reading) -> list[Percentage]:
    words, lower = money_words(reading.lexicon), reading.folded.lower
    found: list[Percentage] = []
    for match in _NUMBER_RE.finditer(lower):
        whole, fraction = match["whole"], match["fraction"]
        value = Decimal(f"{whole}.{fraction}" if fraction else whole) / 100
        if value <= 1 and (end := words.percent_end(lower, match.end())):
            found.append(Percentage((match.start(), end), value))
    return found


def rates(
    reading: Reading, around: Context, shares: Sequence[Percentage], stated: Sequence[tuple[Money, int]]
) -> tuple[Rate, ...]:
    """Rates with the amount that each stands with (`stated`: figures and the indices of their amounts)."""
    found: dict[tuple[Decimal, str, int | None], Rate] = {}
    for share in shares:
        of = _beside(share, stated, around.lower)
        cue = _nearest(around, share)
        if of is None and cue is None:
            continue
        kind = str(cue.kind) if cue else AmountKind.OTHER
        key = (share.value, "" if of is not None else kind, of)
        spans = (*(found[key].spans if key in found else ()), reading.folded.span(*share.span))
        found[key] = Rate(spans=spans, value=share.value, kind=kind, of=of, hedge=_hedge(reading, around, share))
    return tuple(found.values())


def _beside(share: Percentage, stated: Sequence[tuple[Money, int]], lower: str) -> int | None:
    """The amount that a percentage stands with: the one before its bracket, else the one after it."""
    first = bisect_left(stated, share.span[0] - _SENTENCE_WIDTH, key=_start)
    last = bisect_left(stated, share.span[1] + _SENTENCE_WIDTH, key=_start)
    pairs = [(money, index) for money, index in stated[first:last] if share.is_beside(money, lower)]
    following = [index for money, index in pairs if money.start > share.span[0]]
    if following and not lower[: share.span[0]].rstrip().endswith("("):
        return following[0]
    return pairs[0][1] if pairs else None


def _start(one: tuple[Money, int]) -> int:
    return one[0].start


def _nearest(around: Context, share: Percentage) -> KindCue | None:
    """The label nearest to a percentage in its sentence, financing before the cost that it is taken from."""
    start, end = share.span
    best: tuple[int, int, KindCue] | None = None
    for cue in around.kinds_within(start - _SENTENCE_WIDTH, end + _SENTENCE_WIDTH):
        if cue.kind is AmountKind.OTHER or cue.base:
            continue
        gap = (cue.end, start) if cue.end <= start else (end, cue.start)
        words = around.between(*gap)
        if gap[0] > gap[1] or words > _MOST_WORDS or _NOT_BETWEEN_RE.search(around.lower, *gap):
            continue
        costs = cue.kind in {AmountKind.TOTAL_COST, AmountKind.ELIGIBLE_COST, AmountKind.INELIGIBLE_COST}
        ranked = (2 * words + 6 * costs + (cue.start >= end), cue.start, cue)
        if best is None or ranked[:2] < best[:2]:
            best = ranked
    return best[2] if best else None


def _hedge(reading: Reading, around: Context, share: Percentage) -> str | None:
    start = around.clause_start(share.span[0])
    for cue in reversed(around.of(Field.HEDGE, start, share.span[0])):
        if around.between(cue.end, share.span[0]) <= _HEDGE_WORDS:
            return reading.quote(reading.folded.span(cue.start, cue.end))
    return None
