"""Pictures of RTF: bytes as hexadecimal digits, size in twentieths of a point before scaling."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

__all__ = ["Blip"]

_MM_PER_TWIP = 25.4 / 1440
_DIGITS_RE = regex.compile(r"[^0-9a-fA-F]++")


@dataclass(slots=True)
class Blip:
    digits: list[str] = field(default_factory=list)
    measures: dict[str, int] = field(default_factory=dict)

    def take(self, word: str, number: int | None) -> None:
        if word.startswith("pic") and number is not None:
            self.measures[word] = number

    @property
    def width_mm(self) -> float | None:
        return self._millimetres("picwgoal", "picscalex")

    @property
    def height_mm(self) -> float | None:
        return self._millimetres("pichgoal", "picscaley")

    def data(self) -> bytes | None:
        digits = _DIGITS_RE.sub("", "".join(self.digits))
        return bytes.fromhex(digits[: len(digits) // 2 * 2]) or None

    def _millimetres(self, size: str, scale: str) -> float | None:
        twips = self.measures.get(size, 0) * self.measures.get(scale, 100) / 100
        return round(twips * _MM_PER_TWIP, 2) if twips > 0 else None
