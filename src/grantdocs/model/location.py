"""Where something stands: characters of the text, and the place in the publication that a person would look up."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Anchor", "Box", "Location", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of `Document.text`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points (1/72 inch), origin at the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a block; what a format does not know stays None. All numbers count from 1."""

    page: int | None = None
    paragraph: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    xpath: str | None = None
    part: str | None = None
    """Part of a package, such as `word/footer1.xml`."""
    box: Box | None = None
    page_label: str | None = None
    """What the publication calls the page, where that is not its number: iv, A-1."""


@dataclass(frozen=True, slots=True)
class Location:
    """A span together with the zone and anchor of the block that it starts in."""

    span: Span
    zone: str
    anchor: Anchor
