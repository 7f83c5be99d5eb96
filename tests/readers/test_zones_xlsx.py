"""One sentence is planted in each place of a workbook that may hold text, and read back with its zone."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from office_packages import PNG, SHEET, Relations, office, root

from grantdocs.model.document import Document
from grantdocs.readers import Limits, read

SAID = "The Union planted this sentence"
TEXT = f"<a:p><a:r><a:t>{SAID}</a:t></a:r></a:p>"
MAIN = "xl/worksheets/sheet1.xml"
TEXT_CELL = '<c r="B2" t="inlineStr"><is><t>{0}</t></is></c>'
SAID_CELL = TEXT_CELL.format(SAID)


def rows(*cells: str) -> str:
    return f"<sheetData><row r='1'>{TEXT_CELL.format('text').replace('B2', 'A1')}</row><row r='2'>{''.join(cells)}</row></sheetData>"


@dataclass(frozen=True)
class Planted:
    """The content of a sheet, and parts beside it."""

    sheet: str = rows()
    parts: dict[str, str | bytes] = field(default_factory=dict)
    relations: tuple[tuple[str, str, str], ...] = ()
    """Of the sheet."""
    shared: tuple[tuple[str, str, str], ...] = ()
    """Of the workbook."""
    listed: str = '<sheet name="Costs" r:id="s"/>'
    properties: str = ""

    def saved(self) -> bytes:
        workbook = f"<workbookPr {self.properties}/><sheets>{self.listed}</sheets>"
        parts = {
            "xl/workbook.xml": root("workbook", workbook, SHEET),
            MAIN: root("worksheet", self.sheet, SHEET),
            "xl/media/logo.png": PNG,
            **self.parts,
        }
        relations: Relations = {
            "xl/workbook.xml": [("s", "worksheet", "worksheets/sheet1.xml"), *self.shared],
            MAIN: self.relations,
            "xl/drawings/d.xml": [("i", "image", "../media/logo.png"), ("c", "chart", "../charts/c.xml")],
            "xl/drawings/h.vml": [("i", "image", "../media/logo.png")],
        }
        return office("xlsx", parts, relations)


def beside(kind: str, part: str, xml: str, sheet: str = "") -> Planted:
    return Planted(rows() + sheet, {f"xl/{part}": xml}, (("x", kind, f"../{part}"),))


def drawn(inner: str, size: str = '<xdr:ext cx="1440000" cy="720000"/>') -> Planted:
    anchored = f"<xdr:oneCellAnchor><xdr:from/>{size}{inner}<xdr:clientData/></xdr:oneCellAnchor>"
    return beside("drawing", "drawings/d.xml", root("xdr:wsDr", anchored), '<drawing r:id="x"/>')


def strings(inner: str) -> Planted:
    return Planted(
        rows('<c r="B2" t="s"><v>0</v></c>'),
        {"xl/strings.xml": root("sst", inner, SHEET)},
        shared=(("t", "sharedStrings", "strings.xml"),),
    )


def running(inner: str, attributes: str = "") -> Planted:
    return Planted(f"{rows()}<headerFooter {attributes}>{inner}</headerFooter>")


def comments(text: str, author: str = "A") -> str:
    return root(
        "comments",
        f'<authors><author>{author}</author></authors><commentList><comment ref="A1" authorId="0"><text>{text}</text></comment></commentList>',
        SHEET,
    )


def picture(properties: str = "") -> str:
    return f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="x" {properties}/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="i"/></xdr:blipFill><xdr:spPr/></xdr:pic>'


THREAD = root("ThreadedComments", f'<threadedComment ref="A1"><text>{SAID}</text></threadedComment>')
TITLE = root("c:chartSpace", f"<c:chart><c:title><c:tx><c:rich>{TEXT}</c:rich></c:tx></c:title></c:chart>")
FRAME = '<xdr:graphicFrame><a:graphic><a:graphicData><c:chart r:id="c"/></a:graphicData></a:graphic></xdr:graphicFrame>'
CHART = drawn(FRAME)
CHARTSHEET = Planted(
    parts={"xl/chartsheets/c.xml": root("chartsheet", '<drawing r:id="x"/>', SHEET), "xl/charts/c.xml": TITLE,
           "xl/drawings/d.xml": root("xdr:wsDr", f"<xdr:absoluteAnchor>{FRAME}</xdr:absoluteAnchor>"),
           "xl/chartsheets/_rels/c.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="x" Type="a/drawing" Target="../drawings/d.xml"/></Relationships>'},
    shared=(("h", "chartsheet", "chartsheets/c.xml"),), listed='<sheet name="Chart" r:id="h"/>',
)  # fmt: skip


@pytest.mark.parametrize(
    ("planted", "zone"),
    [
        pytest.param(Planted(rows(SAID_CELL)), "table-cell", id="cell"),
        pytest.param(strings(f"<si><t>{SAID}</t></si>"), "table-cell", id="shared string"),
        pytest.param(strings(f"<si><r><t>The Union </t></r><r><t>{SAID[10:]}</t></r></si>"), "table-cell", id="string of several fonts"),
        pytest.param(Planted(rows(f'<c t="str"><f>A1</f><v>{SAID}</v></c>')), "table-cell", id="value of a formula"),
        pytest.param(Planted(rows(f"{TEXT_CELL.format('a').replace('B2', 'A2')}{SAID_CELL}") + '<mergeCells><mergeCell ref="B2:D4"/></mergeCells>'), "table-cell", id="merged cell"),
        pytest.param(Planted(listed=f'<sheet name="{SAID}" r:id="s"/>'), "heading", id="name of a sheet"),
        pytest.param(running(f'<oddHeader>&amp;L&amp;"Arial,Bold"&amp;12{SAID}&amp;R&amp;P</oddHeader>'), "header", id="header"),
        pytest.param(running(f"<firstHeader>{SAID}</firstHeader>", 'differentFirst="1"'), "header", id="header of the first page"),
        pytest.param(running(f"<evenFooter>&amp;R{SAID}</evenFooter>", 'differentOddEven="1"'), "footer", id="footer of even pages"),
        pytest.param(running(f"<oddFooter>&amp;C{SAID}</oddFooter>"), "footer", id="footer"),
        pytest.param(beside("comments", "comments1.xml", comments(f"<t>{SAID}</t>")), "comment", id="comment"),
        pytest.param(beside("comments", "comments1.xml", comments(f"<r><t>{SAID}</t></r>")), "comment", id="comment of several fonts"),
        pytest.param(beside("threadedComment", "threads.xml", THREAD), "comment", id="threaded comment"),
        pytest.param(drawn(f"<xdr:sp><xdr:txBody>{TEXT}</xdr:txBody></xdr:sp>"), "text-box", id="text box"),
        pytest.param(drawn(f"<xdr:grpSp><xdr:sp><xdr:txBody>{TEXT}</xdr:txBody></xdr:sp></xdr:grpSp>"), "text-box", id="text box in a group"),
        pytest.param(drawn(picture(f'descr="{SAID}"')), "alt-text", id="description of a picture"),
        pytest.param(Planted(CHART.sheet, {**CHART.parts, "xl/charts/c.xml": TITLE}, CHART.relations), "text-box", id="chart"),
        pytest.param(CHARTSHEET, "text-box", id="sheet of a chart"),
        pytest.param(Planted(parts={"docProps/core.xml": root("cp:coreProperties", f"<cp:keywords>{SAID}</cp:keywords>")}), "metadata", id="keywords"),
    ],
)  # fmt: skip
def test_planted_sentence_is_read(planted: Planted, zone: str) -> None:
    document = read(planted.saved())
    assert zones(document) == [zone]
    assert document.gaps == ()


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(Planted(rows(SAID_CELL), listed='<sheet name="a" state="hidden" r:id="s"/>'), id="hidden sheet"),
        pytest.param(Planted(rows(SAID_CELL), listed='<sheet name="a" state="veryHidden" r:id="s"/>'), id="very hidden sheet"),
        pytest.param(Planted(f'<sheetData><row r="1" hidden="1">{SAID_CELL}</row></sheetData>'), id="hidden row"),
        pytest.param(Planted(f'<cols><col min="2" max="3" hidden="1"/></cols>{rows(SAID_CELL)}'), id="hidden column"),
        pytest.param(Planted(rows(f'<c t="str"><f>"{SAID}"</f><v/></c>')), id="formula"),
        pytest.param(strings(f"<si><rPh><t>{SAID}</t></rPh></si>"), id="pronunciation"),
        pytest.param(running(f"<firstHeader>{SAID}</firstHeader>"), id="header of a first page that does not differ"),
        pytest.param(Planted(rows() + f'<dataValidations><dataValidation prompt="{SAID}"/></dataValidations>'), id="prompt of a cell"),
        pytest.param(beside("comments", "comments1.xml", comments(f"<t>{SAID}</t>", "tc={1}")), id="stand-in for a threaded comment"),
        pytest.param(Planted(parts={"xl/macros.xml": SAID}, shared=(("m", "xlMacrosheet", "macros.xml"),), listed='<sheet name="a" r:id="m"/>'), id="macros"),
        pytest.param(drawn(f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" name="x" hidden="1"/></xdr:nvSpPr><xdr:txBody>{TEXT}</xdr:txBody></xdr:sp>'), id="hidden shape"),
    ],
)  # fmt: skip
def test_what_is_not_shown_is_not_text(planted: Planted) -> None:
    document = read(planted.saved())
    assert zones(document) == []
    assert document.gaps == ()


@pytest.mark.parametrize(
    ("planted", "reason", "said"),
    [
        pytest.param(Planted(rows('<c r="B2"><f>A1*2</f></c>')), "formula-without-value", "1 formulas", id="formula without value"),
        pytest.param(Planted(rows() + '<oleObjects><oleObject progId="Word.Document"/></oleObjects>'), "unread-part", "Word.Document", id="embedded document"),
        pytest.param(Planted(parts={MAIN: "<worksheet"}), "unread-part", "broken XML", id="broken sheet"),
        pytest.param(beside("comments", "comments1.xml", "<comments"), "unread-part", "broken XML", id="broken comments"),
        pytest.param(Planted(parts={"xl/strings.xml": "<sst"}, shared=(("t", "sharedStrings", "strings.xml"),)), "unread-part", "broken XML", id="broken strings"),
        pytest.param(Planted(shared=(("m", "worksheet", "none.xml"),), listed='<sheet name="a" r:id="m"/>'), "unread-part", "missing", id="missing sheet"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_gap(planted: Planted, reason: str, said: str) -> None:
    (gap,) = read(planted.saved()).gaps
    assert (gap.reason, gap.anchor is not None) == (reason, True)
    assert said in gap.detail


STYLES = root(
    "styleSheet",
    '<numFmts><numFmt numFmtId="164" formatCode="#,##0.00 [$EUR]"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="10"/></cellXfs>',
    SHEET,
)


@pytest.mark.parametrize(
    ("cell", "properties", "text"),
    [
        ('<c s="1"><v>1234.5</v></c>', "", "1\N{NO-BREAK SPACE}234.50 EUR"),
        ('<c s="1"><f>A1</f><v>1234.5</v></c>', "", "1\N{NO-BREAK SPACE}234.50 EUR"),
        ('<c s="2"><v>44260</v></c>', "", "2021-03-05"),
        ('<c s="2"><v>42798</v></c>', 'date1904="1"', "2021-03-05"),
        ('<c s="3"><v>0.85</v></c>', "", "85.00%"),
        ('<c s="9"><v>2.50</v></c>', "", "2.5"),
        ('<c t="b"><v>1</v></c>', "", "TRUE"),
        ('<c t="e"><v>#REF!</v></c>', "", "#REF!"),
        ('<c t="d"><v>2021-03-05T00:00:00</v></c>', "", "2021-03-05"),
        ('<c t="s"><v>77</v></c>', "", None),
        ("<c><v/></c>", "", None),
    ],
)  # fmt: skip
def test_cells_are_as_displayed(cell: str, properties: str, text: str | None) -> None:
    planted = Planted(
        rows(cell), {"xl/styles.xml": STYLES}, shared=(("y", "styles", "styles.xml"),), properties=properties
    )
    document = read(planted.saved())
    assert [document.quote(block.span) for block in document.blocks][2:] == ([text] if text else [])


def test_cells_know_their_place() -> None:
    document = read(Planted(rows(TEXT_CELL.format("b").replace("B2", "AB2"))).saved())
    places = [
        (block.anchor.table, block.anchor.row, block.anchor.column, block.anchor.part) for block in document.blocks
    ]
    assert places == [(1, None, None, MAIN), (1, 1, 1, MAIN), (1, 2, 28, MAIN)]
    assert document.title == "Costs"


def test_links_lie_on_cells_or_come_from_formulas() -> None:
    formula = '<c r="C2" t="str"><f>HYPERLINK("https://b.example","there")</f><v>there</v></c>'
    sheet = (
        rows(SAID_CELL, formula)
        + '<hyperlinks><hyperlink ref="B2" r:id="x"/><hyperlink ref="A1" location="B2"/></hyperlinks>'
    )
    document = read(Planted(sheet, relations=(("x", "hyperlink", "https://a.example"),)).saved())
    assert [(link.url, document.quote(link.span)) for link in document.links if link.span] == [
        ("https://a.example", SAID),
        ("https://b.example", "there"),
    ]


def test_pictures_on_sheets_and_in_their_headers() -> None:
    (image,) = read(drawn(picture()).saved()).images
    assert (image.width_mm, image.height_mm, image.data, image.zone.value) == (40.0, 20.0, PNG, "body")
    header = '<v:shape style="width:72pt;height:36pt"><v:imagedata o:relid="i"/></v:shape>'
    planted = beside("vmlDrawing", "drawings/h.vml", root("xml", header), '<legacyDrawingHF r:id="x"/>')
    (image,) = read(planted.saved()).images
    assert (image.width_mm, image.height_mm, image.data, image.zone.value) == (25.4, 12.7, PNG, "header")


def test_cells_beyond_the_limit_are_a_gap() -> None:
    document = read(Planted(rows(*[SAID_CELL] * 9)).saved(), limits=Limits(max_characters=100))
    assert [gap.reason for gap in document.gaps] == ["limit-reached"]


def zones(document: Document) -> list[str]:
    return [block.zone.value for block in document.blocks if SAID in document.quote(block.span)]


def test_pictures_that_fill_cells() -> None:
    rich = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
    filled = '<c r="B2" t="e" vm="1"><v>#VALUE!</v></c>'
    shared: Relations = {
        "xl/workbook.xml": [
            ("s", "worksheet", "worksheets/sheet1.xml"),
            ("a", "richValueRel", "richData/rel.xml"),
            ("b", "rdRichValue", "richData/value.xml"),
            ("c", "rdRichValueStructure", "richData/structure.xml"),
        ],
        "xl/richData/rel.xml": [("i", "image", "../media/logo.png")],
    }
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": root("workbook", '<sheets><sheet name="Costs" r:id="s"/></sheets>', SHEET),
        MAIN: root("worksheet", rows(filled), SHEET),
        "xl/media/logo.png": PNG,
        "xl/richData/rel.xml": root("richValueRels", '<rel r:id="i"/>', f'xmlns="{rich}"'),
        "xl/richData/value.xml": root(
            "rvData", f'<rv s="0"><v>0</v><v>5</v><v>{SAID}</v></rv><rv s="9"/>', f'xmlns="{rich}"'
        ),
        "xl/richData/structure.xml": root(
            "rvStructures",
            '<s t="_localImage"><k n="_rvRel:LocalImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/><k n="Text" t="s"/></s>',
            f'xmlns="{rich}"',
        ),
    }
    document = read(office("xlsx", parts, shared))
    (image,) = document.images
    assert (image.name, image.alt, image.content(), image.zone.value) == ("logo.png", SAID, PNG, "table-cell")
    assert "#VALUE!" not in document.text
