"""What is done with posted publications, in a process of its own: read, judge, and make the answer of it."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from itertools import chain, count
from typing import Any, Final

from grantdocs.errors import GrantdocsError, ReadError
from grantdocs.model.findings import Report
from grantdocs.reports import Unread
from grantdocs.web.bounds import Bounds
from grantdocs.web.uploads import Upload
from grantdocs.web.words import words

__all__ = ["Answer", "Job", "Wanted", "judge"]

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HTML: Final = "text/html; charset=utf-8"


class Wanted(StrEnum):
    PAGE = "page"
    CHECKLIST = "checklist"
    ANNOTATED = "annotated"


@dataclass(frozen=True, slots=True)
class Job:
    """A posted form: the publications and what is known about them."""

    uploads: tuple[Upload, ...]
    wanted: Wanted
    language: str
    token: str
    bounds: Bounds
    programme: str = ""
    """Id of the chosen programme."""
    typed: str = ""
    """What was typed where a programme was asked for, and stands for none; it is judged without."""
    meant: tuple[str, ...] = ()
    """Names of programmes that may have been meant by it."""
    kind: str = ""
    lost: Mapping[int, str] = field(default_factory=dict)
    """Publications that ended the process which judged them, and how."""

    @property
    def assume(self) -> dict[str, Any]:
        asserted = {"programmes": [self.programme] if self.programme else None, "kind": self.kind or None}
        return {key: value for key, value in asserted.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """A page or a file; without `body`, why there is none."""

    body: bytes = field(default=b"", repr=False)
    media_type: str = _HTML
    name: str = ""
    """Of a file to save."""
    problems: tuple[str, ...] = ()


def judge(job: Job, begin: Callable[[int], None]) -> Answer:
    """`begin` is told the number of each publication before it is opened, and one more for the rest of the work."""
    reports, unread = _reports(job, begin)
    begin(len(job.uploads))
    if not reports:
        return Answer(problems=tuple(each.message for each in unread))
    match job.wanted:
        case Wanted.PAGE:
            return _page(job, reports, unread)
        case Wanted.CHECKLIST:
            return _checklist(job, reports, unread)
        case Wanted.ANNOTATED:
            return _annotated(job, reports)


def _reports(job: Job, begin: Callable[[int], None]) -> tuple[list[Report], list[Unread]]:
    from grantdocs.pipeline import compare_reports

    reports: list[Report] = []
    unread: list[Unread] = []
    for number, upload in enumerate(job.uploads):
        try:
            if number not in job.lost:
                begin(number)
            reports.append(_report(upload, job, job.lost.get(number)))
        except _Lost as lost:
            unread.append(_unread(upload, words(job.language)["lost"][str(lost)], len(reports)))
        except ReadError as error:
            reason = "; ".join(filter(None, (error.reason, error.advice)))
            unread.append(_unread(upload, reason, len(reports)))
    if len(reports) > 1:
        reports = list(compare_reports(reports, language=job.language))
    return reports, unread


class _Lost(Exception):
    """A publication that cannot be judged; the message is a key of the words for it."""


def _report(upload: Upload, job: Job, lost: str | None) -> Report:
    from grantdocs.pipeline import check, read

    if lost:
        raise _Lost(lost)
    try:
        document = read(upload.data, name=upload.name, limits=job.bounds.limits)
        return check(document, assume=job.assume, language=job.language)
    except MemoryError as error:
        raise _Lost("memory") from error
    except GrantdocsError:
        raise
    except Exception as error:
        raise _Lost("crashed") from error


def _unread(upload: Upload, reason: str, at: int) -> Unread:
    return Unread(upload.name, f"{upload.name}: {reason}", at)


def _page(job: Job, reports: list[Report], unread: list[Unread]) -> Answer:
    from grantdocs.web.pages import checked_page

    return Answer(checked_page(job, reports, unread).encode("utf-8", "replace"))


def _checklist(job: Job, reports: list[Report], unread: list[Unread]) -> Answer:
    from grantdocs.reports.checklist import render_all

    made = render_all(reports, unread, language=job.language, checked=dt.date.today())  # noqa: DTZ011  the day here
    stem = _stem(job.uploads[0].name) if len(job.uploads) == 1 else "grantdocs"
    return Answer(made, _DOCX, f"{stem}.checklist.docx")


def _annotated(job: Job, reports: list[Report]) -> Answer:
    """The marked copy; of several publications all copies that can be made, in a ZIP."""
    from grantdocs.reports._annotated import annotate

    data = {sha256(upload.data).hexdigest(): upload.data for upload in job.uploads}
    copies: dict[str, bytes] = {}
    problems: list[str] = []
    for report in reports:
        try:
            copy = annotate(report, data[report.document.source.digest.rpartition(":")[2]], language=job.language)
        except GrantdocsError as error:
            problems.append(str(error))
        else:
            copies[_free(copy.name, copies)] = copy.content
    if not copies:
        return Answer(problems=tuple(problems))
    if len(copies) == 1:
        [(name, content)] = copies.items()
        return Answer(content, "application/octet-stream", name)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in copies.items():
            archive.writestr(name, content)
    return Answer(packed.getvalue(), "application/zip", "grantdocs.checked.zip")


def _free(name: str, taken: Mapping[str, bytes]) -> str:
    """Publications of one name come from several folders."""
    stem = _stem(name)
    numbered = (f"{stem}-{number}{name[len(stem) :]}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in taken)


def _stem(name: str) -> str:
    stem, point, _ = name.rpartition(".")
    return stem if point and stem else name
