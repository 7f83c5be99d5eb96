"""Walks the tree of a web page once, in reading order and without recursion, and gives its blocks to a builder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.model.document import Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, Cell, Inline
from grantdocs.readers.html.pictures import backgrounds, canvas, drawing, embedded, picture

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["walk"]

_BLOCKS = frozenset(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup p pre search
    section summary table tbody td textarea tfoot th thead tr ul video audio object""".split()
)
_SKIPPED = frozenset(
    "script style template noscript head iframe select datalist math-source param source track".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_HIDDEN_RE = regex.compile(r"(?:^|;)\s*+(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden)\b", regex.IGNORECASE)
_BLOCK_STYLE_RE = regex.compile(r"(?:^|;)\s*+display\s*+:\s*+(?:block|flex|grid|table|list-item)\b", regex.IGNORECASE)
_AREA_MARKS = {
    **dict.fromkeys("nav navbar menu main-menu breadcrumb breadcrumbs navigation site-navigation".split(), "nav"),
    **dict.fromkeys("footer site-footer page-footer main-footer colophon".split(), "footer"),
}
_AREAS = {"nav": Zone.NAVIGATION, "footer": Zone.FOOTER, "header": Zone.HEADER}
_ROLES = {"navigation": "nav", "contentinfo": "footer", "banner": "header"}
_IN_LAYOUT = {
    "table": "td table, th table, td h1, td h2, td h3, td section, td article",
    "dl": "dd table, dd dl, dd h1, dd h2, dd h3",
}
_DEEPEST_PATH = 120
_DRAWN = {"svg": drawing, "canvas": canvas, "embed": embedded}
_BREAK = ("\n", None)
_KEEPS_RE = regex.compile(r"(?:^|;)\s*+white-space\s*+:\s*+(?:pre|break-spaces)", regex.IGNORECASE)


def walk(builder: Builder, root: LexborNode) -> None:
    _Walker(builder).run(root)


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around a node mean for it."""

    step: str
    parent: _Context | None
    depth: int = 0
    area: Zone = Zone.BODY
    kind: Zone = Zone.BODY
    in_article: bool = False
    language: str | None = None
    url: str | None = None
    keeps_lines: bool = False

    @property
    def zone(self) -> Zone:
        if self.area is Zone.NAVIGATION or (self.area is not Zone.BODY and self.kind is not Zone.HEADING):
            return self.area
        return self.kind

    def path(self) -> str | None:
        if self.depth > _DEEPEST_PATH:
            return None
        steps: list[str] = []
        context: _Context | None = self
        while context is not None:
            steps.append(context.step)
            context = context.parent
        return "/html/" + "/".join(reversed(steps))


@dataclass(slots=True)
class _Table:
    """A table, or a list of definitions, whose rows become lines of text."""

    number: int
    row: int = 0
    cells: list[Cell] = field(default_factory=list)
    zone: Zone = Zone.TABLE_CELL
    next_column: int = 1
    reaching: dict[int, int] = field(default_factory=dict)
    """Columns that cells of earlier rows reach down into, and for how many rows more."""


@dataclass(slots=True)
class _Walker:
    builder: Builder
    inline: list[tuple[str, str | None]] = field(default_factory=list)
    pictures: list[dict[str, Any]] = field(default_factory=list)
    tables: list[_Table | None] = field(default_factory=list)
    """Open tables and lists of definitions; None for one that only lays out the page."""
    cell: Cell | None = None
    count: int = 0
    table_count: int = 0

    def run(self, root: LexborNode) -> None:
        # A node, the context of its parent, and its own context once it has been entered.
        waiting: list[tuple[LexborNode, _Context | None, str, _Context | None]] = [(root, None, root.tag or "", None)]
        while waiting:
            node, around, step, own = waiting.pop()
            if own is not None:
                self._leave(node, own)
                continue
            if node.tag == "-text":
                if around is not None:
                    self._text(node.text_content or "", around)
                continue
            own = self._enter(node, around, step)
            if own is None:
                continue
            waiting.append((node, around, step, own))
            waiting += reversed(_children(node, own))
        self._flush(_Context("", None))

    def _text(self, text: str, context: _Context) -> None:
        if not context.keeps_lines:
            self.inline.append((text, context.url))
            return
        for index, line in enumerate(text.split("\n")):
            if index:
                self._flush(context)
            self.inline.append((line, context.url))

    def _break(self, context: _Context) -> None:
        """The end of a line; in a cell, whose column is narrow, only two in a row end a paragraph."""
        is_second = bool(self.inline) and self.inline[-1] == _BREAK
        if self.cell is None or is_second:
            self._flush(context)
        else:
            self.inline.append(_BREAK)

    def _enter(self, node: LexborNode, around: _Context | None, step: str) -> _Context | None:
        """The context of the node's children; None where they are not read."""
        tag = node.tag or ""
        if tag in _SKIPPED or tag.startswith("-"):
            return None
        attributes = node.attributes
        if _is_hidden(tag, attributes):
            return None
        context = _inside(tag, attributes, around, step)
        for found in backgrounds(attributes):
            self._picture(found, context)
        if tag == "br":
            self._break(context)
        elif tag == "img" or (tag == "input" and attributes.get("type") == "image") or tag == "area":
            self._picture(picture(node), context)
        elif tag in _DRAWN:
            self._picture(_DRAWN[tag](node), context)
            return None
        elif _is_block(tag, attributes):
            self._flush(around or context)
            if tag == "object":
                self._picture(embedded(node), context)
            self._enter_row(tag, node, context)
        elif tag in {"a", "button"} and node.prev is not None and node.prev.tag == tag:
            # Links in a row are kept apart by the style sheet, not by blanks.
            self.inline.append((" ", None))
        return context

    def _leave(self, node: LexborNode, context: _Context) -> None:
        tag = node.tag or ""
        if not _is_block(tag, node.attributes):
            return
        self._flush(context)
        table = self.tables[-1] if self.tables else None
        if table and tag in {"td", "th", "dt", "dd"}:
            self.cell = None
        elif tag == "tr" and table:
            self._end_row(table)
        elif tag in {"table", "dl"} and self.tables:
            if table:
                self._end_row(table)
            self.tables.pop()

    def _enter_row(self, tag: str, node: LexborNode, context: _Context) -> None:
        if tag in {"table", "dl"}:
            is_data = self.cell is None and not _is_layout(tag, node)
            self.table_count += is_data
            zone = context.zone if context.area is not Zone.BODY else Zone.TABLE_CELL
            self.tables.append(_Table(self.table_count, zone=zone) if is_data else None)
            return
        table = self.tables[-1] if self.tables else None
        if not table:
            return
        if tag == "tr" or (tag == "dt" and any(cell.anchor.column == 2 for cell in table.cells)):
            self._end_row(table)
        if tag == "tr" or (tag == "dt" and not table.cells):
            table.row += 1
        if tag in {"td", "th"}:
            self._open_cell(table, _next_column(table, node), context)
        elif tag in {"dt", "dd"}:
            self._open_cell(table, 1 if tag == "dt" else 2, context)

    def _open_cell(self, table: _Table, column: int, context: _Context) -> None:
        anchor = Anchor(table=table.number, row=table.row or 1, column=column, xpath=context.path())
        if table.cells and table.cells[-1].anchor.column == column:
            self.cell = table.cells[-1]
        else:
            self.cell = Cell([], anchor, context.language)
            table.cells.append(self.cell)

    def _end_row(self, table: _Table) -> None:
        self.cell = None
        self.builder.row(table.cells, table.zone)
        table.cells = []
        self._place_pictures()

    def _picture(self, found: dict[str, Any] | None, context: _Context) -> None:
        if found:
            anchor = Anchor(xpath=context.path())
            found |= {"zone": context.zone, "language": context.language, "url": context.url, "anchor": anchor}
            self.pictures.append(found)

    def _flush(self, context: _Context) -> None:
        """End the paragraph that is being collected."""
        inline, self.inline = self.inline, []
        if any(text and not text.isspace() for text, _ in inline):
            if self.cell is not None:
                self.cell.paragraphs = [*self.cell.paragraphs, inline]
            else:
                self.count += 1
                anchor = Anchor(paragraph=self.count, xpath=context.path())
                if context.keeps_lines and any("\t" in text for text, _ in inline):
                    self.builder.tabbed(_at_tabs(inline), context.zone, anchor, context.language)
                else:
                    self.builder.paragraph(inline, context.zone, anchor, context.language)
        if self.cell is None:
            self._place_pictures()

    def _place_pictures(self) -> None:
        pictures, self.pictures = self.pictures, []
        for found in pictures:
            self.builder.image(**found)


def _at_tabs(inline: Inline) -> list[list[tuple[str, str | None]]]:
    parts: list[list[tuple[str, str | None]]] = [[]]
    for text, url in inline:
        first, *others = text.split("\t")
        parts[-1].append((first, url))
        parts += [[(other, url)] for other in others]
    return parts


def _children(node: LexborNode, context: _Context) -> list[tuple[LexborNode, _Context | None, str, _Context | None]]:
    children: list[tuple[LexborNode, _Context | None, str, _Context | None]] = []
    counts: dict[str, int] = {}
    child = node.first_child
    while child is not None:
        tag = child.tag or ""
        counts[tag] = counts.get(tag, 0) + 1
        children.append((child, context, f"{tag}[{counts[tag]}]", None))
        child = child.next
    return children


def _inside(tag: str, attributes: dict[str, str | None], around: _Context | None, step: str) -> _Context:
    if around is None:
        return _Context(step, None, language=attributes.get("lang") or None)
    context = replace(around, step=step, parent=around, depth=around.depth + 1)
    changes: dict[str, Any] = {}
    if language := attributes.get("lang"):
        changes["language"] = language
    if tag == "a" and (url := (attributes.get("href") or "").strip()):
        changes["url"] = None if url.startswith("#") or url[:11].lower() == "javascript:" else url
    elif tag in {"pre", "textarea"}:
        changes["keeps_lines"] = True
    elif tag in _HEADINGS or attributes.get("role") == "heading":
        changes["kind"] = Zone.HEADING
    elif tag in {"figcaption", "caption"}:
        changes["kind"] = Zone.CAPTION
    elif tag == "li":
        changes["kind"] = Zone.LIST_ITEM
    elif tag in {"article", "main", "section"}:
        changes["in_article"] = True
    if (style := attributes.get("style")) and _KEEPS_RE.search(style):
        changes["keeps_lines"] = True
    area = _AREAS.get(_area_name(tag, attributes, around))
    if area and around.area is Zone.BODY:
        changes["area"] = area
    return replace(context, **changes) if changes else context


def _area_name(tag: str, attributes: dict[str, str | None], around: _Context) -> str:
    if role := _ROLES.get(attributes.get("role") or ""):
        return role
    if tag == "nav" or (tag in {"header", "footer"} and not around.in_article):
        return tag
    if tag in {"div", "ul", "ol", "section"}:
        marks = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".lower().split()
        return next((_AREA_MARKS[mark] for mark in marks if mark in _AREA_MARKS), "")
    return ""


def _is_block(tag: str, attributes: dict[str, str | None]) -> bool:
    return tag in _BLOCKS or bool((style := attributes.get("style")) and _BLOCK_STYLE_RE.search(style))


def _is_hidden(tag: str, attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN_RE.search(style))


def _is_layout(tag: str, node: LexborNode) -> bool:
    """Whether a table only places parts of the page beside each other, so that its cells are no cells to a reader."""
    if tag == "table" and node.attributes.get("role") in {"presentation", "none"}:
        return True
    inner = node.css(_IN_LAYOUT[tag])
    # The selector also finds the table itself where it stands in a cell of another.
    return any(element.mem_id != node.mem_id for element in inner)


def _next_column(table: _Table, node: LexborNode) -> int:
    column = table.next_column if table.cells else 1
    while table.reaching.get(column, 0) >= table.row:
        column += 1
    down = _span(node, "rowspan")
    table.next_column = column + _span(node, "colspan")
    for reached in range(column, table.next_column):
        if down > 1:
            table.reaching[reached] = table.row + down - 1
    return column


def _span(node: LexborNode, name: str) -> int:
    written = (node.attributes.get(name) or "").strip()
    return min(max(int(written), 1), 1000) if written.isascii() and written.isdigit() else 1
