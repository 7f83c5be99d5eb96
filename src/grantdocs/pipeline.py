"""The whole flow: bytes -> document -> facts -> findings -> report. Start reading here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from grantdocs.extractors.assumptions import Assumptions
from grantdocs.extractors.publication import extract as extract_facts
from grantdocs.model.document import Document, Gap
from grantdocs.model.facts import Facts
from grantdocs.model.findings import Report
from grantdocs.model.rules import Pack
from grantdocs.readers import Limits, Readable, read
from grantdocs.rules import charges, judge_charges, packs_for
from grantdocs.rules.instance import build

__all__ = ["check", "extract", "facts_json", "read"]


def extract(document: Document | Readable, *, assume: Mapping[str, Any] | None = None) -> Facts:
    """What a publication claims; `assume` as for `check`. Raises ReadError where it cannot be read."""
    return extract_facts(_document(document, None), Assumptions.of(assume or {}))


def check(
    document: Document | Readable,
    *,
    assume: Mapping[str, Any] | None = None,
    packs: Iterable[str] | None = None,
    language: str = "en",
    limits: Limits | None = None,
) -> Report:
    """Judge a publication: a path, bytes, a binary file, or a Document from `read`.

    `assume` asserts what the caller knows: `{"programmes": ["erasmus-plus-2021-2027"], "is_project": True,
    "published": "2024-05-01", "kind": "poster"}`. `packs` replaces the rule packs that follow from the legal basis of
    the grant. `language` is that of the messages. Raises ReadError, ScopeError, RulePackError.
    """
    document = _document(document, limits)
    facts = extract_facts(document, Assumptions.of(assume or {}))
    instance = build(facts, document)
    charged = charges(facts, document, packs)
    chosen = packs_for(charged)
    return Report(
        document=document,
        facts=facts,
        findings=judge_charges(charged, facts, document, instance, language=language),
        packs=tuple(pack.stamp for pack in chosen),
        gaps=(*facts.gaps, *_unjudged(facts, chosen)),
        assumed=facts.assumed,
        instance=instance.json,
    )


def facts_json(facts: Facts, document: Document) -> dict[str, Any]:
    """The facts in their published form, `schemas/facts.schema.json`."""
    return build(facts, document).json


def _unjudged(facts: Facts, chosen: tuple[Pack, ...]) -> Iterator[Gap]:
    """Says so where nothing but the figures was judged, so that silence is not taken for approval."""
    if facts.document.is_project and {pack.id for pack in chosen} == {"figures"}:
        named = facts.programmes[0].id if facts.programmes else "an unknown programme"
        yield Gap("no-rules-for-programme", f"no publicity rules were applied, for there are none yet for {named}")


def _document(source: Document | Readable, limits: Limits | None) -> Document:
    return source if isinstance(source, Document) else read(source, limits=limits)
