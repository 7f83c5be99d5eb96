"""From a verdict back to the text: the places that show why, and a fingerprint that survives moved lines."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from grantdocs.model.findings import Evidence, Verdict
from grantdocs.model.location import Anchor, Box, Location, Span
from grantdocs.rules.conformance import holds
from grantdocs.rules.instance import MISSING
from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from grantdocs.model.document import Document
    from grantdocs.model.rules import Rule
    from grantdocs.rules.instance import Instance

__all__ = ["collect", "fingerprint", "witnesses"]

_MOST: Final = 6
"""Places that a finding shows; the first ones say enough."""


def collect(
    rule: Rule,
    verdict: Verdict,
    instance: Instance,
    document: Document,
    *,
    proofs: Sequence[str],
    gaps: Sequence[str],
) -> tuple[Evidence, ...]:
    """The evidence of one verdict: one primary place and related ones, or what was searched in vain.

    `proofs` are the pointers of what decided: witnesses of a pass, contradictions of a failure.
    """
    match verdict:
        case Verdict.NOT_APPLICABLE:
            return ()
        case Verdict.CANNOT_TELL:
            return _of_gaps(gaps, instance, document)
        case Verdict.PASS:
            located = proofs or [item for need in rule.needs for item in instance.located_under(need)]
            found = list(_places(located, instance, document))
            return tuple(found[:_MOST]) or (_searched(rule),)
        case Verdict.FAIL:
            pointers = list(dict.fromkeys(p for p in map(instance.shown_by, proofs) if p))
            found = list(_places(pointers, instance, document))
            if found:
                return tuple(found[:_MOST])
            related = [item for need in rule.needs for item in instance.located_under(need)]
            seen = list(_places(related, instance, document, first="related"))
            return (_searched(rule), *seen[: _MOST - 1])


def witnesses(expect: dict[str, Any], instance: Instance) -> list[str]:
    """Pointers of the items by which an expectation holds: those that satisfy a `contains`, or an `if` of `items`."""
    return list(dict.fromkeys(_witnesses(expect, instance.json, "")))


def fingerprint(rule: Rule, verdict: Verdict, evidence: Iterable[Evidence], programme: str | None = None) -> str:
    quotes = sorted({fold_key(item.quote) for item in evidence if item.role != "related"})
    name = f"{rule.name} {programme}" if programme else rule.name
    return hashlib.sha256("\n".join([name, verdict.word, *quotes]).encode()).hexdigest()[:16]


def _searched(rule: Rule) -> Evidence:
    return Evidence("searched", rule.needs[0], None, "")


def _of_gaps(gaps: Sequence[str], instance: Instance, document: Document) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for pointer in gaps:
        spans = instance.index.get(pointer, ())
        role = "related" if found else "primary" if spans else "searched"
        if spans:
            found.append(_place(role, pointer, spans[0], document))
        else:
            found.append(Evidence(role, pointer, None, ""))
    return tuple(found[:_MOST])


def _places(
    pointers: Iterable[str], instance: Instance, document: Document, *, first: str = "primary"
) -> Iterator[Evidence]:
    """The places of facts; what entered a figure and what deviates in a statement comes after, with its own pointer."""
    role, shown = first, set()
    for pointer in pointers:
        value = instance.at(pointer)
        terms = value.get("terms", ()) if isinstance(value, dict) else ()
        spans = instance.index.get(pointer, ())
        beside = isinstance(value, dict) and "against" in value
        if (
            terms
            and not beside
            and (own := [(term, instance.index[term][0]) for term in terms if instance.index.get(term)])
        ):
            places = [(pointer, spans[0]) if spans else own[0], *own]
        else:
            places = [(pointer, span) for span in (spans if terms == [] else spans[:1])]
        places += [(at, instance.index[at][0]) for at in _deviations(pointer, value) if instance.index.get(at)]
        for at, span in places:
            if span not in shown:
                shown.add(span)
                yield _place(role, at, span, document)
                role = "related"
        if isinstance(value, dict) and value.get("elsewhere"):
            yield _place_elsewhere(value["elsewhere"])
        if not places and isinstance(value, dict):
            yield Evidence(role, pointer, None, str(value.get("alt") or value.get("name") or ""))
            role = "related"


def _deviations(pointer: str, value: Any) -> list[str]:
    found = value.get("deviations", ()) if isinstance(value, dict) else ()
    return [f"{pointer}/deviations/{i}" for i in range(len(found))]


def _place(role: str, pointer: str, span: Span, document: Document) -> Evidence:
    return Evidence(role, pointer, document.locate(span), document.quote(span))


def _place_elsewhere(place: dict[str, Any]) -> Evidence:
    """A place in another input, as an agreement names it."""
    anchor = dict(place["anchor"])
    if "box" in anchor:
        anchor["box"] = Box(*anchor["box"])
    location = Location(Span(*place["span"]), place["zone"], Anchor(**anchor))
    return Evidence("related", "", location, place["quote"], place["uri"])


def _witnesses(schema: Any, value: Any, pointer: str) -> Iterator[str]:
    if not isinstance(schema, dict) or value is MISSING:
        return
    for key in ("allOf", "anyOf", "oneOf"):
        for sub in schema.get(key, ()):
            if key == "allOf" or holds(sub, value):
                yield from _witnesses(sub, value, pointer)
    if isinstance(value, dict):
        for name, sub in schema.get("properties", {}).items():
            yield from _witnesses(sub, value.get(name, MISSING), f"{pointer}/{name}")
    if isinstance(value, list):
        chosen = schema.get("contains") or (schema.get("items") or {}).get("if")
        if chosen:
            yield from (f"{pointer}/{i}" for i, item in enumerate(value) if holds(chosen, item))
