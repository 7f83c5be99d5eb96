"""The file of known findings: they are marked and do not fail; new ones do."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from grantdocs._data_files import parsed
from grantdocs._schemas import hold
from grantdocs.errors import DataError
from grantdocs.model.findings import Finding, Report, Suppression, Verdict
from grantdocs.settings.documents import absolute, name_in
from grantdocs.text.folding import fold_key

__all__ = ["Baseline", "Known", "gone", "mark", "read_baseline", "updated"]

_SCHEMA: Final = "grantdocs-baseline/1"
_OF_SETTINGS: Final = "settings/"
"""Findings about the settings themselves are never known before."""
_LONGEST_MESSAGE: Final = 300


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A finding that was there before."""

    document: str
    """Path from the folder of the baseline."""
    rule: str
    fingerprint: str
    first_seen: str
    """ISO date"""
    message: str = ""
    """For people who read the file."""
    count: int = 1
    """How often the same stands in the document."""
    others: tuple[str, ...] = ()
    """Further documents that it was found in: without them nothing can be said about it."""
    quotes: tuple[str, ...] = ()
    """Hashes of what a failure quotes: where some of it is mended the rest is still known, what comes to it is new."""

    def covers(self, finding: Finding) -> bool:
        """Whether it is this finding, or what is left of it. A fingerprint knows only the first of several places."""
        if finding.rule != self.rule:
            return False
        quotes = _quotes(finding)
        return quotes.issubset(self.quotes) if quotes and self.quotes else self.fingerprint == finding.fingerprint


@dataclass(frozen=True)
class Baseline:
    path: Path
    findings: tuple[Known, ...] = ()

    @cached_property
    def by_document(self) -> dict[str, list[Known]]:
        grouped: dict[str, list[Known]] = {}
        for known in self.findings:
            grouped.setdefault(known.document, []).append(known)
        return grouped

    @property
    def folder(self) -> Path:
        return Path(os.path.abspath(self.path.parent))  # noqa: PTH100  names are compared as they are written

    def write(self) -> None:
        """Whole or not at all: the same findings give the same bytes. Raises DataError where it cannot be written."""
        whole = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            whole.write_bytes(self._shown().encode())
            whole.replace(self.path)
        except OSError as error:
            whole.unlink(missing_ok=True)
            raise DataError(str(self.path), "", f"cannot be written: {error.strerror or error}") from error

    def _shown(self) -> str:
        data = {"schema": _SCHEMA, "findings": [_as_json(known) for known in sorted(self.findings)]}
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        return "".join(c if c == "\n" or c.isprintable() else json.dumps(c)[1:-1] for c in text)


def read_baseline(path: Path) -> Baseline:
    """Raises DataError."""
    data = parsed(path, "a baseline")
    hold(data, "baseline", str(path))
    return Baseline(path, tuple(_of_json(entry) for entry in data["findings"]))


def mark(report: Report, baseline: Baseline) -> Report:
    """The report with its known findings marked; what is marked already stays as it is."""
    entries = _entries(report, baseline)
    if not any(entries):
        return report
    return replace(
        report,
        findings=tuple(
            replace(finding, suppression=Suppression("baseline", entry.first_seen))
            if entry and finding.suppression is None
            else finding
            for finding, entry in zip(report.findings, entries, strict=True)
        ),
    )


def gone(baseline: Baseline, reports: Sequence[Report], *, searched: Iterable[Path] = ()) -> tuple[Known, ...]:
    """Entries that no longer occur in what was judged.

    `searched`: folders that were judged whole, so that a file which is missing in them is known to be gone.
    """
    occurring = {entry for report in reports for entry in _entries(report, baseline) if entry}
    judged = {_name(report, baseline) for report in reports}
    places = tuple(searched)
    return tuple(
        known
        for known in baseline.findings
        if (known not in occurring and judged.issuperset({known.document, *known.others}))
        or _is_missing(known, baseline, places)
    )


