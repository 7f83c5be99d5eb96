"""The report that people read."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from report_cases import FACTS, HOSTILE, TEXT, hostile, make, suppressed

from grantdocs.model.document import Gap
from grantdocs.model.facts import Deviation
from grantdocs.model.findings import Evidence, Report, Verdict
from grantdocs.model.location import Anchor, Location, Span
from grantdocs.model.rules import Citation, Level
from grantdocs.reports import Unread, render, render_all
from grantdocs.reports._chrome import chrome, cite, clean, clip, gap_words, place
from grantdocs.reports._marking import CLOSE, OPEN, styled

ANSI_RE = re.compile(r"\x1b\[[0-9;]*m")
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


@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("color", [False, True])
def test_nothing_of_a_hostile_publication_reaches_the_terminal(report: Report, verbose: bool, color: bool) -> None:
    evil = hostile(report, HOSTILE)
    unread = Unread(HOSTILE, HOSTILE)
    text = str(render_all([evil, evil], [unread], "text", verbose=verbose, color=color))

    ours = set(ANSI_RE.findall(text))
    assert ours <= {f"\x1b[{code}m" for code in ("0", "31", "32", "33", "90", "1;4", "22;24")}
    assert bool(ours) is color
    assert not set(ANSI_RE.sub("", text)) & set("\x1b\x9b\x00\r\u202e\u200b\ufeff\u2028")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain – „text”", "plain – „text”"),
        ("a\x00b\x9bc", "abc"),
        ("a\tb\nc", "a b c"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u2066left\u2069\u202eright", "leftright"),
        ("ze\u200bro\u200d wi\ufeffdth\u3164", "zero width"),
        ("line\u2028of\u2029others\x85end", "line of others end"),
        ("Rīga, Võru, Ełk, Łódź; ἀγορά", "Rīga, Võru, Ełk, Łódź; ἀγορά"),
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


@pytest.mark.parametrize(
    ("gap", "language", "wanted"),
    [
        (Gap("page-not-read", "page 4 is damaged", anchor=Anchor(page=4)), "en", "page 4 is damaged"),
        (Gap("page-not-read", "page 4 is damaged", anchor=Anchor(page=4)), "lv", "lapa ir bojāta, to neizdevās izlasīt (4. lpp.)"),
        (Gap("page-not-read", "page 4 is damaged", anchor=Anchor(page=4)), "lt", "puslapis sugadintas, jo perskaityti nepavyko (4 psl.)"),
        (Gap("unread-part", "it is damaged", anchor=Anchor(part="word/a.xml")), "lv", "daļu publikācijas nevar izlasīt"),
        (Gap("relative-date", "its year", "", (Span(0, 1),), Anchor(page=4)), "lv", "datums atkarīgs no publicēšanas dienas, kas nav zināma"),
        (Gap("of-a-stranger", "no words for this", anchor=Anchor(page=4)), "lv", "no words for this"),
    ],
)  # fmt: skip
def test_gap_says_where_in_every_language(gap: Gap, language: str, wanted: str) -> None:
    """Its own sentence names the page; the words of a language cannot, and a quote says it better."""
    assert gap_words(gap, chrome(language)) == wanted


def test_unknown_language_falls_back_to_english(report: Report) -> None:
    assert render(report, "text", language="xx") == render(report, "text")


DISCLAIMER = (
    "Funded by the European Union. Views and opinions expressed are surely those of the author(s) only and do not "
    "necessarily reflect those of the European Union or the granting authority. Neither the European Union nor the "
    "granting authority can be held responsible for them."
)


@pytest.fixture
def misquoted() -> Report:
    """A disclaimer in which one word is another."""
    place = DISCLAIMER.index("surely")
    statement = {
        "id": "eu-disclaimer-2021.funded.en", "family": "eu-disclaimer-2021", "variant": "funded", "language": "en",
        "match": "near", "similarity": 0.97, "text": DISCLAIMER,
        "deviations": [{"kind": "changed", "expected": "however", "found": "surely"}],
    }  # fmt: skip
    report = make({**FACTS, "statements": [statement]}, f"{TEXT}\n{DISCLAIMER}")
    start = report.document.text.index(DISCLAIMER)
    word = Span(start + place, start + place + len("surely"))
    near = replace(report.facts.statements[0], deviations=(Deviation("changed", "however", "surely", (word,)),))
    whole, part = (
        Evidence("primary", "/statements/0", report.document.locate(Span(start, start + len(DISCLAIMER))), DISCLAIMER),
        Evidence("related", "/statements/0/deviations/0", report.document.locate(word), "surely"),
    )
    first = next(found for found in report.findings if found.verdict is Verdict.FAIL)
    facts = replace(report.facts, statements=(near,))
    return replace(report, facts=facts, findings=(replace(first, evidence=(whole, part)),))


def test_deviating_words_are_marked_in_the_quote_and_not_quoted_again(misquoted: Report) -> None:
    text = str(render(misquoted, "text", width=400))

    assert "opinions expressed are ‹surely› those of" in text
    assert text.count("surely") == 1
    assert "\x1b[1;4msurely\x1b[22;24m" in str(render(misquoted, "text", width=400, color=True))


@pytest.mark.parametrize("width", [40, 60, 80])
def test_marks_do_not_run_over_a_line(misquoted: Report, width: int) -> None:
    lines = str(render(misquoted, "text", width=width, color=True)).splitlines()

    assert all(line.count("\x1b[1;4m") == line.count("\x1b[22;24m") for line in lines)


@pytest.mark.parametrize(
    ("lines", "plain", "coloured"),
    [
        ([f"a {OPEN}b{CLOSE} c"], ["a ‹b› c"], ["a <b> c"]),
        ([f"a {OPEN}b", f"  c{CLOSE} d"], ["a ‹b", "  c› d"], ["a <b>", "  <c> d"]),
        ([f"{OPEN}b", "  c", f"  d{CLOSE}"], ["‹b", "  c", "  d›"], ["<b>", "  <c>", "  <d>"]),
        ([f"{OPEN}b{CLOSE}{OPEN}c", f"  d{CLOSE}", "  e"], ["‹b›‹c", "  d›", "  e"], ["<b><c>", "  <d>", "  e"]),
        (["nothing"], ["nothing"], ["nothing"]),
    ],
)
def test_styled(lines: list[str], plain: list[str], coloured: list[str]) -> None:
    shown = [line.replace("\x1b[1;4m", "<").replace("\x1b[22;24m", ">") for line in styled(lines, color=True)]

    assert list(styled(lines, color=False)) == plain
    assert shown == coloured


def test_long_quote_is_cut_around_its_first_mark(misquoted: Report) -> None:
    first = misquoted.findings[0]
    whole, part = first.evidence
    before = "Word by word. " * 3_000
    text = misquoted.document.text
    start = text.index(DISCLAIMER)
    moved = replace(
        whole,
        quote=before + DISCLAIMER,
        location=Location(Span(start - len(before), start + len(DISCLAIMER)), "body", Anchor()),
    )
    shown = str(render(replace(misquoted, findings=(replace(first, evidence=(moved, part)),)), "text", width=900))

    assert "“… " in shown
    assert "are ‹surely› those" in shown
    assert f"({len(moved.quote)} characters in all)" in shown


@pytest.mark.parametrize(
    ("length", "wanted"), [(5, "aaaaa"), (10, "aaaaaaaaaa"), (11, "aaaaaaaaaa… (11 characters in all)")]
)
def test_clip(length: int, wanted: str) -> None:
    assert clip("a" * length, longest=10) == wanted


def test_several_end_with_a_line_for_each_and_one_for_all(report: Report, no_project: Report) -> None:
    lines = str(render_all([report, no_project], [Unread("gone.txt", "gone.txt: does not exist")], "text")).splitlines()

    assert lines[-1] == "Publications: 3 (not in order: 1, nothing to judge: 1, could not be read: 1)"
    assert lines[-3].startswith("case.txt: not in order")
    assert lines[-2] == "case.txt: nothing to judge"
    assert set(lines[-4]) == {"-"}


def test_one_has_no_summary(report: Report) -> None:
    assert render_all([report], [], "text", several=False) == render(report, "text")
    assert render_all([], [Unread("gone.txt", "gone.txt: does not exist")], "text", several=False) == ""


@pytest.mark.parametrize(
    ("kind", "until", "wanted"),
    [
        ("ignored", "2030-01-31", "accepted: an old poster, until 2030-01-31"),
        ("ignored", None, "accepted: an old poster"),
        ("baseline", None, "known before: an old poster"),
    ],
)
def test_accepted_failure_is_shown_last_and_counted_apart(
    report: Report, kind: str, until: str | None, wanted: str
) -> None:
    fail, _, _ = counts(report)
    lines = str(render(suppressed(report, kind, until), "text")).splitlines()

    assert f"({fail - 1} to mend, 1 known or accepted, " in lines[0]
    assert f"    {wanted}" in lines
    assert lines.index(f"    {wanted}") > max(
        number for number, line in enumerate(lines[: lines.index(f"    {wanted}") - 2]) if "✗" in line
    )
