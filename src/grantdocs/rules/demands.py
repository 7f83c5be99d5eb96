"""What a programme demands to be written: the statements that its rules would have a publication insert."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from grantdocs.catalogue.programmes import programme
from grantdocs.catalogue.statements import OPENING, families, text_to_paste, variants
from grantdocs.errors import ScopeError
from grantdocs.rules.packs import pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grantdocs.catalogue.programmes import Programme
    from grantdocs.catalogue.statements import Statement
    from grantdocs.model.rules import Rule

__all__ = ["Demand", "demands", "slot_values", "usual_variant", "with_authority", "with_opening"]

_DISCLAIMER: Final = "disclaimer"
"""The variant of a family that has its disclaimer beside other wordings."""
_AUTHORITY: Final = "granting_authority"
_SHORT: Final = "granting_authority_short"
_SLOTS: Final = {
    "partner": ("partner",),
    "award": ("grant_number",),
    "title": ("project_name",),
    "acronym": ("project_acronym",),
    "authority": (_AUTHORITY, _SHORT),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """A text to paste, the catalogue's entry behind it, and the rules that ask for it."""

    text: str
    statement: Statement
    rules: tuple[Rule, ...]
    fund: str | None = None
    """The text is right where this fund pays; the programme has others, too."""


def demands(
    programme_id: str,
    language: str,
    slots: Mapping[str, str] | None = None,
    variant: str | None = None,
    fund: str | None = None,
) -> tuple[Demand, ...]:
    """The statements of a programme in the order of its packs, each once.

    `language` is a BCP 47 tag; where a wording is not known in it, it is the English one (`Demand.statement.language`).
    `variant` chooses between wordings of one family, such as `co-funded`, where the family has it; `fund` between
    those of the programme's funds, which else are all there (`Demand.fund`). Raises ScopeError for a programme that is
    not known, and for a fund that is not one of its own.
    """
    chosen = programme(programme_id)
    funds = tuple(one for one in chosen.funds if fund is None or one.lower() == fund.lower())
    if fund and not funds:
        raise ScopeError(f"{fund!r} does not pay {programme_id!r}; funds: {', '.join(chosen.funds) or 'none'}")
    slots = with_authority(chosen, language, slots or {})
    found: dict[str, Demand] = {}
    for rule, family, usual in _insertions(chosen):
        left = (usual_variant(chosen, family, usual),) if usual else variants(family, funds)
        for one in left:
            filled = with_opening(chosen, family, language, slots, variant)
            wanted = text_to_paste(family, language, filled, variant) if variant else None
            wanted = wanted or text_to_paste(family, language, filled, one)
            if wanted is None:
                continue
            text, statement = wanted
            before = found[statement.id].rules if statement.id in found else ()
            found[statement.id] = Demand(text, statement, (*before, rule), one if len(left) > 1 else None)
    return tuple(found.values())


def slot_values(named: Mapping[str, str | None]) -> dict[str, str]:
    """What fills the places of a text, by the catalogue's names of them: from partner, award, title, acronym, authority
    as people are asked for them."""
    return {place: value for name, value in named.items() if value for place in _SLOTS[name]}


def usual_variant(chosen: Programme, family: str, named: str) -> str:
    """The variant that the rules of a programme mean where one of them names a variant of this family.

    Packs go from the general to the special: where they name different ones, the last pack's is meant. A disclaimer
    takes the place of no other wording.
    """
    meant = [
        usual
        for _, other, usual in _insertions(chosen)
        if other == family and usual and (usual == _DISCLAIMER) == (named == _DISCLAIMER)
    ]
    return meant[-1] if meant else named


def with_authority(chosen: Programme, language: str, slots: Mapping[str, str]) -> dict[str, str]:
    """An authority given by its id (EACEA) is written out; where the programme has only one, it need not be given."""
    known = {authority.id.lower(): authority for authority in chosen.granting_authorities}
    given = slots.get(_AUTHORITY)
    authority = known.get(given.lower()) if given else next(iter(known.values())) if len(known) == 1 else None
    if authority is None:
        return dict(slots)
    named = authority.names.get(language) or authority.names.get("en") or next(iter(authority.names.values()))
    return {**slots, _AUTHORITY: named, _SHORT: authority.id}


def with_opening(
    chosen: Programme, family: str, language: str, slots: Mapping[str, str], variant: str | None = None
) -> Mapping[str, str]:
    """A disclaimer opens as the funding statement reads: by `variant`, else as the rules of the programme mean it."""
    opening = next((one.opens_with for one in families() if one.id == family), None)
    if opening is None:
        return slots
    printed = variants(opening)[0]
    meant = variant or usual_variant(chosen, opening, printed)
    found = text_to_paste(opening, language, {}, meant) if meant != printed else None
    return {**slots, OPENING: found[0]} if found and found[1].language == language else slots


def _insertions(chosen: Programme) -> Iterator[tuple[Rule, str, str | None]]:
    for name in chosen.packs:
        for rule in pack(name).rules:
            if rule.remedy and rule.remedy["kind"] == "insert-statement" and "family" in rule.remedy:
                yield rule, rule.remedy["family"], rule.remedy.get("variant")
