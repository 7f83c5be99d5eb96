"""From the paths on the command line to documents; what cannot be read is told and does not stop the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from grantdocs.cli.terminal import say
from grantdocs.errors import ReadError

if TYPE_CHECKING:
    from grantdocs.model.document import Document
    from grantdocs.readers import Limits

__all__ = ["Inputs", "assumptions", "ner_option", "ocr_option", "paths_argument", "stdin_options"]

_STANDARD_INPUT: Final = "-"


@dataclass
class Inputs:
    """The documents behind some paths. After iteration `failed` says whether any could not be read."""

    paths: tuple[str, ...]
    ocr: bool | tuple[str, ...] = False
    """Whether, or in which languages, to recognise pages that are pictures."""
    limits: Limits | None = None
    name: str | None = None
    """What standard input is called; its ending tells what it is."""
    media_type: str | None = None
    """What standard input is."""
    failed: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        if (self.name or self.media_type) and self.paths != (_STANDARD_INPUT,):
            raise click.UsageError("--name and --media-type say what standard input is; give - as the only PATH")

    def __iter__(self) -> Iterator[Document | ReadError]:
        for source in self._sources:
            yield self._read(source) if not isinstance(source, ReadError) else self._failure(source)

    def __len__(self) -> int:
        return len(self._sources)

    @property
    def several(self) -> bool:
        return len(self.paths) > 1 or any(Path(path).is_dir() for path in self.paths)

    @cached_property
    def _sources(self) -> tuple[str | ReadError, ...]:
        return tuple(source for path in self.paths for source in self._expand(path))

    def _read(self, source: str) -> Document | ReadError:
        from grantdocs.readers import read

        try:
            if source == _STANDARD_INPUT:
                name = self.name or _STANDARD_INPUT
                stream = sys.stdin.buffer
                return read(stream, name=name, media_type=self.media_type, limits=self.limits, ocr=self.ocr)
            return read(source, limits=self.limits, ocr=self.ocr)
        except ReadError as error:
            return self._failure(error)

    def _failure(self, error: ReadError) -> ReadError:
        self.failed = True
        say(f"grantdocs: {error}".replace("\n", " "), err=True)
        return error

    @staticmethod
    def _expand(path: str) -> Iterator[str | ReadError]:
        """The publications in a folder, in the order of their names; anything else is itself."""
        from grantdocs.readers import extensions

        folder = Path(path)
        if path == _STANDARD_INPUT or not folder.is_dir():
            yield path
            return
        known = extensions()
        files = sorted(str(f) for f in folder.rglob("*") if f.is_file() and f.suffix.lower() in known)
        yield from files
        if not files:
            endings = ", ".join(sorted(known))
            yield ReadError(path, "the folder holds no publication", f"looked for files ending in {endings}")


def paths_argument(command: click.decorators.FC) -> click.decorators.FC:
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)


def ocr_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--ocr",
        metavar="LANGUAGES",
        help="Recognise pages that are pictures, with Tesseract: auto, off, or such as lv,en.",
    )(command)


def stdin_options(function: Callable[..., Any]) -> Callable[..., Any]:
    function = click.option(
        "--media-type", metavar="TYPE", help="What standard input is, such as text/html, where its bytes do not tell."
    )(function)
    return click.option(
        "--name", metavar="NAME", help="What reports call standard input, such as news/page.html; its ending counts."
    )(function)


def ner_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--ner", metavar="MODEL", help="Let an installed spaCy pipeline help to find partners: its name or its folder."
    )(command)


def assumptions(values: tuple[str, ...]) -> dict[str, str]:
    """`("kind=poster", "programmes=a,b")` as a mapping. Raises click.BadParameter for anything without `=`."""
    pairs = [value.partition("=") for value in values]
    for key, sign, value in pairs:
        if not (key and sign and value):
            raise click.BadParameter(f"{key + sign + value!r} is not KEY=VALUE, such as published=2024-05-01")
    return {key.strip(): value.strip() for key, _, value in pairs}
