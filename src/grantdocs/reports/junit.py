"""JUnit XML, which every build server shows: a suite for each publication, a case for each rule that was tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from grantdocs.model.findings import Verdict
from grantdocs.model.rules import Level
from grantdocs.reports._chrome import chrome, clean, clip
from grantdocs.reports._rows import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantdocs.model.findings import Finding, Report
    from grantdocs.reports import Unread
    from grantdocs.reports._rows import Row

__all__ = ["ENDINGS", "MEDIA_TYPE", "render", "render_all"]

MEDIA_TYPE: Final = "application/xml"
ENDINGS: Final = (".junit.xml", ".xml")
_TOOL: Final = "grantdocs"
_COUNTED: Final = ("failure", "error", "skipped")


def render(
    report: Report,
    *,
    language: str = "en",
    level: Level = Level.NOTE,
    fail_level: Level = Level.NOTE,
    strict: bool = False,
) -> str:
    """A failure below `fail_level` is no failure of its case, which says it all the same; `strict`: an open one is."""
    return render_all([report], [], language=language, level=level, fail_level=fail_level, strict=strict)


def render_all(
    reports: Sequence[Report],
    unread: Sequence[Unread],
    *,
    language: str = "en",
    level: Level = Level.NOTE,
    fail_level: Level = Level.NOTE,
    strict: bool = False,
) -> str:
    """What could not be read is a suite with one error."""
    top = ET.Element("testsuites", name=_TOOL)
    for report in reports:
        suite = ET.SubElement(top, "testsuite", name=clean(clip(report.document.source.uri)))
        _properties(suite, report)
        for finding, row in rows(report, language, level):
            _case(suite, finding, row, fail_level, strict=strict)
        _count(suite)
    for each in unread:
        suite = ET.SubElement(top, "testsuite", name=clean(clip(each.uri)))
        case = ET.SubElement(suite, "testcase", classname=_TOOL, name=chrome(language)["summary"]["unread"])
        ET.SubElement(case, "error", type="unread", message=clean(clip(each.message)))
        _count(suite)
    for name in ("tests", "failures", "errors"):
        top.set(name, str(sum(int(suite.get(name, "0")) for suite in top)))
    ET.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(top, encoding="unicode")


def _case(suite: ET.Element, finding: Finding, row: Row, fail_level: Level, *, strict: bool) -> None:
    pack, _, rule = row.rule.rpartition("/")
    case = ET.SubElement(suite, "testcase", classname=pack, name=f"{rule}: {row.title}")
    match finding.verdict:
        case Verdict.FAIL | Verdict.CANNOT_TELL if finding.suppression:
            ET.SubElement(case, "skipped", type="suppressed", message=row.suppression).text = row.told
        case Verdict.FAIL if finding.level >= fail_level:
            ET.SubElement(case, "failure", type=row.level, message=row.message).text = row.told
        case Verdict.FAIL:
            ET.SubElement(case, "system-out").text = row.told
        case Verdict.CANNOT_TELL if strict:
            ET.SubElement(case, "failure", type=row.verdict, message=row.message).text = row.told
        case Verdict.CANNOT_TELL | Verdict.NOT_APPLICABLE:
            ET.SubElement(case, "skipped", type=row.verdict, message=row.message)


def _properties(suite: ET.Element, report: Report) -> None:
    properties = ET.SubElement(suite, "properties")
    named = {"digest": report.document.source.digest, "verdict": report.verdict.word}
    named |= {f"pack.{pack.id}": f"{pack.version} {pack.digest}" for pack in report.packs}
    for name, value in named.items():
        ET.SubElement(properties, "property", name=name, value=clean(value))


def _count(suite: ET.Element) -> None:
    cases = suite.findall("testcase")
    found = {name: sum(case.find(name) is not None for case in cases) for name in _COUNTED}
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(found["failure"]))
    suite.set("errors", str(found["error"]))
    suite.set("skipped", str(found["skipped"]))
