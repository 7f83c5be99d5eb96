"""What an audit hands round: the item that a source yields, the settings that decide, the record that comes back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from grantdocs.readers.limits import Limits

__all__ = ["Item", "Record", "Settings", "Status", "as_plain", "canonical", "digest_of", "from_plain"]

_LIMITS: Final = Limits(max_seconds=60)


class Status(StrEnum):
    """What became of a document."""

    JUDGED = "judged"
    UNREAD = "unread"
    """No reader could make anything of it, or an archive could not be read from here on."""
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    DUPLICATE = "duplicate"
    """Its bytes are those of a document that is judged."""
    REVISIT = "revisit"
    """The crawler found the same as before, and kept no second copy."""


@dataclass(frozen=True, slots=True)
class Item:
    """One publication of a source: where it lies or what its bytes are, and what is known about it from outside."""

    uri: str
    path: str | None = None
    """The file to read; None where `data` has the bytes."""
    data: bytes | None = field(default=None, repr=False)
    media_type: str | None = None
    """As declared by the server; the bytes have the last word."""
    captured: str | None = None
    """ISO 8601 instant, of web archives."""
    archive: str | None = None
    """URI of the archive that it was taken from."""
    offset: int | None = None
    """Where its record begins in the archive, in bytes; the place in the list of members for ZIP and TAR."""
    digest: str = ""
    """`sha256:` and 64 hexadecimal digits of the bytes."""
    truncated: str | None = None
    """Why the crawler kept only its beginning (`WARC-Truncated`)."""
    http_status: int | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """All that decides the result of one document."""

    packs: tuple[str, ...] | None = None
    """Ids or folders of rule packs; None: those that follow from the grant."""
    assume: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"
    """Of the messages."""
    limits: Limits = _LIMITS
    timeout: float = 120
    """Seconds of a processor after which the worker is killed; time in which others have it does not count."""
    memory: int = 2_000_000_000
    """Bytes that one document may take beyond what a worker needs anyway."""
    mask: bool = True
    """Whether personal data are masked in what is kept."""

    @property
    def digest(self) -> str:
        return digest_of(canonical(as_plain(self)).encode())

    def key(self, digest: str) -> str:
        """What a result hangs on: document, settings, packs, other knowledge and version; the same key, the same
        result."""
        from grantdocs.audit.knowledge import knowledge

        return digest_of(canonical([digest, self.digest, knowledge(self.packs).digest]).encode())


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of one document. The same item and settings give the same record, wherever and whenever."""

    uri: str
    archive: str | None
    captured: str | None
    offset: int | None
    digest: str
    size: int
    media_type: str | None
    """As read where it was read, else as declared."""
    status: Status
    reason: str = ""
    """For people: why there is no report."""
    duplicate_of: str | None = None
    """URI of the document that has the same bytes."""
    verdict: str | None = None
    report: str | None = field(default=None, repr=False)
    """`grantdocs-report/1` as canonical JSON."""
    facts: str | None = field(default=None, repr=False)
    """`grantdocs-facts/1` as canonical JSON."""
    likeness: str | None = None
    """Similarity hash over the words of the text, 16 hexadecimal digits: few bits apart, much the same text."""

    @property
    def languages(self) -> frozenset[str]:
        """Of the text."""
        return frozenset(() if self.facts is None else json.loads(self.facts)["document"].get("languages", ()))

    @classmethod
    def of(cls, item: Item, status: Status, reason: str = "", duplicate_of: str | None = None) -> Record:
        """The record of a document that has no report."""
        return cls(
            uri=item.uri,
            archive=item.archive,
            captured=item.captured,
            offset=item.offset,
            digest=item.digest,
            size=item.size,
            media_type=item.media_type,
            status=status,
            reason=reason,
            duplicate_of=duplicate_of,
        )


def canonical(data: Any) -> str:
    """JSON of which there is only one way to write it."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def as_plain(settings: Settings) -> dict[str, Any]:
    """The settings as JSON data, as they stand in the manifest."""
    return {
        "packs": None if settings.packs is None else list(settings.packs),
        "assume": dict(settings.assume),
        "language": settings.language,
        "limits": {name: getattr(settings.limits, name) for name in Limits.__slots__},
        "timeout": settings.timeout,
        "memory": settings.memory,
        "mask": settings.mask,
    }


def from_plain(told: Mapping[str, Any]) -> Settings:
    """The way back from a manifest."""
    packs = told["packs"]
    return Settings(**{**told, "packs": None if packs is None else tuple(packs), "limits": Limits(**told["limits"])})
