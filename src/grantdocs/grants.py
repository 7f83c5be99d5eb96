"""A publication together with what the grant agreement says: the profile asserts what the text leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grantdocs.extractors.assumptions import Assumptions
from grantdocs.extractors.publication import extract
from grantdocs.model.document import Gap
from grantdocs.profiles import Belonging, Profile, Sides, compare

if TYPE_CHECKING:
    from grantdocs.model.document import Document
    from grantdocs.model.facts import Facts

__all__ = ["compared"]


def compared(
    document: Document, profile: Profile, assume: Mapping[str, Any], trained: Any = None
) -> tuple[Facts, tuple[Gap, ...]]:
    """The facts with their agreements with the profile, and the gap that says so where it is about another project."""
    facts = extract(document, Assumptions.of(assume), trained)
    named = facts.programmes
    about = Belonging(profile, facts)
    if not about.is_about:
        detail = "the projects that it names are not the one of the profile, so it was not compared with it"
        return facts, (Gap("other-project", detail, "/figures"),)
    asserted = _asserted(facts, profile, assume, is_project=bool(about.own))
    if asserted:
        facts = extract(document, Assumptions.of({**assume, **asserted}), trained)
    if not facts.document.is_project:
        return facts, ()
    sides = Sides(against="profile", source=profile.uri, text=document.text)
    return replace(facts, figures=(*facts.figures, *compare(profile, facts, sides, programmes=named))), ()


def _asserted(facts: Facts, profile: Profile, assume: Mapping[str, Any], *, is_project: bool) -> dict[str, Any]:
    """What the profile knows and the text does not tell: the programme, and that a text with its name is about it."""
    best = next((fact.id for fact in facts.programmes), None)
    asserted: dict[str, Any] = {}
    open_ = any(gap.pointer == "/programmes" for gap in facts.gaps) or best != profile.programme
    if profile.programme and open_ and "programmes" not in assume and (is_project or facts.document.is_project):
        asserted["programmes"] = [profile.programme]
    if is_project and not facts.document.is_project and "is_project" not in assume:
        asserted["is_project"] = True
    return asserted
