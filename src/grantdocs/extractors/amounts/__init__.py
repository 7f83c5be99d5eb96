"""Amounts of money: what they are worth, what they pay for, whose they are and what they are a part of; and rates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from grantdocs.extractors.amounts import mentions as amount_mentions
from grantdocs.extractors.amounts.cues import Context, Field
from grantdocs.extractors.amounts.legacy import is_same_sum
from grantdocs.extractors.amounts.listed import with_listed_partners
from grantdocs.extractors.amounts.parts import parents
from grantdocs.extractors.amounts.rates import percentages, rates
from grantdocs.extractors.amounts.scope import Holder, Named, Party, scope_of
from grantdocs.extractors.amounts.vat import vat
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.facts import Amount, AmountKind, Scope
from grantdocs.text.folding import fold_key
from grantdocs.text.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grantdocs.extractors.amounts.mentions import AmountMention
    from grantdocs.extractors.amounts.rates import Percentage
    from grantdocs.extractors.amounts.vat import Vat
    from grantdocs.extractors.reading import Reading
    from grantdocs.model.document import Gap
    from grantdocs.model.facts import Rate

__all__ = ["Mentioned", "extract", "held", "read"]

_HEDGE_WORDS = 2
_TWIN_WORDS = 4
_SHORT_STEM = 3
_DASH_RE = regex.compile(r"\s[-\N{EN DASH}\N{EM DASH}]\s(?=(?:\p{Lu}{3}\b|\p{Sc}|\d))")
_TWIN_RE = regex.compile(r"\s?[(/=]\s?(?:\p{L}{1,5}\.?\s)?")
_NOT_OF_PROJECTS = frozenset({Scope.PROGRAMME, Scope.CALL})
_PAID = frozenset({AmountKind.UNION_CONTRIBUTION, AmountKind.NATIONAL_CONTRIBUTION, AmountKind.OWN_CONTRIBUTION})
_SHARED = frozenset({AmountKind.UNION_CONTRIBUTION, AmountKind.TOTAL_COST})
_COSTS = frozenset({AmountKind.TOTAL_COST, AmountKind.ELIGIBLE_COST})


@dataclass(frozen=True, slots=True)
class Mentioned:
    """All that a text says of amounts, whoever holds them."""

    reading: Reading
    around: Context
    mentions: list[AmountMention]
    shares: list[Percentage]
    parents_of: Mapping[int, int]
    tax: Vat
    about_project: bool
    gaps: tuple[Gap, ...]


def extract(
    reading: Reading, organisations: Sequence[Named] = ()
) -> tuple[tuple[Amount, ...], tuple[Rate, ...], tuple[Gap, ...]]:
    """Amounts, rates of financing, and figures that can be read in several ways."""
    mentioned = read(reading)
    return *held(mentioned, organisations), mentioned.gaps


def read(reading: Reading) -> Mentioned:
    """What is said of amounts; the names of organisations change nothing of it."""
    shares = percentages(reading)
    around, mentions, gaps = amount_mentions.find(reading, shares)
    tax = vat(around, mentions)
    parents_of = parents(around, mentions, tax.taxes)
    about_project = _is_about_project(reading, mentions)
    return Mentioned(reading, around, mentions, shares, parents_of, tax, about_project, tuple(gaps))


def held(mentioned: Mentioned, organisations: Sequence[Named] = ()) -> tuple[tuple[Amount, ...], tuple[Rate, ...]]:
    """The amounts with those who hold them, and the rates."""
    reading, around, mentions = mentioned.reading, mentioned.around, mentioned.mentions
    parties = _parties(reading, organisations, mentions)
    stated = [_with_tax(amount, mentioned.tax, index) for index, amount in enumerate(_stated(mentioned, parties))]
    stated = with_listed_partners(reading, around, stated, mentions, parties)
    amounts, index_of = _merged(stated, mentioned.parents_of)
    placed = [(one.money, index) for one, index in zip(mentions, index_of, strict=True)]
    kinds = [str(amount.kind) for amount in amounts]
    found = rates(reading, around, mentioned.shares, placed)
    return amounts, tuple(rate if rate.of is None else replace(rate, kind=kinds[rate.of]) for rate in found)


def _stated(mentioned: Mentioned, parties: Sequence[Party]) -> list[Amount]:
    """One amount for each mention, with its kind and holder."""
    reading, around, mentions = mentioned.reading, mentioned.around, mentioned.mentions
    parents_of, about_project = mentioned.parents_of, mentioned.about_project
    wholes = _unlabelled_wholes(mentioned)
    stated: list[Amount] = []
    for index, one in enumerate(mentions):
        parent = parents_of.get(index)
        if index and _is_twin(around, mentions[index - 1], one):
            kind, holder = stated[-1].kind, Holder(stated[-1].scope, stated[-1].party)
        else:
            kind, holder = one.kind, scope_of(around, one, parties, about_project=about_project)
            if holder.scope is Scope.PARTNER and one.binding is None:
                kind = AmountKind.TOTAL_COST  # "our part of the project: EUR 100"
            if parent is not None and holder.party is None and holder.scope in {Scope.PROJECT, Scope.OTHER}:
                holder = Holder(stated[parent].scope, stated[parent].party)
            if parent is not None and (party := _sharer(one, mentions[parent], stated[parent], parties)):
                kind, holder = stated[parent].kind, Holder(Scope.PARTNER, party.name)
            elif index in wholes and holder.scope is Scope.OTHER:
                kind, holder = AmountKind.TOTAL_COST, Holder(Scope.PROJECT)
            elif index and _goes_on_with_partner(around, mentions[index - 1], one, stated[-1], holder):
                holder = Holder(Scope.PARTNER, stated[-1].party)
        if _only_gives(one) and _grant_beside(mentions, parents_of, parent):
            kind = AmountKind.OWN_CONTRIBUTION
        if holder.scope in _NOT_OF_PROJECTS or (holder.scope is Scope.CONTRACT and kind in _COSTS):
            kind = AmountKind.OTHER
        hedge, hedge_kind = _hedge(reading, around, one)
        amount = Amount(
            spans=(reading.folded.span(one.money.start, one.money.end),),
            value=one.money.value,
            currency=one.money.currency,
            kind=kind,
            scope=holder.scope,
            party=holder.party,
            hedge=hedge,
            hedge_kind=hedge_kind,
            notation=one.money.notation,
        )
        stated.append(amount)
    return _with_partners_wholes(stated, parents_of)


def _with_tax(amount: Amount, tax: Vat, index: int) -> Amount:
    """The amount with what is said of value added tax; the tax itself is no cost or grant."""
    if index in tax.taxes:
        return replace(amount, kind=AmountKind.OTHER)
    return replace(amount, vat=tax.sides[index]) if index in tax.sides else amount


def _unlabelled_wholes(mentioned: Mentioned) -> frozenset[int]:
    """ "In the project 100 were spent, of which 85 came from the fund": figures without label whose parts are paid."""
    around, mentions = mentioned.around, mentioned.mentions
    found = set()
    for part, whole in mentioned.parents_of.items():
        one = mentions[whole]
        if one.binding is None and mentions[part].kind in _PAID and part not in mentioned.tax.taxes:
            start = around.clause_start(one.money.start)
            if any(around.of(field, start, one.money.start) for field in (Field.PROJECT, Field.SUM)):
                found.add(whole)
    return frozenset(found)


def _sharer(one: AmountMention, whole: AmountMention, stated: Amount, parties: Sequence[Party]) -> Party | None:
    """ "The grant is 100, of which 20 go to the School": the organisation of a part that has no label of its own."""
    if one.binding is not None or stated.scope is not Scope.PROJECT or stated.kind not in _SHARED:
        return None
    between = [party for party in parties if whole.money.end <= party.start and party.end <= one.money.start]
    return between[0] if len(between) == 1 and one.low <= between[0].start else None


def _goes_on_with_partner(
    around: Context, former: AmountMention, one: AmountMention, before: Amount, holder: Holder
) -> bool:
    """ "The library's share is 100, ERDF 85": in one sentence a contribution after a partner's whole is part of it."""
    start, end = former.money.end, one.money.start
    if (
        before.scope is not Scope.PARTNER
        or before.kind is not AmountKind.TOTAL_COST
        or holder.scope is not Scope.PROJECT
    ):
        return False
    if one.kind in _COSTS or one.money.value > before.value or "\n" in around.lower[start:end]:
        return False
    named = any(cue.name == Scope.PROJECT for cue in around.of(Field.SCOPE, start, end))
    return not named and not around.has_stop(start, end)


