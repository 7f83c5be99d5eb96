"""One report a line, `grantdocs-report/1`, in the order of the inputs; what could not be read is `{"error": ...}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grantdocs.model.rules import Level
from grantdocs.reports.json import as_json, dumped, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantdocs.model.findings import Report
    from grantdocs.reports import Unread

__all__ = ["ENDINGS", "MEDIA_TYPE", "render", "render_all"]

MEDIA_TYPE: Final = "application/jsonl"
ENDINGS: Final = (".jsonl", ".ndjson")


def render(report: Report, *, level: Level = Level.NOTE) -> str:
    return dumped(as_json(report, level=level))


def render_all(reports: Sequence[Report], unread: Sequence[Unread], *, level: Level = Level.NOTE) -> str:
    return "\n".join(dumped(each) for each in in_order(reports, unread, level))
