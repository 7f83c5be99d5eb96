"""The file of known findings: they are marked and do not fail; new ones do."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
    """Hashes of what a failure at several places quotes: where some of them are mended, the rest is still known."""

    @property
    def key(self) -> tuple[str, str]:
        return self.document, self.fingerprint


@dataclass(frozen=True, slots=True)
class Baseline:
    path: Path
    findings: tuple[Known, ...] = ()

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
    return Baseline(path, tuple(_known(entry) for entry in data["findings"]))


def mark(report: Report, baseline: Baseline) -> Report:
    """The report with its known findings marked; what is marked already stays as it is."""
    name = name_in(baseline.folder, report.document.source.uri)
    known = tuple(entry for entry in baseline.findings if entry.document == name)
    if not known:
        return report
    before = _Before(known, report)
    left = Counter({entry.fingerprint: entry.count for entry in known})
    findings: list[Finding] = []
    for finding in report.findings:
        entry = before.entry(finding) if _can_be_known(finding) and finding.suppression is None else None
        if entry and left[entry.fingerprint] > 0:
            left[entry.fingerprint] -= 1
            findings.append(replace(finding, suppression=Suppression("baseline", entry.first_seen)))
        else:
            findings.append(finding)
    return replace(report, findings=tuple(findings))


def gone(baseline: Baseline, reports: Sequence[Report], *, searched: Iterable[Path] = ()) -> tuple[Known, ...]:
    """Entries that no longer occur in what was judged.

    `searched`: folders that were judged whole, so that a file which is missing in them is known to be gone.
    """
    occurring = {(name, finding.fingerprint) for name, finding in _findings(reports, baseline)}
    judged = _names(reports, baseline)
    places = tuple(searched)
    return tuple(
        known
        for known in baseline.findings
        if (known.key not in occurring and judged.issuperset({known.document, *known.others}))
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
    now: dict[tuple[str, str], Known] = {}
    accepted: set[tuple[str, str]] = set()
    judged = _names(reports, baseline)
    for report in reports:
        name = name_in(baseline.folder, report.document.source.uri)
        before = _Before(tuple(entry for entry in baseline.findings if entry.document == name), report)
        for finding in filter(_can_be_known, report.findings):
            key, entry = (name, finding.fingerprint), before.entry(finding)
            if finding.suppression is not None:
                accepted.add(key)
            elif key in now:
                now[key] = replace(now[key], count=now[key].count + 1)
            elif finding.verdict is Verdict.FAIL or strict or entry:
                now[key] = Known(
                    document=name,
                    rule=finding.rule,
                    fingerprint=finding.fingerprint,
                    first_seen=entry.first_seen if entry else today.isoformat(),
                    message=finding.message[:_LONGEST_MESSAGE],
                    others=_others(finding, baseline, judged),
                    quotes=tuple(sorted(hashes)) if len(hashes := _quotes(finding)) > 1 else (),
                )
    lost = {known.key for known in gone(baseline, reports, searched=searched)} | accepted | now.keys()
    kept = (known for known in baseline.findings if known.key not in lost)
    return replace(baseline, findings=tuple(sorted((*kept, *now.values()))))


class _Before:
    """What was known of a document, asked for what is found in it now."""

    def __init__(self, known: tuple[Known, ...], report: Report) -> None:
        self.by_fingerprint = {entry.fingerprint: entry for entry in known}
        occurring = {finding.fingerprint for finding in report.findings}
        self.mended = [entry for entry in known if entry.quotes and entry.fingerprint not in occurring]

    def entry(self, finding: Finding) -> Known | None:
        """The entry of the finding, or one of which it is what is left when a part of its places is mended."""
        if found := self.by_fingerprint.get(finding.fingerprint):
            return found
        quotes = _quotes(finding)
        alike = (entry for entry in self.mended if entry.rule == finding.rule and quotes < set(entry.quotes))
        return next(alike, None) if quotes else None


def _findings(reports: Iterable[Report], baseline: Baseline) -> Iterator[tuple[str, Finding]]:
    for report in reports:
        name = name_in(baseline.folder, report.document.source.uri)
        for finding in report.findings:
            if _can_be_known(finding):
                yield name, finding


def _names(reports: Iterable[Report], baseline: Baseline) -> set[str]:
    return {name_in(baseline.folder, report.document.source.uri) for report in reports}


def _others(finding: Finding, baseline: Baseline, judged: set[str]) -> tuple[str, ...]:
    """The other publications that the finding rests on; a profile is none."""
    names = {name_in(baseline.folder, item.source) for item in finding.evidence if item.source}
    return tuple(sorted(names & judged))


def _quotes(finding: Finding) -> set[str]:
    """Hashes of what a failure rests on; none where nothing was found, which is no part of something."""
    if finding.verdict is not Verdict.FAIL:
        return set()
    keys = {fold_key(item.quote) for item in finding.evidence if item.role != "related"}
    return set() if "" in keys else {hashlib.sha256(key.encode()).hexdigest()[:8] for key in keys}


def _can_be_known(finding: Finding) -> bool:
    return finding.verdict in {Verdict.FAIL, Verdict.CANNOT_TELL} and not finding.rule.startswith(_OF_SETTINGS)


def _is_missing(known: Known, baseline: Baseline, searched: tuple[Path, ...]) -> bool:
    path = absolute(baseline.folder, known.document)
    return path is not None and any(place in path.parents for place in searched) and not path.exists()


def _known(entry: dict[str, Any]) -> Known:
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
