"""Which packs judge a publication: what follows from the legal basis of its grant, not from the day it appeared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grantdocs.rules.packs import packs_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grantdocs.model.facts import Facts, ProgrammeFact
    from grantdocs.model.rules import Pack

__all__ = ["packs_for"]

_ALWAYS: Final = "figures"


def packs_for(facts: Facts, names: Iterable[str] | None = None) -> tuple[Pack, ...]:
    """The packs of these names; without names those of the programme, then the one that judges every figure."""
    chosen = (*_of_programmes(facts), _ALWAYS) if names is None else tuple(names)
    return tuple(found for name in dict.fromkeys(chosen) for found in packs_of(name))


def _of_programmes(facts: Facts) -> tuple[str, ...]:
    """Packs of all asserted programmes; of programmes that were read, those that every equally likely one has."""
    from grantdocs.catalogue.programmes import programmes

    if not facts.programmes:
        return ()
    known = programmes()
    best = max(fact.confidence for fact in facts.programmes)
    asserted = "/programmes" in facts.assumed
    likeliest: list[ProgrammeFact] = [fact for fact in facts.programmes if asserted or fact.confidence == best]
    packs = [known[fact.id].packs if fact.id in known else () for fact in likeliest]
    return tuple(
        dict.fromkeys(name for names in packs for name in names if asserted or all(name in other for other in packs))
    )
