"""The controller's checklist as a DOCX: every requirement with law, answer, evidence and follow-up, to be signed."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from grantdocs.model.findings import Verdict
from grantdocs.model.rules import Level
from grantdocs.reports._chrome import accepted, chrome, cite, clean, clip, gap_words, languages, place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantdocs.model.findings import Evidence, Finding, Report
    from grantdocs.reports import Unread

__all__ = ["ENDINGS", "IS_BINARY", "MEDIA_TYPE", "render", "render_all"]

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS: Final = (".docx",)
IS_BINARY: Final = True
_COLUMNS: Final = {"requirement": 72, "answer": 22, "evidence": 70, "follow_up": 58, "remark": 45}
"""Their widths in millimetres, on A4 across."""
_HEAD: Final = (45, 222)
_MOST_PLACES: Final = 3
_QUOTE: Final = 300
_NAME: Final = 200
_CREATED: Final = dt.datetime(1980, 1, 1)  # noqa: DTZ001  the same report gives the same bytes


def render(report: Report, *, language: str = "en", level: Level = Level.NOTE, checked: dt.date | None = None) -> bytes:
    """`checked` is the date of the check; without it its place is left empty."""
    return render_all([report], [], language=language, level=level, checked=checked)


def render_all(
    reports: Sequence[Report],
    unread: Sequence[Unread],
    *,
    language: str = "en",
    level: Level = Level.NOTE,
    checked: dt.date | None = None,
) -> bytes:
    """Each publication begins on a page of its own; what could not be read is listed at the end."""
    return _Checklist(language, level, checked).of(reports, unread)


class _Checklist:
    def __init__(self, language: str, level: Level, checked: dt.date | None) -> None:
        from docx import Document

        self.language = language if language in languages() else "en"
        self.level, self.checked = level, checked
        self.chrome = chrome(self.language)
        self.words: dict[str, Any] = self.chrome["checklist"]
        self.file = Document()
        self._lay_out()

    def of(self, reports: Sequence[Report], unread: Sequence[Unread]) -> bytes:
        for number, report in enumerate(reports):
            self._report(report, on_new_page=number > 0)
        if unread:
            self.file.add_heading(self.words["unread"], 1)
            for each in unread:
                self.file.add_paragraph(clean(clip(each.message, self.language)), style="List Bullet")
        content = BytesIO()
        self.file.save(content)
        return _undated(content)

    def _lay_out(self) -> None:
        """A4 across, in the language of the words, so that it is spelled and read aloud right."""
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm, Pt

        section = self.file.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
        normal = self.file.styles["Normal"]
        normal.font.name, normal.font.size = "Arial", Pt(9)
        normal.paragraph_format.space_after = Pt(2)
        for language in self.file.styles.element.iter(_tag("w:lang")):
            language.set(_tag("w:val"), self.language)
        _number_pages(section.footer.paragraphs[0])
        properties = self.file.core_properties
        properties.title, properties.language, properties.author = self.words["title"], self.language, "grantdocs"
        properties.comments, properties.created, properties.modified = "", _CREATED, _CREATED

    def _report(self, report: Report, *, on_new_page: bool) -> None:
        uri = clean(clip(report.document.source.uri, self.language, _NAME))
        heading = self.file.add_heading(f"{self.words['title']}: {uri}", 1)
        heading.paragraph_format.page_break_before = on_new_page
        self.file.add_heading(self.words["head"], 2)
        head = self._table(self.words["head"], _HEAD)
        for name, value in self._about(report):
            cells = head.add_row().cells
            self._fill(cells[0], [name], bold=True)
            self._fill(cells[1], [value])
        self.file.add_heading(self.words["requirements"], 2)
        table = self._table(self.words["requirements"], tuple(_COLUMNS.values()))
        heading = table.add_row()
        _repeat(heading)
        for cell, name in zip(heading.cells, _COLUMNS, strict=True):
            self._fill(cell, [self.words[name]], bold=True)
        shown = [finding for finding in report.findings if finding.level >= self.level]
        for finding in sorted(shown, key=lambda finding: finding.verdict is Verdict.NOT_APPLICABLE):
            self._finding(table.add_row(), finding)
        self._gaps(report)
        self._signature()

    def _about(self, report: Report) -> Iterator[tuple[str, str]]:
        facts, source = report.facts, report.document.source
        awards = [" · ".join(filter(None, (each.award_number, each.acronym, each.title))) for each in facts.awards]
        yield self.words["document"], " · ".join(filter(None, (report.document.title, source.uri)))
        yield self.words["project"], "; ".join(awards)
        yield self.words["programme"], ", ".join(each.id for each in facts.programmes)
        yield self.words["digest"], source.digest
        yield self.words["rules"], ", ".join(f"{pack.id} {pack.version}" for pack in report.packs)
        yield self.words["date"], self.checked.isoformat() if self.checked else ""

    def _finding(self, row: Any, finding: Finding) -> None:
        requirement, answer, evidence, follow_up, _ = row.cells
        weight = self.chrome["levels"][finding.level.word]
        _keep_together(row)
        self._fill(requirement, [finding.title], bold=True)
        self._fill(requirement, [cite(each, self.language) for each in finding.citations])
        self._fill(requirement, [f"{finding.rule} · {weight}"], is_small=True)
        self._fill(answer, [self.words["answers"][_answer(finding)]], bold=finding.verdict is Verdict.FAIL)
        if finding.verdict is not Verdict.NOT_APPLICABLE:
            self._fill(evidence, [finding.message, *self._places(finding)])
        known = [accepted(finding.suppression, self.language)] if finding.suppression else []
        self._fill(follow_up, [*known, finding.remedy.text if finding.remedy else ""])

    def _places(self, finding: Finding) -> Iterator[str]:
        if any(item.role == "searched" for item in finding.evidence) and finding.verdict is Verdict.FAIL:
            yield f"{self.words['searched']}."
        opening, closing = self.chrome["quotes"]
        for item in [each for each in finding.evidence if each.quote][:_MOST_PLACES]:
            where = self._where(item)
            quote = clip(item.quote, self.language, _QUOTE)
            yield f"{opening}{quote}{closing}" + (f" ({where})" if where else "")

    def _where(self, item: Evidence) -> str:
        return ": ".join(filter(None, (item.source, place(item.location, self.language) if item.location else "")))

    def _gaps(self, report: Report) -> None:
        if not report.gaps:
            return
        self.file.add_heading(self.words["gaps"], 2)
        for gap in report.gaps:
            where = place(report.document.locate(gap.spans[0]), self.language) if gap.spans else ""
            text = clean(gap_words(gap, self.chrome)) + (f" ({where})" if where else "")
            self.file.add_paragraph(text, style="List Bullet")

    def _signature(self) -> None:
        self.file.add_heading(self.words["signed"], 2)
        names = [self.words[name] for name in ("signed", "function", "signature", "signed_on")]
        table = self._table(self.words["signed"], (80, 60, 77, 50))
        heading, empty = table.add_row(), table.add_row()
        _repeat(heading)
        for cell, name in zip(heading.cells, names, strict=True):
            self._fill(cell, [name], bold=True)
        self._fill(empty.cells[0], ["", ""])

    def _table(self, title: str, widths: Sequence[int]) -> Any:
        """`title` says to those who cannot see it what the table holds."""
        from docx.oxml import OxmlElement
        from docx.shared import Mm

        table = self.file.add_table(rows=0, cols=len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        caption = OxmlElement("w:tblCaption")
        caption.set(_tag("w:val"), title)
        table._tbl.tblPr.append(caption)  # noqa: SLF001  python-docx has no name for w:tblCaption
        return table

    def _fill(self, cell: Any, lines: Sequence[str], *, bold: bool = False, is_small: bool = False) -> None:
        from docx.shared import Pt

        for line in lines:
            is_first = not cell.paragraphs[0].runs and len(cell.paragraphs) == 1
            paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
            run = paragraph.add_run(clean(clip(line, self.language)))
            run.bold = bold
            if is_small:
                run.font.size = Pt(7)


def _answer(finding: Finding) -> str:
    """Not fully: what is asked for stands there, with other words than it should."""
    is_there = any(item.role == "primary" and item.pointer.startswith("/statements/") for item in finding.evidence)
    return "partly" if finding.verdict is Verdict.FAIL and is_there else finding.verdict.word


def _repeat(row: Any) -> None:
    """The row is the head of its table, also on the pages that follow."""
    from docx.oxml import OxmlElement

    head = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(head)  # noqa: SLF001  nor for w:tblHeader


def _keep_together(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  nor for w:cantSplit


def _number_pages(paragraph: Any) -> None:
    """Page / pages, which Word counts."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for number, field in enumerate(("PAGE", "NUMPAGES")):
        if number:
            paragraph.add_run(" / ")
        counted = OxmlElement("w:fldSimple")
        counted.set(_tag("w:instr"), field)
        paragraph._p.append(counted)  # noqa: SLF001  nor for fields


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    found: str = qn(name)
    return found


def _undated(content: BytesIO) -> bytes:
    """The same package without the time at which it was packed."""
    packed = BytesIO()
    with zipfile.ZipFile(content) as given, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.infolist():
            made.writestr(zipfile.ZipInfo(part.filename), given.read(part), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
