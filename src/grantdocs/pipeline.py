"""The whole flow: bytes -> document -> facts -> findings -> report. Start reading here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from grantdocs.extractors.assumptions import Assumptions
from grantdocs.extractors.publication import extract as extract_facts
from grantdocs.grants import compared
from grantdocs.model.agreements import Agreement
from grantdocs.model.document import Document, Gap
from grantdocs.model.facts import Facts
from grantdocs.model.findings import ProfileStamp, Report
from grantdocs.model.rules import Pack
from grantdocs.profiles import ProfileSource, across, as_json
from grantdocs.profiles import load as load_profile
from grantdocs.readers import Limits, Readable, read
from grantdocs.rules import charges, judge_charges, narrowed, packs_for
from grantdocs.rules.instance import build

__all__ = ["check", "check_together", "compare_reports", "extract", "facts_json", "judge_agreements", "read"]


def extract(document: Document | Readable, *, assume: Mapping[str, Any] | None = None, ner: str | None = None) -> Facts:
    """What a publication claims; `assume` and `ner` as for `check`. Raises ReadError where it cannot be read."""
    return extract_facts(_document(document, None), Assumptions.of(assume or {}), _trained(ner))


def check(
    document: Document | Readable,
    *,
    assume: Mapping[str, Any] | None = None,
    packs: Iterable[str] | None = None,
    profile: ProfileSource | None = None,
    language: str = "en",
    limits: Limits | None = None,
    ner: str | None = None,
) -> Report:
    """Judge a publication: a path, bytes, a binary file, or a Document from `read`.

    `assume` asserts what the caller knows: `{"programmes": ["erasmus-plus-2021-2027"], "is_project": True,
    "published": "2024-05-01", "kind": "poster"}`. `packs` replaces the rule packs that follow from the legal basis of
    the grant. `profile` is what the grant agreement says, a file or a mapping (`schemas/profile.schema.json`): it tells
    the programme, and facts are compared with it. `language` is that of the messages. `ner` is an installed
    spaCy pipeline, by its name or the path of its folder: organisations that it sees beside the words for partners are
    partners, too. Raises ReadError, ScopeError, DataError.
    """
    trained = _trained(ner)
    document = _document(document, limits)
    if profile is None:
        return _judged(document, extract_facts(document, Assumptions.of(assume or {}), trained), packs, language)
    known = load_profile(profile)
    facts, gaps = compared(document, known, assume or {}, trained)
    stamp = ProfileStamp(known.uri, known.digest, tuple(as_json(known).get("copies", ())))
    report = _judged(document, facts, packs, language)
    return replace(report, gaps=(*report.gaps, *gaps), profile=stamp)


def check_together(
    sources: Iterable[Document | Readable], *, packs: Iterable[str] | None = None, language: str = "en", **options: Any
) -> tuple[Report, ...]:
    """Judge several publications, and what they say of the same project against one another; options as for `check`."""
    chosen = None if packs is None else tuple(packs)
    reports = [check(source, packs=chosen, language=language, **options) for source in sources]
    return compare_reports(reports, packs=chosen, language=language)


def compare_reports(
    reports: Sequence[Report], *, packs: Iterable[str] | None = None, language: str = "en"
) -> tuple[Report, ...]:
    """The same reports, with what contradicts an earlier one; `packs` and `language` as they were judged with."""
    chosen = None if packs is None else tuple(packs)
    found = across([(report.facts, report.document) for report in reports])
    return tuple(
        judge_agreements(report, agreements, packs=chosen, language=language) if agreements else report
        for report, agreements in zip(reports, found, strict=True)
    )


def judge_agreements(
    report: Report,
    agreements: tuple[Agreement, ...],
    *,
    packs: Iterable[str] | None = None,
    language: str = "en",
    rule: str | None = None,
) -> Report:
    """The same report, with what others say of its project judged as well; by the rules of one name only, or by all."""
    facts = replace(report.facts, figures=(*report.facts.figures, *agreements))
    again = _judged(report.document, facts, packs, language, rule)
    return replace(report, facts=facts, findings=again.findings, instance=again.instance)


def facts_json(facts: Facts, document: Document) -> dict[str, Any]:
    """The facts in their published form, `schemas/facts.schema.json`."""
    return build(facts, document).json


def _judged(
    document: Document, facts: Facts, packs: Iterable[str] | None, language: str, rule: str | None = None
) -> Report:
    instance = build(facts, document)
    charged = charges(facts, document, packs)
    chosen = packs_for(charged)
    return Report(
        document=document,
        facts=facts,
        findings=judge_charges(narrowed(charged, rule), facts, document, instance, language=language),
        packs=tuple(pack.stamp for pack in chosen),
        gaps=(*facts.gaps, *_unjudged(facts, chosen)),
        assumed=facts.assumed,
        instance=instance.json,
    )


def _unjudged(facts: Facts, chosen: tuple[Pack, ...]) -> Iterator[Gap]:
    """Says so where nothing but the figures was judged, so that silence is not taken for approval."""
    if facts.document.is_project and {pack.id for pack in chosen} == {"figures"}:
        named = facts.programmes[0].id if facts.programmes else "an unknown programme"
        yield Gap("no-rules-for-programme", f"no publicity rules were applied, for there are none yet for {named}")


def _trained(ner: str | None) -> Any:
    if ner is None:
        return None
    from grantdocs.extractors.organisations.trained import pipeline

    return pipeline(ner)


def _document(source: Document | Readable, limits: Limits | None) -> Document:
    return source if isinstance(source, Document) else read(source, limits=limits)
