"""SARIF 2.1.0, the format of code analysis that GitHub and editors read: one run over all publications of a call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from grantdocs.model.findings import Verdict
from grantdocs.model.location_json import anchor_json
from grantdocs.model.rules import Level
from grantdocs.reports._chrome import accepted, chrome, cite, clean, clip, languages, law_url, place
from grantdocs.reports.json import dumped, version_of_tool

if TYPE_CHECKING:
    from grantdocs.model.document import Gap
    from grantdocs.model.findings import Evidence, Finding, Report
    from grantdocs.model.location import Location
    from grantdocs.model.rules import Citation
    from grantdocs.reports import Unread

__all__ = ["ENDINGS", "MEDIA_TYPE", "render", "render_all"]

MEDIA_TYPE: Final = "application/sarif+json"
ENDINGS: Final = (".sarif", ".sarif.json")
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_KINDS: Final = {
    Verdict.FAIL: "fail",
    Verdict.CANNOT_TELL: "open",
    Verdict.PASS: "pass",
    Verdict.NOT_APPLICABLE: "notApplicable",
}
_FINGERPRINT: Final = "grantdocs/v1"
_ACTS: Final = "acts"
"""The taxonomy whose classes are the acts and manuals that rules cite."""


def render(report: Report, *, language: str = "en", level: Level = Level.NOTE) -> str:
    return render_all([report], [], language=language, level=level)


def render_all(
    reports: Sequence[Report], unread: Sequence[Unread], *, language: str = "en", level: Level = Level.NOTE
) -> str:
    """Findings are results, gaps and unread inputs are notifications of the run."""
    return dumped(_Run(reports, unread, language, level).log(), 2)


class _Run:
    def __init__(self, reports: Sequence[Report], unread: Sequence[Unread], language: str, level: Level) -> None:
        self.reports, self.unread = reports, unread
        self.language = language if language in languages() else "en"
        self.shown = [[found for found in report.findings if found.level >= level] for report in reports]
        findings = [found for each in self.shown for found in each]
        self.rules = {name: next(f for f in findings if f.rule == name) for name in sorted({f.rule for f in findings})}
        self.rule_numbers = {name: number for number, name in enumerate(self.rules)}
        self.acts = {_act(citation): citation for finding in self.rules.values() for citation in finding.citations}
        self.artifacts = {report.document.source.uri: number for number, report in enumerate(reports)}

    def log(self) -> dict[str, Any]:
        acts = {"name": _ACTS, "index": 0}
        driver = {"name": "grantdocs", "version": version_of_tool(), "supportedTaxonomies": [acts]}
        run = {
            "tool": {"driver": {**driver, "rules": [self._rule(found) for found in self.rules.values()]}},
            "language": self.language,
            "columnKind": "unicodeCodePoints",
            "invocations": [
                {"executionSuccessful": not self.unread, "toolExecutionNotifications": list(self._notifications())}
            ],
            "artifacts": [_artifact(report) for report in self.reports],
            "taxonomies": [
                {"name": _ACTS, "isComprehensive": False, "taxa": [self._taxon(*each) for each in self.acts.items()]}
            ],
            "results": [
                self._result(finding, report)
                for report, findings in zip(self.reports, self.shown, strict=True)
                for finding in findings
            ],
        }
        return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}

    def _rule(self, finding: Finding) -> dict[str, Any]:
        laws = [cite(citation, self.language) for citation in finding.citations]
        links = [law_url(citation, self.language) for citation in finding.citations]
        linked = [f"[{law}]({link})" if link else law for law, link in zip(laws, links, strict=True)]
        heading = chrome(self.language)["labels"]["law"]
        title = clean(clip(finding.title, self.language))
        told = "\n".join([title, *(f"{heading}: {law}" for law in laws)])
        described: dict[str, Any] = {
            "id": finding.rule,
            "shortDescription": {"text": title},
            "fullDescription": {"text": told},
            "help": {
                "text": told,
                "markdown": "\n".join([f"**{title}**", "", *(f"- {heading}: {law}" for law in linked)]),
            },
            "defaultConfiguration": {"level": finding.level.word},
            "relationships": [
                {"target": {"id": name, "toolComponent": {"name": _ACTS, "index": 0}}, "kinds": ["relevant"]}
                for name in dict.fromkeys(map(_act, finding.citations))
            ],
        }
        if first := next(filter(None, links), None):
            described["helpUri"] = first
        return described

    def _taxon(self, name: str, citation: Citation) -> dict[str, Any]:
        taxon: dict[str, Any] = {"id": name}
        if link := law_url(citation, self.language):
            taxon["helpUri"] = link
        return taxon

    def _result(self, finding: Finding, report: Report) -> dict[str, Any]:
        primary = [item for item in finding.evidence if item.role == "primary" and item.location and not item.source]
        others = [item for item in finding.evidence if item not in primary and item.location]
        properties: dict[str, Any] = {
            "document": clean(clip(report.document.source.uri)),
            "verdict": finding.verdict.word,
        }
        if finding.programme:
            properties["programme"] = finding.programme
        if finding.remedy and finding.remedy.text:
            properties["remedy"] = clip(finding.remedy.text, self.language)
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": self.rule_numbers[finding.rule],
            "kind": _KINDS[finding.verdict],
            "level": finding.level.word if finding.verdict is Verdict.FAIL else "none",
            "message": {"text": clean(clip(finding.message or finding.title, self.language))},
            "locations": [self._place(item, report) for item in primary] or [self._whole(report)],
            "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
            "properties": properties,
        }
        if others:
            result["relatedLocations"] = [
                {"id": number, **self._place(item, report)} for number, item in enumerate(others, 1)
            ]
        if known := finding.suppression:
            told = accepted(known, self.language)
            result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": told}]
        return result

    def _place(self, item: Evidence, report: Report) -> dict[str, Any]:
        assert item.location is not None
        artifact = self._file(report) if not item.source else {"artifactLocation": self._artifact_of(item.source)}
        found = {"physicalLocation": {**artifact, "region": self._region(item.location, item.quote)}}
        return found | self._words_of(item.location)

    def _whole(self, report: Report) -> dict[str, Any]:
        """Where something is missing, or left open by all of the publication."""
        length = len(report.document.text)
        region = {"region": {"charOffset": 0, "charLength": length}} if length else {}
        return {"physicalLocation": {**self._file(report), **region}}

    def _file(self, report: Report) -> dict[str, Any]:
        return {"artifactLocation": self._artifact_of(report.document.source.uri)}

    def _artifact_of(self, uri: str) -> dict[str, Any]:
        number = self.artifacts.get(uri)
        return {"uri": _uri(uri)} | ({"index": number} if number is not None else {})

    def _region(self, location: Location, text: str) -> dict[str, Any]:
        """By lines where the file is made of lines; else by characters of the text that grantdocs reads in it."""
        snippet = {"snippet": {"text": clip(text, self.language)}} if text else {}
        if location.anchor.line and not location.anchor.page:
            return {"startLine": location.anchor.line, **snippet}
        span = location.span
        return {"charOffset": span.start, "charLength": span.end - span.start, **snippet}

    def _words_of(self, location: Location) -> dict[str, Any]:
        """The place in words, and as numbers: page, box, paragraph, cell."""
        told = place(location, self.language)
        numbers = anchor_json(location.anchor)
        path = "/".join(f"{name}={value}" for name, value in numbers.items() if isinstance(value, int | str))
        named = [{"fullyQualifiedName": path, "name": told or path, "kind": str(location.zone)}] if path else []
        span = [location.span.start, location.span.end]
        return {
            **({"message": {"text": told}} if told else {}),
            **({"logicalLocations": named} if named else {}),
            "properties": {"zone": str(location.zone), "span": span, **numbers},
        }

    def _notifications(self) -> Iterator[dict[str, Any]]:
        for report in self.reports:
            for gap in report.gaps:
                yield {
                    "descriptor": {"id": gap.reason},
                    "level": "note",
                    "message": {"text": clean(clip(gap.detail or gap.reason, self.language))},
                    "locations": list(self._places_of(gap, report)) or [self._whole(report)],
                }
        for each in self.unread:
            yield {
                "descriptor": {"id": "unreadable-input"},
                "level": "error",
                "message": {"text": clean(clip(each.message, self.language))},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(each.uri)}}}],
            }

    def _places_of(self, gap: Gap, report: Report) -> Iterator[dict[str, Any]]:
        for span in gap.spans[:1]:
            location = report.document.locate(span)
            region = self._region(location, report.document.quote(span))
            yield {"physicalLocation": {**self._file(report), "region": region}, **self._words_of(location)}


def _act(citation: Citation) -> str:
    return citation.celex or citation.document or ""


def _artifact(report: Report) -> dict[str, Any]:
    source = report.document.source
    digest = source.digest.removeprefix("sha256:")
    return {
        "location": {"uri": _uri(source.uri)},
        "mimeType": source.media_type,
        "length": source.size,
        "hashes": {"sha-256": digest},
        "roles": ["analysisTarget"],
        "properties": {"packs": [f"{pack.id} {pack.version} {pack.digest}" for pack in report.packs]},
    }


def _uri(name: str) -> str:
    """A path as a URI reference: percent-encoded, with slashes; what is absolute as a file's address."""
    name = clip(name)
    for kind in (PurePosixPath, PureWindowsPath):
        if kind(name).is_absolute():
            return kind(name).as_uri()
    return quote(name.replace("\\", "/"), safe="/-._~!$&'()*+,;=@", errors="replace")
