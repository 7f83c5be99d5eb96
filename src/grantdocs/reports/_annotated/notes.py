"""What is written on the copy of a publication: a note for each failure at its place, one for all that is missing, one
for all that stays open."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template
from typing import TYPE_CHECKING

from grantdocs.model.findings import Verdict
from grantdocs.model.location import Span
from grantdocs.model.rules import Level
from grantdocs.reports._chrome import LONGEST, accepted, chrome, cite, clean, clip, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.model.findings import Evidence, Finding, Report
    from grantdocs.model.location import Location

__all__ = ["BULLET", "INITIALS", "Note", "notes_of"]

INITIALS = "gd"
BULLET = "•"
"""Before the first line on each finding of a note on several."""
_LONGEST_QUOTE, _LONGEST_TITLE = 160, 300
_MOST_QUOTES = 5
_MOST_OPEN = 20
_STATEMENT = "insert-statement"


@dataclass(frozen=True, slots=True)
class Note:
    number: int
    """From 1 on."""
    title: str
    lines: tuple[str, ...]
    """Each without line ends and characters that are not seen."""
    location: Location | None
    """None for what is said of the publication as a whole."""
    quote: str
    where: str
    """The place in words."""
    is_accepted: bool = False
    related: tuple[Span, ...] = ()
    """Other places in this publication that it speaks of."""

    @property
    def text(self) -> str:
        return "\n".join((self.title, *self.lines))


def notes_of(report: Report, language: str, level: Level) -> tuple[Note, ...]:
    """The failures of rules that weigh at least `level`; what cannot be told only from warnings on; never a pass."""
    failures = [f for f in report.findings if f.verdict is Verdict.FAIL and f.level >= level]
    still_open = [
        f for f in report.findings if f.verdict is Verdict.CANNOT_TELL and f.level >= max(level, Level.WARNING)
    ]
    placed = [(finding, shown) for finding in failures if (shown := _shown(finding))]
    placed.sort(key=lambda pair: pair[1].location.span if pair[1].location else Span(0, 0))
    at_its_place = {id(finding) for finding, _ in placed}
    missing = [finding for finding in failures if id(finding) not in at_its_place]
    words = chrome(language)
    writing = _Writing(language)
    listings = []
    if missing:
        told = [line for finding in missing for line in writing.told(finding)]
        listings.append(writing.listing(words["copy"]["whole"], told, missing))
    if still_open:
        listings.append(writing.listing(words["labels"]["cannot-tell"], writing.open(still_open), still_open))
    return (*listings, *(writing.note(finding, shown) for finding, shown in placed))


def _shown(finding: Finding) -> Evidence | None:
    """The place in this publication at which the failure shows; None for what is missing from it."""
    here = [item for item in finding.evidence if item.location is not None and not item.source]
    if any(item.role == "searched" for item in finding.evidence):
        return None
    return next((item for item in here if item.role == "primary"), here[0] if here else None)


class _Writing:
    """Words of one language; numbers the notes as they are written."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._words = chrome(language)
        self._count = 0

    def note(self, finding: Finding, shown: Evidence) -> Note:
        self._count += 1
        others = [item for item in finding.evidence if item is not shown]
        lines = (self._said(finding.message or finding.title), *self._rest(finding, others, "also"))
        where = place(shown.location, self._language) if shown.location else ""
        quote = self._quoted(shown.quote)
        title = self._titled(finding)
        is_accepted = finding.suppression is not None
        related = tuple(item.location.span for item in others if item.location is not None and not item.source)
        return Note(self._count, f"{self._count}. {title}", lines, shown.location, quote, where, is_accepted, related)

    def listing(self, title: str, lines: list[str], findings: list[Finding]) -> Note:
        """One note on the whole publication."""
        self._count += 1
        is_accepted = all(finding.suppression is not None for finding in findings)
        return Note(self._count, f"{self._count}. {title}", tuple(lines), None, "", "", is_accepted)

    def told(self, finding: Finding) -> list[str]:
        said = self._said(finding.message or finding.title)
        return [f"{BULLET} {self._titled(finding)}", said, *self._rest(finding, list(finding.evidence), "near")]

    def open(self, findings: list[Finding]) -> list[str]:
        """A line for each that cannot be told: mostly there is one reason for all."""
        lines = [f"{BULLET} {self._said(finding.message or finding.title)} [{finding.rule}]" for finding in findings]
        if len(lines) > _MOST_OPEN:
            more = Template(self._words["html"]["more"]).substitute(number=len(lines) - _MOST_OPEN)
            lines = [*lines[:_MOST_OPEN], more]
        return lines

    def _titled(self, finding: Finding) -> str:
        known = f"[{accepted(finding.suppression, self._language)}] " if finding.suppression else ""
        title = clean(clip(finding.title, self._language, _LONGEST_TITLE))
        return f"{known}{self._words['levels'][finding.level.word]}: {title}"

    def _rest(self, finding: Finding, others: list[Evidence], introduced: str) -> Iterator[str]:
        labels = self._words["labels"]
        if finding.remedy and finding.remedy.text:
            is_statement = finding.remedy.kind == _STATEMENT
            first, *following = [self._said(line) for line in finding.remedy.text.splitlines()] or [""]
            yield f"{labels['paste' if is_statement else 'mend']}: {first}"
            yield from following
        for item in [item for item in others if item.quote][:_MOST_QUOTES]:
            where = place(item.location, self._language) if item.location else ""
            told = ", ".join(filter(None, (clean(item.source), where)))
            yield f"{labels[introduced]} {self._quoted(item.quote)}" + (f" ({told})" if told else "")
        if finding.citations:
            yield f"{labels['law']}: {'; '.join(self._said(cite(each, self._language)) for each in finding.citations)}"
        yield finding.rule

    def _quoted(self, quote: str) -> str:
        opening, closing = self._words["quotes"]
        return f"{opening}{clean(clip(quote, self._language, _LONGEST_QUOTE))}{closing}"

    def _said(self, text: str) -> str:
        return clean(clip(text, self._language, LONGEST))
