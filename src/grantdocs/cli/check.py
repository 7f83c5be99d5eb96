"""`grantdocs check`: judge publications before they go out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from grantdocs.cli.inputs import Inputs, assumptions, ner_option, ocr_option, paths_argument
from grantdocs.cli.reporting import choose_format, format_option, output_option, write
from grantdocs.cli.terminal import colours, watched, width
from grantdocs.errors import ReadError
from grantdocs.model.findings import Report, Verdict
from grantdocs.model.rules import Level

__all__ = ["command"]

_LEVELS = [level.word for level in reversed(Level)]


@click.command("check")
@paths_argument
@format_option
@output_option
@click.option(
    "--pack", "packs", multiple=True, metavar="ID|DIR", help="Judge by this rule pack instead of the grant's own."
)
@click.option("--assume", multiple=True, metavar="KEY=VALUE", help="Assert a fact, such as kind=poster.")
@click.option(
    "--profile",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="Compare with what the grant agreement says (JSON or TOML); `grantdocs profile` drafts it.",
)
@click.option("--level", type=click.Choice(_LEVELS), default="note", help="Leave out findings below this level.")
@click.option(
    "--fail-level", type=click.Choice(_LEVELS), default="error", show_default=True, help="Exit 1 from here on."
)
@click.option("--strict", is_flag=True, help="What cannot be told fails too.")
@click.option("--language", default="en", show_default=True, help="Language of the messages: en, lv.")
@ocr_option
@ner_option
@click.option("--bom", is_flag=True, help="Begin csv with a byte order mark, by which spreadsheets know UTF-8.")
@click.option("-v", "--verbose", is_flag=True, help="Show rules that passed or do not apply, too.")
@click.option("-q", "--quiet", is_flag=True, help="Do not tell which of many files is being judged.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    form: str | None,
    output: Path | None,
    packs: tuple[str, ...],
    assume: tuple[str, ...],
    profile: Path | None,
    level: str,
    fail_level: str,
    strict: bool,
    language: str,
    ocr: str | None,
    ner: str | None,
    bom: bool,
    verbose: bool,
    quiet: bool,
) -> None:
    """Judge each publication at PATH by the rules of its grant.

    PATH is a file, a folder or - for standard input. Which rules hold follows from the grant that the publication
    names; --assume programmes=ID says it where the text does not. What is published is compared with --profile, or with
    the profile that grantdocs.toml or pyproject.toml names; several publications about one project with one another.

    \b
    Examples:
      grantdocs check press-release.docx
      grantdocs check website/ -o findings.csv
      grantdocs check website/ --format jsonl -o reports.jsonl
      grantdocs check page.html --language lv --fail-level warning
      grantdocs check draft.docx --assume programmes=erasmus-plus-2021-2027
      grantdocs check leaflet.pdf news.html --profile project.toml -o checklist.docx

    \b
    Exit codes:
      0  nothing wrong at or above --fail-level
      1  findings, or with --strict something that cannot be told
      2  wrong use
      3  an input or a rule pack could not be read (the other inputs were judged)
    """
    from grantdocs.extractors.assumptions import Assumptions
    from grantdocs.pipeline import check, compare_reports
    from grantdocs.profiles import configured, load
    from grantdocs.reports import Unread, render_all
    from grantdocs.rules.packs import packs_of

    chosen = choose_format(form, output)
    assumed = assumptions(assume)
    Assumptions.of(assumed)
    for name in packs:
        packs_of(name)
    inputs = Inputs(paths, ocr)
    found = profile or configured(Path.cwd())
    known = load(found) if found else None
    alone: list[Report] = []
    unread: list[Unread] = []
    for each in watched(inputs, len(inputs), quiet=quiet):
        if isinstance(each, ReadError):
            unread.append(Unread(each.source, str(each), at=len(alone)))
        else:
            alone.append(check(each, assume=assumed, packs=packs or None, profile=known, language=language, ner=ner))
    reports = compare_reports(alone, packs=packs or None, language=language) if len(alone) > 1 else tuple(alone)
    color = output is None and colours()
    shown = render_all(
        reports,
        unread,
        chosen.name,
        language=language,
        level=Level[level.upper()],
        fail_level=Level[fail_level.upper()],
        strict=strict,
        verbose=verbose,
        color=color,
        width=width(),
        several=inputs.several,
        bom=bom,
        checked=dt.date.today(),  # noqa: DTZ011  the day on the controller's own calendar
    )
    write(shown, output, color=color)
    failed = any(_fails(report, Level[fail_level.upper()], strict=strict) for report in reports)
    ctx.exit(3 if inputs.failed else int(failed))


def _fails(report: Report, level: Level, *, strict: bool) -> bool:
    open_verdicts = strict and any(finding.verdict is Verdict.CANNOT_TELL for finding in report.findings)
    return bool(report.at_or_above(level)) or open_verdicts
