"""Which facts of a publication are about the project of a profile, where it tells of several projects."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from grantdocs.profiles.likeness import Likeness, distance, number_key, title_likeness, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.model.facts import Award, Fact, Facts
    from grantdocs.profiles.profile import Profile

__all__ = ["Belonging"]

_MISWRITTEN: Final = 2
"""Letters or digits by which a number may be off and still be meant."""
_SHORTEST: Final = 6
"""Shorter numbers than this are too near to those of other projects to tell a slip."""


class Belonging:
    """The awards of a publication that are the profile's, and the stretches of text that are about it."""

    def __init__(self, profile: Profile, facts: Facts) -> None:
        self._profile = profile
        self._keys = {number_key(number) for number in profile.numbers}
        awards = facts.awards
        self.own = frozenset(self._own(awards))
        self.is_about = not awards or bool(self.own)
        """False where the publication names projects, and this one is not among them."""
        others = [i for i, award in enumerate(awards) if i not in self.own and self._is_other(award)]
        marks = [(span.start, i in self.own) for i, award in enumerate(awards) for span in award.spans]
        self._marks = sorted(marks) if others and self.own else []
        self._starts = [start for start, _ in self._marks]

    def holds(self, fact: Fact) -> bool:
        """Whether a fact is about the project: nothing else is named, or it is what was named last before the fact."""
        if not self._marks or not fact.spans:
            return self.is_about
        at = bisect_right(self._starts, fact.spans[0].start) - 1
        return at >= 0 and self._marks[at][1]

    def numbered(self, award: Award) -> bool:
        return award.award_number is not None and number_key(award.award_number) in self._keys

    def _own(self, awards: tuple[Award, ...]) -> Iterator[int]:
        """Those with its number, and those without a number that have its name; else what may have a wrong number."""
        by_number = [i for i, award in enumerate(awards) if self.numbered(award)]
        numbered = sum(award.award_number is not None for award in awards)
        for i, award in enumerate(awards):
            if i in by_number:
                yield i
            elif award.award_number is None or not self._keys:
                if self._is_called(award):
                    yield i
            elif not by_number:
                slip = self._is_slip(award)
                if (slip and numbered == 1) or self._is_called(award, exactly=not slip):
                    yield i

    def _is_called(self, award: Award, *, exactly: bool = False) -> bool:
        """Whether it has the project's title or acronym; `exactly` the whole title."""
        if award.title is not None and (found := title_likeness(award.title, self._profile.titles.values())):
            return not exactly or found[1] == Likeness(0)
        return not exactly and self._has_acronym(award)

    def _has_acronym(self, award: Award) -> bool:
        known = self._profile.acronym
        named = {words_of(name) for name in (award.acronym, award.title) if name}
        return known is not None and words_of(known) in named

    def _is_slip(self, award: Award) -> bool:
        """Its number is the project's own but for a slip."""
        key = number_key(award.award_number or "")
        return any(len(known) >= _SHORTEST and 0 < distance(key, known) <= _MISWRITTEN for known in self._keys)

    def _is_other(self, award: Award) -> bool:
        """Another project: not merely the same one by a title in a language that the profile does not have."""
        return award.award_number is not None or award.title is not None
