"""What a terminal gets to see: colour and width as its user wants them, how far many files are, no escape sequences."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from grantdocs.errors import ReadError

if TYPE_CHECKING:
    from grantdocs.model.document import Document

__all__ = ["colours", "say", "watched", "width"]

_MANY = 3
"""From so many inputs on it is told which one is being judged."""
_WIDEST = 100
_BEGIN_AGAIN = "\r\x1b[2K"


def say(text: str, *, err: bool = False) -> None:
    """Lines that hold words of others: whatever could steer the terminal is taken out of them."""
    from grantdocs.reports._chrome import clean

    click.echo("\n".join(map(clean, text.split("\n"))), err=err)


def colours() -> bool:
    """NO_COLOR and FORCE_COLOR decide where they are set, else whether the output goes to a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    return min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)


def watched(documents: Iterable[Document | ReadError], count: int, *, quiet: bool) -> Iterator[Document | ReadError]:
    """The same; where there are many, one line on a terminal's standard error says which one is being judged."""
    from grantdocs.reports._chrome import clean

    if quiet or count < _MANY or not sys.stderr.isatty():
        yield from documents
        return
    for number, document in enumerate(documents, 1):
        name = document.source if isinstance(document, ReadError) else document.source.uri
        told = f"{number}/{count} {clean(name)}"[: width() - 1]
        click.echo(f"{_BEGIN_AGAIN}{told}", nl=False, err=True)
        yield document
        click.echo(_BEGIN_AGAIN, nl=False, err=True)
