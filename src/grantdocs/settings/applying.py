"""Marks in a report what the settings accept, and lets entries fail whose time is over."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from grantdocs.model.findings import Finding, Report, Suppression, Verdict
from grantdocs.model.rules import Level
from grantdocs.settings.baseline import Baseline, mark, read_baseline
from grantdocs.settings.documents import is_among, name_in
from grantdocs.settings.messages import told
from grantdocs.settings.settings import Ignore, Settings

__all__ = ["EXPIRED", "apply", "idle"]

EXPIRED: Final = "settings/expired-ignore"


def apply(report: Report, settings: Settings, *, today: dt.date, baseline: Baseline | None = None) -> Report:
    """The report with what is accepted or known marked; no finding is taken away.

    An entry of `ignore` whose day is over marks nothing: where it would have, it fails as a finding of its own, which
    no baseline can hold. `baseline` spares reading the one of the settings for every report.
    """
    if baseline is None and settings.baseline is not None:
        baseline = read_baseline(settings.baseline)
    report = _accepted(report, settings, today)
    return mark(report, baseline) if baseline else report


def idle(reports: Iterable[Report], settings: Settings, *, searched: Iterable[Path] = ()) -> tuple[Ignore, ...]:
    """Entries that match nothing, though they could: a publication that they speak of was judged, or all of them were.

    `searched`: folders that were judged whole.
    """
    judged = [(_name(report, settings), report) for report in reports]
    all_judged = any(settings.folder == place or place in settings.folder.parents for place in searched)
    found: list[Ignore] = []
    for entry in settings.ignore:
        meant = [report for name, report in judged if is_among(name, entry.documents)]
        hit = any(_concerns(entry, finding) for report in meant for finding in report.findings)
        if not hit and (meant or all_judged):
            found.append(entry)
    return tuple(found)


def _accepted(report: Report, settings: Settings, today: dt.date) -> Report:
    name = _name(report, settings)
    entries = [entry for entry in settings.ignore if is_among(name, entry.documents)]
    if not entries:
        return report
    findings: list[Finding] = []
    expired: dict[Ignore, Finding] = {}
    for finding in report.findings:
        concerned = [entry for entry in entries if _concerns(entry, finding, strict=settings.strict)]
        holding = next((entry for entry in concerned if entry.until >= today), None)
        if holding and finding.suppression is None:
            suppression = Suppression("ignored", holding.reason, holding.until.isoformat())
            findings.append(replace(finding, suppression=suppression))
            continue
        findings.append(finding)
        expired |= {entry: _over(entry, settings.language) for entry in concerned if entry.until < today}
    return replace(report, findings=(*findings, *expired.values()))


def _concerns(entry: Ignore, finding: Finding, *, strict: bool = True) -> bool:
    counts = {Verdict.FAIL, Verdict.CANNOT_TELL} if strict else {Verdict.FAIL}
    return finding.verdict in counts and is_among(finding.rule, (entry.rule,))


def _over(entry: Ignore, language: str) -> Finding:
    values = {
        "rule": entry.rule,
        "documents": ", ".join(entry.documents) or told("everywhere", language),
        "reason": entry.reason,
        "until": entry.until.isoformat(),
    }
    identity = "\n".join([EXPIRED, entry.rule, *entry.documents, entry.reason, values["until"]])
    return Finding(
        rule=EXPIRED,
        title=told("expired-title", language),
        verdict=Verdict.FAIL,
        level=Level.ERROR,
        message=told("expired", language, **values),
        citations=(),
        arguments=values,
        fingerprint=hashlib.sha256(identity.encode()).hexdigest()[:16],
    )


def _name(report: Report, settings: Settings) -> str:
    return name_in(settings.folder, report.document.source.uri)
