"""A rule as it stands in its JSON file (`schemas/rule.schema.json`), and the pack that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

__all__ = ["Citation", "Level", "Pack", "PackStamp", "Rule"]


class Level(IntEnum):
    """Weight of a rule by the law's own verb: must is an error, should a warning (RFC 2119, SARIF)."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the law: `celex` for acts in EUR-Lex, else `document` (a manual or model agreement)."""

    celex: str | None = None
    document: str | None = None
    article: str | None = None
    paragraph: str | None = None
    point: str | None = None
    annex: str | None = None
    in_force_from: str | None = None
    in_force_until: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    """kebab-case, equal to the file's name."""
    pack: str
    title: str
    level: Level
    kind: str
    """presence or consistency."""
    citations: tuple[Citation, ...]
    applies: dict[str, Any]
    needs: tuple[str, ...]
    expect: dict[str, Any]
    messages: dict[str, dict[str, str]]
    """Language tag -> verdict word -> text with `$name` places."""
    titles: dict[str, str] = field(default_factory=dict)
    arguments: dict[str, str] = field(default_factory=dict)
    """Name in the messages -> JSON Pointer into the facts."""
    remedy: dict[str, Any] | None = None
    status: str = "stable"
    """preview, stable, deprecated."""
    binds: tuple[str, ...] = ()
    """Kinds of publication that the duty binds; empty where it binds all."""
    exemptions: tuple[str, ...] = ()
    each: bool = False
    """One finding for each fact that fails, not one for all of them."""
    undecided: str = ""
    """What the rule cannot decide and why."""

    @property
    def name(self) -> str:
        return f"{self.pack}/{self.id}"


@dataclass(frozen=True, slots=True)
class PackStamp:
    """What a report says of a pack, so that a verdict can be traced."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Pack:
    id: str
    version: str
    title: str
    digest: str
    """sha256 over the files of the pack, so that a verdict can be traced to the text of the rule."""
    rules: tuple[Rule, ...]
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    """Language tag -> what a value of the facts (`months`, `union_contribution`) is called in messages."""

    @property
    def stamp(self) -> PackStamp:
        return PackStamp(self.id, self.version, self.digest)
