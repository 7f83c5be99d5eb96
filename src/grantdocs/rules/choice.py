"""Which packs judge a publication: what follows from the legal basis of its grants, not from the day it appeared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from grantdocs.model.facts import in_question
from grantdocs.rules.packs import packs_of
from grantdocs.rules.parts import Part, parts, payers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grantdocs.model.document import Document
    from grantdocs.model.facts import Facts
    from grantdocs.model.rules import Pack

__all__ = ["Charge", "charges", "narrowed", "packs_for"]

_ALWAYS: Final = "figures"
_MOST_CANDIDATES: Final = 4


@dataclass(frozen=True, slots=True)
class Charge:
    """Packs that judge a publication, or that part of it which is about the projects of one programme."""

    packs: tuple[Pack, ...]
    part: Part | None = None
    candidates: tuple[str, ...] = ()
    """Programmes of which one may pay the project, and only some bring these packs."""


def charges(facts: Facts, document: Document, names: Iterable[str] | None = None) -> tuple[Charge, ...]:
    """What judges what: the packs of these names; without names those of the programmes, then that of all figures."""
    if names is not None:
        return (Charge(_packs(names)),)
    return (*_of_programmes(facts, document), Charge(_packs([_ALWAYS])))


def narrowed(charged: Iterable[Charge], rule: str | None) -> tuple[Charge, ...]:
    """The same charges with the rules of this name only, or with all."""
    if rule is None:
        return tuple(charged)
    return tuple(replace(charge, packs=tuple(_with_only(rule, charge.packs))) for charge in charged)


def _with_only(rule: str, packs: Iterable[Pack]) -> Iterator[Pack]:
    return (replace(pack, rules=tuple(each for each in pack.rules if each.id == rule)) for pack in packs)


def packs_for(charged: Iterable[Charge]) -> tuple[Pack, ...]:
    """All packs of these charges, each once."""
    return tuple({pack.id: pack for charge in charged for pack in charge.packs}.values())


def _of_programmes(facts: Facts, document: Document) -> tuple[Charge, ...]:
    """One charge for each programme that pays a project here; where it is not clear which one does, what all share."""
    if "/programmes" not in facts.assumed and (unclear := in_question(facts.programmes, facts.awards)):
        return _of_candidates(tuple(fact.id for fact in unclear[:_MOST_CANDIDATES]))
    paying = payers(facts, document)
    divided = parts(facts, document, paying) if len(paying) > 1 else ()
    if divided:
        return tuple(Charge(_packs(_names(part.programme)), part) for part in divided)
    return (Charge(_packs(name for programme in paying for name in _names(programme))),)


def _of_candidates(candidates: tuple[str, ...]) -> tuple[Charge, ...]:
    named = [_names(programme) for programme in candidates]
    every = tuple(dict.fromkeys(name for names in named for name in names))
    shared = [name for name in every if all(name in names for names in named)]
    return Charge(_packs(shared)), Charge(_packs(name for name in every if name not in shared), candidates=candidates)


def _names(programme: str) -> tuple[str, ...]:
    from grantdocs.catalogue.programmes import programmes

    known = programmes()
    return known[programme].packs if programme in known else ()


def _packs(names: Iterable[str]) -> tuple[Pack, ...]:
    return tuple(found for name in dict.fromkeys(names) for found in packs_of(name))