def updated(
    baseline: Baseline,
    reports: Sequence[Report],
    *,
    today: dt.date,
    strict: bool = False,
    searched: Iterable[Path] = (),
) -> Baseline:
    """The baseline with what fails now and without what is gone; what could not be seen this time is kept.

    `strict`: what cannot be told is written down, too. What is accepted by settings is not: it fails when its day is
    over.
    """
    counts: Counter[Known] = Counter()
    replaced = set(gone(baseline, reports, searched=searched))
    judged = {_name(report, baseline) for report in reports}
    for report in reports:
        for finding, entry in zip(report.findings, _entries(report, baseline), strict=True):
            if entry:
                replaced.add(entry)
            is_failing = finding.verdict is Verdict.FAIL or strict or entry is not None
            if is_failing and _can_be_known(finding) and finding.suppression is None:
                day = entry.first_seen if entry else today.isoformat()
                counts[_known(finding, report, baseline, judged, day)] += 1
    kept = (known for known in baseline.findings if known not in replaced)
    now = (replace(known, count=count) for known, count in counts.items())
    return replace(baseline, findings=tuple(sorted((*kept, *now))))


def _entries(report: Report, baseline: Baseline) -> list[Known | None]:
    """The entry of each finding, None for new ones; an entry is good for as many findings as it counts."""
    name = _name(report, baseline)
    left = Counter({known: known.count for known in baseline.by_document.get(name, ())})
    found: list[Known | None] = []
    for finding in report.findings:
        fits = (known for known in left if left[known] > 0 and _can_be_known(finding) and known.covers(finding))
        entry = min(fits, key=lambda known: (known.fingerprint != finding.fingerprint, len(known.quotes)), default=None)
        if entry:
            left[entry] -= 1
        found.append(entry)
    return found


def _known(finding: Finding, report: Report, baseline: Baseline, judged: set[str], day: str) -> Known:
    return Known(
        document=_name(report, baseline),
        rule=finding.rule,
        fingerprint=finding.fingerprint,
        first_seen=day,
        message=finding.message[:_LONGEST_MESSAGE],
        others=_others(finding, baseline, judged),
        quotes=tuple(sorted(_quotes(finding))),
    )


def _name(report: Report, baseline: Baseline) -> str:
    return name_in(baseline.folder, report.document.source.uri)


def _others(finding: Finding, baseline: Baseline, judged: set[str]) -> tuple[str, ...]:
    """The other publications that the finding rests on; a profile is none."""
    names = {name_in(baseline.folder, item.source) for item in finding.evidence if item.source}
    return tuple(sorted(names & judged))


def _quotes(finding: Finding) -> frozenset[str]:
    """Hashes of all that a failure quotes; none where it rests on nothing that was found, or can only not be told."""
    if finding.verdict is not Verdict.FAIL or not any(item.role == "primary" for item in finding.evidence):
        return frozenset()
    return frozenset(hashlib.sha256(fold_key(item.quote).encode()).hexdigest()[:8] for item in finding.evidence)


def _can_be_known(finding: Finding) -> bool:
    return finding.verdict in {Verdict.FAIL, Verdict.CANNOT_TELL} and not finding.rule.startswith(_OF_SETTINGS)


def _is_missing(known: Known, baseline: Baseline, searched: tuple[Path, ...]) -> bool:
    path = absolute(baseline.folder, known.document)
    return path is not None and any(place in path.parents for place in searched) and not path.exists()


def _of_json(entry: dict[str, Any]) -> Known:
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in entry.items()}
    return Known(**values)


def _as_json(known: Known) -> dict[str, Any]:
    return {
        "document": known.document,
        "rule": known.rule,
        "fingerprint": known.fingerprint,
        **({"count": known.count} if known.count > 1 else {}),
        **({"others": list(known.others)} if known.others else {}),
        **({"quotes": list(known.quotes)} if known.quotes else {}),
        "first_seen": known.first_seen,
        "message": known.message,
    }
