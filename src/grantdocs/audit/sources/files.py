"""Files wherever they lie: in a folder, in an archive, on a server; and what their names tell."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Final

import regex

from grantdocs.audit.records import Item, Record, Status, digest_of
from grantdocs.readers.discovery import all_readers
from grantdocs.readers.limits import Limits
from grantdocs.readers.reader import HEAD, Content

__all__ = ["File", "is_document", "is_document_type", "item_of", "kind_of", "local", "read_up_to", "shown", "unread"]

_KINDS: Final = {
    "wacz": (".wacz",),
    "warc": (".warc", ".warc.gz", ".warc.zst"),
    "zip": (".zip",),
    "tar": (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz"),
}
_STEP: Final = 1_000_000
_CONTROL_RE: Final = regex.compile(r"[\x00-\x1f\x7f]")
_UNTOLD: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-download", "unknown"})
"""What servers say of a file when they know nothing about it."""


@dataclass(frozen=True, slots=True)
class File:
    """Something with a name and bytes, that may be a document or an archive."""

    uri: str
    open: Callable[[], BinaryIO]
    size: int
    path: str | None = None
    """Where it lies on this machine, if it does so by itself."""
    archive: str | None = None
    position: int | None = None
    """Its place in the archive."""


def local(path: Path) -> File | Record:
    """A file of this machine; a record for what is no file."""
    uri = shown(path.as_posix())
    try:
        about = path.stat()
    except (OSError, ValueError) as error:
        return unread(uri, f"cannot be opened ({_why(error)})")
    if not stat.S_ISREG(about.st_mode):
        return unread(uri, "is neither a file nor a folder")
    return File(uri, lambda: path.open("rb"), about.st_size, path=str(path))


def kind_of(uri: str) -> str | None:
    """wacz, warc, zip, tar; None for what is no archive of documents."""
    name = uri.lower()
    return next((kind for kind, endings in _KINDS.items() if name.endswith(endings)), None)


def is_document(file: File, *, with_pictures: bool) -> bool:
    """Whether a reader would take it: by its name, else by its first bytes."""
    ending = _ending(file.uri)
    if ending in _pictures():
        return with_pictures
    if ending in _endings():
        return True
    try:
        with file.open() as stream:
            return _is_known(stream.read(HEAD), file.uri)
    except Exception:  # noqa: BLE001 - archives and drivers fail in ways of their own
        return False


def is_document_type(declared: str | None, uri: str, head: Callable[[], bytes]) -> bool:
    """Whether what a server sent is no picture, style or program; its first bytes tell where the server does not."""
    media_type = (declared or "").partition(";")[0].strip().lower()
    if media_type in _media_types():
        return True
    if media_type not in _UNTOLD:
        return False
    ending = _ending(uri.partition("?")[0].partition("#")[0])
    return ending in _endings() or (ending not in _pictures() and _is_known(head(), uri))


def item_of(file: File, limits: Limits) -> Item | Record:
    """The document that a file is; one in an archive is read now, one that lies by itself by who judges it."""
    if file.path is not None:
        return Item(file.uri, path=file.path, size=file.size)
    item = Item(file.uri, archive=file.archive, offset=file.position, size=file.size)
    if file.size > limits.max_bytes:
        return Record.of(item, Status.UNREAD, f"is larger than {limits.max_bytes / 1_000_000:g} MB")
    try:
        with file.open() as stream:
            data = read_up_to(stream, limits.max_bytes)
    except Exception as error:  # noqa: BLE001 - as above: each archive and driver has errors of its own
        return Record.of(item, Status.UNREAD, f"cannot be read ({_why(error)})")
    if len(data) > limits.max_bytes:
        return Record.of(item, Status.UNREAD, f"is larger than {limits.max_bytes / 1_000_000:g} MB")
    return replace(item, data=data, digest=digest_of(data), size=len(data))


def read_up_to(stream: Any, most: int, begun: bytes = b"") -> bytes:
    """What a stream holds, up to about so many bytes and at least one more where there are more."""
    parts, size = [begun], len(begun)
    while size <= most and (part := stream.read(_STEP)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def unread(uri: str, reason: str, archive: str | None = None) -> Record:
    """The record of what could not be listed, let alone read."""
    return Record.of(Item(uri, archive=archive), Status.UNREAD, reason)


def shown(name: str) -> str:
    """A file name that can be written anywhere: names are bytes, and archives come from strangers."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL_RE.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def _why(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _is_known(head: bytes, uri: str) -> bool:
    content = Content(head, uri, "")
    return any(reader.sniff(content) for reader in all_readers() if not _is_picture(reader.media_types))


def _ending(uri: str) -> str:
    _, point, ending = uri.rpartition("/")[2].rpartition(".")
    return ending.lower() if point else ""


@cache
def _endings() -> frozenset[str]:
    return frozenset(e for reader in all_readers() if not _is_picture(reader.media_types) for e in reader.extensions)


@cache
def _pictures() -> frozenset[str]:
    return frozenset(e for reader in all_readers() if _is_picture(reader.media_types) for e in reader.extensions)


@cache
def _media_types() -> frozenset[str]:
    return frozenset(t for reader in all_readers() if not _is_picture(reader.media_types) for t in reader.media_types)


def _is_picture(media_types: tuple[str, ...]) -> bool:
    return media_types[0].startswith("image/")
