"""The report for a terminal: what is wrong first, with the place, the law, and the text that mends it."""

from __future__ import annotations

import textwrap
from string import Template
from typing import TYPE_CHECKING, Any, Final

from grantdocs.model.findings import Verdict
from grantdocs.model.rules import Level
from grantdocs.reports._chrome import LONGEST, accepted, chrome, cite, clean, clip, gap_words, place
from grantdocs.reports._marking import marked, styled, worth_showing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantdocs.model.document import Gap
    from grantdocs.model.findings import Evidence, Finding, Remedy, Report, Suppression
    from grantdocs.reports import Unread

__all__ = ["ENDINGS", "render", "render_all"]

ENDINGS: Final = (".txt",)

_MARKS: Final = {Verdict.FAIL: "✗", Verdict.CANNOT_TELL: "?", Verdict.PASS: "✓", Verdict.NOT_APPLICABLE: "–"}
_COLORS: Final = {Verdict.FAIL: "31", Verdict.CANNOT_TELL: "33", Verdict.PASS: "32", Verdict.NOT_APPLICABLE: "90"}
_GAPS: Final = "/extraction/gaps"
_LONGEST_QUOTE: Final = 160
_OF_A_COPY = ("register", "date")
"""What is told of a copy of a public register."""
_MOST_QUOTES: Final = 3
_MANY: Final = 4
"""From so many on, rules that stay open for one reason are counted, not listed."""


def render(
    report: Report,
    *,
    language: str = "en",
    verbose: bool = False,
    color: bool = False,
    width: int = 80,
    level: Level = Level.NOTE,
) -> str:
    """Findings of rules below `level` are left out; `verbose` also names what does not apply, with fingerprints."""
    return "\n".join(_Terminal(language, verbose=verbose, color=color, width=width).lines(report, level))


def render_all(
    reports: Sequence[Report],
    unread: Sequence[Unread],
    *,
    language: str = "en",
    verbose: bool = False,
    color: bool = False,
    width: int = 80,
    level: Level = Level.NOTE,
    several: bool = True,
) -> str:
    """One after the other, then the first line of each and how many there are of each verdict."""
    terminal = _Terminal(language, verbose=verbose, color=color, width=width)
    texts = ["\n".join(terminal.lines(report, level)) for report in reports]
    if not several:
        return "\n\n".join(texts)
    headlines = [text.partition("\n")[0] for text in texts]
    return "\n".join(["\n\n".join(texts), "", "-" * width, *headlines, terminal.summary(reports, unread)]).lstrip("\n")


