"""Sums beside names alone, `Town of A – 100, School B – 200`, that together make the project: its partners' budgets."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import regex

from grantdocs.model.facts import Amount, AmountKind, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from grantdocs.extractors.amounts.cues import Context
    from grantdocs.extractors.amounts.mentions import AmountMention
    from grantdocs.extractors.amounts.scope import Party
    from grantdocs.extractors.reading import Reading

__all__ = ["with_listed_partners"]

_LEAD_RE = regex.compile(r"[^\p{L}\n]*+(?:\p{L}{1,14}\s){0,2}[\"'(]?")
"""A bullet, a number, an "and", a role."""
_BEHIND_RE = regex.compile(r"[\"')]*+(?:\s?[:(=-]\s?|\t|\s-\s|:\t)")
_LABEL_RE = regex.compile(r"[^\p{L}\n]{0,6}(?P<name>\p{Lu}[^\n\t:=]{2,79}?)[\"')]*+(?:\s?[:=]\s?|\t|\s-\s|:\t)")
"""A line that is a label and a sum."""
_NAME_RE = regex.compile(r"[^\p{L}\n]{0,6}(?P<name>\p{Lu}[^\n\t:=.]{2,79}?)[\"')]*+")
_start = attrgetter("start")
_FEWEST: Final = 2
_LEAST, _MOST = Decimal("0.5"), Decimal("1.5")
"""Of the project's total: so much, at least, of a project do partners share whose sums are listed."""


def with_listed_partners(
    reading: Reading,
    context: Context,
    stated: Sequence[Amount],
    mentions: Sequence[AmountMention],
    parties: Sequence[Party],
) -> list[Amount]:
    """The amounts; those of a list of partners with their party.

    Where most lines of a list begin with organisations, the others name partners too that are not known as such.
    """
    amounts = list(stated)
    pairs = list(zip(stated, mentions, strict=True))
    wholes = dict.fromkeys(
        (amount.value, amount.currency)
        for amount in stated
        if (amount.kind, amount.scope) == (AmountKind.TOTAL_COST, Scope.PROJECT) and not amount.hedge
    )
    lists = _lists(reading, context, pairs, parties) if wholes else {}
    for value, currency in wholes:
        alike = lists[currency]
        if not alike.may_make(value):
            continue
        listed = [item for item in alike.items if stated[item.index].value != value]
        of_partners = alike.of_partners
        together = sum((stated[item.index].value for item in listed), sum(of_partners, Decimal(0)))
        known, all_ = sum(item.is_known for item in listed), len(listed) + len(of_partners)
        # One of the sums may be mistyped.
        others = together - max((stated[item.index].value for item in listed), default=Decimal(0))
        is_whole = _LEAST * value <= together and others <= _MOST * value
        if all_ < _FEWEST or all_ > 2 * (known + len(of_partners)) or not is_whole:
            continue
        for item in listed:
            amounts[item.index] = replace(
                amounts[item.index], kind=AmountKind.TOTAL_COST, scope=Scope.PARTNER, party=item.name
            )
    return amounts


@dataclass(frozen=True, slots=True)
class _Item:
    index: int
    name: str
    is_known: bool


@dataclass(slots=True)
class _List:
    """What may be partners' sums in one currency."""

    items: list[_Item] = field(default_factory=list)
    values: Counter[Decimal] = field(default_factory=Counter)
    of_partners: list[Decimal] = field(default_factory=list)
    """Sums that are known to be partners'."""
    total: Decimal = Decimal(0)
    highest: Decimal = Decimal(0)

    def may_make(self, value: Decimal) -> bool:
        """Whether they can come together to about a value; tells quickly most of those that cannot."""
        together = self.total - value * self.values[value]
        return _LEAST * value <= together and together - self.highest <= _MOST * value


def _lists(
    reading: Reading, context: Context, pairs: Sequence[tuple[Amount, AmountMention]], parties: Sequence[Party]
) -> Mapping[str | None, _List]:
    found: dict[str | None, _List] = defaultdict(_List)
    for item in _listed(reading, context, pairs, parties):
        amount = pairs[item.index][0]
        alike = found[amount.currency]
        alike.items.append(item)
        alike.values[amount.value] += 1
        alike.total += amount.value
        alike.highest = max(alike.highest, amount.value)
    for amount, _ in pairs:
        if (amount.kind, amount.scope) == (AmountKind.TOTAL_COST, Scope.PARTNER):
            found[amount.currency].of_partners.append(amount.value)
            found[amount.currency].total += amount.value
    return found


