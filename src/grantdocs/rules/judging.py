"""Judge a publication by all that it is charged with: as a whole, or each programme's part by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from grantdocs.model.findings import Evidence, Verdict
from grantdocs.rules import evidence, wording
from grantdocs.rules.evaluate import judge_instance
from grantdocs.rules.excerpt import excerpt
from grantdocs.rules.instance import build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grantdocs.model.document import Document
    from grantdocs.model.facts import Facts
    from grantdocs.model.findings import Finding
    from grantdocs.model.rules import Rule
    from grantdocs.rules.choice import Charge
    from grantdocs.rules.instance import Instance
    from grantdocs.rules.parts import Part

__all__ = ["UNCLEAR_PROGRAMME", "judge_charges"]

UNCLEAR_PROGRAMME = "programme-unclear"
"""Reason of the gap that says between which programmes the text does not decide."""


def judge_charges(
    charges: Iterable[Charge], facts: Facts, document: Document, instance: Instance, *, language: str = "en"
) -> tuple[Finding, ...]:
    """One finding for each rule of each charge, in their order."""
    return tuple(
        finding for charge in charges for finding in _judge(charge, facts, document, instance, language=language)
    )


def _judge(
    charge: Charge, facts: Facts, document: Document, instance: Instance, *, language: str
) -> tuple[Finding, ...]:
    if charge.part is not None:
        return tuple(_of_part(charge, charge.part, facts, document, language))
    found = judge_instance(instance, document, charge.packs, language=language, apart=not charge.candidates)
    return tuple(_of_candidates(charge, found, instance, language)) if charge.candidates else found


def _of_part(charge: Charge, part: Part, facts: Facts, document: Document, language: str) -> Iterator[Finding]:
    """What holds of both readings of the part; where they differ it is not clear what the part is."""
    narrow = _within(part.narrow, charge, part, facts, document, language)
    wide = narrow if part.wide == part.narrow else _within(part.wide, charge, part, facts, document, language)
    for rule, closely, widely in zip(_rules(charge), narrow, wide, strict=True):
        if closely.verdict is widely.verdict:
            yield closely
        else:
            shown = next((each.evidence for each in (widely, closely) if each.evidence), ())
            told = wording.open_message(rule, language, "part", programme=part.programme)
            yield _opened(closely, rule, shown, told)


def _within(  # noqa: PLR0917
    blocks: frozenset[int], charge: Charge, part: Part, facts: Facts, document: Document, language: str
) -> tuple[Finding, ...]:
    taken = excerpt(facts, document, blocks, part.programme)
    found = judge_instance(
        build(taken.facts, document), document, charge.packs, language=language, programme=part.programme
    )
    return tuple(replace(each, evidence=tuple(map(taken.original, each.evidence))) for each in found)


def _of_candidates(charge: Charge, findings: Iterable[Finding], instance: Instance, language: str) -> Iterator[Finding]:
    """A rule that only binds if one of several programmes pays can pass, and cannot fail."""
    gaps = instance.json["extraction"]["gaps"]
    shown = [f"/extraction/gaps/{i}" for i, gap in enumerate(gaps) if gap["reason"] == UNCLEAR_PROGRAMME]
    why = tuple(Evidence("searched", pointer, None, "") for pointer in shown)
    for rule, finding in zip(_rules(charge), findings, strict=True):
        if finding.verdict in {Verdict.FAIL, Verdict.CANNOT_TELL}:
            told = wording.open_message(rule, language, "programme", programmes=", ".join(charge.candidates))
            yield _opened(finding, rule, why, told)
        else:
            yield finding


def _opened(finding: Finding, rule: Rule, shown: tuple[Evidence, ...], told: str) -> Finding:
    return replace(
        finding,
        verdict=Verdict.CANNOT_TELL,
        message=told,
        evidence=shown,
        remedy=None,
        fingerprint=evidence.fingerprint(rule, Verdict.CANNOT_TELL, shown, finding.programme),
    )


def _rules(charge: Charge) -> Iterator[Rule]:
    return (rule for pack in charge.packs for rule in pack.rules)
