"""What a browser posts, read into memory within bounds; nothing of it touches a disk."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import regex
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

if TYPE_CHECKING:
    from starlette.requests import Request

    from grantdocs.web.bounds import Bounds

__all__ = ["Refusal", "Upload", "posted_form", "uploads_of"]

_UNNAMED: Final = "upload"
_LONGEST_NAME: Final = 120
_FIELDS: Final = 60
_ROOM: Final = 200_000
"""Bytes of a form around what it carries."""
_PATIENCE: Final = 4
"""So many times the bound is taken in and thrown away, for browsers show no answer to what they cannot send off."""
_UNSEEN_RE: Final = regex.compile(r"[\p{C}\p{Zl}\p{Zp}]++")


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    data: bytes = field(repr=False)


class Refusal(Exception):
    """Why a form is not taken: a key of the words for problems, and the status of the answer."""

    def __init__(self, problem: str, status: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.status = status


class _InMemory(MultiPartParser):
    spool_max_size = 2**60
    """Starlette writes larger files to disk. What is read is bounded already."""


@asynccontextmanager
async def posted_form(request: Request, bounds: Bounds) -> AsyncIterator[FormData]:
    """The fields and files of a posted form; raises Refusal where it is too large, too slow or damaged."""
    form = await _read(request, bounds)
    try:
        yield form
    finally:
        await form.close()


async def uploads_of(form: FormData, pasted_name: str, bounds: Bounds) -> tuple[Upload, ...]:
    """The publications of a form: chosen files, a pasted text, or those that an earlier answer carried along."""
    chosen = [part for part in form.getlist("file") if isinstance(part, UploadFile) and (part.filename or part.size)]
    found = [Upload(_name(part.filename), await part.read()) for part in chosen]
    text = _field(form, "text")
    if text.strip():
        found.append(Upload(pasted_name, text.encode("utf-8", "replace")))
    names, carried = form.getlist("name"), form.getlist("data")
    for name, data in zip(names, carried, strict=False):
        try:
            found.append(Upload(_name(str(name)), base64.b64decode(str(data), validate=True)))
        except (binascii.Error, ValueError) as error:
            raise Refusal("damaged_form", 400) from error
    if not found:
        raise Refusal("nothing", 400)
    if len(found) > bounds.files:
        raise Refusal("too_many", 413)
    if sum(len(upload.data) for upload in found) > bounds.total_bytes:
        raise Refusal("too_large", 413)
    return tuple(found)


async def _read(request: Request, bounds: Bounds) -> FormData:
    most = bounds.posted_bytes + _ROOM
    declared = request.headers.get("content-length", "")
    try:
        async with asyncio.timeout(bounds.upload_seconds):
            if declared.isdecimal() and int(declared) > most:
                await _throw_away(request, int(declared), most)
                raise Refusal("too_large", 413)
            parser = _InMemory(
                request.headers,
                _bounded(request, most),
                max_files=bounds.files,
                max_fields=_FIELDS,
                max_part_size=most,
            )
            return await parser.parse()
    except TimeoutError as slow:
        raise Refusal("too_slow", 408) from slow
    except (MultiPartException, KeyError, ValueError) as damaged:
        raise Refusal("damaged_form", 400) from damaged


def _name(given: str | None) -> str:
    """The file's own name: without folders, and without characters that steer or hide."""
    last = (given or "").replace("\\", "/").rpartition("/")[2]
    name = _UNSEEN_RE.sub("", last).strip()
    if len(name) > _LONGEST_NAME:
        stem, point, ending = name.rpartition(".")
        name = (
            f"{stem[: _LONGEST_NAME - len(ending) - 2]}…{point}{ending}" if len(ending) < 10 else name[:_LONGEST_NAME]
        )
    return name or _UNNAMED


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


async def _bounded(request: Request, most: int) -> AsyncGenerator[bytes]:
    taken = 0
    async for chunk in request.stream():
        taken += len(chunk)
        if taken > most:
            raise Refusal("too_large", 413)
        yield chunk


async def _throw_away(request: Request, declared: int, most: int) -> None:
    if declared > most * _PATIENCE:
        return
    async for _ in request.stream():
        pass
