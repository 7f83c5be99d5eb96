"""The files in ZIP and TAR archives, without unpacking them to a folder, and without trusting what they say of size."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, cast

from grantdocs.audit.records import Record
from grantdocs.audit.sources.files import File, shown, unread
from grantdocs.readers.limits import Limits

__all__ = ["BETWEEN", "in_tar", "in_zip"]

BETWEEN: Final = "!/"
"""Stands between the name of an archive and the name of a file in it."""
_LARGEST_READ: Final = 16_000_000
"""Bytes that tarfile may ask for at once, for a name or an attribute."""
_STEP: Final = 1_000_000
_KEPT: Final = 32_768
"""Bytes that can be read again: more than what tells whether a file is a document."""
_ENCRYPTED: Final = 0x1
_ODD: Final = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, lzma.LZMAError, MemoryError)


def in_zip(file: File, limits: Limits) -> Iterator[File | Record]:
    """The files of a ZIP archive in the order of its directory."""
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as package:
            left = _allowance(file, limits)
            for position, member in enumerate(package.infolist()):
                if member.is_dir():
                    continue
                uri = f"{file.uri}{BETWEEN}{shown(member.filename)}"
                if member.flag_bits & _ENCRYPTED:
                    yield unread(uri, "is encrypted", file.uri)
                    continue
                left -= member.file_size
                if left < 0:
                    yield _too_much(file, limits)
                    return
                yield File(uri, _opening(package, member), member.file_size, archive=file.uri, position=position)
    except (zipfile.BadZipFile, *_ODD) as error:
        yield unread(file.uri, f"cannot be read as ZIP ({str(error) or type(error).__name__})")


def in_tar(file: File, limits: Limits) -> Iterator[File | Record]:
    """The files of a TAR archive as they come; links and devices are passed over."""
    position = 0
    try:
        with file.open() as stream, _decompressed(stream) as plain:
            forward = _Forward(plain, _allowance(file, limits))
            with tarfile.open(fileobj=cast("BinaryIO", forward), mode="r:", errorlevel=0) as package:
                while (member := package.next()) is not None:
                    package.members.clear()  # type: ignore[attr-defined] # tarfile keeps all that it has seen
                    if not member.isreg():
                        continue
                    uri = f"{file.uri}{BETWEEN}{shown(member.name)}"
                    yield File(uri, _extraction(package, member), member.size, archive=file.uri, position=position)
                    position += 1
    except _TooMuch:
        yield _too_much(file, limits)
    except (tarfile.TarError, *_ODD) as error:
        after = f" after {position} files" if position else ""
        yield unread(file.uri, f"cannot be read as TAR{after} ({str(error) or type(error).__name__})")


def _opening(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: cast("BinaryIO", package.open(member))


def _extraction(package: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], BinaryIO]:
    def extracted() -> BinaryIO:
        found = package.extractfile(member)
        assert found is not None
        return cast("BinaryIO", found)

    return extracted


def _allowance(file: File, limits: Limits) -> int:
    """Bytes to which an archive may unpack: many times its size, for text packs well, but not any number of times."""
    return max(limits.free_expansion, file.size * limits.max_expansion)


def _too_much(file: File, limits: Limits) -> Record:
    return unread(file.uri, f"unpacks to more than {limits.max_expansion} times its size: the rest was left out")


def _decompressed(stream: BinaryIO) -> BinaryIO:
    head = stream.read(6)
    stream.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=stream))
    if head.startswith(b"BZh"):
        return cast("BinaryIO", bz2.BZ2File(stream))
    if head.startswith(b"\xfd7zXZ\0"):
        return cast("BinaryIO", lzma.LZMAFile(stream))
    return stream


class _TooMuch(Exception):
    """More came out of an archive than may."""


class _Forward(io.RawIOBase):
    """A stream that is read onwards, and a few steps back, within bounds; what tarfile needs of a file, and no more.

    To go back further would decompress from the beginning again, for every file.
    """

    def __init__(self, stream: BinaryIO, allowance: int) -> None:
        self._stream = stream
        self._left = allowance
        self._at = 0
        self._last = b""
        """The bytes just before where the stream stands."""
        self._back = 0
        """How far back of where the stream stands we are."""

    def tell(self) -> int:
        return self._at - self._back

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        assert whence == io.SEEK_SET
        if 0 <= self._at - offset <= len(self._last):
            self._back = self._at - offset
            return offset
        if offset < self._at:
            raise OSError("its parts overlap")
        self._back = 0
        while (missing := offset - self._at) and self._take(min(missing, _STEP)):
            pass
        return self.tell()

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > _LARGEST_READ:
            raise OSError("asks for more at once than a name or an attribute needs")
        again = self._last[len(self._last) - self._back :][:size] if self._back else b""
        self._back -= len(again)
        while len(again) < size and (more := self._take(size - len(again))):
            again += more
        return again

    def _take(self, size: int) -> bytes:
        found = self._stream.read(size)
        self._at += len(found)
        self._left -= len(found)
        if self._left < 0:
            raise _TooMuch
        self._last = (self._last + found)[-_KEPT:]
        return found
