"""What a verification found: where an audit, or what it was made of, is not as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["MOST_TOLD", "Difference", "Verification", "clipped"]

MOST_TOLD = 1_000
"""Differences of one kind that are told; of further ones only how many."""


@dataclass(frozen=True, slots=True)
class Difference:
    kind: str
    """`output`: a file of the audit; `source`: a document that is not as it was, or new; `gone`: one that is no longer
    there; `record`: one that is judged otherwise now; `rules`: nothing can be judged as it was."""
    where: str
    """The file or the URI."""
    what: str
    """For people."""


@dataclass(frozen=True, slots=True)
class Verification:
    files: int
    """Files of the audit that were compared."""
    documents: int
    """Documents of the sources that were compared."""
    replayed: int
    """Documents that were judged once more."""
    seed: int
    differences: tuple[Difference, ...] = field(default=())

    @property
    def is_same(self) -> bool:
        return not self.differences

    @property
    def is_only_gone(self) -> bool:
        """Nothing differs, but some of it is no longer there to compare with."""
        return bool(self.differences) and all(each.kind == "gone" for each in self.differences)

    def as_json(self) -> dict[str, Any]:
        return {
            "schema": "grantdocs-verification/1",
            "files": self.files,
            "documents": self.documents,
            "replayed": self.replayed,
            "seed": self.seed,
            "differences": [
                {"kind": each.kind, "where": each.where, "what": each.what} for each in self.differences
            ],
        }  # fmt: skip


def clipped(found: Iterable[Difference]) -> list[Difference]:
    """The first of many, and how many more there are."""
    told: list[Difference] = []
    more = 0
    for each in found:
        if len(told) < MOST_TOLD:
            told.append(each)
        else:
            more += 1
    return [*told, Difference(told[0].kind, "…", f"{more} more")] if more else told
