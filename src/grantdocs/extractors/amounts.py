"""Amounts of money: what they are worth, what they pay for, whose they are and what they are a part of; and rates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from grantdocs.extractors import amount_tables, money_grammar
from grantdocs.extractors.amount_binding import Binding, bind
from grantdocs.extractors.amount_cues import Context, Field, context
from grantdocs.extractors.amount_parts import parents
from grantdocs.extractors.amount_readings import settle
from grantdocs.extractors.amount_scope import Holder, Named, Party, scope_of
from grantdocs.extractors.money_words import money_words
from grantdocs.extractors.rates import Percentage, percentages, rates
from grantdocs.model.facts import Amount, AmountKind, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grantdocs.extractors.amount_tables import Place
    from grantdocs.extractors.money_grammar import Money
    from grantdocs.extractors.reading import Reading
    from grantdocs.model.document import Gap
    from grantdocs.model.facts import Rate

__all__ = ["extract"]

_SURE, _SURE_AFTER = 2.2, 2.4
"""Cost of a binding up to which a label makes a figure without currency an amount."""
_HEDGE_WORDS = 2
_IN_HEAD = 0.1
_YEARS = range(1900, 2101)
_TWIN_RE = regex.compile(r"\s?[(/=]\s?(?:\p{L}{1,5}\.?\s)?")
_AFTER_LABEL_RE = regex.compile(r"[:=\t]\s*+$|-\ $")
_ENDS_RE = regex.compile(r"[\s.,;)]*+(?:[\n\t]|$)")
_WORD_AFTER_RE = regex.compile(r"\ ?[\p{L}/%°]")


def extract(
    reading: Reading, organisations: Sequence[Named] = ()
) -> tuple[tuple[Amount, ...], tuple[Rate, ...], tuple[Gap, ...]]:
    shares = percentages(reading)
    moneys = [money for money in money_grammar.find(reading) if _plausible(money, reading.folded.lower)]
    places = {money.number: amount_tables.place(reading.folded.lower, money, moneys) for money in moneys}
    heads = [place.column_head for place in places.values() if place and place.column_head]
    around = context(reading, moneys, [share.span for share in shares], heads)
    moneys = _money_only(around, moneys, places, shares)
    moneys, gaps = settle(reading, moneys)
    bindings = bind(around, moneys, _in_heads(around, moneys, places))
    moneys = [_with_currency(reading, around, moneys, index, bindings, places) for index in range(len(moneys))]
    drafts = _drafts(reading, around, moneys, bindings, places, organisations)
    amounts, index_of = _merged(drafts)
    return amounts, rates(reading, around, shares, moneys, amounts, index_of), tuple(gaps)


def _plausible(money: Money, lower: str) -> bool:
    """Whether a figure is written like money; one without currency must be, and stand where amounts stand."""
    if money.currency or money.scaled:
        return True
    ends = _ENDS_RE.match(lower, money.end) is not None
    if not ends and not money.cents and _WORD_AFTER_RE.match(lower, money.end):
        return False
    if money.cents:
        return money.grouped or money.value >= 100 or (ends and _begins(lower, money.start))
    if money.grouped:
        return True
    if money.value in _YEARS and money.value == int(money.value):
        return False
    return ends and _begins(lower, money.start) and (money.value >= 100 or money.value == 0)


def _begins(lower: str, start: int) -> bool:
    return (
        start == 0 or lower[start - 1] in "\n\t" or _AFTER_LABEL_RE.search(lower, max(0, start - 4), start) is not None
    )


def _money_only(
    around: Context, moneys: list[Money], places: Mapping[tuple[int, int], Place | None], shares: Sequence[Percentage]
) -> list[Money]:
    """Without those figures that neither a currency, nor a label, nor an amount beside them makes amounts."""
    while True:
        bindings = bind(around, moneys, _in_heads(around, moneys, places))
        kept = [money for index, money in enumerate(moneys) if _is_amount(around, moneys, index, bindings, shares)]
        if len(kept) == len(moneys):
            return kept
        moneys = kept


def _is_amount(
    around: Context, moneys: Sequence[Money], index: int, bindings: Mapping[int, Binding], shares: Sequence[Percentage]
) -> bool:
    money = moneys[index]
    if money.currency:
        return True
    binding = bindings.get(index)
    if (
        binding
        and binding.cue.source is not Field.FUNDING
        and binding.cost <= (_SURE_AFTER if binding.after else _SURE)
    ):
        return True
    if not money.cents:
        return False
    beside = any(share.is_beside(money, around.lower) for share in shares)
    before = moneys[index - 1] if index else None
    chained = before is not None and "\n" not in around.lower[before.end : money.start] and before.currency is not None
    return binding is not None and (beside or chained)


def _in_heads(
    around: Context, moneys: Sequence[Money], places: Mapping[tuple[int, int], Place | None]
) -> dict[int, Binding]:
    """Labels at the head of a column, where the head of the row does not say more."""
    given: dict[int, Binding] = {}
    for index, money in enumerate(moneys):
        place = places.get(money.number)
        if place is None or place.column_head is None:
            continue
        start, end = place.column_head
        head = next((cue for cue in around.kinds if start <= cue.start and cue.end <= end), None)
        if head is None:
            continue
        row = None
        if place.row_head:
            first, last = place.row_head
            row = next((cue for cue in around.kinds if first <= cue.start and cue.end <= last), None)
        if row and (place.columns == 2 or row.kind is not AmountKind.TOTAL_COST):
            continue
        given[index] = Binding(head, _IN_HEAD, after=False)
    return given


def _with_currency(
    reading: Reading,
    around: Context,
    moneys: Sequence[Money],
    index: int,
    bindings: Mapping[int, Binding],
    places: Mapping[tuple[int, int], Place | None],
) -> Money:
    """The figure with the currency of its label, its column or its neighbour, if it has none of its own."""
    money = moneys[index]
    if money.currency:
        return money
    words, lower = money_words(reading.lexicon), around.lower
    place = places.get(money.number)
    stretches = [] if place is None else [place.column_head, place.row_head, place.cell]
    if index in bindings:
        cue = bindings[index].cue
        stretches.append((cue.start, money.start) if cue.start < money.start else (money.end, cue.end))
    for stretch in stretches:
        if stretch and (named := words.currency_within(lower, *stretch)):
            return replace(money, currency=named.code, value=money.value * 10**named.power)
    first, last = around.line(money.start)
    beside = [other for other in moneys if other.currency and first <= other.start < last]
    nearest = min(beside, key=lambda other: abs(other.start - money.start), default=None)
    return replace(money, currency=nearest.currency) if nearest else money


@dataclass(frozen=True, slots=True)
class _Draft:
    amount: Amount
    parent: int | None


def _drafts(
    reading: Reading,
    around: Context,
    moneys: Sequence[Money],
    bindings: Mapping[int, Binding],
    places: Mapping[tuple[int, int], Place | None],
    organisations: Sequence[Named],
) -> list[_Draft]:
    parents_of = parents(around, moneys, bindings)
    folded = reading.folded
    parties = [
        Party(folded.index(named.span.start), folded.index(named.span.end), named.name) for named in organisations
    ]
    parties.sort(key=lambda party: party.start)
    about_project = any(cue.field in _PROJECT_FIELDS for cue in around.cues) or any(
        binding.cue.kind not in {AmountKind.TOTAL_COST, AmountKind.OTHER} for binding in bindings.values()
    )
    drafts: list[_Draft] = []
    for index, money in enumerate(moneys):
        end = moneys[index - 1].end if index else 0
        binding = bindings.get(index)
        parent = parents_of.get(index)
        kind = binding.cue.kind if binding else AmountKind.OTHER
        if binding is None and index and _is_twin(around, moneys[index - 1], money):
            twin, parent = drafts[-1].amount, drafts[-1].parent
            kind, holder = twin.kind, Holder(twin.scope, twin.party)
        else:
            holder = scope_of(
                around, money, binding, end, parties, places.get(money.number), about_project=about_project
            )
            if holder.scope is Scope.PARTNER and kind is AmountKind.OTHER and binding is None:
                # "Our part of the project: EUR 100"
                kind = AmountKind.TOTAL_COST
            if parent is not None and holder.party is None and holder.scope in {Scope.PROJECT, Scope.OTHER}:
                whole = drafts[parent].amount
                holder = Holder(whole.scope, whole.party)
        if binding and binding.cue.source is Field.FUNDING and _grant_beside(drafts, bindings, parent):
            kind = AmountKind.OWN_CONTRIBUTION
        if holder.scope in {Scope.PROGRAMME, Scope.CALL} or (
            holder.scope in {Scope.CONTRACT, Scope.OTHER} and kind in _COSTS
        ):
            kind = AmountKind.OTHER
        hedge, hedge_kind = _hedge(reading, around, money, end, binding)
        amount = Amount(
            spans=(folded.span(money.start, money.end),),
            value=money.value,
            currency=money.currency,
            kind=kind,
            scope=holder.scope,
            party=holder.party,
            hedge=hedge,
            hedge_kind=hedge_kind,
            notation=money.notation,
        )
        drafts.append(_Draft(amount, parent))
    return _partners_wholes(drafts)


_PROJECT_FIELDS = frozenset({Field.PROJECT, Field.UNION})
_COSTS = frozenset({AmountKind.TOTAL_COST, AmountKind.ELIGIBLE_COST})


def _grant_beside(drafts: Sequence[_Draft], bindings: Mapping[int, Binding], parent: int | None) -> bool:
    """Whether the grant is named among the same parts: the co-financing beside it is the beneficiary's."""
    return parent is not None and any(
        draft.parent == parent
        and draft.amount.kind is AmountKind.UNION_CONTRIBUTION
        and index in bindings
        and bindings[index].cue.source is not Field.FUNDING
        for index, draft in enumerate(drafts)
    )


