"""The report that people read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from grantdocs.errors import ScopeError
from grantdocs.model.findings import Report, Verdict
from grantdocs.model.location import Anchor, Location, Span
from grantdocs.model.rules import Citation, Level
from grantdocs.reports import _chrome, formats, render, report_format
from grantdocs.reports._chrome import cite, clean, place

NBSP = "\N{NO-BREAK SPACE}"


def counts(report: Report) -> tuple[int, int, int]:
    """How many findings fail, cannot be told, pass."""
    verdicts = [finding.verdict for finding in report.findings]
    return verdicts.count(Verdict.FAIL), verdicts.count(Verdict.CANNOT_TELL), verdicts.count(Verdict.PASS)


def test_failures_come_first_with_place_law_and_what_to_paste(report: Report) -> None:
    text = render(report, "text", width=200)
    lines = text.splitlines()

    fail, open_, ok = counts(report)
    assert lines[0] == f"case.txt: not in order ({fail} to mend, {open_} cannot be told, {ok} in order)"
    assert text.index("✗") < text.index("?  ".strip()) < text.index("✓")
    assert f"the whole (total cost) is given as 1,001.00{NBSP}EUR; they differ by 1.00{NBSP}EUR" in text
    assert "It says: “EUR 1001.00” (table 1, row 3, column 2)" in text
    assert "Law: EU corporate model grant agreement 2021-2027, Article 17(2)" in text
    assert "| Co-funded by the European Union" in text
    assert "because: plain text holds no pictures" in text


def test_latvian_report_has_no_english_chrome(latvian: Report) -> None:
    text = render(latvian, "text", language="lv", width=200)

    fail, open_, ok = counts(latvian)
    assert text.splitlines()[0] == f"case.txt: nav kārtībā ({fail} jālabo, {open_} nevar pateikt, {ok} kārtībā)"
    assert (
        f"Daļu summa ir 1{NBSP}000,00{NBSP}EUR, bet kopsumma (kopējās izmaksas) norādīta 1{NBSP}001,00{NBSP}EUR" in text
    )
    assert "Tekstā: „EUR 1001.00” (1. tabula, 3. rinda, 2. sleja)" in text
    assert "jo: vienkāršā tekstā attēlu nav" in text
    assert not {"Law", "Programme", "must"} & set(text.replace(":", " ").split())


def test_text_about_no_project_says_so(no_project: Report) -> None:
    text = render(no_project, "text", width=120)

    assert text.startswith("case.txt: nothing to judge\n")
    assert "no rule applies" in text
    assert "✗" not in text


def test_rules_that_stay_open_for_one_reason_are_counted(unread: Report) -> None:
    text = render(unread, "text")

    assert f"? {len(unread.findings)} rules" in text
    assert text.count("page 1 holds no text") == 1
    assert render(unread, "text", verbose=True).count("figures/") >= 12


def test_verbose_names_every_rule(report: Report) -> None:
    brief, verbose = render(report, "text"), render(report, "text", verbose=True)

    assert "figures/weekday-agrees" not in brief
    assert all(finding.rule in verbose for finding in report.findings)
    assert report.findings[0].fingerprint


def test_findings_below_the_level_are_left_out(report: Report) -> None:
    assert "figures/sum-of-parts" in render(report, "text", level=Level.ERROR)
    assert "No markup is left" not in render(report, "text", level=Level.ERROR)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_keep_to_the_width(report: Report, width: int) -> None:
    assert all(len(line) <= width for line in render(report, "text", width=width).splitlines()[1:])


def test_colour_only_when_asked(report: Report) -> None:
    assert "\x1b[" not in render(report, "text")
    assert "\x1b[31m✗\x1b[0m" in render(report, "text", color=True)


def test_quote_cannot_steer_the_terminal(report: Report) -> None:
    first = next(finding for finding in report.findings if finding.evidence)
    evil = replace(first.evidence[0], quote="red \x1b[31m\u202eback\r\nrow")
    findings = (replace(first, evidence=(evil,)), *report.findings[1:])

    text = render(replace(report, findings=findings), "text", verbose=True)

    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain – „text”", "plain – „text”"),
        ("a\x00b\x9bc", "abc"),
        ("a\tb\nc", "a b c"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_clean(text: str, wanted: str) -> None:
    assert clean(text) == wanted


@pytest.mark.parametrize(
    ("citation", "english", "latvian"),
    [
        (
            Citation(celex="32013R1303", annex="XII", point="2.2(1)(a)"),
            "Regulation (EU) No 1303/2013, Annex XII, point 2.2(1)(a)",
            "Regula (ES) Nr. 1303/2013, XII pielikums, 2.2(1)(a) apakšpunkts",
        ),
        (
            Citation(celex="32021R1060", article="50", paragraph="1", point="b"),
            "Regulation (EU) 2021/1060, Article 50(1), point b",
            "Regula (ES) 2021/1060, 50. panta 1. punkts, b apakšpunkts",
        ),
        (Citation(celex="32014R0821", article="4"), "Regulation (EU) No 821/2014, Article 4", "Regula (ES) Nr. 821/2014, 4. pants"),
        (Citation(document="A manual"), "A manual", "A manual"),
        (Citation(celex="12016M002", article="2"), "12016M002, Article 2", "12016M002, 2. pants"),
    ],
)  # fmt: skip
def test_cite(citation: Citation, english: str, latvian: str) -> None:
    assert (cite(citation, "en"), cite(citation, "lv")) == (english, latvian)


@pytest.mark.parametrize(
    ("zone", "anchor", "wanted"),
    [
        ("body", Anchor(page=2, paragraph=3, line=9), "page 2, paragraph 3"),
        ("footer", Anchor(line=4), "page footer, line 4"),
        ("table-cell", Anchor(paragraph=1, table=1, row=2, column=3), "table 1, row 2, column 3"),
        ("body", Anchor(), ""),
    ],
)
def test_place(zone: str, anchor: Anchor, wanted: str) -> None:
    assert place(Location(Span(0, 1), zone, anchor), "en") == wanted


def test_locales_have_the_same_keys() -> None:
    def keys(value: object, path: str = "") -> set[str]:
        if isinstance(value, dict):
            return {path} | {key for name, sub in value.items() for key in keys(sub, f"{path}/{name}")}
        return {path}

    chrome = {tag: _chrome.chrome(tag) for tag in _chrome.languages()}
    wanted = {key for key in keys(chrome["en"]) if not key.startswith("/gaps/")}

    for tag, words in chrome.items():
        assert {key for key in keys(words) if not key.startswith("/gaps/")} == wanted, tag


def test_unknown_language_falls_back_to_english(report: Report) -> None:
    assert render(report, "text", language="xx") == render(report, "text")


def test_formats_are_found_and_unknown_ones_refused(report: Report) -> None:
    assert {"text", "json"} <= set(formats())
    with pytest.raises(ScopeError, match="text"):
        render(report, "papyrus")


def test_format_of_a_stranger(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        def load(self):
            return lambda report, **options: json.dumps([report.verdict.word, options])

    monkeypatch.setattr("grantdocs.reports._foreign", lambda: {"ours": Entry()})
    report_format.cache_clear()

    assert render(report, "ours", width=3) == '["fail", {"width": 3}]'
