"""What documents are called in settings and baselines: by their path from a folder, whatever the place of work."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Final

import regex

__all__ = ["absolute", "is_among", "name_in"]

_ADDRESS_RE: Final = regex.compile(r"[A-Za-z][A-Za-z0-9+.-]++://")
_STANDARD_INPUT: Final = "-"
_ANY: Final = "**"


def name_in(folder: Path, uri: str) -> str:
    """The path from the folder, with slashes; addresses and standard input as they are."""
    if uri == _STANDARD_INPUT or _ADDRESS_RE.match(uri):
        return uri
    try:
        return Path(os.path.relpath(uri, folder)).as_posix()
    except ValueError:  # another drive, or a name that is no path
        return uri.replace("\\", "/")


def absolute(folder: Path, name: str) -> Path | None:
    """The file of a name; None for what is none."""
    if name == _STANDARD_INPUT or _ADDRESS_RE.match(name):
        return None
    return Path(os.path.abspath(folder / name))  # noqa: PTH100  a symbolic link is named as it is


def is_among(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether one of the patterns covers the name; all names where there are no patterns."""
    return not patterns or any(_covers(_steps(pattern), tuple(name.split("/"))) for pattern in patterns)


@cache
def _steps(pattern: str) -> tuple[str, ...]:
    """The parts of a pattern; without a slash it is looked for in every folder, with one at its end it means all."""
    pattern = pattern.removeprefix("./")
    if pattern.endswith("/"):
        pattern += _ANY
    steps = pattern.split("/") if "/" in pattern else [_ANY, pattern]
    return tuple(step for i, step in enumerate(steps) if i == 0 or step != _ANY or steps[i - 1] != _ANY)


def _covers(steps: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Row by row: which beginnings of the path the steps so far cover."""
    reached = [True, *(False for _ in parts)]
    for step in steps:
        if step == _ANY:
            first = reached.index(True) if True in reached else len(reached)
            reached = [i >= first for i in range(len(reached))]
        else:
            fits = [reached[i] and fnmatchcase(part, step) for i, part in enumerate(parts)]
            reached = [False, *fits]
    return reached[-1]
