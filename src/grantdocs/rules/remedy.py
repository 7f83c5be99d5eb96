"""What to do about a failure: the official text to paste, in the language of the publication, or advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from grantdocs.model.findings import Remedy
from grantdocs.rules import wording
from grantdocs.rules.demands import usual_variant, with_authority, with_opening

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grantdocs.catalogue.programmes import Programme
    from grantdocs.model.rules import Rule
    from grantdocs.rules.instance import Instance

__all__ = ["remedy_for"]

_THERE: Final = ("exact", "near")
_TELLS_ITS_OWN: Final = ("applicant", "beneficiary")
"""Roles of the organisation that publishes, likeliest first, where several partners are named."""


def remedy_for(rule: Rule, values: dict[str, Any], instance: Instance, language: str) -> Remedy | None:
    """The remedy of a failed rule; `language` is that of the advice, the text to paste follows the publication."""
    if rule.remedy is None:
        return None
    advice = wording.message(rule, "remedy", values, language)
    family = rule.remedy.get("family")
    if family is None:
        return Remedy(rule.remedy["kind"], advice)
    from grantdocs.catalogue.statements import text_to_paste

    written_in = instance.json["document"]["language"] or "en"
    variant, profile = rule.remedy.get("variant"), _programme(instance)
    if variant and profile:
        variant = usual_variant(profile, family, variant)
    slots: Mapping[str, str] = _slots(instance)
    if profile:
        slots = with_opening(profile, family, written_in, slots, _only(_variants_beside(family, instance)))
    found = text_to_paste(family, written_in, slots, variant, _funds(instance))
    if found is None:
        return Remedy("advice", advice) if advice else None
    text, statement = found
    return Remedy(rule.remedy["kind"], text, statement.id)


def _slots(instance: Instance) -> dict[str, str]:
    """What the facts leave no doubt about; the rest stays a visible place in the text."""
    awards, partners = instance.json["awards"], instance.json["partners"]
    candidates = {
        "partner": _publisher(partners),
        "grant_number": _only([award["award_number"] for award in awards]),
        "project_name": _only([award["title"] for award in awards]),
        "project_acronym": _only([award["acronym"] for award in awards]),
    }
    known = {name: value for name, value in candidates.items() if value}
    profile = _programme(instance)
    return with_authority(profile, instance.json["document"]["language"] or "en", known) if profile else known


def _variants_beside(family: str, instance: Instance) -> list[str | None]:
    """Which variants of the statement that opens this one the publication has already."""
    from grantdocs.catalogue.statements import family as family_of

    opening = family_of(family).opens_with
    return [
        each["variant"] for each in instance.json["statements"] if each["family"] == opening and each["match"] in _THERE
    ]


def _funds(instance: Instance) -> list[str]:
    """The funds that the publication names, else those of its programme."""
    profile = _programme(instance)
    paying = profile.funds if profile else ()
    named = [fund["id"] for fund in instance.json["funds"]]
    return [fund for fund in named if not paying or fund in paying] or list(paying)


def _programme(instance: Instance) -> Programme | None:
    from grantdocs.catalogue.programmes import programmes

    found = instance.json["programmes"]
    return programmes().get(found[0]["id"]) if found else None


def _publisher(partners: list[dict[str, Any]]) -> str | None:
    for role in _TELLS_ITS_OWN:
        if name := _only([partner["name"] for partner in partners if partner["role"] == role]):
            return name
    return _only([partner["name"] for partner in partners])


def _only(values: list[str | None]) -> str | None:
    known = {value for value in values if value}
    return known.pop() if len(known) == 1 else None
