"""How much a single publication may ask of the machine. A limit reached is a gap or a clear error, never a crash."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    max_bytes: int = 100_000_000
    """Size of the input; more is refused before it is read."""
    max_characters: int = 5_000_000
    """Length of the text; what comes after is left out and reported as a gap."""
    max_blocks: int = 300_000
    """Paragraphs, cells and the like; those after are left out and reported as a gap."""
    max_pages: int = 2_000
    """Pages or slides; those after are left out and reported as a gap."""
    max_images: int = 5_000
    """Pictures; those after are left out and reported as a gap."""
    max_expansion: int = 200
    """A package may unpack to this many times its size (small packages to `free_expansion` bytes)."""
    free_expansion: int = 50_000_000
    max_unpacked: int = 1_000_000_000
    """Size to which a package may unpack, however large it is."""
    max_parts: int = 20_000
    """Files in a package."""
    max_nesting: int = 3
    """Documents in documents in documents."""
    max_seconds: float = 120
    """Time of a processor for reading, so that the same is read under load; what comes after is left out and reported
    as a gap. Looked at between blocks and pages, so that a library which hangs on one of them is stopped only by who
    runs the reading in a worker."""
    max_elements: int = 500_000
    """Elements of a web page; those after are left out and reported as a gap."""
    max_vectors: int = 4_000
    """Drawn lines on a page of a PDF up to which its tables are looked for."""
