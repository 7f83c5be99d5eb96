"""What the caller knows about a publication and asserts: facts without a place in the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from grantdocs.catalogue.programmes import programmes
from grantdocs.errors import ScopeError
from grantdocs.model.document import Gap
from grantdocs.model.facts import ProgrammeFact, PublicationKind

__all__ = ["Assumptions"]


@dataclass(frozen=True, slots=True)
class Assumptions:
    programmes: tuple[ProgrammeFact, ...] = ()
    is_project: bool | None = None
    published: dt.date | None = None
    kind: PublicationKind | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Assumptions:
        """From `{"programmes": [ids], "is_project": bool, "published": ISO date, "kind": word}`; text values are read.

        Raises ScopeError for a key or a value that does not exist.
        """
        unknown = sorted(set(values) - {"programmes", "is_project", "published", "kind"})
        if unknown:
            raise ScopeError(
                f"nothing can be assumed about {', '.join(unknown)}; known are programmes, is_project, published, kind"
            )
        return cls(
            programmes=_programmes(values.get("programmes", ())),
            is_project=_truth(values.get("is_project")),
            published=_date(values.get("published")),
            kind=_kind(values.get("kind")),
        )

    @property
    def pointers(self) -> tuple[str, ...]:
        """JSON Pointers of what is asserted."""
        asserted = {
            "/programmes": self.programmes,
            "/document/is_project": self.is_project is not None,
            "/document/published": self.published,
            "/document/kind": self.kind,
        }
        return tuple(pointer for pointer, value in asserted.items() if value)

    def closes(self, gap: Gap) -> bool:
        """Whether the gap concerns nothing but what is asserted."""
        return any(gap.pointer == pointer or gap.pointer.startswith(f"{pointer}/") for pointer in self.pointers)


def _programmes(ids: str | Iterable[str]) -> tuple[ProgrammeFact, ...]:
    known = programmes()
    named = ids.split(",") if isinstance(ids, str) else tuple(ids)
    for name in named:
        if name not in known:
            near = ", ".join(get_close_matches(name, known, n=3, cutoff=0.4))
            raise ScopeError(f"there is no programme {name!r}" + (f"; did you mean {near}?" if near else ""))
    return tuple(ProgrammeFact(id=name, period=known[name].period, confidence=1.0) for name in named)


def _truth(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if str(value).lower() not in words:
        raise ScopeError(f"is_project is true or false, not {value!r}")
    return words[str(value).lower()]


def _date(value: Any) -> dt.date | None:
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise ScopeError(f"published is a date such as 2019-01-17, not {value!r}") from error


def _kind(value: Any) -> PublicationKind | None:
    if value is None:
        return None
    if value not in set(PublicationKind):
        raise ScopeError(f"a publication is one of {', '.join(PublicationKind)}, not {value!r}")
    return PublicationKind(value)
