"""The controller's checklist: every requirement with its answer, in a DOCX that is read aloud right."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from report_cases import HOSTILE, SAMPLES, hostile, report_of, suppressed

from grantdocs import read
from grantdocs.model.findings import Evidence, Finding, Report, Verdict
from grantdocs.model.rules import Level
from grantdocs.reports import Unread, render, render_all
from grantdocs.reports.checklist import _answer

UNREAD = Unread("gone.docx", "gone.docx: does not exist")


def opened(shown: str | bytes) -> Any:
    return docx.Document(BytesIO(bytes(shown)))  # type: ignore[arg-type]


def lines(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_head_says_what_was_checked_and_when(report: Report) -> None:
    head = dict(lines(opened(render(report, "checklist", checked=dt.date(2026, 3, 2))).tables[0]))

    assert head["Publication"].endswith("case.txt")
    assert head["Project"] == "Open shelves"
    assert head["Programme"] == "erasmus-plus-2021-2027"
    assert head["Date of the check"] == "2026-03-02"
    assert "eu-mga-2021 " in head["Judged by"]
    assert head["Digest of the file"] == report.document.source.digest


def test_date_is_left_to_be_written_where_none_is_given(report: Report) -> None:
    assert dict(lines(opened(render(report, "checklist")).tables[0]))["Date of the check"] == ""


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_rule_has_its_row(sample: str) -> None:
    report = report_of(sample)
    head, *rows = lines(opened(render(report, "checklist", language="lv")).tables[1])

    assert head == ["Prasība un tiesību akts", "Atbilde", "Pierādījums", "Turpmākā rīcība", "Kontroliera piezīmes"]
    assert len(rows) == len(report.findings)
    assert {row[1] for row in rows} <= {"jā", "daļēji", "nē", "nevar pateikt", "neattiecas"}
    assert not any(row[4] for row in rows)


def test_failure_has_evidence_law_and_follow_up(report: Report) -> None:
    rows = lines(opened(render(report, "checklist")).tables[1])
    wrong = next(row for row in rows if "figures/sum-of-parts" in row[0])
    missing = next(row for row in rows if "eu-mga-2021/funding-statement" in row[0])

    assert wrong[1] == missing[1] == "no"
    assert "“EUR 1001.00” (table 1, row 3, column 2)" in wrong[2]
    assert "Article 17(2)" in missing[0]
    assert "found nothing" in missing[2]
    assert missing[3] == "Co-funded by the European Union"


@pytest.mark.parametrize(
    ("verdict", "evidence", "wanted"),
    [
        (Verdict.PASS, Evidence("primary", "/statements/0", None, "x"), "pass"),
        (Verdict.FAIL, Evidence("primary", "/statements/0", None, "x"), "partly"),
        (Verdict.FAIL, Evidence("related", "/statements/0", None, "x"), "fail"),
        (Verdict.FAIL, Evidence("primary", "/figures/0", None, "x"), "fail"),
        (Verdict.CANNOT_TELL, Evidence("searched", "/images", None, ""), "cannot-tell"),
        (Verdict.NOT_APPLICABLE, None, "not-applicable"),
    ],
)
def test_answers(verdict: Verdict, evidence: Evidence | None, wanted: str) -> None:
    finding = Finding("p/r", "T", verdict, Level.ERROR, "M", (), (evidence,) if evidence else ())

    assert _answer(finding) == wanted


def test_accepted_failure_says_so_in_its_follow_up(report: Report) -> None:
    rows = lines(opened(render(suppressed(report), "checklist")).tables[1])

    assert sum("accepted: an old poster, until 2030-01-31" in row[3] for row in rows) == 1


def test_what_is_read_aloud_is_there(report: Report) -> None:
    document = opened(render_all([report, report], [UNREAD], "checklist", language="lv"))
    levels = [
        int(p.style.name.removeprefix("Heading ")) for p in document.paragraphs if p.style.name.startswith("Heading")
    ]
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert languages == {"lv"}
    assert document.core_properties.title == "Publicitātes pārbaudes lapa"
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    for number in (1, 4):
        assert document.tables[number].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_hostile_text_makes_a_document_that_opens(report: Report) -> None:
    shown = render_all([hostile(report, HOSTILE)], [Unread(HOSTILE, HOSTILE)], "checklist")
    text = read(bytes(shown), name="checklist.docx").text  # type: ignore[arg-type]

    assert "<script>alert(1)</script>" in text
    assert not re.search("[\x00-\x08\x1b\u202e\u200b]", text)


def test_same_report_same_bytes_and_no_date_of_packing(report: Report) -> None:
    import zipfile

    shown = bytes(render(report, "checklist"))  # type: ignore[arg-type]

    with zipfile.ZipFile(BytesIO(shown)) as package:
        assert {part.date_time[0] for part in package.infolist()} == {1980}


def test_publication_without_a_project_and_without_a_text(no_project: Report, unread: Report) -> None:
    for report in (no_project, unread, replace(unread, findings=())):
        assert opened(render(report, "checklist")).tables
