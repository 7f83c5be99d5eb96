"""The report as one page that loads nothing: findings beside the publication, for one check or for several."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grantdocs.model.rules import Level
from grantdocs.reports._chrome import chrome, languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from grantdocs.model.findings import Report
    from grantdocs.reports import Unread

__all__ = ["ENDINGS", "MEDIA_TYPE", "environment", "render", "render_all", "values"]

MEDIA_TYPE: Final = "text/html"
ENDINGS: Final = (".html", ".htm")
_TEMPLATES: Final = Path(__file__).parent / "templates"


def render(report: Report, *, language: str = "en", level: Level = Level.NOTE, verbose: bool = False) -> str:
    """Findings of rules below `level` are left out; `verbose` opens what is folded and shows fingerprints."""
    return render_all((report,), (), language=language, level=level, verbose=verbose)


def render_all(
    reports: Sequence[Report],
    unread: Sequence[Unread],
    *,
    language: str = "en",
    level: Level = Level.NOTE,
    verbose: bool = False,
) -> str:
    """Several reports on one page, with an index at its head that also names what could not be read."""
    template = environment().get_template("report.html.j2")
    return template.render(values(reports, unread, language=language, level=level, verbose=verbose))


def values(
    reports: Sequence[Report],
    unread: Sequence[Unread],
    *,
    language: str = "en",
    level: Level = Level.NOTE,
    verbose: bool = False,
    words: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """What `report.html.j2` shows, also for pages that extend it; `words` instead of the chrome's."""
    from grantdocs.reports.html._sheet import sheet

    spoken = language if language in languages() else "en"
    has_index = len(reports) != 1 or bool(unread)
    sheets = [
        sheet(report, language=spoken, level=level, serial=number if has_index else 0, words=words)
        for number, report in enumerate(reports, start=1)
    ]
    return {
        "language": spoken,
        "words": words or chrome(spoken),
        "sheets": sheets,
        "unread": unread,
        "has_index": has_index,
        "levels": _levels(reports, level),
        "verbose": verbose,
        "version": _version(),
    }


@cache
def environment() -> Environment:
    """Jinja with our templates, all quoted text escaped; the served page builds on the same pieces."""
    from string import Template

    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from grantdocs.reports.html._safe import has_slots, plain, shown, to_fill_in

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        shown=shown, plain=plain, to_fill_in=to_fill_in, fill=lambda text, **values: Template(text).substitute(values)
    )
    made.tests.update(with_slots=has_slots)
    made.globals.update(style=_file("style.css"), script=_file("page.js"), hash=_hash)
    return made


def _finished(value: Any) -> Any:
    """Whatever no template has made markup of holds no character that steers or hides, in attributes too."""
    from markupsafe import Markup

    from grantdocs.reports.html._safe import plain

    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _file(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The source of a content security policy that allows exactly this text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _levels(reports: Sequence[Report], level: Level) -> list[str]:
    """The levels of what is shown as judged, the heaviest first: what there is to filter by."""
    shown: set[Any] = {f.level for report in reports for f in report.findings if f.level >= level and f.verdict}
    return [each.word for each in sorted(shown, reverse=True)]


def _version() -> str:
    try:
        return version("grantdocs")
    except PackageNotFoundError:
        return "0"
