"""`grantdocs serve`: a page on this machine, for people without a terminal."""

from __future__ import annotations

from importlib.util import find_spec

import click

__all__ = ["command"]

_NEEDED = ("starlette", "uvicorn", "python_multipart")


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), metavar="NR", help="By default 8765, or the next that is free.")
@click.option("--host", metavar="ADDRESS", help="127.0.0.1 or ::1; by default both. Addresses for others are refused.")
@click.option("--no-browser", is_flag=True, help="Do not open the page in the browser.")
@click.option("--language", metavar="TAG", help="Language of the page; by default the browser's.")
def command(*, port: int | None, host: str | None, no_browser: bool, language: str | None) -> None:
    """Open a page on this machine: choose a file or paste a text, see the report, copy the text to paste.

    Only this machine can reach the page. Nothing that is checked is sent anywhere or kept. Stop it with Ctrl-C.

    \b
    Examples:
      grantdocs serve
      grantdocs serve --port 9000 --no-browser
    """
    if not all(map(find_spec, _NEEDED)):
        raise click.UsageError("the page needs more packages: pip install 'grantdocs[web]'")
    from grantdocs.web.server import serve
    from grantdocs.web.words import languages

    if language is not None and language not in languages():
        raise click.BadParameter(f"the page speaks {', '.join(languages())}", param_hint="--language")
    serve(host, port, language=language, show=not no_browser, tell=_tell)


def _tell(address: str) -> None:
    click.echo(f"{address}  (Ctrl-C ends it)")
