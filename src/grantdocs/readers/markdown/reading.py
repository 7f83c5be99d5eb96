"""Markdown: headings, paragraphs, lists, tables, links and pictures, front matter, and the HTML that stands in it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import regex

from grantdocs.model.document import Document, Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, Cell, Inline, plain
from grantdocs.readers.encoding import decode
from grantdocs.readers.html.metadata import iso_day
from grantdocs.readers.html.page import Page, lay_out
from grantdocs.readers.markdown import READER
from grantdocs.readers.markdown.inline import read_inline
from grantdocs.readers.reader import Content
from grantdocs.readers.text import note_doubt, split_lines

__all__ = ["read_markdown"]

_HEADING_RE = regex.compile(r" {0,3}(?P<marks>#{1,6})(?:\s++(?P<text>.*?))?\s*+(?:(?<=\s)#++\s*+)?$")
_UNDERLINE_RE = regex.compile(r" {0,3}(?:=++|-{2,})\s*+$")
_RULE_RE = regex.compile(r" {0,3}(?:(?:\*\s*+){3,}|(?:-\s*+){3,}|(?:_\s*+){3,})$")
_ITEM_RE = regex.compile(r"\s*+(?:[-*+]|\d{1,9}[.)])(?:\s++|$)(?:\[[ xX]\]\s++)?")
_QUOTE_RE = regex.compile(r" {0,3}(?:>\s?)++")
_FENCE_RE = regex.compile(r"\s*+(?P<marks>`{3,}|~{3,}|:{3,})")
_TABLE_RULE_RE = regex.compile(r"\s*+\|?\s*+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+\|?\s*+$")
_GRID_RE = regex.compile(r"\s*+\+(?:[:=-]++\+)++\s*+$")
_BAR_RE = regex.compile(r"(?<!\\)\|")
_HTML_RE = regex.compile(
    r" {0,3}</?(?P<tag>table|div|section|article|header|footer|nav|ul|ol|dl|figure|details|center|p|h[1-6]|form|main"
    r"|aside|blockquote|iframe|script|style|pre)\b(?!:)",
    regex.IGNORECASE,
)
_WHOLE_TAGS = frozenset({"table", "script", "style", "pre", "ul", "ol", "dl", "figure"})
_REFERENCE_RE = regex.compile(r" {0,3}\[(?P<name>[^\[\]]++)\]:\s*+<?(?P<target>[^\s<>]++)>?(?:\s++[\"'(].*)?$")
_FRONT_RE = regex.compile(r"(?P<mark>---|\+\+\+)\s*+$")
_ENTRY_RE = regex.compile(r"(?P<key>[A-Za-z_-]++)\s*+[:=]\s*+(?P<quote>[\"']?)(?P<value>.+?)(?P=quote)\s*+$")
_COMMENT_RE = regex.compile(
    r"(?P<kept>^ {0,3}(?P<fence>`{3,}+|~{3,}+).*?(?:^ {0,3}(?P=fence)|\Z)|(?P<ticks>`++)[^`\n]++(?P=ticks)(?!`))"
    r"|<!--.*?(?:-->|\Z)",
    regex.DOTALL | regex.MULTILINE,
)
_FOOTNOTE_RE = regex.compile(r" {0,3}\[\^[^\[\]\s]++\]:\s*+")
_DEFINITION_RE = regex.compile(r" {0,3}[:~]\s++(?=\S)")
_MARKS_RE = regex.compile(r"\s++\{\s*+[#.][^{}]*+\}\s*+$")
_BLOCK_SCALAR_RE = regex.compile(r"(?P<key>[A-Za-z_-]++)\s*+:\s*+[|>][+-]?\s*+$")
_AREAS = {"header": Zone.HEADER, "footer": Zone.FOOTER, "nav": Zone.NAVIGATION}
_WRAPPED_RE = regex.compile(r"(?<=\]\()[^()\s]++(?:\s++[^()\s\"']++)+(?=\))")
_NOTE_RE = regex.compile(r" {0,3}(?:!!!|\?\?\?\+?)\s++[\w ]++(?:\"(?P<title>[^\"]*+)\")?\s*+$")
_HARD_BREAK_RE = regex.compile(r"(?: {2,}|\\)$")


def read_markdown(content: Content) -> Document:
    builder = Builder(content, READER)
    decoded = decode(content.data)
    note_doubt(builder, decoded)
    lines = split_lines(_COMMENT_RE.sub(_blank_lines, decoded.text))
    entries, begin = _front_matter(lines)
    written = (found for line in lines if (found := _REFERENCE_RE.match(line)))
    references = {" ".join(found["name"].lower().split()): str(found["target"]) for found in written}
    _Blocks(builder, lines, references).read(begin)
    _note_front_matter(builder, entries)
    return builder.document()


def _blank_lines(comment: regex.Match[str]) -> str:
    return comment["kept"] or "\n" * comment.group().count("\n")


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    first = _FRONT_RE.match(lines[0]) if lines else None
    if not first:
        return {}, 0
    ends = {"---", "..."} if first["mark"] == "---" else {first["mark"]}
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ends), None)
    if end is None:
        return {}, 0
    entries: dict[str, str] = {}
    key = ""
    for line in lines[1:end]:
        if scalar := _BLOCK_SCALAR_RE.match(line):
            key = scalar["key"].lower()
        elif key and line.startswith((" ", "\t")):
            # A value of several lines.
            entries[key] = f"{entries.get(key, '')} {line.strip()}".strip()
        elif entry := _ENTRY_RE.match(line):
            entries[entry["key"].lower()] = str(entry["value"])
            key = ""
    if not entries and first["mark"] == "---":
        # Two rules with text between them.
        return {}, 0
    return entries, end + 1


def _note_front_matter(builder: Builder, entries: dict[str, str]) -> None:
    builder.published = iso_day(entries.get("date", "")) or iso_day(entries.get("published", ""))
    builder.language = entries.get("lang") or entries.get("language")
    for key in ("description", "summary", "excerpt"):
        text = entries.get(key, "")
        if text.strip(">|-[] ") and not builder.holds(text, whole=False):
            builder.paragraph(plain(text), Zone.METADATA)
    title = entries.get("title", "")
    if title:
        builder.title = title
        if not builder.holds(title, whole=True):
            builder.lead(title, Zone.TITLE)


@dataclass(slots=True)
class _Blocks:
    builder: Builder
    lines: list[str]
    references: dict[str, str]
    waiting: list[str] = field(default_factory=list)
    """Lines of the paragraph that is being collected."""
    zone: Zone = Zone.BODY
    area: Zone | None = None
    """Header or footer that was opened by a tag and is not yet closed."""
    first: int = 1
    tables: int = 0

    def read(self, position: int) -> None:
        while position < len(self.lines):
            position = self._line(position)
        self._flush()

    def _line(self, position: int) -> int:
        """Read what begins at this line; returns where the next begins."""
        line = self.lines[position].expandtabs(4) if self.lines[position].startswith("\t") else self.lines[position]
        if quote := _QUOTE_RE.match(line):
            line = line[quote.end() :]
        following = self.lines[position + 1] if position + 1 < len(self.lines) else ""
        if not line.strip():
            self._flush()
        elif fence := _FENCE_RE.match(line):
            return self._fenced(position, fence["marks"])
        elif heading := _HEADING_RE.match(line):
            self._flush()
            self._paragraph([_MARKS_RE.sub("", heading["text"] or "")], Zone.HEADING, position)
        elif self.waiting and self.zone is Zone.BODY and _UNDERLINE_RE.match(line):
            self.zone = Zone.HEADING
            self.waiting[-1] = _MARKS_RE.sub("", self.waiting[-1])
            self._flush()
        elif footnote := _FOOTNOTE_RE.match(line):
            self._flush()
            self.zone = Zone.FOOTNOTE
            self._collect(line[footnote.end() :], position)
        elif note := _NOTE_RE.match(line):
            self._flush()
            self._paragraph([note["title"] or ""], Zone.BODY, position)
        elif _RULE_RE.match(line) or _REFERENCE_RE.match(line):
            self._flush()
        elif _GRID_RE.match(line):
            return self._grid(position)
        elif "|" in line and _TABLE_RULE_RE.match(following) and "-" in following and not self.waiting:
            return self._table(position)
        elif _HTML_RE.match(line) and not self.waiting:
            return self._html(position)
        elif len(self.waiting) == 1 and self.zone is Zone.BODY and (defined := _DEFINITION_RE.match(line)):
            self.tables += 1
            columns = [self.waiting, [line[defined.end() :]]]
            self.waiting = []
            self._row(columns, 1, position)
        elif item := _ITEM_RE.match(line):
            self._flush()
            self.zone = Zone.LIST_ITEM
            self._collect(line[item.end() :], position)
        else:
            self._collect(line, position)
        return position + 1

    def _collect(self, line: str, position: int) -> None:
        if not self.waiting:
            self.first = position
        self.waiting.append(line)

    def _flush(self) -> None:
        waiting, self.waiting = self.waiting, []
        zone, self.zone = self.zone, Zone.BODY
        if waiting:
            self._paragraph(waiting, zone, self.first)

    def _paragraph(self, lines: list[str], zone: Zone, position: int) -> None:
        found = read_inline(_with_breaks(lines), self.references)
        anchor = Anchor(line=position + 1)
        zone = self.area if self.area and zone in {Zone.BODY, Zone.LIST_ITEM} else zone
        for line in found.lines:
            self.builder.tabbed(_at_tabs(line), zone, anchor)
        self._place(found.pictures, zone, anchor)

    def _place(self, pictures: list[dict[str, Any]], zone: Zone, anchor: Anchor) -> None:
        for picture in pictures:
            self.builder.image(**picture, zone=zone, anchor=anchor)

    def _fenced(self, position: int, marks: str) -> int:
        self._flush()
        if marks.startswith(":"):
            # Divisions of Pandoc and of site generators hold ordinary text.
            return position + 1
        for end in range(position + 1, len(self.lines)):
            if self.lines[end].strip().startswith(marks):
                return end + 1
            self.builder.tabbed([plain(part) for part in self.lines[end].split("\t")], Zone.BODY, Anchor(line=end + 1))
        return len(self.lines)

    def _table(self, position: int) -> int:
        self.tables += 1
        end = position
        row = 0
        while end < len(self.lines) and "|" in self.lines[end] and self.lines[end].strip():
            if end != position + 1:
                row += 1
                written = self.lines[end].strip().removeprefix("|").removesuffix("|")
                self._row([[part] for part in _BAR_RE.split(written)], row, end)
            end += 1
        return end

    def _grid(self, position: int) -> int:
        """A table drawn with plus signs and bars, whose cells hold several lines."""
        self._flush()
        self.tables += 1
        edges = [i for i, char in enumerate(self.lines[position].rstrip()) if char == "+"]
        cells: list[list[str]] = [[] for _ in edges[1:]]
        end, row = position + 1, 0
        while end < len(self.lines) and self.lines[end].lstrip()[:1] in {"|", "+"}:
            line = self.lines[end]
            if _GRID_RE.match(line):
                row += 1
                self._row(cells, row, end)
                cells = [[] for _ in edges[1:]]
            else:
                for cell, (left, right) in zip(cells, pairwise(edges), strict=True):
                    cell.append(line[left + 1 : right].strip())
            end += 1
        return end

    def _row(self, columns: list[list[str]], row: int, position: int) -> None:
        cells: list[Cell] = []
        pictures: list[dict[str, Any]] = []
        for column, lines in enumerate(columns, 1):
            written = _WRAPPED_RE.sub(lambda target: "".join(target.group().split()), _with_breaks(lines))
            found = read_inline(written.replace("\\|", "|"), self.references)
            anchor = Anchor(line=position + 1, table=self.tables, row=row, column=column)
            cells.append(Cell([*found.lines], anchor))
            pictures += found.pictures
        self.builder.row(cells)
        self._place(pictures, Zone.TABLE_CELL, Anchor(line=position + 1))

    def _html(self, position: int) -> int:
        """Blocks of HTML among Markdown, up to the next blank line; tables and lists up to their end."""
        self._flush()
        opening = _HTML_RE.match(self.lines[position])
        tag = opening["tag"].lower() if opening else ""
        closing = f"</{tag}"
        end = position
        is_whole = tag in _WHOLE_TAGS and any(closing in line.lower() for line in self.lines[position:])
        while end < len(self.lines):
            is_last = closing in self.lines[end].lower() if is_whole else not self.lines[end].strip()
            end += 1
            if is_last:
                break
        text = textwrap.dedent("\n".join(self.lines[position:end]))
        lay_out(self.builder, Page(text, frames=1))
        if tag in _AREAS:
            is_open = text.lower().rfind(f"<{tag}") > text.lower().rfind(closing)
            self.area = _AREAS[tag] if is_open else None
        return end


def _with_breaks(lines: list[str]) -> str:
    """The lines as one text; a vertical tab stands for each line break that shows (two blanks or a backslash)."""
    return "\n".join(_HARD_BREAK_RE.sub("\v", line) for line in lines[:-1]) + "\n" + lines[-1] if lines else ""


def _at_tabs(line: list[tuple[str, str | None]]) -> list[Inline]:
    parts: list[list[tuple[str, str | None]]] = [[]]
    for text, url in line:
        for index, piece in enumerate(text.split("\t")):
            if index:
                parts.append([])
            parts[-1].append((piece, url))
    return list(parts)
