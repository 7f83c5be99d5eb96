"""`grantdocs check`: judge publications before they go out."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from grantdocs.cli.inputs import Inputs, assumptions, ocr_option, paths_argument
from grantdocs.errors import ReadError
from grantdocs.model.findings import Report, Verdict
from grantdocs.model.rules import Level

__all__ = ["command"]

_LEVELS = [level.word for level in reversed(Level)]


@click.command("check")
@paths_argument
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to a file.")
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
@click.option("-v", "--verbose", is_flag=True, help="Show rules that passed or do not apply, too.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    form: str,
    output: Path | None,
    packs: tuple[str, ...],
    assume: tuple[str, ...],
    profile: Path | None,
    level: str,
    fail_level: str,
    strict: bool,
    language: str,
    ocr: str | None,
    verbose: bool,
) -> None:
    """Judge each publication at PATH by the rules of its grant.

    PATH is a file, a folder or - for standard input. Which rules hold follows from the grant that the publication
    names; --assume programmes=ID says it where the text does not. What is published is compared with --profile, or with
    the profile that grantdocs.toml or pyproject.toml names; several publications about one project with one another.

    \b
    Examples:
      grantdocs check press-release.docx
      grantdocs check website/ --format jsonl -o reports.jsonl
      grantdocs check page.html --language lv --fail-level warning
      grantdocs check draft.docx --assume programmes=erasmus-plus-2021-2027
      grantdocs check leaflet.pdf news.html --profile project.toml
    """
    from grantdocs.extractors.assumptions import Assumptions
    from grantdocs.pipeline import check, compare_reports
    from grantdocs.profiles import configured, load
    from grantdocs.reports import render
    from grantdocs.rules.packs import packs_of

    assumed = assumptions(assume)
    Assumptions.of(assumed)
    for name in packs:
        packs_of(name)
    inputs = Inputs(paths, ocr)
    found = profile or configured(Path.cwd())
    known = load(found) if found else None
    judged: list[Report | ReadError] = [
        document
        if isinstance(document, ReadError)
        else check(document, assume=assumed, packs=packs or None, profile=known, language=language)
        for document in inputs
    ]
    alone = [each for each in judged if isinstance(each, Report)]
    reports = compare_reports(alone, packs=packs or None, language=language) if len(alone) > 1 else tuple(alone)
    options = _options(form, language=language, verbose=verbose, output=output)
    following = iter(reports)
    shown: list[str] = []
    for each in judged:
        if isinstance(each, Report):
            form_of_one = "json" if form == "jsonl" else form
            shown.append(render(next(following), form_of_one, level=Level[level.upper()], **options))
        elif form != "text":
            shown.append(_error_line(each))
    failed = any(_fails(report, Level[fail_level.upper()], strict=strict) for report in reports)
    _write("\n".join(_framed(shown, form, several=inputs.several)), output)
    ctx.exit(3 if inputs.failed else int(failed))


def _fails(report: Report, level: Level, *, strict: bool) -> bool:
    open_verdicts = strict and any(finding.verdict is Verdict.CANNOT_TELL for finding in report.findings)
    return bool(report.at_or_above(level)) or open_verdicts


def _options(form: str, *, language: str, verbose: bool, output: Path | None) -> dict[str, Any]:
    if form == "text":
        color = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        width = min(100, shutil.get_terminal_size((80, 24)).columns)
        return {"language": language, "verbose": verbose, "color": color, "width": width}
    return {"indent": 2 if form == "json" else None}


def _framed(shown: list[str], form: str, *, several: bool) -> list[str]:
    """Several reports in one JSON document are a list; as text they end with the first line of each."""
    if form == "json" and several:
        return ["[", ",\n".join(shown), "]"]
    if form == "text" and several and shown:
        headlines = [text.partition("\n")[0] for text in shown]
        return ["\n\n".join(shown), "", "-" * 80, *headlines]
    return shown


def _error_line(error: ReadError) -> str:
    import json

    return json.dumps({"error": str(error), "uri": error.source}, ensure_ascii=False)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text)
    else:
        output.write_text(text + "\n", encoding="utf-8")
