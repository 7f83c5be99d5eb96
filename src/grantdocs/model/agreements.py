"""What a publication says beside what another side says of the same project: figures that rules judge like others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from grantdocs.model.facts import Figure
from grantdocs.model.location import Span

__all__ = ["Agreement", "Elsewhere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A place in another input."""

    uri: str
    quote: str
    span: Span
    zone: str
    anchor: dict[str, Any] = field(default_factory=dict)
    """What its format knows of page, paragraph, row, as in `location_json.anchor_json`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Figure):
    """A fact beside what another side says of the same project; `kind` is agreement, `label` what was compared.

    Names and numbers are compared by letters: `claimed` counts those that differ; `stated` and `expected` say them.
    """

    against: str
    """profile, document."""
    expected_at: str
    """JSON Pointer into the profile, or into what the other document amounts to as one."""
    stated: str = ""
    expected: str = ""
    differs: str = ""
    """The words that differ, as stated and as expected."""
    explained: str = ""
    """Why another value is no contradiction: base, rounding, scope, shortened, inflected; else empty."""
    variant: str = ""
    """Which wording of the message fits: name, changed."""
    source: str = ""
    """What the other side is called."""
    dated: str = ""
    """ISO date of this publication; empty where it is not known."""
    source_dated: str = ""
    elsewhere: Elsewhere | None = None
