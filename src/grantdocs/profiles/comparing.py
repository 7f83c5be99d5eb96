"""Hold every fact of a publication against a profile: figures of kind agreement, one for each fact that both tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from grantdocs.model.agreements import Agreement
from grantdocs.profiles import money, time
from grantdocs.profiles.belonging import Belonging
from grantdocs.profiles.likeness import distance, number_key, other_title, same_name, title_likeness, words_of
from grantdocs.profiles.sides import Sides

if TYPE_CHECKING:
    from grantdocs.model.facts import Award, Facts, ProgrammeFact
    from grantdocs.profiles.profile import Profile, ProfilePartner

__all__ = ["compare"]

_SURE: Final = 0.8
"""Confidence from which on a publication names its programme."""
_LONGEST_ABBREVIATION: Final = 8


def compare(
    profile: Profile, facts: Facts, sides: Sides, *, programmes: tuple[ProgrammeFact, ...] | None = None
) -> tuple[Agreement, ...]:
    """What the publication says of the profile's project beside what the profile says; nothing of other projects.

    A differing base, rounding, hedged amounts and other scopes are no contradiction; a publication need not say
    everything. `programmes` are those that the text itself names, where others were asserted.
    """
    belonging = Belonging(profile, facts)
    if not belonging.is_about:
        return ()
    return (
        *_awards(profile, facts, belonging, sides),
        *_programme(profile, facts.programmes if programmes is None else programmes, sides),
        *money.amounts(profile, facts, belonging, sides),
        *money.rates(profile, facts, belonging, sides),
        *time.dates(profile, facts, belonging, sides),
        *_partners(profile, facts, belonging, sides),
    )


def _awards(profile: Profile, facts: Facts, belonging: Belonging, sides: Sides) -> Iterator[Agreement]:
    for index in sorted(belonging.own):
        award = facts.awards[index]
        yield from _number(profile, award, index, belonging, sides)
        yield from _title(profile, award, index, belonging, sides)
        yield from _acronym(profile, award, index, belonging, sides)


def _number(profile: Profile, award: Award, index: int, belonging: Belonging, sides: Sides) -> Iterator[Agreement]:
    if not award.award_number or not profile.numbers:
        return
    key = number_key(award.award_number)
    expected = min(profile.numbers, key=lambda number: distance(key, number_key(number)))
    at = f"/other_numbers/{profile.numbers.index(expected) - 1}" if expected != profile.numbers[0] else "/award_number"
    apart = 0 if belonging.numbered(award) else max(1, distance(key, number_key(expected)))
    yield sides.of_names("award_number", f"/awards/{index}", award, at, award.award_number, expected, apart)


def _title(profile: Profile, award: Award, index: int, belonging: Belonging, sides: Sides) -> Iterator[Agreement]:
    """The title; one that is none of the project's is another one where its number is the project's own."""
    if not award.title or (profile.acronym and words_of(award.title) == words_of(profile.acronym)):
        return
    found = title_likeness(award.title, profile.titles.values())
    if found is None and belonging.numbered(award):
        found = other_title(award.title, profile.titles)
    if found is None:
        return
    expected, likeness = found
    language = next(tag for tag, title in profile.titles.items() if title == expected)
    yield sides.of_names(
        "title", f"/awards/{index}", award, f"/title/{language}", award.title, expected, likeness.distance,
        differs=likeness.differs, explained=likeness.explained,
    )  # fmt: skip


def _acronym(profile: Profile, award: Award, index: int, belonging: Belonging, sides: Sides) -> Iterator[Agreement]:
    """Another acronym beside the project's own number may be that of an organisation; one that is near it is a slip."""
    if not award.acronym or not profile.acronym:
        return
    stated, expected = ("".join(words_of(name)) for name in (award.acronym, profile.acronym))
    apart = distance(stated, expected)
    if apart == 0 or (belonging.numbered(award) and apart <= max(1, len(expected) // 3)):
        yield sides.of_names(
            "acronym", f"/awards/{index}", award, "/acronym", award.acronym, profile.acronym, apart
        )  # fmt: skip


def _programme(profile: Profile, named: tuple[ProgrammeFact, ...], sides: Sides) -> Iterator[Agreement]:
    """The programme that the text names for sure, where it does not name the profile's as well."""
    if profile.programme is None or not named or not named[0].spans or not named[0].named:
        return
    same = next((fact for fact in named if fact.id == profile.programme), None)
    if same is None and named[0].confidence < _SURE:
        return
    fact = same or named[0]
    yield sides.of_names(
        "programme", "", fact, "/programme", fact.id, profile.programme, distance(fact.id, profile.programme)
    )  # fmt: skip


def _partners(profile: Profile, facts: Facts, belonging: Belonging, sides: Sides) -> Iterator[Agreement]:
    """Partners by name, and who leads; an organisation that the profile does not know may be no partner at all."""
    names = {name: (i, tag) for i, each in enumerate(profile.partners) for tag, name in each.names.items()}
    leads = [i for i, each in enumerate(profile.partners) if each.role == "lead"]
    for index, partner in enumerate(facts.partners):
        if not belonging.holds(partner) or _is_abbreviation(partner.name):
            continue
        found = same_name(partner.name, names) or same_name(partner.written or partner.name, names)
        if found is None:
            continue
        expected, likeness = found
        number, tag = names[expected]
        yield sides.of_names(
            "partner", f"/partners/{index}", partner, f"/partners/{number}/name/{tag}", partner.name, expected,
            likeness.distance, differs=likeness.differs, explained=likeness.explained,
        )  # fmt: skip
        if partner.role == "lead" and len(leads) == 1 and likeness.distance == 0:
            lead = profile.partners[leads[0]]
            apart = 0 if number == leads[0] else max(1, distance(expected, _name(lead, tag)))
            yield sides.of_names(
                "lead", f"/partners/{index}", partner, f"/partners/{leads[0]}/role", expected, _name(lead, tag), apart
            )  # fmt: skip


def _name(partner: ProfilePartner, tag: str) -> str:
    return partner.names.get(tag) or next(iter(partner.names.values()))


def _is_abbreviation(name: str) -> bool:
    return " " not in name and name.isupper() and len(name) <= _LONGEST_ABBREVIATION
