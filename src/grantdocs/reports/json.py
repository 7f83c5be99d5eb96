"""The report as JSON, `grantdocs-report/1`: the same input gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final

from grantdocs.model.location_json import anchor_json, location_json
from grantdocs.model.rules import Level

if TYPE_CHECKING:
    from grantdocs.model.document import Document
    from grantdocs.model.findings import Evidence, Finding, ProfileStamp, Report

__all__ = ["SCHEMA", "as_json", "render"]

SCHEMA: Final = "grantdocs-report/1"


def render(report: Report, *, level: Level = Level.NOTE, indent: int | None = 2) -> str:
    return json.dumps(as_json(report, level=level), ensure_ascii=False, indent=indent)


def as_json(report: Report, *, level: Level = Level.NOTE) -> dict[str, Any]:
    """The report as plain data; findings of rules below `level` are left out, the verdict counts all of them."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "grantdocs", "version": _version()},
        "packs": [asdict(pack) for pack in report.packs],
        "document": report.instance["document"],
        "verdict": report.verdict.word,
        "findings": [_finding(found, report.document) for found in report.findings if found.level >= level],
        "gaps": report.instance["extraction"]["gaps"],
        "assumed": list(report.assumed),
        **({"profile": _profile(report.profile)} if report.profile else {}),
    }


def _finding(finding: Finding, document: Document) -> dict[str, Any]:
    remedy = finding.remedy
    return {
        "rule": finding.rule,
        **({"programme": finding.programme} if finding.programme else {}),
        "title": finding.title,
        "verdict": finding.verdict.word,
        "level": finding.level.word,
        "message": finding.message,
        "arguments": finding.arguments,
        "evidence": [_evidence(item, document) for item in finding.evidence],
        "citations": [
            {name: value for name, value in asdict(citation).items() if value is not None}
            for citation in finding.citations
        ],
        "remedy": None if remedy is None else asdict(remedy),
        "fingerprint": finding.fingerprint,
        **({"suppression": asdict(finding.suppression)} if finding.suppression else {}),
    }


def _evidence(item: Evidence, document: Document) -> dict[str, Any]:
    written: dict[str, Any] = {"role": item.role, "pointer": item.pointer, "quote": item.quote, "location": None}
    if item.location is not None and item.source:
        span, zone = item.location.span, str(item.location.zone)
        written["location"] = {"span": [span.start, span.end], "zone": zone, **anchor_json(item.location.anchor)}
        written["source"] = item.source
    elif item.location is not None:
        span = item.location.span
        written["location"] = {"span": [span.start, span.end], **location_json(span, document)}
    return written


def _profile(stamp: ProfileStamp) -> dict[str, Any]:
    return {"uri": stamp.uri, "digest": stamp.digest, "copies": [dict(copy) for copy in stamp.copies]}


def _version() -> str:
    try:
        return version("grantdocs")
    except PackageNotFoundError:
        return "0"
