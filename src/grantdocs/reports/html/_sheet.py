"""One report as its page shows it: findings in order of weight, numbered as the marks in the text are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import Template
from typing import TYPE_CHECKING, Any, Final

import regex

from grantdocs.catalogue.statements import statement
from grantdocs.errors import ScopeError
from grantdocs.model.findings import Verdict
from grantdocs.model.location import Span
from grantdocs.reports._chrome import accepted, chrome, cite, gap_words, law_url, place
from grantdocs.reports.html._facts import FactTable, fact_spans, fact_tables
from grantdocs.reports.html._marks import Mark, Piece, Tone, pieces, tone_of
from grantdocs.reports.html._publication import Publication, publication
from grantdocs.reports.html._safe import language_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grantdocs.model.document import Gap
    from grantdocs.model.findings import Evidence, Finding, Remedy, Report
    from grantdocs.model.rules import Citation, Level

__all__ = ["Card", "Law", "OpenGroup", "Paste", "Quote", "Sheet", "Told", "sheet"]

_MOST_CARDS: Final = 300
"""Of one verdict; a page with more is read by nobody."""
_LONG_QUOTE: Final = 420
_QUOTE_ENDS: Final = 160
_ITEM_RE: Final = regex.compile(
    r"/(?P<list>extraction/gaps|images|statements)/(?P<number>\d++)(?:/deviations/(?P<part>\d++))?+"
)


@dataclass(frozen=True, slots=True)
class Quote:
    label: str
    pieces: tuple[Piece, ...]
    language: str
    where: str
    href: str
    expected: str | None = None
    """What an official wording says here; None where the quote deviates from none."""


@dataclass(frozen=True, slots=True)
class Law:
    text: str
    url: str | None
    note: str
    language: str
    """Of a manual's title, which stands as it is written; empty where the text is in the language of the page."""


@dataclass(frozen=True, slots=True)
class Paste:
    """A text to copy into the publication."""

    id: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Told:
    """A gap in words, with the places that it is about."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Card:
    number: int
    id: str
    finding: Finding
    tone: Tone
    level: str
    message: str
    searched: bool
    quotes: tuple[Quote, ...]
    laws: tuple[Law, ...]
    paste: Paste | None
    advice: str
    suppressed: str


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Findings that stay open for the same reasons."""

    reasons: tuple[Told, ...]
    cards: tuple[Card, ...]

    @property
    def size(self) -> int:
        return len(self.cards)


@dataclass(frozen=True, slots=True)
class Sheet:
    serial: int
    """Which of several reports of a page it is; 0 where it is alone."""
    id: str
    """What its anchors begin with."""
    report: Report
    title: str
    language: str
    """Of the publication."""
    verdict: str
    counts: tuple[tuple[str, int], ...]
    about: tuple[tuple[str, str], ...]
    failed: tuple[Card, ...]
    known: tuple[Card, ...]
    open: tuple[OpenGroup, ...]
    passed: tuple[Card, ...]
    not_applicable: tuple[Card, ...]
    more: dict[str, int]
    """Findings of a group that are left out."""
    gaps: tuple[Told, ...]
    publication: Publication
    facts: tuple[FactTable, ...]


def sheet(
    report: Report, *, language: str, level: Level, serial: int = 0, words: dict[str, Any] | None = None
) -> Sheet:
    """`serial` numbers the reports that share a page; `words` instead of the chrome's."""
    return _Maker(report, language, level, serial, words or chrome(language)).sheet()


