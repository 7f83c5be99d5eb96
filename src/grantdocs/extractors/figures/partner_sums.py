"""The amounts of all partners beside the project's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from grantdocs.extractors.figures.slips import is_one_slip
from grantdocs.extractors.figures.terms import PARTS, WHOLES, Term, groups_of, spans_of, sum_tolerance
from grantdocs.model.facts import Amount, AmountKind, Figure, Partner, Scope

__all__ = ["derive"]

_KINDS = (*reversed(WHOLES), *PARTS)
_FEWEST = 2
_MISSING_PARTNER = Decimal("0.05")
"""Partners that fall short of the project by more than this share may lack one that the text gives no amount of."""
_SUSPENDED = frozenset({"RU", "BY"})
"""Partners from there left the projects in 2022; their amounts stay in totals and are missing from lists."""


def derive(amounts: tuple[Amount, ...], partners: tuple[Partner, ...]) -> Iterator[Figure]:
    groups = groups_of(amounts)
    suspended = any(partner.country in _SUSPENDED for partner in partners)
    for (scope, _, currency), project in groups.items():
        if scope is not Scope.PROJECT:
            continue
        of_partners = [
            group
            for (other, party, its), group in groups.items()
            if other is Scope.PARTNER and party is not None and its == currency
        ]
        for kind in _KINDS:
            terms = [group[kind] for group in of_partners if kind in group]
            if kind in project and len(terms) >= _FEWEST:
                figure = _sum(kind, project[kind], terms)
                if figure.difference <= 0 or (not suspended and _is_complete(figure, project[kind], terms)):
                    yield figure


def _sum(kind: AmountKind, whole: Term, parts: list[Term]) -> Figure:
    terms = [whole, *parts]
    # The system rounds each partner's share down, publications round the share of the whole.
    rounding = len(parts) if kind in PARTS else 0
    return Figure(
        kind="partner_sum",
        unit="minor",
        claimed=whole.minor,
        computed=sum(part.minor for part in parts),
        tolerance=max(sum_tolerance(terms), rounding),
        terms=tuple(term.pointer for term in terms),
        label=kind.value,
        spans=spans_of(terms),
    )


def _is_complete(figure: Figure, whole: Term, parts: list[Term]) -> bool:
    """Too much is always wrong; too little only where hardly a partner is missing from the list."""
    if figure.difference <= _MISSING_PARTNER * figure.claimed:
        return True
    return is_one_slip(whole.amount.value, [part.amount.value for part in parts], figure.tolerance)