def _is_twin(around: Context, before: Money, money: Money) -> bool:
    """The same sum once more in another currency, "607 324 lei (122 040 euro)", or the other end of a range."""
    if money.range_end:
        return True
    return before.currency != money.currency and bool(_TWIN_RE.fullmatch(around.lower, before.end, money.start))


def _partners_wholes(drafts: list[_Draft]) -> list[_Draft]:
    """A municipality's "own money" of which a part comes from the fund is its whole budget in the project."""
    wholes = {
        draft.parent
        for draft in drafts
        if draft.parent is not None and draft.amount.kind is AmountKind.UNION_CONTRIBUTION
        and drafts[draft.parent].amount.kind is AmountKind.OWN_CONTRIBUTION
    }  # fmt: skip
    return [
        replace(draft, amount=replace(draft.amount, kind=AmountKind.TOTAL_COST, scope=Scope.PARTNER))
        if index in wholes
        else draft
        for index, draft in enumerate(drafts)
    ]


def _hedge(
    reading: Reading, around: Context, money: Money, low: int, binding: Binding | None
) -> tuple[str | None, str | None]:
    start = max(low, around.clause_start(money.start))
    for cue in reversed(around.of(Field.HEDGE, start, money.start)):
        planned = cue.name == "planned"
        inside = binding is not None and planned and binding.cue.start <= cue.start
        if inside or around.between(cue.end, money.start) <= (_HEDGE_WORDS if planned else 0):
            return reading.quote(reading.folded.span(cue.start, cue.end)), cue.name
    return None, None


def _merged(drafts: Sequence[_Draft]) -> tuple[tuple[Amount, ...], list[int]]:
    """Each stated amount once, with all its places; and for each figure the index of its amount."""
    amounts: list[Amount] = []
    index_of: list[int] = []
    for draft in drafts:
        found = next((index for index, amount in enumerate(amounts) if _is_same(amount, draft.amount)), None)
        if found is None:
            amounts.append(draft.amount)
            found = len(amounts) - 1
        else:
            amounts[found] = replace(amounts[found], spans=amounts[found].spans + draft.amount.spans)
        index_of.append(found)
    for draft, index in zip(drafts, index_of, strict=True):
        if draft.parent is not None and amounts[index].part_of is None and index_of[draft.parent] != index:
            amounts[index] = replace(amounts[index], part_of=index_of[draft.parent])
    return tuple(amounts), index_of


def _is_same(amount: Amount, other: Amount) -> bool:
    return (amount.value, amount.currency) == (other.value, other.currency) and (
        (amount.kind, amount.scope, amount.party) == (other.kind, other.scope, other.party)
        or (other.kind is AmountKind.OTHER and other.scope is Scope.OTHER)
    )
