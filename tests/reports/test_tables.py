"""Findings as CSV and as a workbook: one a row, and no cell that a spreadsheet would compute."""

from __future__ import annotations

import csv
import sys
from io import BytesIO, StringIO

import pytest
from lxml import etree
from report_cases import SAMPLES, hostile, report_of, suppressed

from grantdocs import read
from grantdocs.errors import ScopeError
from grantdocs.model.findings import Report
from grantdocs.model.rules import Level
from grantdocs.reports import Unread, render, render_all
from grantdocs.reports._rows import COLUMNS

UNREAD = Unread("=gone.docx", "=gone.docx: does not exist")
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    "\u200b=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("x")',
]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def table(shown: str | bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(str(shown), newline="")))


def parts(book: str | bytes) -> dict[str, etree._Element]:
    import zipfile

    with zipfile.ZipFile(BytesIO(bytes(book))) as package:  # type: ignore[arg-type]
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}


def test_one_row_a_finding() -> None:
    reports = [report_of(sample) for sample in SAMPLES]
    rows = table(render_all(reports, [UNREAD], "csv"))

    assert [row["rule"] for row in rows] == [found.rule for report in reports for found in report.findings] + [""]
    assert rows[-1]["verdict"] == "unread"
    assert {row["verdict"] for row in rows} == {"pass", "fail", "cannot-tell", "not-applicable", "unread"}


def test_row_says_all_of_a_finding(report: Report) -> None:
    row = next(row for row in table(render(report, "csv")) if row["rule"] == "figures/sum-of-parts")

    assert tuple(row) == COLUMNS
    assert row["document"] == "case.txt"
    assert row["quote"] == "EUR 1001.00"
    assert row["place"] == "table 1, row 3, column 2"
    assert (row["level"], row["verdict"]) == ("error", "fail")
    assert row["programme"] == "erasmus-plus-2021-2027"
    assert row["fingerprint"]


def test_lines_end_as_rfc_4180_has_it(report: Report) -> None:
    text = str(render(report, "csv"))

    assert text.count("\r\n") == text.count("\n") == len(report.findings) + 1


@pytest.mark.parametrize(("bom", "start"), [(False, b"document,"), (True, b"\xef\xbb\xbfdocument,")])
def test_byte_order_mark_where_asked_for(report: Report, bom: bool, start: bytes) -> None:
    assert str(render(report, "csv", bom=bom)).encode().startswith(start)


def test_level_leaves_rows_out(report: Report) -> None:
    assert {row["level"] for row in table(render(report, "csv", level=Level.ERROR))} == {"error"}


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_csv_begins_a_formula(report: Report, formula: str) -> None:
    rows = table(render_all([hostile(report, formula)], [Unread(formula, formula)], "csv"))

    assert rows[0]["message"].startswith("'")
    for row in rows:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in row.values())


@pytest.mark.parametrize("text", ["EUR 100", "2014–2020", "85 %", "a=b", "'quoted'"])
def test_other_cells_stay_as_they_are(report: Report, text: str) -> None:
    assert table(render(hostile(report, text), "csv"))[0]["message"] == text


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula(report: Report, formula: str) -> None:
    found = parts(render_all([hostile(report, formula)], [Unread(formula, formula)], "xlsx"))
    sheet, styles = found["xl/worksheets/sheet1.xml"], found["xl/styles.xml"]

    assert not list(sheet.iter(f"{SHEET}f"))
    assert {cell.get("t") for cell in sheet.iter(f"{SHEET}c") if len(cell)} == {"s"}
    assert any(style.get("quotePrefix") == "1" for style in styles.iter(f"{SHEET}xf"))


def test_workbook_is_read_back(report: Report) -> None:
    document = read(bytes(render_all([suppressed(report)], [UNREAD], "xlsx", language="lv")), name="findings.xlsx")  # type: ignore[arg-type]

    assert "Projekta numurs" in document.text
    assert "EUR 1001.00" in document.text
    assert "līdz 2030-01-31" in document.text
    assert "neizdevās izlasīt" in document.text


def test_workbook_without_its_library_says_what_to_install(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    with pytest.raises(ScopeError, match=r"grantdocs\[xlsx\]"):
        render(report, "xlsx")
