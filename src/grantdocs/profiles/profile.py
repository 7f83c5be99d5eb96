"""What the grant agreement says of a project: the values that publications are compared with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from grantdocs.model.facts import AmountKind

__all__ = ["UNKNOWN_LANGUAGE", "Copy", "Profile", "ProfilePartner"]

UNKNOWN_LANGUAGE = "und"
"""BCP 47 tag of names whose language the profile does not tell."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A downloaded copy of a public register."""

    register: str
    digest: str
    file: str = ""
    date: dt.date | None = None
    row: int | None = None
    """Of the project in it, from 1."""


@dataclass(frozen=True, slots=True)
class ProfilePartner:
    names: Mapping[str, str]
    """BCP 47 tag -> name."""
    role: str | None = None
    country: str | None = None
    amounts: Mapping[AmountKind, Decimal] = field(default_factory=dict)
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    numbers: tuple[str, ...] = ()
    """The award number first, then other numbers of the same grant."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """BCP 47 tag -> title."""
    acronym: str | None = None
    programme: str | None = None
    currency: str = "EUR"
    amounts: Mapping[AmountKind, Decimal] = field(default_factory=dict)
    rate: Decimal | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    partners: tuple[ProfilePartner, ...] = ()
    sites: tuple[str, ...] = ()
    contact: str | Mapping[str, str] | None = None
    copies: tuple[Copy, ...] = ()
    uri: str = ""
    """The file that it came from; empty where it was given as a mapping."""
    digest: str = ""
    """`sha256:` and 64 hexadecimal digits of its content in one order."""
