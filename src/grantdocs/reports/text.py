"""The report for a terminal: what is wrong first, with the place, the law, and the text that mends it."""

from __future__ import annotations

import textwrap
from string import Template
from typing import TYPE_CHECKING, Any, Final

from grantdocs.model.findings import Verdict
from grantdocs.model.rules import Level
from grantdocs.reports._chrome import chrome, cite, clean, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.model.document import Gap
    from grantdocs.model.findings import Evidence, Finding, Remedy, Report

__all__ = ["render"]

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


class _Terminal:
    """The settings of one rendering."""

    def __init__(self, language: str, *, verbose: bool, color: bool, width: int) -> None:
        self.language, self.verbose, self.color, self.width = language, verbose, color, width
        self.words: dict[str, Any] = chrome(language)
        self.labels: dict[str, str] = self.words["labels"]

    def lines(self, report: Report, level: Level) -> Iterator[str]:
        shown = [finding for finding in report.findings if finding.level >= level]
        groups = {verdict: [f for f in shown if f.verdict is verdict] for verdict in Verdict}
        yield self._headline(report, groups)
        yield from self._about(report)
        if report.verdict is Verdict.NOT_APPLICABLE and not report.facts.document.is_project:
            yield from self._wrapped(self.labels["no_project"], "  ")
        for finding in sorted(groups[Verdict.FAIL], key=lambda f: -f.level):
            yield ""
            yield from self._failure(finding)
        for verdict in (Verdict.CANNOT_TELL, Verdict.PASS):
            if groups[verdict]:
                yield ""
                yield f"  {self.labels[verdict.word]}"
                yield from self._lines_of(groups[verdict], report)
        yield from self._not_applicable(groups[Verdict.NOT_APPLICABLE])
        yield from self._gaps(report)

    def _headline(self, report: Report, groups: dict[Verdict, list[Finding]]) -> str:
        counts = [
            f"{len(groups[verdict])} {self.words['counts'][verdict.word]}"
            for verdict in reversed(Verdict)
            if groups[verdict] and verdict is not Verdict.NOT_APPLICABLE
        ]
        verdict = self._painted(self.words["verdicts"][report.verdict.word], report.verdict)
        return f"{clean(report.document.source.uri)}: {verdict}" + (f" ({', '.join(counts)})" if counts else "")

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
            yield from self._labelled(self.labels[name], clean(value), "  ")

    def _failure(self, finding: Finding) -> Iterator[str]:
        mark = self._painted(_MARKS[finding.verdict], finding.verdict)
        level = self.words["levels"][finding.level.word]
        first, *rest = self._wrapped(finding.message or finding.title, "    ")
        yield f"  {mark} {first.strip()}"
        yield from rest
        named = " ".join(filter(None, (finding.rule, finding.programme, finding.fingerprint if self.verbose else "")))
        yield self._dimmed(f"    [{level}] {named}")
        yield from self._quotes(finding)
        for citation in finding.citations:
            yield from self._labelled(self.labels["law"], cite(citation, self.language), "    ")
        if finding.remedy:
            yield from self._remedy(finding.remedy)

    def _lines_of(self, findings: list[Finding], report: Report) -> Iterator[str]:
        """One by one; many that stay open for the same reasons together."""
        reasons: dict[tuple[Gap, ...], list[Finding]] = {}
        for finding in findings:
            reasons.setdefault(tuple(self._gaps_of(finding, report)), []).append(finding)
        for gaps, alike in reasons.items():
            if not gaps or self.verbose or len(alike) < _MANY:
                for finding in alike:
                    yield from self._line(finding, report)
                continue
            mark = self._painted(_MARKS[Verdict.CANNOT_TELL], Verdict.CANNOT_TELL)
            yield f"    {mark} {Template(self.labels['several']).substitute(number=len(alike))}"
            for gap in gaps:
                yield from self._labelled(self.labels["because"], self._told(gap, report), "      ")

    def _line(self, finding: Finding, report: Report) -> Iterator[str]:
        mark = self._painted(_MARKS[finding.verdict], finding.verdict)
        first, *rest = self._wrapped(finding.message or finding.title, "      ")
        yield f"    {mark} {first.strip()}" + (self._dimmed(f"  {finding.rule}") if self.verbose else "")
        yield from rest
        if finding.verdict is Verdict.CANNOT_TELL:
            for gap in self._gaps_of(finding, report):
                yield from self._labelled(self.labels["because"], self._told(gap, report), "      ")
        elif self.verbose:
            yield from self._quotes(finding)

    def _quotes(self, finding: Finding) -> Iterator[str]:
        shown = [item for item in finding.evidence if item.quote]
        in_vain = any(item.role == "searched" for item in finding.evidence)
        if in_vain:
            yield from self._wrapped(self.labels["searched"] + ".", "    ")
        for number, item in enumerate(shown[:_MOST_QUOTES]):
            label = self.labels["also" if number else "near" if in_vain else "text"]
            yield from self._labelled(label, self._quoted(item), "    ")

    def _quoted(self, item: Evidence) -> str:
        opening, closing = self.words["quotes"]
        quote = textwrap.shorten(clean(item.quote), _LONGEST_QUOTE, placeholder=" …")
        where = place(item.location, self.language) if item.location else ""
        where = ": ".join(filter(None, (clean(item.source), where)))
        return f"{opening}{quote}{closing}" + (f" ({where})" if where else "")

    def _remedy(self, remedy: Remedy) -> Iterator[str]:
        if not remedy.text:
            return
        if remedy.statement is None:
            yield from self._labelled(self.labels["mend"], clean(remedy.text), "    ")
            return
        yield f"    {self.labels['paste']}:"
        yield from self._wrapped(clean(remedy.text), "      | ")

    def _not_applicable(self, findings: list[Finding]) -> Iterator[str]:
        if not self.verbose or not findings:
            return
        yield ""
        yield f"  {self.labels['not-applicable']}"
        yield from (f"    {_MARKS[Verdict.NOT_APPLICABLE]} {finding.title}  {finding.rule}" for finding in findings)

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
        told = self.words["gaps"].get(gap.reason)
        if told and gap.spans:
            told += f": {opening}{report.document.quote(gap.spans[0])}{closing}"
        where = place(report.document.locate(gap.spans[0]), self.language) if gap.spans else ""
        return clean(told or gap.detail) + (f" ({where})" if where else "")

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
