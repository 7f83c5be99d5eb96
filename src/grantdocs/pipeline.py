"""The whole flow: bytes -> document -> facts -> findings -> report. Start reading here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from grantdocs.catalogue.programmes import programmes
from grantdocs.extractors.assumptions import Assumptions
from grantdocs.extractors.publication import extract as extract_facts
from grantdocs.model.document import Document
from grantdocs.model.facts import Facts
from grantdocs.model.findings import PackStamp, Report
from grantdocs.readers import Limits, Readable, read
from grantdocs.rules import judge
from grantdocs.rules.instance import build
from grantdocs.rules.packs import pack

__all__ = ["check", "extract", "facts_json", "read"]

_FIGURES = "figures"


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
    chosen = [pack(name) for name in packs or _packs_of(facts)]
    return Report(
        document=document,
        facts=facts,
        findings=judge(facts, document, chosen, instance=instance, language=language),
        packs=tuple(PackStamp(p.id, p.version, p.digest) for p in chosen),
        gaps=facts.gaps,
        assumed=facts.assumed,
        instance=instance.json,
    )


def facts_json(facts: Facts, document: Document) -> dict[str, Any]:
    """The facts in their published form, `schemas/facts.schema.json`."""
    return build(facts, document).json


def _packs_of(facts: Facts) -> Iterator[str]:
    """The packs that the legal basis of the grant names, and the one that judges the figures of every project."""
    if facts.programmes:
        yield from programmes()[facts.programmes[0].id].packs
    yield _FIGURES


def _document(source: Document | Readable, limits: Limits | None) -> Document:
    return source if isinstance(source, Document) else read(source, limits=limits)
