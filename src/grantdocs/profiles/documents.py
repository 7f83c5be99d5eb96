"""The same project in several publications: what a later one says otherwise than an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from grantdocs.profiles.comparing import compare
from grantdocs.profiles.drafting import Draft, draft, projects_of
from grantdocs.profiles.likeness import distance, number_key, title_likeness, words_of
from grantdocs.profiles.sides import Sides

if TYPE_CHECKING:
    from grantdocs.model.agreements import Agreement
    from grantdocs.model.document import Document
    from grantdocs.model.facts import Award, Facts

__all__ = ["MISWRITTEN", "SHORTEST_ACRONYM", "SHORTEST_TITLE", "across"]

SHORTEST_TITLE: Final = 2
"""Words of a title that tells one project from others."""
SHORTEST_ACRONYM: Final = 4
MISWRITTEN: Final = 2
"""Letters or digits by which two numbers of projects of one title may differ and be meant to be one."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """What one publication says of one project."""

    publication: int
    award: Award
    draft: Draft


def across(publications: Sequence[tuple[Facts, Document]], *, first: int = 0) -> tuple[tuple[Agreement, ...], ...]:
    """For each publication what it says beside what others of these say of the same project; nothing for those before
    the `first` that is asked about.

    Projects are the same by number, else by title, else by acronym. Each fact is compared with the first publication
    that tells it: the oldest one where all are dated, else the first in order. That one has nothing to answer for.
    """
    found: list[list[Agreement]] = [[] for _ in publications]
    for group in _groups(publications):
        ordered = _ordered(group, publications)
        for position, telling in enumerate(ordered):
            if telling.publication < first:
                continue
            facts, _ = publications[telling.publication]
            compared: set[tuple[str, str]] = set()
            for earlier in ordered[:position]:
                if earlier.publication == telling.publication:
                    continue
                for agreement in compare(earlier.draft.profile, facts, _sides(earlier, telling, publications)):
                    key = (agreement.label, "".join(agreement.terms[:1]))
                    if key not in compared and agreement not in found[telling.publication]:
                        compared.add(key)
                        found[telling.publication].append(agreement)
    return tuple(map(tuple, found))


def _groups(publications: Sequence[tuple[Facts, Document]]) -> list[list[_Telling]]:
    """Of what the publications tell, that of one project together, where several tell of it."""
    groups: list[list[_Telling]] = []
    for number, (facts, document) in enumerate(publications):
        if not facts.document.is_project:
            continue
        for award in projects_of(facts):
            same = next((group for group in groups if any(_is_same(award, other.award) for other in group)), None)
            telling = _Telling(number, award, draft(facts, document, award))
            if same is None:
                groups.append([telling])
            elif all(other.publication != number for other in same):
                same.append(telling)
    return [group for group in groups if len(group) > 1]


def _is_same(one: Award, other: Award) -> bool:
    if one.award_number and other.award_number:
        apart = distance(number_key(one.award_number), number_key(other.award_number))
        slip = apart <= MISWRITTEN and one.title is not None and other.title is not None
        return apart == 0 or (slip and title_likeness(str(one.title), [str(other.title)]) is not None)
    if one.title and other.title:
        mine, theirs = words_of(one.title), words_of(other.title)
        return mine == theirs and len(mine) >= SHORTEST_TITLE
    if one.acronym and other.acronym and one.programme == other.programme:
        acronym = "".join(words_of(one.acronym))
        return len(acronym) >= SHORTEST_ACRONYM and acronym == "".join(words_of(other.acronym))
    return False


def _ordered(group: list[_Telling], publications: Sequence[tuple[Facts, Document]]) -> list[_Telling]:
    dates = {telling.publication: publications[telling.publication][0].document.published for telling in group}
    if any(date is None for date in dates.values()):
        return group
    return sorted(group, key=lambda telling: (str(dates[telling.publication]), telling.publication))


def _sides(earlier: _Telling, telling: _Telling, publications: Sequence[tuple[Facts, Document]]) -> Sides:
    (here, publication), (there, document) = publications[telling.publication], publications[earlier.publication]
    return Sides(
        against="document",
        source=document.source.uri,
        text=publication.text,
        dated=here.document.published,
        source_dated=there.document.published,
        places=earlier.draft.places,
    )
