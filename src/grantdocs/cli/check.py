"""`grantdocs check`: judge publications before they go out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from grantdocs.cli.copies import annotate_option, prepare, write_copies
from grantdocs.cli.inputs import Inputs, assumptions, ner_option, ocr_option, paths_argument, stdin_options
from grantdocs.cli.known import Acceptance
from grantdocs.cli.languages import language_option
from grantdocs.cli.reporting import choose_format, format_option, output_option, write
from grantdocs.cli.settings import (
    LEVELS,
    blamed,
    day,
    limits_of,
    settings_in_force,
    settings_option,
    today_option,
)
from grantdocs.cli.terminal import colours, watched, width
from grantdocs.errors import ReadError
from grantdocs.model.findings import Report, Verdict
from grantdocs.model.rules import Level

__all__ = ["command"]


@click.command("check")
@paths_argument
@format_option
@output_option
@annotate_option
@click.option(
    "--pack", "packs", multiple=True, metavar="ID|DIR", help="Judge by this rule pack instead of the grant's own."
)
@click.option("--assume", multiple=True, metavar="KEY=VALUE", help="Assert a fact, such as kind=poster.")
@click.option(
    "--profile",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="Compare with what the grant agreement says (JSON or TOML); `grantdocs profile` drafts it.",
)
@click.option("--level", type=click.Choice(LEVELS), help="Leave out findings below this level.")
@click.option("--fail-level", type=click.Choice(LEVELS), help="Exit 1 from here on; error where nothing says it.")
@click.option("--strict/--no-strict", default=None, help="What cannot be told fails too.")
@language_option()
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Mark the findings that this file knows; only new ones fail.",
)
@click.option("--update-baseline", is_flag=True, help="Write what fails now into the baseline, take out what is gone.")
@settings_option
@today_option
@stdin_options
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
    annotate: Path | None,
    packs: tuple[str, ...],
    assume: tuple[str, ...],
    profile: Path | None,
    level: str | None,
    fail_level: str | None,
    strict: bool | None,
    language: str | None,
    baseline: Path | None,
    update_baseline: bool,
    settings_file: str | None,
    today: dt.datetime | None,
    name: str | None,
    media_type: str | None,
    ocr: str | None,
    ner: str | None,
    bom: bool,
    verbose: bool,
    quiet: bool,
) -> None:
    """Judge each publication at PATH by the rules of its grant.

    PATH is a file, a folder or - for standard input. Which rules hold follows from the grant that the publication
    names; --assume programmes=ID says it where the text does not. What is published is compared with --profile; several
    publications about one project with one another.

    What is not said here, GRANTDOCS_* variables or the settings of the project say (grantdocs.toml, or [tool.grantdocs]
    in pyproject.toml); `grantdocs config` shows them. They also hold exceptions with a reason and an end.

    \b
    Examples:
      grantdocs check press-release.docx
      grantdocs check website/ -o findings.csv
      grantdocs check website/ --format jsonl -o reports.jsonl
      grantdocs check page.html --language lv --fail-level warning
      grantdocs check draft.docx --assume programmes=erasmus-plus-2021-2027
      grantdocs check leaflet.pdf news.html --profile project.toml -o checklist.docx
      grantdocs check draft.docx --annotate checked/
      grantdocs check website/ --baseline known.json --update-baseline
      curl https://cms.example/draft/7 | grantdocs check - --name news/7.html

    \b
    Exit codes:
      0  nothing wrong at or above --fail-level
      1  findings, or with --strict something that cannot be told
      2  wrong use
      3  an input, a rule pack or the settings could not be read (the other inputs were judged)
    """
    from grantdocs.extractors.assumptions import Assumptions
    from grantdocs.pipeline import check, compare_reports
    from grantdocs.profiles import load
    from grantdocs.reports import Unread, render_all
    from grantdocs.rules.packs import packs_of

    chosen = settings_in_force(
        settings_file,
        {
            "level": ("--level", level),
            "fail_level": ("--fail-level", fail_level),
            "strict": ("--strict", strict),
            "language": ("--language", language),
            "packs": ("--pack", packs),
            "assume": ("--assume", assumptions(assume)),
            "profile": ("--profile", profile),
            "ocr": ("--ocr", ocr),
            "baseline": ("--baseline", baseline),
        },
    )
    shown_as = choose_format(form, output, chosen)
    prepare(annotate, paths)
    with blamed(chosen, "assume"):
        Assumptions.of(chosen.assume)
    with blamed(chosen, "packs"):
        for pack in chosen.packs:
            packs_of(pack)
    date = day(today)
    acceptance = Acceptance.of(chosen, paths, date, update=update_baseline)
    inputs = Inputs(paths, chosen.ocr, limits_of(chosen), name, media_type)
    known = None if chosen.profile is None else load(chosen.profile, called=str(chosen.file))
    options = {**chosen.options, "profile": known}
    alone: list[Report] = []
    unread: list[Unread] = []
    for each in watched(inputs, len(inputs), quiet=quiet):
        if isinstance(each, ReadError):
            unread.append(Unread(each.source, str(each), at=len(alone)))
        else:
            alone.append(check(each, ner=ner, **options))
    if len(alone) > 1:
        alone = list(compare_reports(alone, packs=options["packs"], language=chosen.language))
    reports = acceptance.marked(alone)
    color = output is None and colours()
    shown = render_all(
        reports,
        unread,
        shown_as.name,
        language=chosen.language,
        level=chosen.level,
        fail_level=chosen.fail_level,
        strict=chosen.strict,
        verbose=verbose,
        color=color,
        width=width(),
        several=inputs.several,
        bom=bom,
        checked=date,
    )
    write(shown, output, color=color)
    write_copies(reports, annotate, chosen.language, chosen.level, quiet=quiet)
    failed = any(_fails(report, chosen.fail_level, strict=chosen.strict) for report in reports)
    ctx.exit(3 if inputs.failed else int(failed))


def _fails(report: Report, level: Level, *, strict: bool) -> bool:
    is_open = any(found.verdict is Verdict.CANNOT_TELL and found.suppression is None for found in report.findings)
    return bool(report.at_or_above(level)) or (strict and is_open)
