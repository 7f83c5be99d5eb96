"""Walks one story of an OpenDocument file (body, header, slide, notes): its paragraphs, tables, frames and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from grantdocs.model.document import Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, Inline, plain
from grantdocs.readers.media import FILM, medium
from grantdocs.readers.odf.drawings import description, drawn_picture, frame_picture, shows_shape
from grantdocs.readers.odf.package import OpenPackage, attribute, name, tag
from grantdocs.readers.odf.runs import Runs
from grantdocs.readers.odf.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["WRAPPERS", "Notes", "Story", "hides"]

_PARAGRAPHS = frozenset({"text:p", "text:h"})
_LISTS = frozenset({"text:list", "text:list-item", "text:list-header", "text:numbered-paragraph"})
# Elements that hold paragraphs and tables without being either.
WRAPPERS = _LISTS | frozenset(
    """text:section text:table-of-content text:illustration-index text:table-index text:object-index text:user-index
    text:alphabetical-index text:bibliography text:index-body text:index-title table:shapes style:region-left
    style:region-center style:region-right""".split()
)
_FILLED_IN = ("form:label", "form:current-value", "form:value")
_NO_TEXT = frozenset("draw:page-thumbnail draw:glue-point draw:plugin draw:applet draw:floating-frame".split())


@dataclass(slots=True)
class Notes:
    """Notes and comments met on the way; they are read when the body is."""

    footnotes: list[_Element] = field(default_factory=list)
    endnotes: list[_Element] = field(default_factory=list)
    comments: list[_Element] = field(default_factory=list)

    def add(self, runs: Runs) -> None:
        for note in runs.notes:
            body = note.find(name("text:note-body"))
            if body is not None:
                is_last = attribute(note, "text:note-class") == "endnote"
                (self.endnotes if is_last else self.footnotes).append(body)
        self.comments += runs.comments


@dataclass(slots=True)
class Story:
    builder: Builder
    opened: OpenPackage
    styles: Styles
    part: str
    zone: Zone = Zone.BODY
    """Zone of all its paragraphs; in the body the styles tell."""
    box_zone: Zone = Zone.TEXT_BOX
    """Zone of the text of frames and shapes; on slides they are the body."""
    page: int | None = None
    paragraphs: int = 0
    tables: int = 0
    notes: Notes = field(default_factory=Notes)
    after: list[Callable[[], None]] = field(default_factory=list)
    """Frames and pictures that wait for the end of the paragraph or row they hang on."""

    def read(self, container: _Element, zone: Zone | None = None) -> None:
        for element in container:
            kind = tag(element)
            if kind in _PARAGRAPHS:
                self._paragraph(element, zone)
            elif kind == "table:table":
                self.read_table(element)
            elif kind in WRAPPERS:
                if not hides(element):
                    self.read(element, Zone.LIST_ITEM if kind in _LISTS and zone is None else zone)
            elif kind.startswith(("draw:", "dr3d:")):
                self.draw(element)
            elif kind == "office:annotation":
                self.notes.comments.append(element)

    def read_notes(self) -> None:
        for zone, waiting in (
            (Zone.FOOTNOTE, self.notes.footnotes),
            (Zone.FOOTNOTE, self.notes.endnotes),
            (Zone.COMMENT, self.notes.comments),
        ):
            # A note may hold comments, which join the end of the line.
            for note in waiting:
                replace(self, zone=zone, box_zone=zone).read(note)

    def _paragraph(self, element: _Element, zone: Zone | None = None) -> None:
        zone = self._zone(element, zone)
        for line, language in self.lines(element):
            self.builder.tabbed(line, zone, self.anchor(), language)
        self._place_waiting()

    def _zone(self, element: _Element, given: Zone | None) -> Zone:
        if self.zone is not Zone.BODY:
            return self.zone
        if given not in {None, Zone.LIST_ITEM}:
            return given or self.zone
        by_style = self.styles.zone(attribute(element, "text:style-name"))
        if tag(element) == "text:h":
            return Zone.TITLE if by_style is Zone.TITLE else Zone.HEADING
        if by_style in {None, Zone.LIST_ITEM}:
            return given or by_style or Zone.BODY
        return by_style or Zone.BODY

    def lines(self, element: _Element) -> Iterator[tuple[list[Inline], str | None]]:
        """The lines of a paragraph (line breaks divide it), each as the stretches between its tabs."""
        self.paragraphs += 1
        style = attribute(element, "text:style-name")
        runs = Runs(self.styles, language=self.styles.language("paragraph", style))
        runs.read(element)
        for drawing, url in runs.drawings:
            self.after.append(self._drawn_later(drawing, url))
        self.notes.add(runs)
        if runs.is_hidden or self.styles.is_hidden("paragraph", style):
            return
        for line in runs.lines:
            yield list(line), runs.language

    def read_table(self, table: _Element) -> None:
        from grantdocs.readers.odf.tables import read_table

        self.tables += 1
        read_table(self, table, self.tables)
        self._place_waiting()

    def place_row(self, cells: list[Any]) -> None:
        self.builder.row(cells, Zone.TABLE_CELL if self.zone is Zone.BODY else self.zone)
        self._place_waiting()

    def hang(self, drawing: _Element) -> None:
        """Let a shape that stands in a cell follow the row."""
        self.after.append(self._drawn_later(drawing, None))

    def draw(self, element: _Element, url: str | None = None, shared: str = "", zone: Zone | None = None) -> None:
        """A frame, a shape or a group of them; `shared` is what a group says of its first picture."""
        kind = tag(element)
        zone = zone or (self.zone if self.zone is not Zone.BODY else self.box_zone)
        if kind == "draw:a":
            for inner in element:
                self.draw(inner, attribute(element, "xlink:href") or None, shared, zone)
        elif kind in {"draw:g", "dr3d:scene"}:
            self._group(element, url, description(element) or shared, zone)
        elif kind == "draw:frame":
            self._frame(element, url, shared, zone)
        elif kind == "draw:control":
            self._control(element, zone)
        elif kind.startswith("draw:") and kind not in _NO_TEXT:
            self._shape(element, url, shared, zone)

    def _group(self, group: _Element, url: str | None, shared: str, zone: Zone) -> None:
        members = [element for element in group if tag(element).startswith("draw:")]
        if shared and not any(next(member.iter(name("draw:image")), None) is not None for member in members):
            self._image(drawn_picture(group) | {"alt": shared}, url)
            shared = ""
        for member in members:
            self.draw(member, url, shared, zone)
            if next(member.iter(name("draw:image")), None) is not None:
                shared = ""

    def _frame(self, frame: _Element, url: str | None, shared: str, zone: Zone) -> None:
        table = frame.find(name("table:table"))
        box = frame.find(name("draw:text-box"))
        embedded = next((inner for inner in frame if tag(inner) in {"draw:object", "draw:object-ole"}), None)
        if table is not None:
            self.read_table(table)
        elif box is not None:
            alt = description(frame) or shared
            if alt:
                self._image(drawn_picture(frame) | {"alt": alt}, url)
            self.read(box, zone)
        elif (picture := frame_picture(frame, self.opened)) is not None or embedded is not None:
            self._image({**(picture or drawn_picture(frame)), "alt": description(frame) or shared}, url)
            if embedded is not None:
                self._embedded(embedded)
        plugin = frame.find(name("draw:plugin"))
        if plugin is not None:
            gap = medium("", attribute(plugin, "xlink:href")) or FILM
            self.builder.gap(*gap, anchor=self.anchor())

    def _embedded(self, element: _Element) -> None:
        """Titles of a chart; of other documents in this one only a picture is at hand."""
        href = attribute(element, "xlink:href")
        # A flat file holds the embedded document itself; Office keeps its own formats inside `draw:object-ole`.
        inside = tag(element) == "draw:object"
        root = (self.opened.part(href) if href else next(iter(element), None)) if inside else None
        charts = list(root.iter(name("chart:chart"))) if root is not None else []
        for chart in charts:
            for titled in chart.iter(name("chart:title"), name("chart:subtitle"), name("chart:footer")):
                replace(self, zone=Zone.IMAGE_TEXT, after=[]).read(titled)
        is_formula = root is not None and str(root.tag).endswith("}math")
        if not charts and not is_formula:
            detail = "a document embedded in this one was not read"
            self.builder.gap("unread-part", detail, anchor=self.anchor())

    def _shape(self, shape: _Element, url: str | None, shared: str, zone: Zone) -> None:
        alt = description(shape) or shared
        has_text = any(tag(inner) in _PARAGRAPHS | {"text:list"} and any(inner.itertext()) for inner in shape)
        if alt or (shows_shape(shape) and not has_text):
            self._image(drawn_picture(shape) | {"alt": alt}, url)
        self.read(shape, zone)

    def _control(self, control: _Element, zone: Zone) -> None:
        """A field of a form: what is written on it or filled in."""
        element = self.opened.controls.get(attribute(control, "draw:control"))
        written = (attribute(element, key) for key in _FILLED_IN) if element is not None else ()
        text = next((text for text in written if text), "")
        self.builder.paragraph(plain(text), zone, self.anchor())

    def _image(self, found: dict[str, Any], url: str | None) -> None:
        self.builder.image(**found, zone=self.zone, anchor=self.anchor(), url=url)

    def _drawn_later(self, drawing: _Element, url: str | None) -> Callable[[], None]:
        return lambda: self.draw(drawing, url)

    def _place_waiting(self) -> None:
        while self.after:
            waiting, self.after = self.after, []
            for place in waiting:
                place()

    def anchor(self) -> Anchor:
        return Anchor(page=self.page, paragraph=self.paragraphs or 1, part=self.part)


def hides(element: _Element) -> bool:
    display = attribute(element, "text:display")
    # The condition was worked out by the program that saved the file.
    return display == "none" or (display == "condition" and attribute(element, "text:is-hidden") == "true")
