"""`grantdocs audit-report`: an audit as one page, and as tables for spreadsheets."""

from __future__ import annotations

from pathlib import Path

import click

from grantdocs.cli.languages import language_option
from grantdocs.cli.terminal import say

__all__ = ["command"]

_PAGE = "report.html"


@click.command("audit-report")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The page; else DIR/report.html.")
@click.option(
    "--export", "tables", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Write tables, too."
)
@language_option("page", default="en")
@click.option("--mask/--no-mask", default=True, help="Show no e-mail, telephone, personal code (default).")
def command(*, folder: Path, output: Path | None, tables: Path | None, language: str, mask: bool) -> None:
    """Show an audit as one page that loads nothing: verdicts, projects, findings, what could not be read.

    DIR is the folder that `grantdocs audit` wrote. The page is bounded, however large the audit is; with --export all
    tables are written as CSV, and what people look at first as a workbook (XLSX). What was audited with --no-mask is
    masked here all the same, unless --no-mask is said again.

    \b
    Examples:
      grantdocs audit-report audit/
      grantdocs audit-report audit/ -o audit.html --language lv --export tables/

    \b
    Exit codes:
      0  written
      2  wrong use, or DIR holds no finished audit
    """
    from grantdocs.audit.dashboard import dashboard, export

    page = output or folder / _PAGE
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(dashboard(folder, language=language, mask=mask), encoding="utf-8")
    say(str(page))
    if tables is not None:
        for path in export(folder, tables, mask=mask):
            say(str(path))
