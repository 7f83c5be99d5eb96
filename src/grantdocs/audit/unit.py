"""The unit of work of an audit: one document in, one record out; a function that any process can be given."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from grantdocs import confinement
from grantdocs.audit.likeness import likeness
from grantdocs.audit.masking import mask_facts, mask_report
from grantdocs.audit.records import Item, Record, Settings, Status, canonical
from grantdocs.errors import GrantdocsError, ReadError
from grantdocs.model.document import Document, Gap
from grantdocs.model.findings import Report
from grantdocs.pipeline import check
from grantdocs.readers import read
from grantdocs.reports.json import as_json

__all__ = ["audit_one", "warm"]

_OUT_OF_MEMORY: Final = "needs more memory than one document is allowed"


def audit_one(item: Item, settings: Settings) -> Record:
    """Read and judge one document. Whatever is wrong with it is told by its record.

    Raises GrantdocsError where the settings are wrong, for then no document can be judged.
    """
    try:
        document = _read(item, settings)
        report = check(document, assume=settings.assume, packs=settings.packs, language=settings.language)
        return _judged(item, report, settings)
    except ReadError as error:
        if _is_for_memory(error):
            return Record.of(item, Status.MEMORY, _OUT_OF_MEMORY)
        return Record.of(item, Status.UNREAD, "; ".join(filter(None, (error.reason, error.advice))))
    except GrantdocsError:
        raise
    except MemoryError:
        return Record.of(item, Status.MEMORY, _OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - one document's trouble, whatever it is, must not end the audit
        return Record.of(item, Status.CRASHED, _where(error))


def warm(languages: Iterable[str] = ("en",)) -> None:
    """Load what every document needs, and what those in these languages do."""
    from grantdocs.audit.knowledge import knowledge

    knowledge()
    confinement.warm(languages)


def _read(item: Item, settings: Settings) -> Document:
    # What follows the path of a web address is no part of a file name, and would be taken for its extension.
    name = item.uri.partition("?")[0].partition("#")[0] if item.path is None else item.uri
    source = item.path if item.data is None else item.data
    document = read(source or b"", name=name, media_type=item.media_type, limits=settings.limits)
    origin = replace(document.source, uri=item.uri, captured=item.captured, archive=item.archive)
    if item.truncated is None:
        return replace(document, source=origin)
    cut = Gap("truncated-capture", f"the web archive kept only the beginning of this document ({item.truncated})")
    return replace(document, source=origin, gaps=(*document.gaps, cut))


def _judged(item: Item, report: Report, settings: Settings) -> Record:
    source = report.document.source
    told, facts = as_json(report), report.instance
    if settings.mask:
        told, facts = mask_report(told, facts), mask_facts(facts)
    return Record(
        uri=item.uri,
        archive=item.archive,
        captured=item.captured,
        offset=item.offset,
        digest=source.digest,
        size=source.size,
        media_type=source.media_type,
        status=Status.JUDGED,
        verdict=report.verdict.word,
        report=canonical(told),
        facts=canonical(facts),
        likeness=likeness(report.document),
    )


def _is_for_memory(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _where(error: Exception) -> str:
    """Names the function, not the line, so that the record stays the same when the code above it moves."""
    frames = traceback.extract_tb(error.__traceback__)
    last = next((frame for frame in reversed(frames) if "grantdocs" in frame.filename), frames[-1])
    module = last.filename.replace("\\", "/").rpartition("grantdocs/")[2].removesuffix(".py").replace("/", ".")
    return f"{type(error).__name__} in {module}.{last.name}: this is a mistake of grantdocs, please report it"
