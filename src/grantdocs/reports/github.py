"""Annotations of GitHub Actions: one workflow command a line, shown beside the file in a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grantdocs.model.findings import Verdict
from grantdocs.model.rules import Level
from grantdocs.reports._chrome import clean, clip
from grantdocs.reports._rows import line_of, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantdocs.model.findings import Report
    from grantdocs.reports import Unread

__all__ = ["render", "render_all"]

_COMMANDS: Final = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_TOLD: Final = {Verdict.FAIL, Verdict.CANNOT_TELL}


def render(report: Report, *, language: str = "en", level: Level = Level.NOTE) -> str:
    return "\n".join(_lines(report, language, level))


def render_all(
    reports: Sequence[Report], unread: Sequence[Unread], *, language: str = "en", level: Level = Level.NOTE
) -> str:
    lines = [line for report in reports for line in _lines(report, language, level)]
    errors = [_command("error", {"file": each.uri}, each.message) for each in unread]
    return "\n".join([*lines, *errors])


def _lines(report: Report, language: str, level: Level) -> Iterator[str]:
    """What fails by its weight; what is known, accepted or cannot be told is a notice."""
    for finding, row in rows(report, language, level):
        if finding.verdict in _TOLD:
            counts = finding.verdict is Verdict.FAIL and finding.suppression is None
            line = line_of(finding)
            at = {"line": str(line)} if line else {}
            named = {"file": report.document.source.uri, **at, "title": f"{row.rule}: {row.title}"}
            yield _command(_COMMANDS[finding.level] if counts else "notice", named, row.told)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    named = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    lines = (clean(line) for line in clip(message).split("\n"))
    return f"::{name} {named}::{'%0A'.join(map(_data, lines))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(clean(clip(text))).replace(":", "%3A").replace(",", "%2C")
