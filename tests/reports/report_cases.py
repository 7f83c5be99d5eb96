"""Reports that every format is tried on: those of the samples, of a hostile publication, with an accepted failure."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import grantdocs
from grantdocs.model.findings import Remedy, Report, Suppression, Verdict

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
