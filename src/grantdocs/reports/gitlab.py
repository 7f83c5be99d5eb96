"""The code quality report of GitLab: what fails or cannot be told, shown in a merge request."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from grantdocs.model.findings import Verdict
from grantdocs.model.rules import Level
from grantdocs.reports._chrome import clean, clip
from grantdocs.reports._rows import line_of, rows
from grantdocs.reports.json import dumped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantdocs.model.findings import Finding, Report
    from grantdocs.reports import Unread

__all__ = ["ENDINGS", "MEDIA_TYPE", "render", "render_all"]

MEDIA_TYPE: Final = "application/json"
ENDINGS: Final = ("gl-code-quality-report.json", ".codequality.json")
_SEVERITIES: Final = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}
_TOLD: Final = {Verdict.FAIL, Verdict.CANNOT_TELL}
_UNREAD: Final = "unreadable-input"


def render(report: Report, *, language: str = "en", level: Level = Level.NOTE) -> str:
    return render_all([report], [], language=language, level=level)


def render_all(
    reports: Sequence[Report], unread: Sequence[Unread], *, language: str = "en", level: Level = Level.NOTE
) -> str:
    entries = [entry for report in reports for entry in _entries(report, language, level)]
    entries += [_entry(clean(clip(each.message)), _UNREAD, "blocker", (each.uri, 1), _UNREAD) for each in unread]
    return dumped(_with_own_fingerprints(entries), 2)


def _entries(report: Report, language: str, level: Level) -> Iterator[dict[str, Any]]:
    for finding, row in rows(report, language, level):
        if finding.verdict in _TOLD:
            counts = finding.verdict is Verdict.FAIL and finding.suppression is None
            severity = _SEVERITIES[finding.level] if counts else "info"
            uri = report.document.source.uri
            yield _entry(row.told, finding.rule, severity, (uri, _line(finding)), finding.fingerprint)


def _entry(description: str, check: str, severity: str, place: tuple[str, int], fingerprint: str) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": clean(clip(place[0])), "lines": {"begin": place[1]}},
    }


def _line(finding: Finding) -> int:
    """GitLab demands a line; where the format has none it is the first."""
    return line_of(finding) or 1


def _with_own_fingerprints(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with fingerprints that are each there once: of file, rule and words, and which of several alike."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for entry in entries:
        key = (entry["location"]["path"], entry["check_name"], entry["fingerprint"])
        entry["fingerprint"] = hashlib.sha256("\n".join((*key, str(seen[key]))).encode()).hexdigest()[:32]
        seen[key] += 1
    return entries
