"""Files that a browser or word processor saved beside a web page, in a folder that is called like the page."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

__all__ = ["Companions"]

_APART = "_.- "
"""Between the name of a page and the rest of the name of its folder (`News_files`), which each language has its own
word for."""
_MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Companions:
    """Finds files by the address that the page gives. Nothing outside the page's own folder is opened, no link of the
    file system is followed, and pictures are read only when somebody asks for their bytes."""

    page: Path
    max_bytes: int

    def data(self, address: str) -> bytes | None:
        found = self.find(address)
        return found() if found else None

    def find(self, address: str) -> Callable[[], bytes | None] | None:
        steps = _steps(address)
        stem = self.page.name.removesuffix(self.page.suffix)
        if not stem or len(steps) < 2 or not steps[0].startswith(stem) or steps[0][len(stem) :][:1] not in _APART:
            return None
        path = self.page.parent
        try:
            for step in steps[:-1]:
                path /= step
                if not stat.S_ISDIR(path.lstat().st_mode):
                    return None
            path /= steps[-1]
            return _File(path, self.max_bytes) if stat.S_ISREG(path.lstat().st_mode) else None
        except (OSError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    max_bytes: int

    def __call__(self) -> bytes | None:
        # It may have been put elsewhere since it was found; a pipe that took its place would keep us waiting.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            with os.fdopen(os.open(self.path, flags), "rb") as file:
                about = os.fstat(file.fileno())
                if not stat.S_ISREG(about.st_mode) or about.st_size > self.max_bytes:
                    return None
                return file.read(self.max_bytes) or None
        except OSError:
            return None


def _steps(address: str) -> list[str]:
    """The folders and the file of a relative address; none for one that leads elsewhere."""
    path = unquote(address.strip().partition("#")[0].partition("?")[0]).removeprefix("./")
    steps = path.split("/")
    is_odd = len(steps) > _MOST_STEPS or any(step in {"", ".", ".."} or set(step) & set("\\:\0") for step in steps)
    return [] if is_odd else steps
