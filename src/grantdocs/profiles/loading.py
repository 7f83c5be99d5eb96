"""Profiles from JSON and TOML files and from mappings, held against their schema."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from grantdocs._data_files import parsed, plain
from grantdocs._schemas import hold, unknown
from grantdocs.errors import DataError
from grantdocs.model.facts import AmountKind
from grantdocs.profiles.profile import UNKNOWN_LANGUAGE, Copy, Profile, ProfilePartner

__all__ = ["ProfileSource", "load"]

ProfileSource = str | os.PathLike[str] | Mapping[str, Any] | Profile


def load(source: ProfileSource, *, called: str = "") -> Profile:
    """A profile from a path to JSON or TOML, or from a mapping of the same shape (`schemas/profile.schema.json`).

    `called`: where a mapping stands. Raises DataError with the file, the place in it, and what may have been meant.
    """
    if isinstance(source, Profile):
        return source
    if isinstance(source, Mapping):
        return _profile(plain(source), called)
    path = Path(source)
    return _profile(parsed(path, "a profile"), str(path))


def _profile(data: Any, uri: str) -> Profile:
    called = uri or "profile"
    hold(data, "profile", called)
    start, end = (dt.date.fromisoformat(data[key]) if key in data else None for key in ("start", "end"))
    if start and end and end < start:
        raise DataError(called, "/end", f"the project ends on {end} before it starts on {start}")
    _hold_programme(data.get("programme"), called)
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    numbers = [data[key] for key in ("award_number",) if key in data] + data.get("other_numbers", [])
    return Profile(
        numbers=tuple(dict.fromkeys(numbers)),
        titles=_names(data.get("title", {})),
        acronym=data.get("acronym"),
        programme=data.get("programme"),
        currency=data.get("currency", "EUR"),
        amounts=_amounts(data),
        rate=_decimal(data.get("rate")),
        start=start,
        end=end,
        partners=tuple(
            ProfilePartner(
                names=_names(partner["name"]),
                role=partner.get("role"),
                country=partner.get("country"),
                amounts=_amounts(partner),
                rate=_decimal(partner.get("rate")),
            )
            for partner in data.get("partners", ())
        ),
        sites=tuple(data.get("sites", ())),
        contact=data.get("contact"),
        copies=tuple(
            Copy(
                register=copy["register"],
                digest=copy["digest"],
                file=copy.get("file", ""),
                date=dt.date.fromisoformat(copy["date"]) if "date" in copy else None,
                row=copy.get("row"),
            )
            for copy in data.get("copies", ())
        ),
        uri=uri,
        digest="sha256:" + hashlib.sha256(canonical.encode()).hexdigest(),
    )


def _hold_programme(programme: str | None, called: str) -> None:
    from grantdocs.catalogue.programmes import programmes

    if programme is not None and programme not in programmes():
        raise DataError(called, "/programme", unknown("programme", programme, programmes()))


def _names(value: str | dict[str, str]) -> dict[str, str]:
    return {UNKNOWN_LANGUAGE: value} if isinstance(value, str) else dict(value)


def _amounts(data: dict[str, Any]) -> dict[AmountKind, Decimal]:
    return {kind: Decimal(str(data[kind])) for kind in AmountKind if kind.value in data}


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
