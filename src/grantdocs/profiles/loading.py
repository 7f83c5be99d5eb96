"""Profiles from JSON and TOML files, from the settings of a project and from mappings, held against their schema."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from grantdocs._schemas import hold, unknown
from grantdocs.errors import DataError
from grantdocs.model.facts import AmountKind
from grantdocs.profiles.profile import UNKNOWN_LANGUAGE, Copy, Profile, ProfilePartner

__all__ = ["ProfileSource", "configured", "load"]

ProfileSource = str | os.PathLike[str] | Mapping[str, Any] | Profile
_SETTINGS: Final = {"grantdocs.toml": (), "pyproject.toml": ("tool", "grantdocs")}
"""Names of files of settings, and where in them ours stand."""
_MOST_BYTES: Final = 5_000_000


def load(source: ProfileSource) -> Profile:
    """A profile from a path to JSON or TOML, or from a mapping of the same shape (`schemas/profile.schema.json`).

    A `pyproject.toml` or `grantdocs.toml` holds it under its key `profile`. Raises DataError with the file, the place
    in it, and what may have been meant.
    """
    if isinstance(source, Profile):
        return source
    if isinstance(source, Mapping):
        return _profile(_plain(source), "")
    path = Path(source)
    data = _parsed(path)
    if path.name in _SETTINGS:
        inner = _settings(data, path).get("profile")
        if inner is None:
            raise DataError(str(path), "", "there is no profile in these settings")
        if isinstance(inner, str):
            return load(path.parent / inner)
        data = inner
    return _profile(data, str(path))


def configured(folder: Path) -> Path | None:
    """The file that holds the profile by the settings of the project in `folder` or above; None without one."""
    for place in (folder, *folder.parents):
        for name in _SETTINGS:
            path = place / name
            if path.is_file() and (found := _settings(_parsed(path), path).get("profile")) is not None:
                return path.parent / found if isinstance(found, str) else path
    return None


def _settings(data: Any, path: Path) -> dict[str, Any]:
    for key in _SETTINGS[path.name]:
        data = data.get(key, {}) if isinstance(data, dict) else {}
    return data if isinstance(data, dict) else {}


def _parsed(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise DataError(str(path), "", "is too large for a profile")
        text = content.decode("utf-8-sig")
        if path.suffix.lower() == ".toml":
            return _plain(tomllib.loads(text, parse_float=Decimal))
        return json.loads(text, parse_float=Decimal)
    except OSError as error:
        raise DataError(str(path), "", f"cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise DataError(str(path), "", f"is neither JSON nor TOML: {error}") from error


def _plain(value: Any) -> Any:
    """TOML's dates and Python's own values as JSON has them; exact numbers stay exact."""
    match value:
        case dt.datetime():
            return value.date().isoformat()
        case dt.date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items() if item is not None}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return value


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
