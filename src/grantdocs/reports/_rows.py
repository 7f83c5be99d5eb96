"""Findings as rows of plain text: what lists, tables and the logs of build servers show of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from grantdocs.model.rules import Level
from grantdocs.reports._chrome import accepted, cite, clean, clip, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.model.findings import Finding, Report

__all__ = ["COLUMNS", "FORMULA_STARTS", "Row", "line_of", "row", "rows"]

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""With what a cell begins that some spreadsheet takes for a formula or a command."""


@dataclass(frozen=True, slots=True)
class Row:
    """Everything is of one line, bounded, and without characters that are not seen."""

    document: str
    project: str
    """Number of the project."""
    programme: str
    rule: str
    title: str
    level: str
    verdict: str
    message: str
    quote: str
    place: str
    law: str
    remedy: str
    fingerprint: str
    suppression: str

    @property
    def told(self) -> str:
        """The message, where, what stands there, the law and what to do: a line each."""
        where = f"{self.place}: {self.quote}" if self.place and self.quote else self.place or self.quote
        return "\n".join(filter(None, (self.message, where, self.law, self.remedy, self.suppression)))


COLUMNS: Final = tuple(field.name for field in fields(Row))


def rows(report: Report, language: str = "en", level: Level = Level.NOTE) -> Iterator[tuple[Finding, Row]]:
    """The findings of rules that weigh at least `level`, each with its row."""
    yield from ((finding, row(finding, report, language)) for finding in report.findings if finding.level >= level)


def row(finding: Finding, report: Report, language: str) -> Row:
    shown = next((item for item in finding.evidence if item.quote), None)
    where = place(shown.location, language) if shown and shown.location else ""
    if shown and shown.source:
        where = ": ".join(filter(None, (shown.source, where)))
    facts = report.facts
    number = next((award.award_number for award in facts.awards if award.award_number), "")
    programme = finding.programme or (facts.programmes[0].id if facts.programmes else "")
    values = {
        "document": report.document.source.uri,
        "project": number or "",
        "programme": programme,
        "rule": finding.rule,
        "title": finding.title,
        "level": finding.level.word,
        "verdict": finding.verdict.word,
        "message": finding.message or finding.title,
        "quote": shown.quote if shown else "",
        "place": where,
        "law": "; ".join(cite(citation, language) for citation in finding.citations),
        "remedy": finding.remedy.text if finding.remedy else "",
        "fingerprint": finding.fingerprint,
        "suppression": accepted(finding.suppression, language) if finding.suppression else "",
    }
    return Row(**{name: clean(clip(value, language)) for name, value in values.items()})


def line_of(finding: Finding) -> int | None:
    """The line of the file at which the first place stands, which only formats made of lines know."""
    anchors = [item.location.anchor for item in finding.evidence if item.location and not item.source]
    return next((anchor.line for anchor in anchors if anchor.line and not anchor.page), None)