def _listed(
    reading: Reading, context: Context, pairs: Sequence[tuple[Amount, AmountMention]], parties: Sequence[Party]
) -> Iterator[_Item]:
    alike = _told_alike(reading, context, pairs, parties)
    for index, (amount, one) in enumerate(pairs):
        if amount.hedge or amount.vat:
            continue
        if index in alike:
            yield alike[index]
            continue
        if head := _row_head(context, amount, one):
            yield _Item(index, reading.quote(reading.folded.span(*head)), is_known=False)
        if amount.kind is not AmountKind.OTHER or amount.scope is not Scope.OTHER:
            continue
        starts, end = _starts(context, pairs, index), one.money.start
        party = next(filter(None, (_party(context.lower, start, end, parties) for start in starts)), None)
        if party:
            yield _Item(index, party.name, is_known=True)
        elif label := _LABEL_RE.fullmatch(reading.folded.text, starts[-1], end):
            yield _Item(index, reading.quote(reading.folded.span(*label.span("name"))), is_known=False)


def _starts(context: Context, pairs: Sequence[tuple[Amount, AmountMention]], index: int) -> tuple[int, ...]:
    """Where what is said of a sum may begin: its clause, or its line, for a name may have a point in it."""
    before, figure = pairs[index - 1][1].money.end if index else 0, pairs[index][1].money.start
    clause, line = max(context.clause_start(figure), before), context.line(figure)[0]
    return (clause, line) if line >= before else (clause,)


def _told_alike(
    reading: Reading, context: Context, pairs: Sequence[tuple[Amount, AmountMention]], parties: Sequence[Party]
) -> dict[int, _Item]:
    """`A has a budget of 100. B has a budget of 200.`: sums whose sentences differ in the name that opens them.

    What stands before the words that follow an organisation elsewhere is a name too.
    """
    plain = [
        (index, one)
        for index, (amount, one) in enumerate(pairs)
        if (amount.kind, amount.scope, one.place) == (AmountKind.TOTAL_COST, Scope.PROJECT, None) and not amount.hedge
    ]
    found: dict[str, dict[int, _Item]] = {}
    for index, one in plain:
        for start in _starts(context, pairs, index):
            named = parties[bisect_left(parties, start, key=_start) : bisect_left(parties, one.label[0], key=_start)]
            party = next((each for each in named if each.end <= one.label[0]), None)
            if party and _LEAD_RE.fullmatch(context.lower, start, party.start):
                words = context.lower[party.end : one.label[1]]
                found.setdefault(words, {})[index] = _Item(index, party.name, is_known=True)
                break
    for index, one in plain:
        said = context.lower[_starts(context, pairs, index)[-1] : one.label[1]]
        same = next((words for words in found if index not in found[words] and said.endswith(words)), None)
        if same is None:
            continue
        if name := _NAME_RE.fullmatch(reading.folded.text, one.label[1] - len(said), one.label[1] - len(same)):
            title = reading.quote(reading.folded.span(*name.span("name")))
            found[same][index] = _Item(index, title, is_known=False)
    several = (told for told in found.values() if len({item.name for item in told.values()}) == len(told) >= _FEWEST)
    return {index: item for told in several for index, item in told.items()}


def _row_head(context: Context, amount: Amount, one: AmountMention) -> tuple[int, int] | None:
    """What heads the row of a table whose column is one of costs, where it is no label of a sum itself."""
    if (amount.kind, amount.scope) != (AmountKind.TOTAL_COST, Scope.PROJECT) or one.place is None:
        return None
    head = one.place.row_head
    if head is None or one.place.column_head is None or context.kinds_within(*head):
        return None
    return head if regex.search(r"\p{L}", context.lower, pos=head[0], endpos=head[1]) else None


def _party(lower: str, start: int, end: int, parties: Sequence[Party]) -> Party | None:
    """The organisation that is all that stands between `start` and the sum."""
    for party in parties[bisect_left(parties, start, key=_start) : bisect_left(parties, end, key=_start)]:
        if party.end <= end and _BEHIND_RE.fullmatch(lower, party.end, end):
            return party if _LEAD_RE.fullmatch(lower, start, party.start) else None
    return None
