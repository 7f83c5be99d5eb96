"""Whether a publication is about a project that Union money pays, as its own text shows."""

from __future__ import annotations

from grantdocs.extractors.funding_cues import block_of, programme_names
from grantdocs.extractors.reading import Reading
from grantdocs.extractors.union_money import announces_money, shows_union_money
from grantdocs.model.document import Zone
from grantdocs.model.facts import Amount, Award, Fund, ProgrammeFact, StatementFact

__all__ = ["is_project"]

_SILENT = {Zone.NAVIGATION, Zone.COMMENT}


def is_project(  # noqa: PLR0917
    reading: Reading,
    programmes: tuple[ProgrammeFact, ...],
    awards: tuple[Award, ...],
    statements: tuple[StatementFact, ...],
    funds: tuple[Fund, ...],
    amounts: tuple[Amount, ...],  # noqa: ARG001
) -> bool:
    """True only where a project and Union money that pays it stand in the text.

    A number of a Union programme's form is both; another number needs a fund or a programme by its name, a title needs
    an official statement or a sentence that says who pays. Where the project has no name, the sentence must be about
    this one project. Pages about programmes, offers and nationally funded projects have one or the other at most.
    """
    if any(award.programme for award in awards) or _numbered(programmes, awards):
        return True
    if any(award.award_number for award in awards) and (funds or _named(reading)):
        return True
    if awards:
        return shows_union_money(reading, statements, funds)
    return announces_money(reading, statements, funds)


def _named(reading: Reading) -> bool:
    """Whether a Union programme is named in what a reader reads."""
    return any(block_of(reading, name.start).zone not in _SILENT for name in programme_names(reading))


def _numbered(programmes: tuple[ProgrammeFact, ...], awards: tuple[Award, ...]) -> bool:
    """Whether a number of an award speaks for a programme."""
    places = {span for programme in programmes for span in programme.spans}
    return any(award.award_number and not places.isdisjoint(award.spans) for award in awards)
