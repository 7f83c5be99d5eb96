"""What a publication says of one project, as a profile to look through: only what it says for sure, and once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from grantdocs.model.agreements import Elsewhere
from grantdocs.model.facts import AmountKind, DateKind, Fact, Scope, in_question
from grantdocs.model.location_json import anchor_json
from grantdocs.profiles.belonging import Belonging
from grantdocs.profiles.likeness import same_name, words_of
from grantdocs.profiles.profile import UNKNOWN_LANGUAGE, Profile, ProfilePartner

if TYPE_CHECKING:
    from grantdocs.model.document import Document
    from grantdocs.model.facts import Amount, Award, Facts, Partner

__all__ = ["Draft", "draft", "projects_of"]

_T = TypeVar("_T")
_F = TypeVar("_F", bound=Fact)
_SURE: Final = 0.5
"""Confidence from which on a programme is taken over."""


@dataclass(frozen=True, slots=True)
class Draft:
    profile: Profile
    places: dict[str, Elsewhere] = field(default_factory=dict)
    """JSON Pointer into the profile -> where the publication says so."""


def draft(facts: Facts, document: Document, award: Award | None = None) -> Draft:
    """The profile of one project of a publication: of the award that is told most about where none is named."""
    chosen = award or max(facts.awards, key=_told, default=None)
    return _Drafting(facts, document, chosen).finish()


def projects_of(facts: Facts) -> tuple[Award, ...]:
    """The awards of a publication that name a project by number, title or acronym."""
    return tuple(award for award in facts.awards if award.award_number or award.title or award.acronym)


class _Drafting:
    def __init__(self, facts: Facts, document: Document, award: Award | None) -> None:
        self._facts = facts
        self._document = document
        self._language = facts.document.language or UNKNOWN_LANGUAGE
        self._places: dict[str, Elsewhere] = {}
        named = self._named(award) if award else Profile()
        self._named_profile = named
        self._belonging = Belonging(named, facts)

    def finish(self) -> Draft:
        facts, own = self._facts, self._own
        money = [amount for amount in own(facts.amounts) if not amount.hedge]
        currency = _commonest(amount.currency for amount in money if amount.currency) or "EUR"
        money = [amount for amount in money if amount.currency in {None, currency}]
        of_project = [amount for amount in money if amount.scope is Scope.PROJECT]
        named = self._named_profile
        profile = Profile(
            numbers=named.numbers,
            titles=named.titles,
            acronym=named.acronym,
            programme=self._programme(),
            currency=currency,
            amounts=self._amounts(of_project, ""),
            rate=self._single("/rate", self._rates()),
            start=self._single("/start", self._days(DateKind.PROJECT_START, lambda date: date.start)),
            end=self._single("/end", self._days(DateKind.PROJECT_END, lambda date: date.end)),
            partners=tuple(self._partners(own(facts.partners), money)),
            sites=tuple(dict.fromkeys(link.url for link in facts.links if link.kind == "project")),
            uri=self._document.source.uri,
        )
        return Draft(profile, self._places)

    def _named(self, award: Award) -> Profile:
        pointers = {"/award_number": award.award_number, f"/title/{self._language}": award.title}
        for pointer, value in {**pointers, "/acronym": award.acronym}.items():
            if value:
                self._place(pointer, award, value)
        return Profile(
            numbers=(award.award_number,) if award.award_number else (),
            titles={self._language: award.title} if award.title else {},
            acronym=award.acronym,
        )

    def _programme(self) -> str | None:
        facts = self._facts
        if not facts.programmes or in_question(facts.programmes, facts.awards):
            return None
        best = facts.programmes[0]
        if best.confidence < _SURE:
            return None
        self._place("/programme", best)
        return best.id

    def _amounts(self, amounts: list[Amount], prefix: str) -> dict[AmountKind, Decimal]:
        found: dict[AmountKind, Decimal] = {}
        for kind in AmountKind:
            alike = [(amount, amount.value) for amount in amounts if amount.kind is kind]
            value = self._single(f"{prefix}/{kind.value}", alike) if kind is not AmountKind.OTHER else None
            if value is not None:
                found[kind] = value
        return found

    def _rates(self) -> Iterator[tuple[Fact, Decimal]]:
        for rate in self._own(self._facts.rates):
            of_project = rate.of is None or self._facts.amounts[rate.of].scope is Scope.PROJECT
            if rate.kind == AmountKind.UNION_CONTRIBUTION and not rate.hedge and of_project:
                yield rate, rate.value

    def _days(self, kind: DateKind, day_of: Callable[..., dt.date | None]) -> Iterator[tuple[Fact, dt.date]]:
        for date in self._own(self._facts.dates):
            day = day_of(date)
            if date.kind in {kind, DateKind.PROJECT_PERIOD} and date.precision == "day" and day:
                yield date, day

    def _partners(self, partners: list[Partner], money: list[Amount]) -> Iterator[ProfilePartner]:
        for number, partner in enumerate(partners):
            self._place(f"/partners/{number}/name/{self._language}", partner)
            if partner.role == "lead":
                self._place(f"/partners/{number}/role", partner)
            theirs = [
                amount
                for amount in money
                if amount.scope is Scope.PARTNER and amount.party and same_name(amount.party, [partner.name])
            ]
            yield ProfilePartner(
                names={self._language: partner.name},
                role=partner.role,
                country=partner.country,
                amounts=self._amounts(theirs, f"/partners/{number}"),
            )

    def _single(self, pointer: str, told: Iterable[tuple[Fact, _T]]) -> _T | None:
        """The value, where all that tell it tell the same."""
        found = list(told)
        if not found or len({value for _, value in found}) > 1:
            return None
        fact, value = found[0]
        self._place(pointer, fact)
        return value

    def _own(self, facts: Iterable[_F]) -> list[_F]:
        return [fact for fact in facts if self._belonging.holds(fact)]

    def _place(self, pointer: str, fact: Fact, value: str = "") -> None:
        """Where it stands; of the places of a fact with several names the one of this name."""
        if not fact.spans:
            return
        words = words_of(value)
        span = next((each for each in fact.spans if words_of(self._document.quote(each)) == words), fact.spans[0])
        location = self._document.locate(span)
        self._places[pointer] = Elsewhere(
            uri=self._document.source.uri,
            quote=self._document.quote(span),
            span=span,
            zone=str(location.zone),
            anchor=anchor_json(location.anchor),
        )


def _told(award: Award) -> tuple[int, int]:
    return sum(map(bool, (award.award_number, award.acronym, award.title))), len(award.spans)


def _commonest(values: Iterable[str]) -> str | None:
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else None
