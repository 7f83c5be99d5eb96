"""Which label belongs to which figure: of all ways to give each figure a label before or after it, the cheapest."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import regex

from grantdocs.extractors.amounts.cues import Field
from grantdocs.model.facts import AmountKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grantdocs.extractors.amounts.cues import Context, KindCue
    from grantdocs.extractors.amounts.grammar import Money

__all__ = ["Binding", "bind"]

# Costs are words of distance; what was seen in some hundred pages weighs them.
_WITHOUT = 5.0
_WORD, _MOST_WORDS = 0.3, 4.0
_COMMA_BEFORE, _COMMA_AFTER = 0.7, 1.6
_AFTER, _BRACKET, _NEXT, _AND = 1.2, -0.9, 4.0, 0.8
_SENTENCE, _BASE, _LINK, _INCLUDING = 5.0, 3.5, 2.5, 3.5
_SOURCE_COSTS = {Field.FUNDING: 1.5, Field.FUND: 0.6, Field.GIVER: -0.3, Field.FROM: -0.9}
_LINK_WORDS = 5
_LABEL_LINE, _OTHER_LINE, _VALUE_LINE = 0.7, 4.5, 1.5
_CELL = 0.2
_LABEL_WIDTH = 90
_BREAK_RE = regex.compile(r"[,;:.\n\t]")
_LEAD_RE = regex.compile(r"[^\p{L}]{0,12}+(?:[\p{L}.]{1,4}[^\p{L}]{0,3})?")
_TAIL_RE = regex.compile(r"[^\p{L}\p{N}]*+")
_SHARE_RE = regex.compile(r"\ ?\(\ ?\d[\d.,]*+\ ?[%\p{L}][^()\n]{0,12}+\)")
_FEWEST_IN_ROW = 2
_IN_ROW = 0.5


@dataclass(frozen=True, slots=True)
class Binding:
    cue: KindCue
    cost: float
    after: bool
    """The label stands behind the figure."""


_Path: TypeAlias = "tuple[_Path, Binding | None] | None"


def bind(context: Context, moneys: Sequence[Money], given: Mapping[int, Binding]) -> dict[int, Binding]:
    """Index of a figure -> its label, for those that have one; `given` are labels that are sure already."""
    # For each label that the figure before may have taken from behind it: least cost, and how it came about.
    given = {**_in_rows(context, moneys), **given}
    states: dict[KindCue | None, tuple[float, _Path]] = {None: (0.0, None)}
    for index in range(len(moneys)):
        following: dict[KindCue | None, tuple[float, _Path]] = {}
        choices = [given[index]] if index in given else _choices(context, moneys, index)
        for taken, (cost, path) in states.items():
            for choice in choices:
                if choice and taken and not choice.after and choice.cue.start <= taken.start:
                    continue
                total = cost + (choice.cost if choice else _WITHOUT)
                left = choice.cue if choice and choice.after else None
                if left not in following or total < following[left][0]:
                    following[left] = (total, (path, choice))
        states = following
    _, path = min(states.values(), key=lambda state: state[0])
    bindings: dict[int, Binding] = {}
    for index in reversed(range(len(moneys))):
        assert path is not None
        path, choice = path
        if choice:
            bindings[index] = choice
    return bindings


def _in_rows(context: Context, moneys: Sequence[Money]) -> dict[int, Binding]:
    """Labels of figures that stand in turns with them, each in a line of its own, where a figure is the first.

    A line of a label above them leaves it open which one belongs to which.
    """
    found: dict[int, Binding] = {}
    row: dict[int, Binding] = {}
    for index, money in enumerate(moneys):
        start, end = context.line(money.start)
        label = _label_line(context, end + 1) if _is_alone(context, money, start, end) else None
        goes_on = index - 1 in row and start == context.line(row[index - 1].cue.start)[1] + 1
        if label and (goes_on or start == 0 or _label_line(context, context.line(start - 1)[0]) is None):
            row = {**(row if goes_on else {}), index: Binding(label, _IN_ROW, after=True)}
        else:
            row = {}
        if len(row) >= _FEWEST_IN_ROW:
            found |= row
    return found


def _is_alone(context: Context, money: Money, start: int, end: int) -> bool:
    lead = _LEAD_RE.fullmatch(context.lower, start, money.start)
    return bool(lead and _TAIL_RE.fullmatch(context.lower, money.end, end))


def _label_line(context: Context, start: int) -> KindCue | None:
    """The label that a short line without figures begins with, or that takes most of it."""
    first, last = context.line(start) if start < len(context.lower) else (start, start)
    line = context.lower[first:last]
    if not 0 < last - first <= _LABEL_WIDTH or "\t" in line or regex.search(r"\d{3}", line):
        return None
    index = bisect_left(context.kinds, first, key=lambda cue: cue.start)
    cue = context.kinds[index] if index < len(context.kinds) else None
    return cue if cue and cue.end <= last and cue.start - first <= _LABEL_WIDTH // 6 else None


def _choices(context: Context, moneys: Sequence[Money], index: int) -> list[Binding | None]:
    money = moneys[index]
    low = moneys[index - 1].end if index else 0
    high = moneys[index + 1].start if index + 1 < len(moneys) else len(context.lower)
    choices: list[Binding | None] = [None]
    first = bisect_left(context.kinds, low, key=lambda cue: cue.start)
    last = bisect_right(context.kinds, high, key=lambda cue: cue.start)
    for cue in context.kinds[first:last]:
        if low <= cue.start and cue.end <= money.start and cue.source is not Field.FROM:
            cost, after = _before(context, cue, money, low), False
        elif money.end <= cue.start and cue.end <= high:
            cost, after = _after(context, cue, money, high), True
        else:
            continue
        cost += _SOURCE_COSTS.get(cue.source, 0) + _BASE * cue.base + _LINK * _is_link(context, cue, low, after=after)
        if cost < _WITHOUT:
            choices.append(Binding(cue, cost, after))
    return choices


def _is_link(context: Context, cue: KindCue, low: int, *, after: bool) -> bool:
    """Whether "in the total value of" only leads from a label that says more to the figure."""
    if after or cue.kind is not AmountKind.TOTAL_COST:
        return False
    index = bisect_left(context.kinds, cue.start, key=lambda other: other.start) - 1
    if index < 0 or context.kinds[index].start < low or context.kinds[index].kind is AmountKind.TOTAL_COST:
        return False
    former = context.kinds[index]
    gap = context.lower[former.end : cue.start]
    return (
        former.source is Field.KIND
        and not former.base
        and context.between(former.end, cue.start) <= _LINK_WORDS
        and not _BREAK_RE.search(gap)
    )


def _before(context: Context, cue: KindCue, money: Money, low: int) -> float:
    between = context.lower[cue.end : money.start]
    lines = between.count("\n")
    if lines > 2:
        return _WITHOUT
    cost = _distance(context, cue.end, money.start) + _COMMA_BEFORE * between.count(", ")
    if context.has_stop(cue.end, money.start):
        cost += _SENTENCE
    if context.of(Field.INCLUDING, cue.end, money.start):
        cost += _INCLUDING
    elif _is_of_former(context, cue, low, money):
        cost += _AND
    if lines:
        first, last = context.line(cue.end)
        lead = context.lower[context.line(money.start)[0] : money.start]
        close = last - first <= _LABEL_WIDTH and _LEAD_RE.fullmatch(lead)
        cost += (_LABEL_LINE if close else _OTHER_LINE) * lines
    return cost + _CELL * between.count("\t")


def _is_of_former(context: Context, cue: KindCue, low: int, money: Money) -> bool:
    """ "EUR 80 (80 %) come from the fund and EUR 20": the label tells of the figure before, with its share."""
    share = _SHARE_RE.match(context.lower, low)
    return share is not None and share.end() <= cue.start and bool(context.of(Field.AND, cue.end, money.start))


def _after(context: Context, cue: KindCue, money: Money, high: int) -> float:
    between = context.lower[money.end : cue.start]
    lines = between.count("\n")
    if lines > 1:
        return _WITHOUT
    share = _SHARE_RE.match(context.lower, money.end)
    cost = (
        _AFTER + _distance(context, share.end() if share else money.end, cue.start) + _COMMA_AFTER * between.count(", ")
    )
    if context.has_stop(money.end, cue.start):
        cost += _SENTENCE
    if "," in between and context.of(Field.INCLUDING, money.end, cue.start):
        cost += _INCLUDING
    if lines:
        first, last = context.line(money.start)
        alone = _LEAD_RE.fullmatch(context.lower[first : money.start]) and not between.partition("\n")[0].strip(" .")
        begins = cue.start - context.line(cue.start)[0] <= _LABEL_WIDTH // 6
        cost += _VALUE_LINE if alone and begins and last - first <= _LABEL_WIDTH else _OTHER_LINE
    cost += between.count("\t")
    if between.lstrip().startswith("(") and high < len(context.lower) and ")" not in context.lower[money.end : high]:
        return cost + _NEXT  # the bracket holds the figure that the label belongs to
    return cost + (_BRACKET if between.lstrip().startswith(("(", "- ")) else 0)


def _distance(context: Context, start: int, end: int) -> float:
    return min(_MOST_WORDS, _WORD * context.between(start, end))
