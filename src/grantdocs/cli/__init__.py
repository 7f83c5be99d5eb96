"""The command line. Sub-commands are imported when they are called, so that `--help` loads nothing heavy."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Final

import click

from grantdocs.errors import DataError, GrantdocsError

__all__ = ["main"]

_COMMANDS = {
    "check": "Judge publications against the rules of their grant.",
    "extract": "Say what publications claim: programme, number, money, dates, partners, statements.",
    "audit": "Judge archives of publications, of any size, with nothing lost.",
    "audit-report": "Show an audit as one page, with tables for spreadsheets beside it.",
    "verify": "Compare an audit with its digests and sources, and judge a sample of it again.",
    "statement": "Print the exact statement to paste for a grant, in any language.",
    "serve": "Open a page on this machine: drop a file, see the report.",
    "rules": "List, explain and test the rules.",
    "profile": "Draft what publications are compared with, from a publication or downloaded registers.",
    "config": "Show the settings in force, and where each comes from.",
}
"""Name -> the line of `grantdocs --help`; each command lives in the module of its name, with `_` for `-`."""
_NEW_OBJECTS: Final = 50_000
"""Made before those without use are looked for. Python's 700 cost a tenth of the time of a check: nearly all that is
made at first are modules, words and patterns, which stay."""


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"grantdocs.cli.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click's signature
        """The list of commands, without importing one of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """The one place where an error of ours becomes a line for a person."""
        gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
        try:
            return super().invoke(ctx)
        except DataError as error:
            raise _Unreadable(_shown(str(error))) from error
        except GrantdocsError as error:
            raise _WrongUse(_shown(str(error))) from error
        except click.UsageError as error:
            raise click.UsageError(_shown(error.format_message()), error.ctx) from error


def _shown(message: str) -> str:
    """What went wrong, with nothing in it that steers a terminal: names of files and words of data are in it."""
    from grantdocs.reports._chrome import clean

    return "\n".join(map(clean, message.split("\n")))


class _WrongUse(click.ClickException):
    exit_code = 2


class _Unreadable(click.ClickException):
    exit_code = 3


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(None, "-V", "--version", package_name="grantdocs", message="grantdocs %(version)s")
def main() -> None:
    """Check publications of EU grant projects before they go out.

    grantdocs reads web pages, DOCX, PDF and plain text, finds what they say about the grant, and judges it against
    rules that cite the law: is the funding statement there, in the right words, and do the figures agree?

    \b
    Examples:
      grantdocs check press-release.docx
      grantdocs check page.html --language lv
      grantdocs extract leaflet.pdf --format json
      grantdocs audit archive/ site.warc.gz --out audit/
      grantdocs statement --programme erasmus-plus-2021-2027 --language lv
      grantdocs profile page.html --register projects.csv -o project.toml
      grantdocs rules show figures/sum-of-parts

    \b
    Exit codes:
      0  nothing wrong at or above --fail-level
      1  findings
      2  wrong use
      3  an input, a rule pack or the settings could not be read (the other inputs were judged)
    """
