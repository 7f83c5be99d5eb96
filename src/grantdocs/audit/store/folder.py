"""Where the files of an audit lie, written so that each is there as a whole or not at all, by one process at a time."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final, Self

from grantdocs.errors import StoreError

__all__ = ["Folder", "telling"]

_UNFINISHED: Final = ".tmp"
_HELD: Final[set[Path]] = set()
"""Folders that this process has locked: the system's locks hold between processes only."""


class Folder:
    """Used as a context it is locked; the lock ends with the process, however that ends."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root: Final = Path(root)
        self.journal: Final = self.root / "journal"
        """What came back from the workers, as it came; nothing in it is ever changed."""
        self.parts: Final = self.root / "parts"
        """The result, a folder a table."""
        self.building: Final = self.root / "building"
        """The next result; gone when it is finished."""
        self.manifest: Final = self.root / "manifest.json"
        self.database: Final = self.root / "audit.duckdb"
        self.seal: Final = self.root / "seal.json"
        self._lock: BinaryIO | None = None

    def __enter__(self) -> Self:
        with telling(self.root):
            self.journal.mkdir(parents=True, exist_ok=True)
            self._take()
            for left in self.root.rglob(f"*{_UNFINISHED}"):
                left.unlink()
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None
            _HELD.discard(self.root.resolve())

    @contextmanager
    def writing(self, target: Path, name: Callable[[Path], str] | None = None) -> Iterator[Path]:
        """Gives the path to write to, and moves what was written there to its place once it is safe on the disk.

        `name` makes of what was written the name that it gets.
        """
        unfinished = target.with_name(target.name + _UNFINISHED)
        with telling(self.root):
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                yield unfinished
                _to_disk(unfinished)
                unfinished.replace(target.with_name(name(unfinished)) if name else target)
                _to_disk(target.parent)
            except BaseException:
                with suppress(OSError):
                    unfinished.unlink()
                raise

    def fresh(self) -> None:
        """Make room for the next result."""
        with telling(self.root):
            shutil.rmtree(self.building, ignore_errors=True)
            self.building.mkdir()

    def swap(self, made: Path) -> None:
        """Put a new result in the place of the old one. Until its manifest is written the next run makes it anew."""
        with telling(self.root):
            self.manifest.unlink(missing_ok=True)
            self.seal.unlink(missing_ok=True)
            outgoing = self.building / "outgoing"
            if self.parts.exists():
                self.parts.replace(outgoing)
            made.replace(self.parts)
            _to_disk(self.root)

    def tidy(self) -> None:
        """Leave nothing behind that was only needed on the way."""
        shutil.rmtree(self.building, ignore_errors=True)

    def _take(self) -> None:
        held = self.root.resolve()
        # Closing any handle of the file ends the lock of the whole process: look before it is opened once more.
        lock = None if held in _HELD else (self.root / "lock").open("ab")
        if lock is None or not _locked(lock):
            if lock is not None:
                lock.close()
            raise StoreError(str(self.root), "another audit is writing this folder", "wait for it, or name another one")
        self._lock = lock
        _HELD.add(held)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """What the system, or DuckDB, says of the disk, as an error of ours."""
    try:
        yield
    except OSError as error:
        raise StoreError(str(path), f"cannot be written ({error.strerror or error})", _ADVICE) from error
    except Exception as error:
        # DuckDB is an extra, and its errors can only be named where it is installed.
        if type(error).__name__ in {"IOException", "OutOfMemoryException"}:
            reason = str(error).partition("\n")[0]
            raise StoreError(str(path), f"cannot be written ({reason})", _ADVICE) from error
        raise


_ADVICE: Final = "make room, or name another folder; the same command goes on from here"


def _to_disk(path: Path) -> None:
    """Directories cannot be opened on Windows, and need not be."""
    if sys.platform == "win32" and path.is_dir():
        return
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _locked(file: BinaryIO) -> bool:
    """A lock of the process, not of the file: workers that outlive a killed audit do not hold it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
