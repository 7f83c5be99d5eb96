"""Walks the tree of a web page once, in reading order and without recursion, and gives its blocks to a builder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from grantdocs.model.document import OWN_REMARKS, Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, Inline, plain
from grantdocs.readers.html.areas import NESTED, Measure, changed_zones, is_candidate, measured_area
from grantdocs.readers.html.beside import Beside
from grantdocs.readers.html.drawn import drawn_words
from grantdocs.readers.html.frames import frame_gap, object_gap
from grantdocs.readers.html.hidden import Hidden
from grantdocs.readers.html.page import Page, host_of, own_host
from grantdocs.readers.html.pictures import (
    backgrounds,
    canvas,
    drawing,
    drawn_pictures,
    embedded,
    is_speck,
    picture,
    poster,
)
from grantdocs.readers.html.rows import Layouts, OpenCell, Table
from grantdocs.readers.html.setting import Path, Setting, children, is_block, setting_of, written_path
from grantdocs.readers.media import FILM, SOUND

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["walk"]

# The choices of a form are no claims: a list of years or programmes to search in says nothing of this publication.
_SKIPPED = frozenset(
    """script style template head select datalist math-source param source track del s strike rp noembed noframes
    annotation annotation-xml""".split()
)
_PICTURES = frozenset({"img", "area"})
_MEDIA = frozenset("svg canvas embed iframe frame video audio noscript".split())
_BUTTONS = frozenset({"submit", "button", "reset"})
_UNWRITTEN = frozenset({"hidden", "password", "checkbox", "radio", "file", "color", "range", "image"})
_TABLES = frozenset({"table", "dl"})
_CELLS = frozenset({"td", "th", "dt", "dd"})
_HEADS = frozenset({"h1", "main", "article"})
_BREAK = ("\n", None)
_DEEPEST_FRAME, _MOST_FRAMES = 3, 1_000
_MOST_GAPS = 50
_STEPS_AT_ONCE = 4096
"""Between two looks at the clock."""


def walk(builder: Builder, root: LexborNode, parser: LexborHTMLParser, page: Page) -> int:
    """Number of characters that the page shows."""
    walker = _Walker(builder, page, Hidden(parser), Layouts(parser), own_host(parser))
    walker.run(root)
    return walker.characters


@dataclass(slots=True)
class _Open:
    """An element that has been entered and not yet left."""

    node: LexborNode
    tag: str
    attributes: dict[str, str | None]
    around: Setting
    setting: Setting
    path: Path
    is_block: bool
    before: Measure | None = None
    """Where its area is told by what it holds: counts when it was entered."""
    mark: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class _Walker:
    builder: Builder
    page: Page
    hidden: Hidden
    layouts: Layouts
    host: str
    inline: list[tuple[str, str | None]] = field(default_factory=list)
    pictures: list[dict[str, Any]] = field(default_factory=list)
    beside: Beside = field(default_factory=Beside)
    names: set[str] = field(default_factory=set)
    """Of pictures, so that one is not taken twice which a page repeats for browsers without programs."""
    tables: list[Table | None] = field(default_factory=list)
    """Open tables and lists of definitions; None for one that only lays out the page."""
    cell: OpenCell | None = None
    steps: int = 0
    count: int = 0
    table_count: int = 0
    frame_count: int = 0
    gap_count: int = 0
    characters: int = 0
    linked: int = 0
    links: int = 0
    outward: int = 0
    heads: int = 0

    def run(self, root: LexborNode) -> None:
        start: Path = (None, root.tag or "", 0, 0)
        # Nodes with the setting around them and their path; elements that are open wait for their end.
        waiting: list[tuple[LexborNode, Setting, Path] | _Open] = [(root, Setting(), start)]
        while waiting and not self.builder.is_full:
            self.steps += 1
            if self.steps % _STEPS_AT_ONCE == 0 and not self.builder.in_time():
                break
            item = waiting.pop()
            if isinstance(item, _Open):
                self._leave(item)
                continue
            node, around, path = item
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "", around)
                continue
            opened = self._enter(node, tag, around, path)
            if opened is None:
                continue
            if opened.is_block or opened.before or tag == "q":
                waiting.append(opened)
            waiting += children(node, opened.setting, path)
        self._flush(Setting(), start)

    def _text(self, text: str, setting: Setting) -> None:
        length = len(text) if len(text) < 4 or not text.isspace() else 0
        self.characters += length
        if setting.in_link:
            self.linked += length
        if not setting.keeps_lines:
            self.inline.append((text, setting.url))
            return
        for index, line in enumerate(text.split("\n")):
            if self.builder.is_full:
                return
            if index:
                self._flush(setting, (None, "", 0, 0))
            self.inline.append((line, setting.url))

    def _enter(self, node: LexborNode, tag: str, around: Setting, path: Path) -> _Open | None:
        """None where the element's children are not read."""
        if tag in _SKIPPED or tag[0] == "-":
            return None
        if tag == "br":
            self._break(around, path)
            return None
        attributes = node.attributes
        if self.hidden.hides(tag, attributes) or (tag == "aside" and attributes.get("class") == OWN_REMARKS):
            return None
        setting = setting_of(tag, attributes, around)
        opened = _Open(node, tag, attributes, around, setting, path, is_block(tag, attributes))
        self._count(opened)
        if attributes:
            for found in backgrounds(attributes):
                self._picture(found, opened)
        if tag in _PICTURES:
            self._image(opened)
        elif tag in _MEDIA:
            self._media(opened)
            return None
        elif tag == "input":
            self._input(opened)
        elif opened.is_block:
            self._flush(around, path)
            self._enter_block(opened)
        elif tag in {"a", "button"} and node.prev is not None and node.prev.tag == tag:
            # Links in a row are kept apart by the style sheet, not by blanks.
            self.inline.append((" ", None))
        elif tag == "q":
            self.inline.append(("“", setting.url))
        elif tag in {"sup", "sub"} and self.inline and self.inline[-1][0][-1:].isdigit():
            # The mark of a footnote is no digit of the number before it.
            self.inline.append((" ", None))
        if attributes and tag not in _PICTURES:
            self.beside.tips(attributes, setting, path)
        if opened.before is not None:
            opened.mark = self.builder.mark()
        return opened

    def _count(self, opened: _Open) -> None:
        tag, attributes = opened.tag, opened.attributes
        if tag == "a":
            self.links += 1
            host = host_of(url) if (url := opened.setting.url) and "//" in url[:8] else ""
            self.outward += bool(host) and host != self.host
        elif tag in _HEADS or attributes.get("role") == "main":
            self.heads += 1
        elif self.cell is None and opened.setting.area in NESTED and is_candidate(tag, attributes):
            opened.before = Measure(self.characters, self.linked, self.links, self.outward, self.heads)

    def _leave(self, opened: _Open) -> None:
        tag = opened.tag
        if tag == "q":
            self.inline.append(("”", opened.setting.url))
        if opened.is_block:
            self._flush(opened.setting, opened.path)
            self._leave_block(tag)
        if opened.before is None:
            return
        now = Measure(self.characters, self.linked, self.links, self.outward, self.heads)
        area = measured_area(tag, opened.attributes, now.since(opened.before), opened.before)
        if (
            area is None
            or self.cell is not None
            or (area is not Zone.NAVIGATION and opened.setting.area is not Zone.BODY)
        ):
            return
        self._flush(opened.setting, opened.path)
        self.builder.rezone(opened.mark, area, changed_zones(area))

    def _enter_block(self, opened: _Open) -> None:
        tag, setting = opened.tag, opened.setting
        if tag == "object":
            self._object(opened)
        elif tag in _TABLES:
            is_data = self.cell is None and opened.node not in self.layouts
            self.table_count += is_data
            zone = setting.zone if setting.area is not Zone.BODY else Zone.TABLE_CELL
            self.tables.append(Table(self.table_count, zone=zone) if is_data else None)
            return
        table = self.tables[-1] if self.tables else None
        if not table:
            return
        if tag == "tr" or (tag == "dt" and any(cell.anchor.column == 2 for cell in table.cells)):
            self._end_row(table)
        if tag == "tr" or (tag == "dt" and not table.cells):
            table.row += 1
        if tag in _CELLS:
            column = table.place(opened.attributes) if tag in {"td", "th"} else 1 if tag == "dt" else 2
            self._open_cell(table, column, opened)

    def _leave_block(self, tag: str) -> None:
        table = self.tables[-1] if self.tables else None
        if table and tag in _CELLS:
            self.cell = None
        elif tag == "tr" and table:
            self._end_row(table)
        elif tag in _TABLES and self.tables:
            if table:
                self._end_row(table)
            self.tables.pop()

    def _open_cell(self, table: Table, column: int, opened: _Open) -> None:
        if table.cells and table.cells[-1].anchor.column == column:
            self.cell = table.cells[-1]
            return
        anchor = self._anchor(opened.path, table=table.number, row=table.row or 1, column=column)
        self.cell = OpenCell([], anchor, opened.setting.language)
        table.cells.append(self.cell)

    def _end_row(self, table: Table) -> None:
        self.cell = None
        self.builder.row(table.cells, table.zone)
        cells = table.cells if self.beside.notes else []
        said = [text for cell in cells for part in cell.paragraphs for text, _ in part]
        table.cells = []
        self._place_rest(said)

    def _break(self, around: Setting, path: Path) -> None:
        """The end of a line; in a cell, whose column is narrow, only two in a row end a paragraph."""
        is_second = bool(self.inline) and self.inline[-1] == _BREAK
        if self.cell is None or is_second:
            self._flush(around, path)
        else:
            self.inline.append(_BREAK)

    def _input(self, opened: _Open) -> None:
        kind = (opened.attributes.get("type") or "text").lower()
        if kind == "image":
            self._image(opened)
        elif kind not in _UNWRITTEN and (value := opened.attributes.get("value")):
            self.inline.append((f" {value} ", None))
            opened.setting = opened.around if kind in _BUTTONS else opened.setting

    def _media(self, opened: _Open) -> None:
        """What is shown instead of the element's children."""
        node, tag, attributes = opened.node, opened.tag, opened.attributes
        if tag == "svg":
            self._picture(drawing(node), opened)
            for found in drawn_pictures(node):
                self._picture(found, opened)
            self.beside.drawn(drawn_words(node), opened.setting, opened.path)
        elif tag == "canvas":
            self._picture(canvas(node), opened)
        elif tag == "noscript":
            # Pages that load pictures late repeat them here; what it says else is for browsers without programs.
            for image in node.css("img"):
                if not is_speck(image.attributes) and (found := picture(image))["name"] not in self.names:
                    self._picture(found, opened)
        elif tag == "video":
            self._picture(poster(attributes), opened)
            self._gap(FILM, opened)
        elif tag == "audio":
            self._gap(SOUND, opened)
        elif tag == "embed":
            self._object(opened)
        elif tag in {"iframe", "frame"}:
            self.beside.tips(attributes, opened.setting, opened.path)
            self._frame(opened)

    def _object(self, opened: _Open) -> None:
        self._picture(found := embedded(opened.node), opened)
        if found is None and (gap := object_gap(opened.attributes)):
            self._gap(gap, opened)

    def _frame(self, opened: _Open) -> None:
        from grantdocs.readers.html.page import lay_out, page_text

        text = opened.attributes.get("srcdoc")
        if not text and (data := self.page.data(opened.attributes.get("src") or "")):
            text = page_text(data).text
        self.frame_count += 1
        if text and self.page.frames < _DEEPEST_FRAME and self.frame_count <= _MOST_FRAMES:
            self._flush(opened.setting, opened.path)
            lay_out(self.builder, replace(self.page, text=text, is_xml=False, frames=self.page.frames + 1))
        elif text:
            detail = "a page that stands too deep in others, or after too many others, was not read"
            self._gap(("frame-not-read", detail, ""), opened)
        elif gap := frame_gap(opened.attributes):
            self._gap(gap, opened)

    def _gap(self, gap: tuple[str, str, str], opened: _Open) -> None:
        self.gap_count += 1
        if self.gap_count <= _MOST_GAPS:
            self.builder.gap(*gap, anchor=self._anchor(opened.path))

    def _image(self, opened: _Open) -> None:
        if is_speck(opened.attributes):
            return
        found = picture(opened.node)
        alt = found["alt"]
        self._picture(found, opened)
        self.beside.tips(opened.attributes, opened.setting, opened.path, known=alt)

    def _picture(self, found: dict[str, Any] | None, opened: _Open) -> None:
        if not found:
            return
        setting = opened.setting
        address = found.pop("address", "")
        if address and not found.get("data"):
            found["data"] = self.page.picture(address)
        if found["name"]:
            self.names.add(found["name"])
        found |= {"zone": setting.zone, "language": setting.language, "url": setting.url}
        self.pictures.append(found | {"anchor": self._anchor(opened.path)})

    def _flush(self, setting: Setting, path: Path) -> None:
        """End the paragraph that is being collected."""
        inline, self.inline = self.inline, []
        if any(text and not text.isspace() for text, _ in inline):
            if self.cell is not None:
                self.cell.paragraphs.append(inline)
            else:
                self.count += 1
                anchor = self._anchor(path, paragraph=self.count)
                if setting.keeps_lines and any("\t" in text for text, _ in inline):
                    self.builder.tabbed(_at_tabs(inline), setting.zone, anchor, setting.language)
                else:
                    self.builder.paragraph(inline, setting.zone, anchor, setting.language)
        if self.cell is None and (self.pictures or self.beside.notes):
            self._place_rest([text for text, _ in inline] if self.beside.notes else [])

    def _place_rest(self, said: list[str]) -> None:
        """Place pictures and notes behind the text they stand in, but not notes that only repeat it."""
        pictures, self.pictures = self.pictures, []
        for found in pictures:
            self.builder.image(**found)
        for note in self.beside.take([*said, *(found["alt"] for found in pictures)]):
            self.builder.paragraph(plain(note.text), note.zone, self._anchor(note.path), note.language)

    def _anchor(
        self,
        path: Path,
        paragraph: int | None = None,
        table: int | None = None,
        row: int | None = None,
        column: int | None = None,
    ) -> Anchor:
        xpath = written_path(path)
        return Anchor(paragraph=paragraph, table=table, row=row, column=column, xpath=xpath, part=self.page.part)


def _at_tabs(inline: Inline) -> list[Inline]:
    parts: list[list[tuple[str, str | None]]] = [[]]
    for text, url in inline:
        first, *others = text.split("\t")
        parts[-1].append((first, url))
        parts += [[(other, url)] for other in others]
    return [*parts]
