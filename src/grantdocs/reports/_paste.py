"""Statements ready to paste: as a block of HTML, and as a DOCX with the place of the emblem marked."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["docx_file", "html_block"]

_EMBLEM_FILE: Final = "eu-emblem.svg"
_LEAST_MM: Final = 10
"""Lowest height of the emblem (Regulation (EU) 2021/1060, Annex IX, point 1.7)."""
_PLACE_MM: Final = (18, 12)
"""Width and height of the place that is kept for the emblem: 2:3, a little above the least."""
_BLUE: Final = "003399"


def html_block(texts: Iterable[tuple[str, str]], emblem: str) -> str:
    """`texts` with their BCP 47 tags; `emblem` is the alternative text of the picture."""
    lines = ["<div>", f'  <img src="{_EMBLEM_FILE}" alt="{escape(emblem)}" style="height: {_LEAST_MM}mm">']
    for text, language in texts:
        written = "<br>".join(escape(line) for line in text.splitlines())
        lines.append(f'  <p lang="{escape(language)}">{written}</p>')
    return "\n".join([*lines, "</div>"])


def docx_file(target: Path | BinaryIO, texts: Sequence[tuple[str, str]], emblem: str) -> None:
    """One row: on the left the framed place for the emblem, on the right the texts, each in its language."""
    from docx import Document
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Mm, Pt

    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    place, written = table.rows[0].cells
    place.width, written.width = Mm(_PLACE_MM[0] + 4), Mm(125)
    table.rows[0].height, table.rows[0].height_rule = Mm(_PLACE_MM[1]), WD_ROW_HEIGHT_RULE.AT_LEAST
    _frame(place)
    mark = place.paragraphs[0].add_run(f"‹{emblem}, ≥ {_LEAST_MM} mm›")
    mark.font.size = Pt(7)
    for number, (text, language) in enumerate(texts):
        paragraph = written.paragraphs[0] if number == 0 else written.add_paragraph()
        _say(paragraph, text, language)
    document.save(str(target) if isinstance(target, Path) else target)


def _say(paragraph: Any, text: str, language: str) -> None:
    """The text in its language, so that spelling and hyphens are right, and in a typeface that the rules allow."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for number, line in enumerate(text.splitlines()):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(line)
        run.font.name = "Arial"
        tag = OxmlElement("w:lang")
        tag.set(qn("w:val"), language)
        run._element.get_or_add_rPr().append(tag)  # noqa: SLF001  python-docx has no name for w:lang


def _frame(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "dashed"), ("sz", "8"), ("color", _BLUE)):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    cell._element.get_or_add_tcPr().append(borders)  # noqa: SLF001  nor for w:tcBorders
