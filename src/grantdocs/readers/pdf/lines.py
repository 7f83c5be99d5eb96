"""What a page of a PDF is made of before it has paragraphs: lines with their boxes, pictures, links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from grantdocs.model.document import Zone
from grantdocs.model.location import Box

__all__ = [
    "MOST_LINES",
    "Line",
    "Note",
    "PagePicture",
    "PageReading",
    "around",
    "joined_line",
    "starts_item",
]

MOST_LINES = 5_000
"""Lines of a page up to which links, fields and tables are matched with them; no real page has more."""
_ITEM_RE = regex.compile(
    r"(?:[-–—*•▪◦●○■□☐☑✓➢➔►·\uF000-\uF0FF](?=\s|$)|\(?(?:\p{Nd}{1,3}|\p{L})\)(?=\s|$)|(?:\p{Nd}{1,2}\.)+(?=\s+[\p{Lu}]|$))"
)


@dataclass(slots=True)
class Line:
    """A line, or the part of a line that stands in one column. Points, from the top left corner of the page."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    first_word: float
    """Width of its first word."""
    start: int
    """Index of its first character in the page, as PDFium counts; -1 for what the page itself does not draw."""
    is_hyphenated: bool = False
    """The line ends in a hyphen, which `text` leaves out."""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    is_tabbed: bool = False
    """Something like a tab stands before it on the same line."""
    is_sideways: bool = False
    """It runs upwards or downwards on the page."""

    size: float = field(init=False)
    """Height of its letters."""

    def __post_init__(self) -> None:
        self.size = self.right - self.left if self.is_sideways else self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(slots=True)
class PagePicture:
    box: Box
    mark: int = -1
    """Number of the marked content that draws it, by which a tagged file describes it."""
    alt: str = ""

    @property
    def width_mm(self) -> float:
        return round((self.box.right - self.box.left) * 25.4 / 72, 2)

    @property
    def height_mm(self) -> float:
        return round((self.box.bottom - self.box.top) * 25.4 / 72, 2)


@dataclass(slots=True)
class Note:
    """Text that was put on a page: a text box, or what somebody remarked."""

    text: str
    zone: Zone
    box: Box | None


@dataclass(slots=True)
class PageReading:
    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    """In the order in which the page draws them."""
    pictures: list[PagePicture] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    """Alternative texts of figures that are not drawn as pictures."""
    drawings: list[Box] = field(default_factory=list)
    """Filled shapes that are no rectangles: drawings, or backgrounds of text."""
    bands: list[list[Box]] | None = field(default_factory=list)
    """Rows of cells that rules make; None where they may make some, but only a closer look would tell."""
    is_blank: bool = False
    """Nothing at all is drawn."""
    is_recognised: bool = False
    """A program recognised its text in its picture: some time ago, so that it lies there unseen, or just now."""
    confidence: float = 0.0
    """How sure the program is, in per cent; 0 where it does not tell."""
    not_recognised: str = ""
    """Why its words were not recognised although that was tried."""
    is_garbled: bool = False
    """Most letters have no known meaning: the fonts do not tell."""
    blank: float = 0.0
    """Width of a blank in heights of the letters, 0 where it is not known."""
    loose_links: list[str] = field(default_factory=list)
    """Targets of links that lie on no line."""
    notes: list[Note] = field(default_factory=list)
    unseen: int = 0
    """Lines in the colour of the paper, which were left out."""
    unread: list[str] = field(default_factory=list)
    """What lies on the page and could not be read, each in a few words."""

    @property
    def pictured(self) -> float:
        """Share of the page that its pictures cover; scans may come in strips."""
        areas = ((p.box.right - p.box.left) * (p.box.bottom - p.box.top) for p in self.pictures)
        return sum(areas) / max(self.width * self.height, 1.0)


def starts_item(text: str) -> bool:
    if text[:1].isalpha() and text[1:2] != ")":
        # Most lines, told without a pattern.
        return False
    return _ITEM_RE.match(text) is not None


def joined_line(parts: Sequence[Line]) -> Line:
    """Parts of one line, put together again."""
    first = parts[0]
    text = ""
    links: list[tuple[int, int, str]] = []
    for part in parts:
        text += " " if text else ""
        links += [(len(text) + start, len(text) + end, url) for start, end, url in part.links]
        text += part.text
    return replace(first, text=text, right=parts[-1].right, links=links, is_hyphenated=parts[-1].is_hyphenated)


def around(lines: Sequence[Line]) -> Box:
    first = lines[0]
    left, top, right, bottom = first.left, first.top, first.right, first.bottom
    for line in lines:
        left, right = min(left, line.left), max(right, line.right)
        top, bottom = min(top, line.top), max(bottom, line.bottom)
    return Box(round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