class _Terminal:
    """The settings of one rendering."""

    def __init__(self, language: str, *, verbose: bool, color: bool, width: int) -> None:
        self.language, self.verbose, self.color, self.width = language, verbose, color, width
        self.words: dict[str, Any] = chrome(language)
        self.labels: dict[str, str] = self.words["labels"]

    def summary(self, reports: Sequence[Report], unread: Sequence[Unread]) -> str:
        """Publications: 12 (not in order: 3, in order: 9)."""
        verdicts = [report.verdict for report in reports]
        counts = {self.words["verdicts"][verdict.word]: verdicts.count(verdict) for verdict in reversed(Verdict)}
        counts[self.words["summary"]["unread"]] = len(unread)
        told = ", ".join(f"{name}: {count}" for name, count in counts.items() if count)
        return f"{self.words['summary']['all']}: {len(reports) + len(unread)}" + (f" ({told})" if told else "")

    def lines(self, report: Report, level: Level) -> Iterator[str]:
        shown = [finding for finding in report.findings if finding.level >= level]
        groups = {verdict: [f for f in shown if f.verdict is verdict] for verdict in Verdict}
        yield self._headline(report, groups)
        yield from self._about(report)
        if report.verdict is Verdict.NOT_APPLICABLE and not report.facts.document.is_project:
            yield from self._wrapped(self.labels["no_project"], "  ")
        for finding in sorted(groups[Verdict.FAIL], key=lambda f: (f.suppression is not None, -f.level)):
            yield ""
            yield from self._failure(finding, report)
        for verdict in (Verdict.CANNOT_TELL, Verdict.PASS):
            if groups[verdict]:
                yield ""
                yield f"  {self.labels[verdict.word]}"
                yield from self._lines_of(groups[verdict], report)
        yield from self._not_applicable(groups[Verdict.NOT_APPLICABLE])
        yield from self._gaps(report)

    def _headline(self, report: Report, groups: dict[Verdict, list[Finding]]) -> str:
        fail, known = (
            [finding for finding in groups[Verdict.FAIL] if (finding.suppression is not None) is is_known]
            for is_known in (False, True)
        )
        told = {
            self.words["counts"]["fail"]: fail,
            self.words["suppressions"]["count"]: known,
            self.words["counts"]["cannot-tell"]: groups[Verdict.CANNOT_TELL],
            self.words["counts"]["pass"]: groups[Verdict.PASS],
        }
        counts = [f"{len(findings)} {name}" for name, findings in told.items() if findings]
        verdict = self._painted(self.words["verdicts"][report.verdict.word], report.verdict)
        return f"{clean(clip(report.document.source.uri))}: {verdict}" + (f" ({', '.join(counts)})" if counts else "")

    def _about(self, report: Report) -> Iterator[str]:
        facts = report.facts
        about: dict[str, str] = {}
        if facts.programmes:
            about["programme"] = facts.programmes[0].id
        elif facts.document.is_project:
            about["programme"] = self.labels["no_programme"]
        if facts.awards:
            award = max(facts.awards, key=lambda each: sum(map(bool, (each.award_number, each.acronym, each.title))))
            about["project"] = " · ".join(filter(None, (award.award_number, award.acronym, award.title)))
        if report.packs and facts.document.is_project:
            about["rules"] = ", ".join(f"{pack.id} {pack.version}" for pack in report.packs)
        if report.assumed:
            about["assumed"] = ", ".join(report.assumed)
        if report.profile:
            copies = [" ".join(filter(None, map(copy.get, _OF_A_COPY))) for copy in report.profile.copies]
            about["profile"] = "; ".join([report.profile.uri, *copies])
        for name, value in about.items():
            yield from self._labelled(self.labels[name], clean(clip(value, self.language)), "  ")

    def _failure(self, finding: Finding, report: Report) -> Iterator[str]:
        known = finding.suppression
        mark = self._painted(_MARKS[finding.verdict], Verdict.NOT_APPLICABLE if known else finding.verdict)
        level = self.words["levels"][finding.level.word]
        first, *rest = self._wrapped(self._said(finding), "    ")
        yield f"  {mark} {first.strip()}"
        yield from rest
        named = " ".join(filter(None, (finding.rule, finding.programme, finding.fingerprint if self.verbose else "")))
        yield self._dimmed(f"    [{level}] {clean(named)}")
        if known:
            yield from self._wrapped(accepted(known, self.language), "    ")
        yield from self._quotes(finding, report)
        for citation in finding.citations:
            yield from self._labelled(self.labels["law"], cite(citation, self.language), "    ")
        if finding.remedy:
            yield from self._remedy(finding.remedy)

    def _lines_of(self, findings: list[Finding], report: Report) -> Iterator[str]:
        """One by one; many that stay open for the same reasons together."""
        reasons: dict[tuple[tuple[Gap, ...], Suppression | None], list[Finding]] = {}
        for finding in findings:
            reasons.setdefault((tuple(self._gaps_of(finding, report)), finding.suppression), []).append(finding)
        for (gaps, known), alike in reasons.items():
            if not gaps or self.verbose or len(alike) < _MANY:
                for finding in alike:
                    yield from self._line(finding, report)
                continue
            mark = self._painted(_MARKS[Verdict.CANNOT_TELL], Verdict.CANNOT_TELL)
            yield f"    {mark} {Template(self.labels['several']).substitute(number=len(alike))}"
            for gap in gaps:
                yield from self._labelled(self.labels["because"], self._told(gap, report), "      ")
            if known:
                yield from self._wrapped(accepted(known, self.language), "      ")

    def _line(self, finding: Finding, report: Report) -> Iterator[str]:
        mark = self._painted(_MARKS[finding.verdict], finding.verdict)
        first, *rest = self._wrapped(self._said(finding), "      ")
        yield f"    {mark} {first.strip()}" + (self._dimmed(f"  {finding.rule}") if self.verbose else "")
        yield from rest
        if finding.suppression:
            yield from self._wrapped(accepted(finding.suppression, self.language), "      ")
        if finding.verdict is Verdict.CANNOT_TELL:
            for gap in self._gaps_of(finding, report):
                yield from self._labelled(self.labels["because"], self._told(gap, report), "      ")
        elif self.verbose:
            yield from self._quotes(finding, report)

    def _said(self, finding: Finding) -> str:
        return clean(clip(finding.message or finding.title, self.language))

    def _quotes(self, finding: Finding, report: Report) -> Iterator[str]:
        shown = worth_showing(finding.evidence)
        in_vain = any(item.role == "searched" for item in finding.evidence)
        if in_vain:
            yield from self._wrapped(self.labels["searched"] + ".", "    ")
        for number, item in enumerate(shown[:_MOST_QUOTES]):
            label = self.labels["also" if number else "near" if in_vain else "text"]
            lines = self._labelled(label, self._quoted(item, report), "    ")
            yield from styled(lines, color=self.color)

    def _quoted(self, item: Evidence, report: Report) -> str:
        opening, closing = self.words["quotes"]
        quote = marked(item, report, _LONGEST_QUOTE)
        if len(item.quote) > LONGEST:
            length = Template(self.labels["clipped"]).substitute(number=len(item.quote))
            quote = quote.removesuffix("…").rstrip() + length
        where = place(item.location, self.language) if item.location else ""
        where = ": ".join(filter(None, (clean(clip(item.source, self.language)), where)))
        return f"{opening}{quote}{closing}" + (f" ({where})" if where else "")

    def _remedy(self, remedy: Remedy) -> Iterator[str]:
        if not remedy.text:
            return
        if remedy.statement is None:
            yield from self._labelled(self.labels["mend"], clean(clip(remedy.text, self.language)), "    ")
            return
        yield f"    {self.labels['paste']}:"
        yield from self._wrapped(clean(clip(remedy.text, self.language)), "      | ")

    def _not_applicable(self, findings: list[Finding]) -> Iterator[str]:
        if not self.verbose or not findings:
            return
        yield ""
        yield f"  {self.labels['not-applicable']}"
        mark = _MARKS[Verdict.NOT_APPLICABLE]
        yield from (f"    {mark} {clean(clip(finding.title))}  {clean(finding.rule)}" for finding in findings)

    def _gaps(self, report: Report) -> Iterator[str]:
        told = {gap for finding in report.findings for gap in self._gaps_of(finding, report)}
        others = [gap for gap in report.gaps if self.verbose or (gap not in told and report.facts.document.is_project)]
        if not others:
            return
        yield ""
        yield f"  {self.labels['gaps']}"
        for gap in others:
            yield from self._wrapped(self._told(gap, report), "    - ")

    def _gaps_of(self, finding: Finding, report: Report) -> Iterator[Gap]:
        for item in finding.evidence:
            path, _, number = item.pointer.rpartition("/")
            if path == _GAPS:
                yield report.gaps[int(number)]

    def _told(self, gap: Gap, report: Report) -> str:
        """What a gap is: in the words of the language, else as it says itself; and where it is."""
        opening, closing = self.words["quotes"]
        told = gap_words(gap, self.words)
        if gap.spans and gap.reason in self.words["gaps"]:
            told += f": {opening}{clip(report.document.quote(gap.spans[0]), self.language)}{closing}"
        where = place(report.document.locate(gap.spans[0]), self.language) if gap.spans else ""
        return clean(told) + (f" ({where})" if where else "")

    def _labelled(self, label: str, value: str, indent: str) -> Iterator[str]:
        first, *rest = self._wrapped(f"{label}: {value}", indent)
        yield first
        yield from (f"  {line}" for line in rest)

    def _wrapped(self, text: str, indent: str) -> list[str]:
        following = indent if "|" in indent else " " * len(indent)
        return textwrap.wrap(
            text,
            max(20, self.width - 2),
            initial_indent=indent,
            subsequent_indent=following,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [indent.rstrip()]

    def _painted(self, text: str, verdict: Verdict) -> str:
        return f"\x1b[{_COLORS[verdict]}m{text}\x1b[0m" if self.color else text

    def _dimmed(self, text: str) -> str:
        return f"\x1b[90m{text}\x1b[0m" if self.color else text
