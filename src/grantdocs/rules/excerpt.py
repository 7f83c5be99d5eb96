"""The facts that stand in some blocks of a publication, and the way back to where they stand among all facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from grantdocs.model.document import Document
    from grantdocs.model.facts import Fact, Facts, Figure
    from grantdocs.model.findings import Evidence
    from grantdocs.model.location import Span

__all__ = ["Excerpt", "excerpt"]

_LISTS: Final = (
    "programmes", "funds", "mentions", "awards", "amounts", "rates", "dates", "partners", "statements", "images",
    "links", "figures",
)  # fmt: skip
_GAPS: Final = "extraction/gaps"
_EVERYBODYS: Final = frozenset({"programmes", "images"})
_POINTS_AT_AMOUNT: Final = {"amounts": "part_of", "rates": "of"}
_ITEM_RE: Final = regex.compile(r"/(?P<list>extraction/gaps|[a-z]++)/(?P<number>\d++)(?P<rest>/.*+)?+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    facts: Facts
    origins: dict[str, tuple[int, ...]]
    """For each list the numbers that its items have among all facts."""

    def original(self, evidence: Evidence) -> Evidence:
        """The evidence with its pointer into all facts."""
        found = _ITEM_RE.fullmatch(evidence.pointer)
        if found is None or found["list"] not in self.origins:
            return evidence
        number = self.origins[found["list"]][int(found["number"])]
        return replace(evidence, pointer=f"/{found['list']}/{number}{found['rest'] or ''}")


def excerpt(facts: Facts, document: Document, blocks: Collection[int], programme: str) -> Excerpt:
    """The facts of one programme's part. What stands nowhere in the text, and every picture, belongs to all parts."""
    kept: dict[str, dict[int, Any]] = {}
    for name in _LISTS:
        shown = ((i, _shown(name, fact, document, blocks)) for i, fact in enumerate(getattr(facts, name)))
        kept[name] = {i: fact for i, fact in shown if fact is not None and not _is_of_another(name, fact, programme)}
    numbers = {name: {old: new for new, old in enumerate(items)} for name, items in kept.items()}
    kept["figures"] = {i: moved for i, figure in kept["figures"].items() if (moved := _moved_terms(figure, numbers))}
    for name, key in _POINTS_AT_AMOUNT.items():
        kept[name] = {
            i: replace(fact, **{key: numbers["amounts"].get(getattr(fact, key))}) for i, fact in kept[name].items()
        }
    gaps = {
        i: replace(gap, pointer=pointer)
        for i, gap in enumerate(facts.gaps)
        if _is_near(gap.spans, document, blocks) and (pointer := _moved(gap.pointer, numbers)) is not None
    }
    lists: dict[str, Any] = {name: tuple(items.values()) for name, items in kept.items()}
    return Excerpt(
        replace(facts, gaps=tuple(gaps.values()), **lists),
        {_GAPS: tuple(gaps)} | {name: tuple(items) for name, items in kept.items()},
    )


def _shown(name: str, fact: Fact, document: Document, blocks: Collection[int]) -> Fact | None:
    """The fact as the blocks show it, None where they do not."""
    if name in _EVERYBODYS or not fact.spans:
        return fact
    spans = tuple(span for span in fact.spans if document.block_index(span.start) in blocks)
    return replace(fact, spans=spans) if spans else None


def _is_of_another(name: str, fact: Any, programme: str) -> bool:
    match name:
        case "programmes":
            return bool(fact.id != programme)
        case "awards":
            return fact.programme not in {None, programme}
    return False


def _is_near(spans: tuple[Span, ...], document: Document, blocks: Collection[int]) -> bool:
    return not spans or any(document.block_index(span.start) in blocks for span in spans)


def _moved_terms(figure: Figure, numbers: Mapping[str, Mapping[int, int]]) -> Figure | None:
    """The figure where all that entered it is there, with its pointers to it."""
    terms = tuple(_moved(term, numbers) for term in figure.terms)
    return replace(figure, terms=terms) if None not in terms else None  # type: ignore[arg-type]


def _moved(pointer: str, numbers: Mapping[str, Mapping[int, int]]) -> str | None:
    """A pointer into all facts as one into the excerpt; None where the item is left out."""
    found = _ITEM_RE.fullmatch(pointer)
    if found is None or found["list"] not in numbers:
        return pointer
    number = numbers[found["list"]].get(int(found["number"]))
    return None if number is None else f"/{found['list']}/{number}{found['rest'] or ''}"
