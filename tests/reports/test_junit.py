"""JUnit: valid by the published schema of Jenkins, with failures, open questions and errors where they belong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree
from report_cases import HOSTILE, SAMPLES, hostile, published, report_of, suppressed

from grantdocs.model.findings import Report, Verdict
from grantdocs.model.rules import Level
from grantdocs.reports import Unread, render, render_all

UNREAD = Unread("gone.docx", "gone.docx: does not exist")


def suites(text: str | bytes) -> etree._Element:
    return etree.fromstring(str(text).encode())


def cases(report: Report, found: str, **options: object) -> list[str]:
    """Names of the cases that hold such an element."""
    return [
        case.get("name")
        for case in suites(render(report, "junit", **options)).iter("testcase")
        if case.find(found) is not None
    ]


def test_samples_and_hostile_publications_fit_the_schema(report: Report, no_project: Report) -> None:
    schema = etree.XMLSchema(etree.parse(published("junit-10.xsd")))
    reports = [*map(report_of, SAMPLES), no_project, hostile(report, HOSTILE), suppressed(report)]

    for strict in (False, True):
        schema.assertValid(suites(render_all(reports, [UNREAD, Unread(HOSTILE, HOSTILE)], "junit", strict=strict)))


def test_counts_agree_with_the_cases(report: Report) -> None:
    top = suites(render_all([report, suppressed(report)], [UNREAD], "junit"))

    for suite in top:
        found = suite.findall("testcase")
        counts = {name: str(sum(case.find(tag) is not None for case in found)) for name, tag in (
            ("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))}  # fmt: skip
        assert {**counts, "tests": str(len(found))} == {name: suite.get(name) for name in (*counts, "tests")}
    assert top.get("tests") == str(2 * len(report.findings) + 1)
    assert top.get("errors") == "1"


def test_failures_say_where_and_what_to_do(report: Report) -> None:
    text = str(render(report, "junit"))
    failure = next(e for e in suites(text).iter("failure") if "1,001.00" in e.get("message"))

    assert failure.get("type") == "error"
    assert "table 1, row 3, column 2: EUR 1001.00" in failure.text


def test_only_what_counts_fails(report: Report) -> None:
    failed = [found for found in report.findings if found.verdict is Verdict.FAIL]
    open_ = [found for found in report.findings if found.verdict is Verdict.CANNOT_TELL]
    errors = [found for found in failed if found.level is Level.ERROR]

    assert len(cases(report, "failure")) == len(failed) > len(errors)
    assert len(cases(report, "failure", fail_level=Level.ERROR)) == len(errors)
    assert len(cases(report, "system-out", fail_level=Level.ERROR)) == len(failed) - len(errors)
    assert len(cases(report, "failure", strict=True)) == len(failed) + len(open_)
    assert len(cases(suppressed(report), "failure")) == len(failed) - 1


@pytest.mark.parametrize("text", ["\x00\x0b\x1b[0m", "a\ud800b", "\ufffe\uffff", "]]>&<\"'"])
def test_what_xml_cannot_hold_is_left_out(report: Report, text: str) -> None:
    first = next(found for found in report.findings if found.verdict is Verdict.FAIL)
    evil = replace(report, findings=(replace(first, message=f"so {text} so"),))

    failure = next(suites(render(evil, "junit")).iter("failure"))

    assert failure.get("message").startswith("so ")
    assert failure.get("message").endswith(" so")
