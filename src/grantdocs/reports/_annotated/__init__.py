"""A copy of the publication with the findings at their places, for those who mend it where they wrote it."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from grantdocs.errors import GrantdocsError, ReadError, ScopeError
from grantdocs.model.rules import Level
from grantdocs.reports._annotated.notes import notes_of

if TYPE_CHECKING:
    from grantdocs.model.findings import Report

__all__ = ["FORMATS", "Copy", "annotate"]

FORMATS: Final = ("docx", "html", "pdf")
"""A module each, with `annotated(document, data, notes, language) -> bytes`."""
_MARK: Final = "checked"


class Copy(NamedTuple):
    content: bytes
    name: str
    """`<stem>.checked.<ending>`, without a folder."""


def annotate(report: Report, data: bytes, *, language: str = "en", level: Level = Level.NOTE) -> Copy:
    """`data`, the bytes that the report is of, with comments (DOCX), highlights (PDF) or marks (HTML) at the findings.

    The same bytes where nothing is to be noted. Raises ScopeError for formats that have none of these, ReadError where
    the file forbids to be changed, or where `data` is not what was judged.
    """
    source = report.document.source
    if source.format not in FORMATS or source.archive is not None:
        raise ScopeError(f"{source.uri}: no marked copy is made of {source.format}, only of {', '.join(FORMATS)}")
    if f"sha256:{hashlib.sha256(data).hexdigest()}" != source.digest:
        raise ReadError(source.uri, "has changed since it was judged, so no marked copy is made", "check it again")
    module: Any = import_module(f"{__name__}.{source.format}")
    notes = notes_of(report, language, level)
    try:
        content: bytes = module.annotated(report.document, data, notes, language) if notes else data
    except GrantdocsError:
        raise
    except Exception as error:
        # Damage that a reader passes over shows in many ways when a file is written again.
        reason = f"could not be marked ({type(error).__name__})"
        raise ReadError(source.uri, reason, "it may be damaged: save it again") from error
    named = PurePath(source.uri.replace("\\", "/"))
    return Copy(content, f"{named.stem}.{_MARK}{named.suffix or f'.{source.format}'}")
