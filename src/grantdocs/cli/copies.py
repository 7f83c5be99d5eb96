"""`--annotate DIR`: copies of the publications with the findings at their places; no original is ever written to."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grantdocs.cli.terminal import say
from grantdocs.errors import GrantdocsError, ScopeError

if TYPE_CHECKING:
    from grantdocs.model.findings import Report
    from grantdocs.model.rules import Level

__all__ = ["annotate_option", "prepare", "write_copies"]


def annotate_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--annotate",
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        help="Put copies here with comments (DOCX), highlights (PDF) or marks (HTML) at the findings.",
    )(function)


def prepare(folder: Path | None, paths: Iterable[str]) -> None:
    """Make the folder; complain before anything is judged."""
    if folder is None:
        return
    for path in paths:
        if path != "-" and Path(path).is_dir() and folder.resolve().is_relative_to(Path(path).resolve()):
            raise click.UsageError(f"{folder} lies in {path}; its copies would be judged next time")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"the folder {folder} cannot be made: {error.strerror}") from error


def write_copies(reports: Iterable[Report], folder: Path | None, language: str, level: Level, *, quiet: bool) -> None:
    """One line each on standard error: where the copy is, or why there is none. The exit code does not depend on it."""
    if folder is None:
        return
    every = list(reports)
    copies = _Copies(folder, language, level, {Path(report.document.source.uri).resolve() for report in every})
    for report in every:
        uri = report.document.source.uri
        try:
            told = copies.write(report)
        except GrantdocsError as error:
            say(f"grantdocs: {error}".replace("\n", " "), err=True)
        except OSError as error:
            say(f"grantdocs: {uri}: no marked copy was made: {error.strerror or type(error).__name__}", err=True)
        else:
            if not quiet:
                say(f"grantdocs: {uri}: {told}", err=True)


@dataclass(slots=True)
class _Copies:
    folder: Path
    language: str
    level: Level
    originals: set[Path]
    taken: set[str] = field(default_factory=set)
    """Names that other copies of this call have."""

    def write(self, report: Report) -> str:
        """What was done, in words."""
        from grantdocs.reports._annotated import annotate

        uri = report.document.source.uri
        if not Path(uri).is_file():
            raise ScopeError(f"{uri}: no marked copy is made of standard input")
        data = Path(uri).read_bytes()
        copy = annotate(report, data, language=self.language, level=self.level)
        if copy.content == data:
            return "nothing to mark"
        target = self.folder / self._free(copy.name)
        if target.resolve() in self.originals:
            raise ScopeError(f"{uri}: no marked copy was made, for it would lie over the publication {target}")
        _put(target, copy.content)
        return f"marked copy in {target}"

    def _free(self, name: str) -> str:
        """With a number where another copy has the name, also where letter case does not count."""
        stem, mark, ending = name.rsplit(".", 2)
        number = 1
        while name.casefold() in self.taken:
            number += 1
            name = f"{stem}-{number}.{mark}.{ending}"
        self.taken.add(name.casefold())
        return name


def _put(target: Path, content: bytes) -> None:
    """As a new file that takes the place of an older copy; what a link of that name leads to stays as it is."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.stem[:50]}")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