def _is_about_project(reading: Reading, mentions: Sequence[AmountMention]) -> bool:
    """Whether the text names a project or the Union, or a label does that only projects have."""
    if any(one.kind not in {AmountKind.TOTAL_COST, AmountKind.OTHER} for one in mentions):
        return True
    lower = reading.folded.lower
    return any(stem in lower for stem in _project_stems(reading.lexicon))


@by_languages
def _project_stems(lexicon: Lexicon) -> tuple[str, ...]:
    """How words for a project or the Union begin."""
    named = (*lexicon.phrases("cues", "projects"), *lexicon.phrases("cues", "union"))
    stems = dict.fromkeys(fold_key(phrase).partition("*")[0] for phrase in named)
    return tuple(stem for stem in stems if len(stem) > _SHORT_STEM)


def _parties(reading: Reading, organisations: Sequence[Named], mentions: Sequence[AmountMention]) -> list[Party]:
    """The organisations in order, as folded characters; none that swallowed a figure, but what stands before a dash."""
    parties = sorted(_before_dash(reading, one) for one in organisations)
    moneys = Stretches((one.money.start, one.money.end, one.money) for one in mentions)
    return [
        Party(start, end, name)
        for start, end, name in parties
        if not any(start < money.end and money.start < end for money in moneys.near(start, end, 0))
    ]


