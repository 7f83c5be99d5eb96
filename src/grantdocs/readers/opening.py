"""From a path, bytes or an open file to the bytes of a publication, within the limits."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from grantdocs.errors import ReadError
from grantdocs.readers.companions import Companions
from grantdocs.readers.reader import Content

if TYPE_CHECKING:
    from grantdocs.readers.limits import Limits

__all__ = ["open_content"]


def open_content(
    source: str | os.PathLike[str] | bytes | BinaryIO, name: str | None, media_type: str | None, limits: Limits
) -> Content:
    companions = None
    if isinstance(source, bytes | bytearray | memoryview):
        called = name or "bytes"
        data = bytes(source)
    elif isinstance(source, str | os.PathLike):
        path = Path(source)
        called = name or str(path)
        data = _file_bytes(path, called, limits)
        companions = Companions(path, limits.max_bytes)
    else:
        stream_name = getattr(source, "name", None)
        called = name or (stream_name if isinstance(stream_name, str) else "stream")
        data = _stream_bytes(source, called, limits)
    if len(data) > limits.max_bytes:
        raise _too_large(called, limits)
    if not data:
        raise ReadError(called, "is empty", "check that it was saved or downloaded completely")
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    name = called.replace("\\", "/").rpartition("/")[2]
    return Content(data, called, digest, name, media_type, limits, companions=companions)


def _file_bytes(path: Path, called: str, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise ReadError(called, "is a folder, not a file", "name a file in it")
        if path.stat().st_size > limits.max_bytes:
            raise _too_large(called, limits)
        with path.open("rb") as file:
            return file.read(limits.max_bytes + 1)
    except FileNotFoundError:
        raise ReadError(called, "does not exist", "check the path") from None
    except PermissionError:
        raise ReadError(called, "may not be read by this user", "change its permissions or run as its owner") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(called, f"cannot be opened ({reason})", "check the path") from error


def _stream_bytes(source: BinaryIO, called: str, limits: Limits) -> bytes:
    try:
        data = source.read(limits.max_bytes + 1)
    except (OSError, ValueError) as error:
        raise ReadError(called, f"cannot be read ({error})", "open it again") from error
    if not isinstance(data, bytes):
        raise ReadError(called, "was opened as text", "open it in binary mode ('rb')")
    return data


def _too_large(called: str, limits: Limits) -> ReadError:
    return ReadError(
        called,
        f"is larger than {limits.max_bytes / 1_000_000:g} MB",
        "split it, make its pictures smaller, or raise max_bytes",
    )
