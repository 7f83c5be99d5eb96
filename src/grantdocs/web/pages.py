"""The pages: made of the report's own pieces, with nothing loaded from anywhere."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final

import regex

from grantdocs.catalogue.programmes import programme
from grantdocs.catalogue.statements import names
from grantdocs.model.facts import PublicationKind
from grantdocs.reports._annotated import FORMATS
from grantdocs.reports._chrome import chrome, cite
from grantdocs.reports.html import environment, values
from grantdocs.web.programme_names import Unknown, find, labels
from grantdocs.web.words import languages, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from grantdocs.model.findings import Report
    from grantdocs.reports import Unread
    from grantdocs.rules.demands import Demand
    from grantdocs.web.bounds import Bounds
    from grantdocs.web.judging import Job

__all__ = ["Filled", "Problem", "checked_page", "home_page", "no_programme", "policy", "statement_page"]

_TEMPLATES: Final = Path(__file__).parent / "templates"
_MEGABYTE: Final = 1_000_000
_OPTION_RE: Final = regex.compile(
    r"\s*+\([^()]*--(?:assume|verbose)\b[^()]*\)|;[^;]*--(?:assume|verbose)\b[^;]*?(?=\.?$)"
)
"""A bracket or last clause that names an option."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What did not work, for people; `choices` may have been meant."""

    text: str
    details: tuple[str, ...] = ()
    choices_title: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form held, so that nobody has to fill it in again."""

    fields: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


def home_page(
    language: str, token: str, bounds: Bounds, filled: Filled | None = None, problem: Problem | None = None
) -> str:
    return _render(
        "home.html.j2",
        language,
        token,
        here="check",
        filled=filled or Filled(),
        problem=problem,
        size=bounds.total_bytes // _MEGABYTE,
        most_bytes=bounds.total_bytes,
        most_files=bounds.files,
    )


def statement_page(
    language: str,
    token: str,
    filled: Filled | None = None,
    problem: Problem | None = None,
    *,
    found: Sequence[Demand] | None = None,
    block: str = "",
) -> str:
    """The form, and once it was filled in, the texts; `block` is their HTML."""
    filled = filled or Filled()
    return _render(
        "statement.html.j2",
        language,
        token,
        here="statement",
        filled=filled,
        problem=problem,
        found=None if found is None else [_shown_demand(demand, language, filled["text_language"]) for demand in found],
        block=block,
        funds={fund: _fund(fund, language) for fund in _funds(filled["programme"], language)},
    )


def checked_page(job: Job, reports: Sequence[Report], unread: Sequence[Unread]) -> str:
    """The report, and above it what can be done next; it carries the publications, so that nobody else keeps them."""
    from markupsafe import Markup

    shown = values(
        list(map(_without_options_in, reports)),
        unread,
        language=job.language,
        words=_without_options(chrome(job.language)),
    )
    gaps = {gap.reason for report in reports for gap in report.gaps}
    unknown = any(report.facts.document.is_project and not report.facts.programmes for report in reports)
    asks = "unclear_programme" if "programme-unclear" in gaps else "unknown_programme" if unknown else ""
    return _render(
        "checked.html.j2",
        job.language,
        job.token,
        here="check",
        **{key: value for key, value in shown.items() if key != "language"},
        carried=[(upload.name, Markup(b64encode(upload.data).decode())) for upload in job.uploads],  # noqa: S704  base64
        filled=Filled({"programme": job.typed or _label(job), "kind": job.kind}),
        problem=no_programme(job.typed, job.meant, job.language) if job.typed else None,
        asks="" if job.programme else asks,
        can_mark=any(report.document.source.format in FORMATS for report in reports),
    )


def no_programme(typed: str, meant: tuple[str, ...], language: str) -> Problem:
    said = words(language)["problems"]
    text = Template(said["programme"]).safe_substitute(name=typed[:100])
    return Problem(text, choices_title=said["programme_near"] if meant else "", choices=meant)


@cache
def policy() -> str:
    """The content security policy of every page: nothing but our own styles and scripts, posted to nobody but us."""
    made = _environment()
    style, script, hashed = made.globals["style"], made.globals["script"], made.globals["hash"]
    assert callable(hashed)
    styles = f"{hashed(style)} {hashed(_file('served.css'))}"
    scripts = f"{hashed(script)} {hashed(_file('served.js'))}"
    return (
        f"default-src 'none'; style-src {styles}; script-src {scripts}; img-src data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _shown_demand(demand: Demand, language: str, wanted: str) -> dict[str, Any]:
    statement = demand.statement
    return {
        "text": demand.text,
        "language": statement.language,
        "fund": _fund(demand.fund, language) if demand.fund else "",
        "is_other_language": statement.language != wanted,
        "is_attested": statement.is_attested,
        "right_until": statement.right_until,
        "source": statement.source,
        "rules": [
            (chrome(language)["levels"][rule.level.word], [cite(citation, language) for citation in rule.citations])
            for rule in demand.rules
        ],
    }


def _without_options_in(report: Report) -> Report:
    findings = (replace(finding, message=_without_options(finding.message)) for finding in report.findings)
    return replace(report, findings=tuple(findings))


def _without_options(said: Any) -> Any:
    """The same words without what they say about the command line: here there is a form for it."""
    if isinstance(said, dict):
        return {key: _without_options(value) for key, value in said.items()}
    return _OPTION_RE.sub("", said) if isinstance(said, str) else said


def _funds(chosen: str, language: str) -> tuple[str, ...]:
    """The funds of a programme, where it has several."""
    try:
        funds = programme(find(chosen, language)).funds if chosen else ()
    except Unknown:
        return ()
    return funds if len(funds) > 1 else ()


def _fund(fund: str, language: str) -> str:
    called = {name.language: name.text for name in names("fund-name", (language, "en")) if name.stands_for == fund}
    return called.get(language) or called.get("en") or fund


def _label(job: Job) -> str:
    if not job.programme:
        return ""
    known = {id_: label for label, id_ in labels(job.language).items()}
    return known.get(programme(job.programme).id, job.programme)


def _render(template: str, language: str, token: str, **shown: Any) -> str:
    chosen = {
        "words": chrome(language),
        "served": words(language),
        "language": language,
        "languages": languages(),
        "token": token,
        "programmes": labels(language),
        "kinds": {kind: chrome(language)["pages"]["kinds"][kind] for kind in PublicationKind},
        "served_style": _file("served.css"),
        "served_script": _file("served.js"),
        "version": "",
    }
    return _environment().get_template(template).render(chosen | shown)


@cache
def _environment() -> Environment:
    from jinja2 import ChoiceLoader, FileSystemLoader

    pieces = environment()
    assert pieces.loader is not None
    return pieces.overlay(loader=ChoiceLoader([FileSystemLoader(_TEMPLATES), pieces.loader]))


@cache
def _file(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")
