"""The settings in force, each with where it comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from grantdocs.model.rules import Level

__all__ = ["Ignore", "Origin", "Settings"]


class Origin(NamedTuple):
    """Who decided a setting."""

    kind: str = "default"
    """option, environment, file, default: each wins over those after it."""
    where: str = ""
    """The option, the variable or the file."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """Failures that somebody has accepted, and until when."""

    rule: str
    """`pack/rule`, or `pack/*`"""
    reason: str
    until: dt.date
    """The last day on which it holds."""
    documents: tuple[str, ...] = ()
    """Patterns of paths, relative to the file of the settings; empty for all publications."""


@dataclass(frozen=True, slots=True)
class Settings:
    language: str = "en"
    format: str | None = None
    """Name of a report format; None: what the ending of the output says, else text."""
    level: Level = Level.NOTE
    """Findings below it are left out of reports."""
    fail_level: Level = Level.ERROR
    """From here on a failure fails the call."""
    strict: bool = False
    """What cannot be told fails the call, too."""
    packs: tuple[str, ...] = ()
    """Ids or folders; empty for those of the grant."""
    assume: Mapping[str, Any] = field(default_factory=dict)
    profile: Path | Mapping[str, Any] | None = None
    """A file, or the profile itself."""
    ocr: bool | tuple[str, ...] = False
    """As `grantdocs.read` takes it."""
    baseline: Path | None = None
    limits: Mapping[str, int | float] = field(default_factory=dict)
    """What `grantdocs.Limits` is made with."""
    ignore: tuple[Ignore, ...] = ()
    file: Path | None = None
    """Where the project's settings stand."""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """Of those that are no default."""

    @property
    def folder(self) -> Path:
        """To which the paths of documents are relative: the one of the file, else where we work."""
        return self.file.parent if self.file else Path.cwd()

    @property
    def options(self) -> dict[str, Any]:
        """What `grantdocs.check` and `check_together` are called with."""
        return {
            "language": self.language,
            "packs": self.packs or None,
            "assume": dict(self.assume),
            "profile": self.profile,
        }

    def origin(self, name: str) -> Origin:
        return self.origins.get(name, Origin())
