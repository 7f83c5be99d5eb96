"""The report as JSON, `grantdocs-report/1`: the same input gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final

import regex

from grantdocs.model.location_json import anchor_json, location_json
from grantdocs.model.rules import Level
from grantdocs.reports._chrome import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantdocs.model.document import Document
    from grantdocs.model.findings import Evidence, Finding, ProfileStamp, Report
    from grantdocs.reports import Unread

__all__ = [
    "ENDINGS",
    "MEDIA_TYPE",
    "SCHEMA",
    "as_json",
    "dumped",
    "in_order",
    "render",
    "render_all",
    "version_of_tool",
]

MEDIA_TYPE: Final = "application/json"
ENDINGS: Final = (".json",)

SCHEMA: Final = "grantdocs-report/1"
_STEERING_RE = regex.compile(r"[\x7f-\x9f\u2028\u2029\p{Bidi_Control}\p{Cs}\p{Noncharacter_Code_Point}]")


def render(report: Report, *, level: Level = Level.NOTE, indent: int | None = 2) -> str:
    return dumped(as_json(report, level=level), indent)


def render_all(
    reports: Sequence[Report], unread: Sequence[Unread], *, level: Level = Level.NOTE, several: bool = True
) -> str:
    """A list in the order of the inputs; the object alone where only one was given."""
    shown = [dumped(each, 2) for each in in_order(reports, unread, level)]
    return "[\n" + ",\n".join(shown) + "\n]" if several else "".join(shown)


def in_order(reports: Sequence[Report], unread: Sequence[Unread], level: Level) -> list[dict[str, Any]]:
    """The reports as data, and among them, as `error`, what could not be read."""
    shown = [as_json(report, level=level) for report in reports]
    for each in reversed(unread):
        shown.insert(each.at, {"error": each.message, "uri": each.uri})
    return shown


def as_json(report: Report, *, level: Level = Level.NOTE) -> dict[str, Any]:
    """The report as plain data; findings of rules below `level` are left out, the verdict counts all of them."""
    shown: dict[str, Any] = _bounded(
        {
            "schema": SCHEMA,
            "tool": {"name": "grantdocs", "version": version_of_tool()},
            "packs": [asdict(pack) for pack in report.packs],
            "document": report.instance["document"],
            "verdict": report.verdict.word,
            "findings": [_finding(found, report.document) for found in report.findings if found.level >= level],
            "gaps": report.instance["extraction"]["gaps"],
            "assumed": list(report.assumed),
            **({"profile": _profile(report.profile)} if report.profile else {}),
        }
    )
    return shown


def dumped(value: Any, indent: int | None = None) -> str:
    """JSON in which no character steers a terminal or turns the order of what follows: those are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _STEERING_RE.sub(lambda found: json.dumps(found.group())[1:-1], text)


@cache
def version_of_tool() -> str:
    try:
        return version("grantdocs")
    except PackageNotFoundError:
        return "0"


def _bounded(value: Any) -> Any:
    """The same with every text clipped, for a quote can be the whole of a large publication."""
    if isinstance(value, dict):
        return {name: _bounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_bounded(each) for each in value]
    return clip(value) if isinstance(value, str) else value


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
