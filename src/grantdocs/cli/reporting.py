"""In which format a report is written, and where to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grantdocs.cli.settings import blamed

if TYPE_CHECKING:
    from collections.abc import Callable

    from grantdocs.reports import Format
    from grantdocs.settings import Settings

__all__ = ["choose_format", "format_option", "output_option", "write"]


class _FormatName(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.5 on
    """The formats are looked up when they are asked for; strangers may have added some."""

    name = "format"

    def get_metavar(self, *_: Any, **__: Any) -> str:
        from grantdocs.reports import formats

        return f"[{'|'.join(formats(only_ours=True))}|...]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from grantdocs.reports import formats

        if value not in formats(only_ours=True) and value not in formats():
            self.fail(f"{value!r} is none of {', '.join(formats())}", param, ctx)
        return str(value)


def format_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--format",
        "form",
        type=_FormatName(),
        help="What to write (packages can add more); by default what the ending of -o says, else text.",
    )(function)


def output_option(function: Callable[..., Any]) -> Callable[..., Any]:
    path = click.Path(dir_okay=False, path_type=Path)
    return click.option("-o", "--output", type=path, help="Write the report to a file.")(function)


def choose_format(named: str | None, output: Path | None, settings: Settings) -> Format:
    """The format that was named, else the one of the file's ending, else that of the settings, else text.

    Complains before anything is judged.
    """
    from grantdocs.reports import format_for, report_format

    with blamed(settings, "format"):
        found = report_format(named or (output and format_for(output.name)) or settings.format or "text")
    if output is not None and not output.parent.is_dir():
        raise click.UsageError(f"the folder {output.parent} of {output.name} does not exist")
    if found.is_binary and output is None and sys.stdout.isatty():
        raise click.UsageError(f"{found.name} is nothing to look at in a terminal; write it to a file: -o FILE")
    return found


def write(shown: str | bytes, output: Path | None, *, color: bool = False) -> None:
    """To the file, or to standard output; text in UTF-8 with a line end at its end."""
    if output is None and isinstance(shown, str) and sys.stdout.isatty():
        click.echo(shown, color=color, nl=not shown.endswith("\n"))
        return
    content = shown if isinstance(shown, bytes) else _closed(shown).encode("utf-8", "backslashreplace")
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from error


def _closed(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