def _before_dash(reading: Reading, one: Named) -> tuple[int, int, str]:
    """ "Town A – EUR": the name ends where the dash leads to a sum."""
    start, end = reading.folded.index(one.span.start), reading.folded.index(one.span.end)
    if dash := _DASH_RE.search(reading.folded.text, start, end):
        return start, dash.start(), _DASH_RE.split(one.name, 1)[0]
    return start, end, one.name


def _only_gives(one: AmountMention) -> bool:
    return one.binding is not None and one.binding.cue.source is Field.FUNDING


def _grant_beside(mentions: Sequence[AmountMention], parents_of: Mapping[int, int], parent: int | None) -> bool:
    """Whether the grant is named among the same parts: the co-financing beside it is the beneficiary's."""
    return parent is not None and any(
        whole == parent and mentions[index].kind is AmountKind.UNION_CONTRIBUTION and not _only_gives(mentions[index])
        for index, whole in parents_of.items()
    )


def _is_twin(around: Context, before: AmountMention, one: AmountMention) -> bool:
    """The same sum once more in another currency, "607 324 lei (122 040 euro)", or the other end of a range."""
    if one.money.range_end:
        return True
    first, second = before.money, one.money
    beside = around.between(first.end, second.start) <= _TWIN_WORDS
    same_line = "\n" not in around.lower[first.end : second.start]
    if beside and same_line and is_same_sum(first.value, first.currency, second.value, second.currency):
        return True
    differ = one.binding is None and first.currency != second.currency
    return differ and _TWIN_RE.fullmatch(around.lower, before.money.end, one.money.start) is not None


def _with_partners_wholes(stated: list[Amount], parents_of: Mapping[int, int]) -> list[Amount]:
    """A municipality's "own money" of which a part comes from the fund is its whole budget in the project."""
    wholes = {
        whole
        for part, whole in parents_of.items()
        if stated[part].kind is AmountKind.UNION_CONTRIBUTION and stated[whole].kind is AmountKind.OWN_CONTRIBUTION
    }
    return [
        replace(amount, kind=AmountKind.TOTAL_COST, scope=Scope.PARTNER) if index in wholes else amount
        for index, amount in enumerate(stated)
    ]


def _hedge(reading: Reading, around: Context, one: AmountMention) -> tuple[str | None, str | None]:
    """Words that keep a figure from binding, and what they do to it."""
    start = max(one.low, around.clause_start(one.money.start))
    for cue in reversed(around.of(Field.HEDGE, start, one.money.start)):
        planned = cue.name == "planned"
        inside = planned and one.label[0] <= cue.start
        if inside or around.between(cue.end, one.money.start) <= (_HEDGE_WORDS if planned else 0):
            return reading.quote(reading.folded.span(cue.start, cue.end)), cue.name
    return None, None


def _merged(stated: Sequence[Amount], parents_of: Mapping[int, int]) -> tuple[tuple[Amount, ...], list[int]]:
    """Each stated amount once, with all its places; and for each mention the index of its amount."""
    amounts: list[Amount] = []
    index_of: list[int] = []
    of_value: dict[object, list[int]] = defaultdict(list)
    for amount in stated:
        alike = of_value[amount.value, amount.currency]
        found = next((index for index in alike if _is_same(amounts[index], amount)), None)
        if found is None:
            found = len(amounts)
            alike.append(found)
            amounts.append(amount)
        else:
            fuller = amounts[found] if _says_nothing(amount) else amount
            amounts[found] = replace(fuller, spans=amounts[found].spans + amount.spans)
        index_of.append(found)
    for part, whole in parents_of.items():
        child, parent = index_of[part], index_of[whole]
        if amounts[child].part_of is None and child not in _chain(amounts, parent):
            amounts[child] = replace(amounts[child], part_of=parent)
    return tuple(amounts), index_of


def _is_same(amount: Amount, other: Amount) -> bool:
    """Whether two amounts of one value are one fact: they agree, or one of them says nothing more."""
    agree = (amount.kind, amount.scope, amount.party) == (other.kind, other.scope, other.party)
    return agree or _says_nothing(amount) or _says_nothing(other)


def _says_nothing(amount: Amount) -> bool:
    return amount.kind is AmountKind.OTHER and amount.scope is Scope.OTHER


def _chain(amounts: Sequence[Amount], index: int | None) -> set[int]:
    """An amount and all that it is a part of."""
    chain: set[int] = set()
    while index is not None and index not in chain:
        chain.add(index)
        index = amounts[index].part_of
    return chain