class _Maker:
    def __init__(self, report: Report, language: str, level: Level, serial: int, words: dict[str, Any]) -> None:
        self.report, self.language, self.serial = report, language, serial
        self.identifier = f"d{serial}-" if serial else ""
        self.words = words
        self.labels: dict[str, str] = self.words["html"]
        numbered = [f for f in report.findings if f.level >= level]
        groups = {
            name: [f for f in numbered if _group(f) == name]
            for name in ("fail", "known", "open", "pass", "not-applicable")
        }
        groups["fail"].sort(key=lambda f: -f.level)
        self.more = {name: max(0, len(group) - _MOST_CARDS) for name, group in groups.items()}
        self.groups = {name: group[:_MOST_CARDS] for name, group in groups.items()}
        in_order = [finding for group in self.groups.values() for finding in group]
        self.numbers = {id(finding): number for number, finding in enumerate(in_order, start=1)}
        self.spoken = language_tag(report.facts.document.language or report.document.language)
        self.publication = publication(report.document, tuple(self._marks(in_order)), self.spoken)

    def sheet(self) -> Sheet:
        report = self.report
        cards = {name: tuple(map(self._card, group)) for name, group in self.groups.items()}
        told = {gap for finding in report.findings for gap in self._gaps_of(finding)}
        counts = ((word, len(self.groups[name]) + self.more[name]) for word, name in _COUNTED)
        return Sheet(
            serial=self.serial,
            id=self.identifier,
            report=report,
            title=report.document.title or report.facts.document.title or report.document.source.uri,
            language=self.spoken,
            verdict=report.verdict.word,
            counts=tuple((word, count) for word, count in counts if count),
            about=tuple(self._about()),
            failed=cards["fail"],
            known=cards["known"],
            open=tuple(self._open_groups(cards["open"])),
            passed=cards["pass"],
            not_applicable=cards["not-applicable"],
            more=self.more,
            gaps=tuple(self._told(gap) for gap in report.gaps if gap not in told),
            publication=self.publication,
            facts=tuple(fact_tables(report.facts, report.document, self.words, self.language)),
        )

    def _marks(self, findings: Iterable[Finding]) -> Iterator[Mark]:
        for finding in findings:
            tone, number = tone_of(finding), self.numbers[id(finding)]
            for item in finding.evidence:
                if item.location is None or item.source or finding.verdict is Verdict.NOT_APPLICABLE:
                    continue
                if self._expected(item.pointer) is not None:  # words within a wording that has the number already
                    yield Mark(item.location.span, tone)
                else:
                    beside = item.role == "related"
                    yield Mark(item.location.span, min(tone, Tone.RELATED) if beside else tone, number, tone)
        yield from (Mark(span, Tone.OPEN) for gap in self.report.gaps for span in gap.spans[:1])
        yield from (Mark(span, Tone.FACT) for span in fact_spans(self.report.facts))

    def _card(self, finding: Finding) -> Card:
        number = self.numbers[id(finding)]
        anchor = f"{self.identifier}f{number}"
        remedy = finding.remedy if finding.verdict is Verdict.FAIL else None
        in_vain = any(item.role == "searched" for item in finding.evidence)
        return Card(
            number=number,
            id=anchor,
            finding=finding,
            tone=tone_of(finding),
            level=self.words["levels"][finding.level.word],
            message=finding.message or finding.title,
            searched=in_vain and finding.verdict is Verdict.FAIL,
            quotes=tuple(self._quotes(finding)),
            laws=tuple(self._law(citation) for citation in finding.citations),
            paste=self._paste(remedy, f"{anchor}-text"),
            advice=remedy.text if remedy and remedy.statement is None else "",
            suppressed=accepted(finding.suppression, self.language) if finding.suppression else "",
        )

    def _quotes(self, finding: Finding) -> Iterator[Quote]:
        shown = [item for item in finding.evidence if item.quote and not item.pointer.startswith("/extraction/gaps/")]
        in_vain = any(item.role == "searched" for item in finding.evidence)
        for number, item in enumerate(shown):
            label = "also" if number else "near" if in_vain else "text"
            yield replace(self._quote(item, shown), label=self.words["labels"][label])

    def _quote(self, item: Evidence, beside: Iterable[Evidence]) -> Quote:
        where = place(item.location, self.language) if item.location else ""
        expected = self._expected(item.pointer)
        if item.location is None or item.source:
            where = ": ".join(filter(None, (item.source, where)))
            return Quote("", _clipped(item.quote), "", where, self._href_of_picture(item.pointer), expected)
        own = item.location.span
        inner = [
            Mark(other.location.span, Tone.ERROR)
            for other in beside
            if other is not item and other.location and not other.source and self._expected(other.pointer) is not None
        ]
        return self._quote_of(own, where, inner, expected)

    def _quote_of(self, span: Span, where: str, inner: Iterable[Mark] = (), expected: str | None = None) -> Quote:
        windows = None
        if span.end - span.start > _LONG_QUOTE:
            windows = (Span(span.start, span.start + _LONG_QUOTE - _QUOTE_ENDS), Span(span.end - _QUOTE_ENDS, span.end))
        document = self.report.document
        spoken = language_tag(document.block_at(span.start).language) if document.blocks else ""
        cut = tuple(replace(piece, place=None) for piece in pieces(document.text, span, inner, windows))
        return Quote("", cut, spoken or self.spoken, where, self._href(span.start), expected)

    def _href(self, offset: int) -> str:
        return f"#{self.identifier}p{offset}" if offset in self.publication.places else ""

    def _href_of_picture(self, pointer: str) -> str:
        found = _ITEM_RE.fullmatch(pointer)
        is_shown = found is not None and found["list"] == "images" and int(found["number"]) in self.publication.pictures
        return f"#{self.identifier}i{found['number']}" if found and is_shown else ""

    def _expected(self, pointer: str) -> str | None:
        found = _ITEM_RE.fullmatch(pointer)
        if not found or found["part"] is None:
            return None
        return self.report.facts.statements[int(found["number"])].deviations[int(found["part"])].expected

    def _law(self, citation: Citation) -> Law:
        labels = self.words["pages"]
        since = Template(labels["from"]).substitute(date=citation.in_force_from) if citation.in_force_from else ""
        until = Template(labels["until"]).substitute(date=citation.in_force_until) if citation.in_force_until else ""
        language = "en" if citation.celex is None and self.language != "en" else ""
        return Law(
            cite(citation, self.language), law_url(citation, self.language), f"{since} {until}".strip(), language
        )

    def _paste(self, remedy: Remedy | None, identifier: str) -> Paste | None:
        if remedy is None or remedy.statement is None:
            return None
        try:
            spoken = language_tag(statement(remedy.statement).language)
        except ScopeError:
            spoken = self.spoken
        return Paste(identifier, remedy.text, spoken)

    def _open_groups(self, cards: Iterable[Card]) -> Iterator[OpenGroup]:
        groups: dict[tuple[Gap, ...], list[Card]] = {}
        for card in cards:
            groups.setdefault(tuple(self._gaps_of(card.finding)), []).append(card)
        for gaps, alike in groups.items():
            yield OpenGroup(tuple(map(self._told, gaps)), tuple(alike))

    def _gaps_of(self, finding: Finding) -> Iterator[Gap]:
        for item in finding.evidence:
            found = _ITEM_RE.fullmatch(item.pointer)
            if found and found["list"] == "extraction/gaps":
                yield self.report.gaps[int(found["number"])]

    def _told(self, gap: Gap) -> Told:
        document = self.report.document
        spans = gap.spans[:3] if document.blocks else ()
        quotes = (self._quote_of(span, place(document.locate(span), self.language)) for span in spans)
        return Told(gap_words(gap, self.words), tuple(quotes))

    def _about(self) -> Iterator[tuple[str, str]]:
        report, labels = self.report, self.words["labels"]
        facts, source = report.facts, report.document.source
        yield self.labels["file"], source.uri
        if facts.programmes:
            yield labels["programme"], facts.programmes[0].id
        elif facts.document.is_project:
            yield labels["programme"], labels["no_programme"]
        if facts.awards:
            award = max(facts.awards, key=lambda each: sum(map(bool, (each.award_number, each.acronym, each.title))))
            yield labels["project"], " · ".join(filter(None, (award.award_number, award.acronym, award.title)))
        if facts.document.published:
            yield self.labels["published"], facts.document.published.isoformat()
        if report.packs and facts.document.is_project:
            yield labels["rules"], ", ".join(f"{pack.id} {pack.version}" for pack in report.packs)
        if report.assumed:
            yield labels["assumed"], ", ".join(report.assumed)
        if report.profile:
            copies = (
                " ".join(filter(None, (copy.get("register"), copy.get("date")))) for copy in report.profile.copies
            )
            yield labels["profile"], "; ".join([report.profile.uri, *copies])


_COUNTED: Final = (("fail", "fail"), ("known", "known"), ("cannot-tell", "open"), ("pass", "pass"))


def _group(finding: Finding) -> str:
    match finding.verdict:
        case Verdict.FAIL:
            return "known" if finding.suppression else "fail"
        case Verdict.CANNOT_TELL:
            return "open"
        case verdict:
            return verdict.word


def _clipped(text: str) -> tuple[Piece, ...]:
    whole = Span(0, len(text))
    windows = (
        None
        if len(text) <= _LONG_QUOTE
        else (Span(0, _LONG_QUOTE - _QUOTE_ENDS), Span(len(text) - _QUOTE_ENDS, len(text)))
    )
    return tuple(pieces(text, whole, (), windows))
