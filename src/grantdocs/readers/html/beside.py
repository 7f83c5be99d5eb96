"""Words that stand beside the text of a page: tips, labels for those who listen, words in drawings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grantdocs.model.document import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.readers.html.setting import Path, Setting

__all__ = ["Beside", "Note"]

_MOST_COMPARED = 100_000_000
"""Characters, notes times texts: what comes in larger masses may say something twice."""
_TIPS = ("title", "aria-label", "aria-description", "placeholder")


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    zone: Zone
    language: str | None
    path: Path


@dataclass(slots=True)
class Beside:
    """Collects notes until the paragraph is known that they stand in."""

    notes: list[Note] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def tips(self, attributes: dict[str, str | None], setting: Setting, path: Path, known: str = "") -> None:
        """Words that show when the pointer rests on an element, or are read aloud for it; each once on a page."""
        for name in _TIPS:
            text = attributes.get(name)
            if text and text not in self.seen and not text.isspace() and text not in known:
                self.seen.add(text)
                zone = Zone.NAVIGATION if setting.area is Zone.NAVIGATION else Zone.ALT_TEXT
                self.notes.append(Note(text, zone, setting.language, path))

    def drawn(self, lines: list[str], setting: Setting, path: Path) -> None:
        self.notes += [Note(line, Zone.IMAGE_TEXT, setting.language, path) for line in lines]

    def take(self, said: list[str]) -> Iterator[Note]:
        """All notes so far but those that only repeat what is said where they stand."""
        notes, self.notes = self.notes, []
        near = " ".join("".join(said).split()).casefold()
        is_mass = len(near) * len(notes) > _MOST_COMPARED
        for note in notes:
            if is_mass or note.zone is Zone.IMAGE_TEXT or " ".join(note.text.split()).casefold() not in near:
                yield note
