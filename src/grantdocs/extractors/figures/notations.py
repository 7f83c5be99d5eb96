"""How a publication writes its figures: in one way throughout, and in the way of its language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from grantdocs.errors import ScopeError
from grantdocs.languages import language_data
from grantdocs.model.facts import Amount, Figure

if TYPE_CHECKING:
    from grantdocs.languages import Lexicon

__all__ = ["derive"]

_DECIMALS = {"decimal-comma": "comma", "group-point": "comma", "decimal-point": "point", "group-comma": "point"}
_GROUP = "group-"
_FEWEST = 2


def derive(amounts: tuple[Amount, ...], lexicon: Lexicon) -> Iterator[Figure]:
    """One figure: of the decimal mark where that differs, else of the mark between thousands."""
    decimals = _places(amounts, _DECIMALS)
    if sum(map(len, decimals.values())) < _FEWEST and not _is_foreign(amounts, lexicon):
        return
    if len(decimals) > 1:
        yield _figure(amounts, decimals, "decimal mark")
    elif _is_foreign(amounts, lexicon):
        yield _figure(amounts, decimals, "foreign mark", claimed=len(decimals) + 1, variant="foreign")
    elif len(groups := _groups(amounts)) > 1:
        yield _figure(amounts, groups, "group mark", variant="groups")
    else:
        yield _figure(amounts, decimals, "decimal mark")


def _places(amounts: tuple[Amount, ...], marks: Mapping[str, str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, amount in enumerate(amounts):
        mark = next((marks[word] for word in amount.notation.split() if word in marks), None)
        if mark:
            found.setdefault(mark, []).append(index)
    return found


def _groups(amounts: tuple[Amount, ...]) -> dict[str, list[int]]:
    words = {word for amount in amounts for word in amount.notation.split()}
    return _places(amounts, {word: word for word in words if word.startswith(_GROUP)})


def _is_foreign(amounts: tuple[Amount, ...], lexicon: Lexicon) -> bool:
    """ "128,108.26" in a language that parts decimals, not thousands, with a comma."""
    try:
        comma = language_data(lexicon.tags[0])["numbers"]["decimal"] == ","
    except (IndexError, ScopeError):
        return False
    return comma and any({"group-comma", "decimal-point"} <= set(amount.notation.split()) for amount in amounts)


def _figure(
    amounts: tuple[Amount, ...],
    places: Mapping[str, list[int]],
    label: str,
    *,
    claimed: int | None = None,
    variant: str = "",
) -> Figure:
    indexes = sorted(index for group in places.values() for index in group)
    return Figure(
        kind="notation",
        unit="count",
        claimed=claimed or len(places),
        computed=1,
        terms=tuple(f"/amounts/{index}" for index in indexes),
        label=label,
        variant=variant,
        spans=tuple(span for index in indexes for span in amounts[index].spans[:1]),
    )
