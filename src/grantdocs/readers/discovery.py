"""Finds the reader for some bytes: what the bytes show comes first, the declared type and the file name second."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from grantdocs.errors import ReadError, UnsupportedFormat
from grantdocs.readers.encoding import looks_like_text
from grantdocs.readers.reader import Content, Reader
from grantdocs.readers.refusals import refuse_foreign

__all__ = ["all_readers", "choose_reader", "own_readers"]

_OWN = "docx eml epub html image markdown mhtml odg odp ods odt pdf pptx rtf text xlsx".split()
"""Modules of this package that offer a READER; they are loaded for every publication, and so hold little else."""
_TEXTUAL = ("text/", "message/", "multipart/")
"""Types of formats whose bytes are readable characters, so that only a name may tell them from plain text."""


def choose_reader(content: Content) -> Reader:
    own = own_readers()
    for reader in own:
        if reader.sniff(content):
            return reader
    for reader in _strangers():
        if reader.sniff(content) or _is_declared(reader, content):
            return reader
    refuse_foreign(content, frozenset(ending for reader in own for ending in reader.extensions))
    _refuse_misnamed(content)
    if not looks_like_text(content.data):
        raise UnsupportedFormat(
            content.source,
            "is neither text nor a format that is read",
            f"give one of: {', '.join(reader.name for reader in own)}",
        )
    declared = [reader for reader in own if _is_declared(reader, content) and _is_textual(reader)]
    return declared[0] if declared else next(reader for reader in own if reader.name == "text")


def all_readers() -> tuple[Reader, ...]:
    return (*own_readers(), *_strangers())


@cache
def own_readers() -> tuple[Reader, ...]:
    """The readers of this package, by name of their module; what they read with is loaded when they read."""
    return tuple(import_module(f"grantdocs.readers.{name}").READER for name in _OWN)


@cache
def _strangers() -> tuple[Reader, ...]:
    from importlib.metadata import entry_points

    found = (entry.load() for entry in sorted(entry_points(group="grantdocs.readers"), key=lambda entry: entry.name))
    return tuple(reader for reader in found if isinstance(reader, Reader))


def _is_declared(reader: Reader, content: Content) -> bool:
    declared = (content.media_type or "").partition(";")[0].strip().lower()
    if declared in reader.media_types:
        return True
    is_other = any(declared in other.media_types for other in own_readers())
    return not is_other and content.extension in reader.extensions


def _refuse_misnamed(content: Content) -> None:
    called = [reader for reader in own_readers() if content.extension in reader.extensions and not _is_textual(reader)]
    if called and not looks_like_text(content.data):
        reason = f"is no {content.extension.upper()} file although it is called one"
        raise ReadError(content.source, reason, "save or download it again")


def _is_textual(reader: Reader) -> bool:
    return reader.media_types[0].startswith(_TEXTUAL)
