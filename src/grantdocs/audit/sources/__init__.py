"""Where publications come from: files, folders, globs, archives, lists of them, and URIs of fsspec.

Nothing is unpacked to disk under a name of its own, and nothing is read further than the limits allow. The order is
that of names, and in archives that of their records, so that two runs see the same. Pictures are passed over, unless
they are named by a path or a glob: web sites are full of them.
"""

from __future__ import annotations

import glob
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

from grantdocs.audit.records import Item, Record
from grantdocs.audit.sources.files import File, is_document, item_of, kind_of, local, shown, unread
from grantdocs.audit.sources.packages import in_tar, in_zip
from grantdocs.audit.sources.web_archives import DAMAGE, in_warc
from grantdocs.errors import ScopeError
from grantdocs.readers.limits import Limits

__all__ = ["check_sources", "items"]

_LIST: Final = "@"
_SCHEME: Final = "://"
_FILE: Final = "file://"
_STEP: Final = 1_000_000
_IN_MEMORY: Final = 50_000_000
"""Bytes of an archive in an archive up to which it is not written to a temporary file."""
_LIMITS: Final = Limits()


def items(sources: Iterable[str], *, limits: Limits = _LIMITS) -> Iterator[Item | Record]:
    """The documents of the sources, and records of what could not be listed. Equal ones come as often as they stand
    there. Raises ScopeError for a source that does not exist."""
    wanted = [source.removeprefix(_FILE) for source in sources]
    check_sources(wanted)
    return (found for source in wanted for found in _of_source(source, limits))


def check_sources(sources: Iterable[str]) -> None:
    """Raises ScopeError for a source that does not exist, or whose driver is not installed."""
    for source in sources:
        if source.startswith(_LIST):
            if not Path(source[1:]).is_file():
                raise ScopeError(f"there is no list {source[1:]}")
        elif _is_remote(source):
            from grantdocs.audit.sources.remote import check_driver

            check_driver(source)
        elif glob.has_magic(source) and not os.path.lexists(source):
            if not _matching(source):
                raise ScopeError(f"nothing matches {source}")
        elif not os.path.lexists(source.removeprefix(_FILE)):
            raise ScopeError(f"there is no file or folder {source}")


def _of_source(source: str, limits: Limits) -> Iterator[Item | Record]:
    if source.startswith(_LIST):
        yield from _listed(Path(source[1:]), limits)
    elif _is_remote(source):
        from grantdocs.audit.sources.remote import remote_files

        for file, is_named in remote_files(source):
            yield from [file] if isinstance(file, Record) else _unpacked(file, limits, is_named=is_named)
    elif os.path.lexists(source) or not glob.has_magic(source):
        yield from _at(Path(source), limits, is_named=True)
    else:
        for path in _matching(source):
            yield from _at(path, limits, with_pictures=True)


def _matching(pattern: str) -> list[Path]:
    """What a glob stands for; with `**` files only, for what is in the folders matches as well."""
    found = map(Path, sorted(glob.glob(pattern, recursive=True)))  # noqa: PTH207 - Path.glob takes no absolute pattern
    return [path for path in found if "**" not in pattern or not path.is_dir()]


def _is_remote(source: str) -> bool:
    return _SCHEME in source and not source.startswith(_FILE)


def _listed(path: Path, limits: Limits) -> Iterator[Item | Record]:
    """One source a line; blank lines and those that begin with # are passed over, and a missing one is told."""
    with path.open(encoding="utf-8", errors="surrogateescape") as lines:
        for line in lines:
            source = line.strip().removeprefix(_FILE)
            if not source or source.startswith("#"):
                continue
            if source.startswith(_LIST):
                yield unread(shown(source), "a list names no other lists")
                continue
            try:
                check_sources([source])
            except ScopeError as error:
                yield unread(shown(source), str(error))
            else:
                yield from _of_source(source, limits)


def _at(path: Path, limits: Limits, *, is_named: bool = False, with_pictures: bool = False) -> Iterator[Item | Record]:
    if path.is_dir():
        yield from _in_folder(path, limits)
        return
    found = local(path)
    if isinstance(found, Record):
        yield found
    else:
        yield from _unpacked(found, limits, is_named=is_named, with_pictures=with_pictures)


def _in_folder(folder: Path, limits: Limits) -> Iterator[Item | Record]:
    """The files of a folder and of those in it, by name; links to folders are not followed, for they may lead round."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield unread(shown(folder.as_posix()), f"cannot be listed ({error.strerror})")
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _in_folder(path, limits)
        elif path.is_file():
            yield from _at(path, limits)


def _unpacked(
    file: File, limits: Limits, *, depth: int = 0, is_named: bool = False, with_pictures: bool = False
) -> Iterator[Item | Record]:
    """The documents that a file holds, or is."""
    kind = kind_of(file.uri)
    if kind is None:
        if is_named or is_document(file, with_pictures=with_pictures):
            yield item_of(file, limits)
        return
    if depth > limits.max_nesting:
        yield unread(file.uri, f"lies in more than {limits.max_nesting} archives, one in the other", file.archive)
        return
    try:
        if kind == "warc":
            yield from in_warc(file, limits)
            return
        with _seekable(file, limits) as seekable:
            for member in (in_tar if kind == "tar" else in_zip)(seekable, limits):
                if isinstance(member, Record):
                    yield member
                elif kind != "wacz" or kind_of(member.uri) == "warc":
                    yield from _unpacked(member, limits, depth=depth + 1)
    except DAMAGE as error:
        yield unread(file.uri, f"cannot be read ({getattr(error, 'strerror', None) or error})", file.archive)


@contextmanager
def _seekable(file: File, limits: Limits) -> Iterator[File]:
    """The same archive, held apart where it lies in another one: ZIP needs its end first, and nothing is read twice."""
    if file.archive is None:
        yield file
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as held, file.open() as stream:
        size = 0
        while part := stream.read(_STEP):
            size += held.write(part)
            if size > limits.max_unpacked:
                raise OSError(f"is larger than {limits.max_unpacked / 1_000_000:g} MB, and lies in another archive")
        yield replace(file, open=lambda: cast("BinaryIO", _Held(held)), size=size)


class _Held(io.RawIOBase):
    """The bytes from their beginning; who closes this leaves them open for the next."""

    def __init__(self, held: IO[bytes]) -> None:
        held.seek(0)
        self._held = held

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._held.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._held.seek(offset, whence)

    def tell(self) -> int:
        return self._held.tell()
