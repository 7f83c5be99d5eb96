"""A profile as JSON or TOML, in the order of its schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from grantdocs.profiles.profile import UNKNOWN_LANGUAGE

if TYPE_CHECKING:
    from decimal import Decimal

    from grantdocs.model.facts import AmountKind
    from grantdocs.profiles.profile import Profile

__all__ = ["as_json", "as_toml"]


def as_json(profile: Profile) -> dict[str, Any]:
    """The profile in its published shape (`schemas/profile.schema.json`); what is not known is left out."""
    written: dict[str, Any] = {
        "award_number": profile.numbers[0] if profile.numbers else None,
        "other_numbers": list(profile.numbers[1:]),
        "title": _names(profile.titles),
        "acronym": profile.acronym,
        "programme": profile.programme,
        "currency": profile.currency if profile.amounts or any(each.amounts for each in profile.partners) else None,
        **_amounts(profile.amounts),
        "rate": _number(profile.rate),
        "start": profile.start.isoformat() if profile.start else None,
        "end": profile.end.isoformat() if profile.end else None,
        "partners": [
            _present(
                {
                    "name": _names(partner.names),
                    "role": partner.role,
                    "country": partner.country,
                    **_amounts(partner.amounts),
                    "rate": _number(partner.rate),
                }
            )
            for partner in profile.partners
        ],
        "sites": list(profile.sites),
        "contact": profile.contact,
        "copies": [
            _present(
                {
                    "register": copy.register,
                    "file": copy.file,
                    "digest": copy.digest,
                    "date": copy.date.isoformat() if copy.date else None,
                    "row": copy.row,
                }
            )
            for copy in profile.copies
        ],
    }
    return _present(written)


def as_toml(profile: Profile) -> str:
    """The same as TOML: values first, then the tables."""
    return "\n".join(_toml(as_json(profile), "")).strip() + "\n"


def _toml(table: Mapping[str, Any], prefix: str) -> list[str]:
    values = {key: value for key, value in table.items() if not _is_table(value)}
    lines = [f"{_key(key)} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    for key, value in table.items():
        name = f"{prefix}{_key(key)}"
        if isinstance(value, Mapping):
            lines += ["", f"[{name}]", *_toml(value, f"{name}.")]
        elif _is_table(value):
            for item in value:
                lines += ["", f"[[{name}]]", *_toml(item, f"{name}.")]
    return lines


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else json.dumps(key, ensure_ascii=False)


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(item, Mapping) for item in value))


def _names(names: Mapping[str, str]) -> str | dict[str, str]:
    return names[UNKNOWN_LANGUAGE] if set(names) == {UNKNOWN_LANGUAGE} else dict(names)


def _amounts(amounts: Mapping[AmountKind, Decimal]) -> dict[str, str | None]:
    return {kind.value: _number(value) for kind, value in amounts.items()}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _present(written: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in written.items() if value not in (None, "", [], {})}
