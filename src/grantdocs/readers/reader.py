"""What a reader of one format is: a name, the bytes it knows, and a function that turns them into a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from grantdocs.model.document import Document, Source
from grantdocs.readers.companions import Companions
from grantdocs.readers.limits import Limits

__all__ = ["HEAD", "Content", "Reader"]

HEAD = 4096
"""Bytes from the beginning that tell formats apart."""


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one publication, with what is known about them from outside."""

    data: bytes = field(repr=False)
    source: str
    """What the reader's messages call it: path, address or name."""
    digest: str
    name: str = ""
    """File name, for its extension."""
    media_type: str | None = None
    """As declared by who handed it over; the bytes have the last word."""
    limits: Limits = field(default_factory=Limits)
    ocr: tuple[str, ...] | None = None
    """Languages (BCP 47) in which the words of pictures are to be recognised; none of them: those of the document;
    None: not at all."""
    companions: Companions | None = None
    """What was saved beside the file, where it was given by its path."""

    @property
    def head(self) -> bytes:
        return self.data[:HEAD]

    @property
    def extension(self) -> str:
        """Lower case, without the dot."""
        _, dot, extension = self.name.rpartition(".")
        return extension.lower() if dot else ""

    def origin(self, reader: Reader) -> Source:
        return Source(self.source, reader.media_types[0], reader.name, self.digest, len(self.data))


@dataclass(frozen=True, slots=True)
class Reader:
    """One format. Modules of this package offer it as READER, strangers by the entry points `grantdocs.readers`."""

    name: str
    media_types: tuple[str, ...]
    """The proper one first."""
    extensions: tuple[str, ...]
    """Lower case, without the dot."""
    sniff: Callable[[Content], bool]
    """Whether the bytes themselves leave no doubt; cheap, and without libraries."""
    read: Callable[[Content], Document]
