"""Reports that every format is tried on: made by hand, of the samples, of a hostile publication, with an accepted failure."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import grantdocs
from grantdocs.model.findings import Remedy, Report, Suppression, Verdict
from grantdocs.rules import judge, pack
from grantdocs.rules.instance import build
from grantdocs.testing import document_of, facts_of

TEXT = "Open shelves\nThe European Union pays for it.\nTotal\tEUR 1001.00\nUnion\tEUR 850.00\nTown\tEUR 150.00"
FACTS = {
    "document": {"is_project": True, "language": "en"},
    "programmes": [{"id": "erasmus-plus-2021-2027", "period": "2021-2027", "confidence": 1.0}],
    "mentions": [{"id": "EU", "in_full": True, "text": "European Union"}],
    "awards": [{"title": "Open shelves", "text": "Open shelves"}],
    "partners": [{"name": "Town Library", "country": "LV"}],
    "amounts": [
        {"value": "1001.00", "kind": "total_cost", "scope": "project", "text": "EUR 1001.00"},
        {"value": "850.00", "kind": "union_contribution", "scope": "project", "text": "EUR 850.00"},
        {"value": "150.00", "kind": "own_contribution", "scope": "project", "text": "EUR 150.00"},
    ],
    "figures": [
        {"kind": "sum", "unit": "minor", "claimed": 100100, "computed": 100000, "label": "total_cost", "text": "EUR 1001.00",
         "terms": ["/amounts/0", "/amounts/1", "/amounts/2"]},
        {"kind": "markup", "unit": "count", "claimed": 0, "computed": 0, "label": "markup"},
    ],
    "extraction": {"gaps": [{"reason": "no-images-in-input", "pointer": "/images", "detail": "plain text holds no pictures"}]},
}  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "samples").glob("*/*") if path.suffix not in {".json", ".py"}
)
HOSTILE = "=1+1;\x1b[31m\u202ered\u200b\x00\r\n::error::%0A <script>alert(1)</script> ]]> \ud800\ufffe"
"""What a publication could hold, and its file's name: a formula, escapes, bidi controls, commands, markup, no XML."""


@cache
def report_of(sample: str) -> Report:
    """The report of a sample under its relative name."""
    document = grantdocs.read(ROOT / sample)
    return grantdocs.check(replace(document, source=replace(document.source, uri=sample)))


def hostile(report: Report, text: str) -> Report:
    """The report with the text wherever a publication, its file's name or a rule of strangers can put it."""
    document = replace(report.document, source=replace(report.document.source, uri=text), title=text)
    findings = tuple(
        replace(
            finding,
            message=text,
            title=text,
            evidence=tuple(replace(item, quote=text, source=text) for item in finding.evidence),
            remedy=finding.remedy and Remedy(finding.remedy.kind, text, finding.remedy.statement),
            suppression=Suppression("ignored", text) if number % 5 == 4 else None,
        )
        for number, finding in enumerate(report.findings)
    )
    gaps = tuple(replace(gap, detail=text) for gap in report.gaps)
    facts = replace(report.facts, awards=tuple(replace(award, title=text) for award in report.facts.awards))
    instance = {**report.instance, "document": {**report.instance["document"], "uri": text}}
    return replace(report, document=document, findings=findings, gaps=gaps, facts=facts, instance=instance)


def suppressed(report: Report, kind: str = "ignored", until: str | None = "2030-01-31") -> Report:
    """The report with its first failure accepted."""
    first = next(finding for finding in report.findings if finding.verdict is Verdict.FAIL)
    known = replace(first, suppression=Suppression(kind, "an old poster", until))
    return replace(report, findings=tuple(known if each is first else each for each in report.findings))


def published(name: str) -> Path:
    """A schema that others publish; it is not ours to copy, `.ci/run` lays it down."""
    folder = os.environ.get("GRANTDOCS_SCHEMAS")
    found = next(Path(folder).rglob(name), None) if folder else None
    if found is None:
        pytest.skip(f"{name} is not in the folder that GRANTDOCS_SCHEMAS names; .ci/run shows where to get it")
    return found


def make(facts: dict, text: str, packs: tuple[str, ...] = ("eu-mga-2021", "figures"), language: str = "en") -> Report:
    document = document_of(text)
    found = facts_of(facts, document)
    chosen = tuple(map(pack, packs))
    instance = build(found, document)
    return Report(
        document=document,
        facts=found,
        findings=judge(found, document, chosen, instance=instance, language=language),
        packs=tuple(each.stamp for each in chosen),
        gaps=found.gaps,
        instance=instance.json,
    )
