"""Follows the groups of RTF and builds the stories that they tell: the body, and those that stand beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter

import regex

from grantdocs.errors import ReadError
from grantdocs.model.document import Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, Cell
from grantdocs.readers.rtf.pictures import Blip
from grantdocs.readers.rtf.tokens import Token
from grantdocs.readers.rtf.words import CHARACTERS, CHARSETS, CODE_PAGES, SAID_IN_INFO, SILENT, STORIES, SYMBOLS

__all__ = ["Stories"]

_DEEPEST = 5_000
_MM_PER_TWIP = 25.4 / 1440
_LINK_RE = regex.compile(
    r'\s*+HYPERLINK\s++(?:\\[a-km-z]\s++)*+(?P<place>\\l\s++)?+(?:"(?P<quoted>[^"]*+)"|(?P<bare>\S++))',
    regex.IGNORECASE,
)
# Built-in styles are stored under these names whatever the language of the program.
_STYLES = (
    (regex.compile(r"(?:sub)?title", regex.IGNORECASE), Zone.TITLE),
    (regex.compile(r"(?:toc )?heading(?: \d)?", regex.IGNORECASE), Zone.HEADING),
    (regex.compile(r"caption", regex.IGNORECASE), Zone.CAPTION),
)
_BODY_LEVEL = 9
_NUMBERING_RE = regex.compile(r"\s*+(?:PAGE|NUMPAGES|SECTIONPAGES)\b", regex.IGNORECASE)
_READ_ALOUD = frozenset({"wzDescription", "gtextUNICODE"})
"""Properties of shapes that hold words: the alternative text, and the words of an ornament made of letters."""
_KEPT = frozenset({"fldinst", "shpinst", "shppict", "shpgrp", "ud", *STORIES})
"""Destinations that are marked as ones that readers may skip, and are not skipped."""


@dataclass(slots=True)
class _Group:
    """What holds until the closing brace."""

    kind: str = "text"
    """`text`, `silent`, or the destination whose characters are collected for something else."""
    story: _Story | None = None
    """Set where a story ends with the group."""
    skip: int = 1
    """Characters that follow one of Unicode for programs that do not know it."""
    code_page: str = ""
    is_hidden: bool = False
    is_deleted: bool = False
    url: str | None = None
    is_optional: bool = False
    """Directly behind the mark of destinations that may be skipped."""


@dataclass(slots=True)
class _Story:
    zone: Zone
    lines: list[Callable[[], None]] = field(default_factory=list)
    inline: list[tuple[str, str | None]] = field(default_factory=list)
    paragraphs: list[list[tuple[str, str | None]]] = field(default_factory=list)
    """Of the cell that is open."""
    cells: list[Cell] = field(default_factory=list)
    after: list[Callable[[], None]] = field(default_factory=list)
    """What stands beside the paragraph that is open."""
    is_table: bool = False
    is_item: bool = False
    styled: Zone = Zone.BODY
    row: int = 0


@dataclass(slots=True)
class Stories:
    builder: Builder
    source: str
    said: dict[str, str] = field(default_factory=dict)
    """Properties of the document."""
    _groups: list[_Group] = field(default_factory=list)
    _group: _Group = field(default_factory=_Group)
    _stories: list[_Story] = field(default_factory=lambda: [_Story(Zone.BODY)])
    _footers: list[Callable[[], None]] = field(default_factory=list)
    _running: set[tuple[Zone, str]] = field(default_factory=set)
    """Headers and footers so far, which sections repeat."""
    _collected: dict[str, list[str]] = field(default_factory=dict)
    """Characters of destinations that are no text, by kind."""
    _code_page: str = "cp1252"
    _fonts: dict[int, str] = field(default_factory=dict)
    _font: int = 0
    _styles: dict[int, Zone] = field(default_factory=dict)
    """Zones of paragraphs by the number of their style."""
    _style: int = 0
    _to_skip: int = 0
    _url: str | None = None
    """Target of the field that is open."""
    _is_number: bool = False
    """Whether that field is the number of a page."""
    _property: str = ""
    _blip: Blip = field(default_factory=Blip)
    _paragraph: int = 0
    _table: int = 0
    _paper: dict[str, int] = field(default_factory=dict)

    def take(self, token: Token) -> None:
        if token.kind == "brace":
            self._to_skip = 0
            if token.text == "{":
                self._open()
            else:
                self._close()
        elif token.kind == "word":
            self._word(token.text, token.number)
        elif token.kind == "symbol":
            self._symbol(token.text)
        else:
            self._characters(token.text)

    def finish(self) -> None:
        while self._groups:
            self._close()
        self._end_paragraph()
        self._end_row()
        for write in [*self._stories[0].lines, *self._footers]:
            write()
        width, height = (self._paper.get(side, 0) * _MM_PER_TWIP for side in ("paperw", "paperh"))
        if width and height:
            self.builder.page_sizes.append((round(width, 1), round(height, 1)))

    def _open(self) -> None:
        if len(self._groups) > _DEEPEST:
            raise ReadError(self.source, "is nested deeper than any text", "open it in Word and save it again")
        self._groups.append(self._group)
        self._group = replace(self._group, story=None, is_optional=False)

    def _close(self) -> None:
        closed = self._group
        if not self._groups:
            return
        self._group = self._groups.pop()
        if closed.story is not None:
            self._end_story(closed.story)
        elif closed.kind != self._group.kind:
            self._end_destination(closed.kind)

    def _word(self, word: str, number: int | None) -> None:
        group = self._group
        is_optional, group.is_optional = group.is_optional, False
        if word == "info":
            group.kind = "info"
            return
        is_known = word in _KEPT or (group.kind == "info" and word in SAID_IN_INFO)
        if word in SILENT or (is_optional and not is_known):
            self._stories[-1].is_item |= word in {"listtext", "pntext"}
            group.kind = "silent"
            return
        if group.kind == "silent" or self._destination(word, number):
            return
        if word == "u":
            self._characters(chr((number or 0) % 65536), is_unicode=True)
            self._to_skip = group.skip
        elif word == "uc":
            group.skip = max(0, number or 0)
        elif word in CHARACTERS:
            self._characters(CHARACTERS[word], is_unicode=True)
        else:
            self._format(word, number)

    def _destination(self, word: str, number: int | None) -> bool:
        group = self._group
        if word in STORIES and group.kind == "text":
            group.story = _Story(STORIES[word])
            group.is_hidden = False
            self._stories.append(group.story)
        elif word in {"fonttbl", "stylesheet", "fldinst", "pict", "sn", "sv", "sp", "upr"}:
            group.kind = word
            if word == "pict":
                self._blip = Blip()
        elif group.kind == "info" and word in SAID_IN_INFO:
            group.kind = f"info {word}"
        elif word == "field":
            self._url, self._is_number = None, False
        elif word == "fldrslt":
            group.url = self._url
            group.kind = "silent" if self._is_number else group.kind
        elif word == "ud":
            # The same words again, in Unicode, instead of those before.
            group.kind = "text"
        elif group.kind == "pict":
            self._blip.take(word, number)
        elif group.kind == "fonttbl":
            self._font_table(word, number)
        elif group.kind == "stylesheet":
            if word == "s":
                self._style = number or 0
            elif word == "outlinelevel":
                self._styles.setdefault(self._style, _zone_of_level(number))
        else:
            return False
        return True

    def _font_table(self, word: str, number: int | None) -> None:
        if word == "f":
            self._font = number or 0
        elif word == "fcharset":
            self._fonts[self._font] = CHARSETS.get(number or 0, "")
        elif word == "cpg" and number:
            self._fonts[self._font] = f"cp{number}"

    def _format(self, word: str, number: int | None) -> None:
        group, story = self._group, self._stories[-1]
        if word in {"par", "line", "sect", "page", "column", "lbr"}:
            self._end_paragraph()
        elif word in {"cell", "nestcell"}:
            self._end_cell()
        elif word in {"row", "nestrow"}:
            self._end_row()
        elif word == "pard":
            story.is_table, story.is_item, story.styled = False, False, Zone.BODY
        elif word == "intbl":
            story.is_table = number != 0
        elif word in {"ls", "pn"}:
            story.is_item = number != 0
        elif word == "s":
            story.styled = self._styles.get(number or 0, Zone.BODY)
        elif word == "outlinelevel":
            story.styled = _zone_of_level(number)
        elif word == "v":
            group.is_hidden = number != 0
        elif word == "deleted":
            group.is_deleted = number != 0
        elif word == "plain":
            group.is_hidden = group.is_deleted = False
        elif word == "f":
            group.code_page = self._fonts.get(number or 0, "")
        elif word == "ansicpg" and number:
            self._code_page = f"cp{number}"
        elif word in CODE_PAGES:
            self._code_page = CODE_PAGES[word]
        elif word in {"paperw", "paperh"}:
            self._paper[word] = number or 0
        elif word == "object":
            self.builder.gap("unread-part", "an object embedded in the text was read only as far as it is shown")

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._group.is_optional = True
        elif symbol in SYMBOLS:
            self._characters(SYMBOLS[symbol], is_unicode=symbol not in "\\{}")
        elif symbol in "\r\n" and self._group.kind == "text":
            self._end_paragraph()

    def _characters(self, text: str, *, is_unicode: bool = False) -> None:
        if self._to_skip and not is_unicode:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        self._to_skip = 0 if is_unicode else self._to_skip
        group = self._group
        if not text or group.kind == "silent":
            return
        if group.kind == "pict":
            self._blip.digits.append(text)
            return
        if not is_unicode and not text.isascii():
            text = self._decoded(text)
        if group.kind == "stylesheet":
            zone = next((zone for pattern, zone in _STYLES if pattern.fullmatch(text.strip("; "))), None)
            if zone is not None:
                self._styles[self._style] = zone
        elif group.kind != "text":
            self._collected.setdefault(group.kind, []).append(text)
        elif not group.is_hidden and not group.is_deleted:
            self._stories[-1].inline.append((text, group.url))

    def _decoded(self, text: str) -> str:
        code_page = self._group.code_page or self._code_page
        if code_page == "symbol":
            return "•" * len(text)
        try:
            return text.encode("latin-1").decode(code_page, "replace")
        except LookupError:
            return text.encode("latin-1").decode("cp1252", "replace")

    def _end_destination(self, kind: str) -> None:
        text = "".join(self._collected.pop(kind, []))
        if kind == "fldinst":
            found = _LINK_RE.match(text)
            if found and not found["place"]:
                self._url = found["quoted"] or found["bare"]
            self._is_number = _NUMBERING_RE.match(text) is not None
        elif kind == "sn":
            self._property = text
        elif kind == "sv" and self._property in _READ_ALOUD:
            zone = Zone.ALT_TEXT if self._property == "wzDescription" else Zone.TEXT_BOX
            self._beside(self._paragraph_writer([(text, None)], zone))
        elif kind == "pict":
            self._beside(self._picture_writer(self._blip, self._stories[-1].zone))
        elif kind.startswith("info "):
            self.said[kind.removeprefix("info ")] = " ".join(_whole(text).split())

    def _beside(self, write: Callable[[], None]) -> None:
        self._stories[-1].after.append(write)

    def _end_paragraph(self) -> None:
        story = self._stories[-1]
        inline, story.inline = _joined(story.inline), []
        if story.is_table:
            story.paragraphs.append(inline)
            return
        if story.cells:
            self._end_row()
        zone = story.zone
        if zone is Zone.BODY:
            zone = story.styled if story.styled is not Zone.BODY else Zone.LIST_ITEM if story.is_item else zone
        story.lines.append(self._paragraph_writer(inline, zone))
        story.lines += story.after
        story.after = []

    def _end_cell(self) -> None:
        story = self._stories[-1]
        story.paragraphs.append(_joined(story.inline))
        story.inline = []
        if not story.cells:
            story.row += 1
            self._table += story.row == 1
        anchor = Anchor(table=self._table, row=story.row, column=len(story.cells) + 1)
        story.cells.append(Cell(story.paragraphs, anchor))
        story.paragraphs = []

    def _end_row(self) -> None:
        story = self._stories[-1]
        cells, story.cells = story.cells, []
        zone = story.zone if story.zone is not Zone.BODY else Zone.TABLE_CELL
        if cells:
            story.lines.append(lambda: self.builder.row(cells, zone))
        story.lines += story.after
        story.after = []

    def _end_story(self, story: _Story) -> None:
        self._end_paragraph()
        self._end_row()
        self._stories.pop()
        if story.zone is Zone.FOOTER:
            self._footers += story.lines
        elif story.zone is Zone.HEADER:
            self._stories[0].lines += story.lines
        else:
            self._stories[-1].after += story.lines

    def _paragraph_writer(self, inline: list[tuple[str, str | None]], zone: Zone) -> Callable[[], None]:
        self._paragraph += 1
        anchor = Anchor(paragraph=self._paragraph)

        def write() -> None:
            text = "".join(part for part, _ in inline)
            if zone in {Zone.HEADER, Zone.FOOTER}:
                if (zone, text) in self._running:
                    return
                self._running.add((zone, text))
            if "\t" in text:
                self.builder.tabbed(_at_tabs(inline), zone, anchor)
            else:
                self.builder.paragraph(inline, zone, anchor)

        return write

    def _picture_writer(self, blip: Blip, zone: Zone) -> Callable[[], None]:
        anchor = Anchor(paragraph=self._paragraph + 1)
        return lambda: self.builder.image(
            width_mm=blip.width_mm, height_mm=blip.height_mm, zone=zone, data=blip.data(), anchor=anchor
        )


def _zone_of_level(level: int | None) -> Zone:
    return Zone.HEADING if (level or 0) < _BODY_LEVEL else Zone.BODY


def _joined(inline: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    return [(_whole("".join(text for text, _ in run)), url) for url, run in groupby(inline, key=itemgetter(1))]


def _whole(text: str) -> str:
    """Characters beyond the first plane come in two halves."""
    if not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _at_tabs(inline: list[tuple[str, str | None]]) -> list[list[tuple[str, str | None]]]:
    parts: list[list[tuple[str, str | None]]] = [[]]
    for text, url in inline:
        first, *others = text.split("\t")
        parts[-1].append((first, url))
        parts += [[(other, url)] for other in others]
    return parts
