"""Reading: from the bytes of a publication to a `Document`, whatever the format."""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from typing import BinaryIO

from grantdocs.errors import GrantdocsError, ReadError
from grantdocs.model.document import Document
from grantdocs.readers.limits import Limits

__all__ = ["Limits", "Readable", "extensions", "load", "read"]

Readable = str | os.PathLike[str] | bytes | BinaryIO
"""What can be read: a path, the bytes themselves, or a binary file."""


def read(
    source: Readable,
    *,
    name: str | None = None,
    media_type: str | None = None,
    limits: Limits | None = None,
    ocr: bool | Iterable[str] = False,
) -> Document:
    """Read a path, bytes or a binary file; whatever goes wrong is a `ReadError` that says what to do.

    `ocr`: recognise the words of pages that are pictures, with Tesseract: True, or the languages to look for as BCP 47
    tags. Raises ScopeError where Tesseract or one of the languages is not installed.
    """
    from grantdocs.readers.building import OutOfTime
    from grantdocs.readers.discovery import choose_reader
    from grantdocs.readers.opening import open_content

    content = open_content(source, name, media_type, limits or Limits())
    if ocr:
        from grantdocs.readers.ocr import check_languages

        content = replace(content, ocr=check_languages(() if isinstance(ocr, bool) else ocr))
    try:
        reader = choose_reader(content)
    except GrantdocsError:
        raise
    except Exception as error:
        raise ReadError(content.source, "is damaged: its format cannot be told", "save or download it again") from error
    try:
        return reader.read(content)
    except OutOfTime as stopped:
        return stopped.document
    except GrantdocsError:
        raise
    except Exception as error:
        # Libraries meet damage with errors of every kind; a person needs to know only which file it was.
        kind = type(error).__name__
        raise ReadError(
            content.source, f"could not be read as {reader.name} ({kind})", "it may be damaged: save it again"
        ) from error


def extensions() -> frozenset[str]:
    """Endings of file names, with their point, that some reader reads: what a folder is searched for."""
    from grantdocs.readers.discovery import all_readers

    return frozenset(f".{ending}" for reader in all_readers() for ending in reader.extensions)


def load() -> None:
    """Load what the readers of this package consist of, for a process that is to read much, or to fork others."""
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        import_module(module.name)
