"""E-mail: what the message says, with its pictures and with the documents that are attached to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grantdocs.errors import ReadError
from grantdocs.model.document import Document, Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, OutOfTime, plain
from grantdocs.readers.embedding import embed
from grantdocs.readers.encoding import decode
from grantdocs.readers.media import medium
from grantdocs.readers.messages import Attached, header, is_message, parse, parts_of, payload, sent_on
from grantdocs.readers.reader import Content, Reader
from grantdocs.readers.text import lay_out_text, note_doubt

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["READER"]

_DEEPEST = 20
_SEALS = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})


def read_eml(content: Content) -> Document:
    from email.utils import parseaddr

    builder = Builder(content, READER)
    message = parse(content.data)
    builder.title = header(message, "Subject") or None
    builder.published = sent_on(message)
    builder.language = header(message, "Content-Language").partition(",")[0].strip() or None
    builder.paragraph(plain(builder.title or ""), Zone.TITLE)
    builder.paragraph(plain(parseaddr(header(message, "From"))[0]), Zone.METADATA)
    _Letter(builder, content, Attached.of(message)).read(message, 0)
    return builder.document()


@dataclass(slots=True)
class _Letter:
    builder: Builder
    content: Content
    attached: Attached
    number: int = 0
    """Of the part that was read last."""

    def read(self, part: Message, depth: int) -> None:
        kind = part.get_content_type()
        parts = parts_of(part)
        if not part.is_multipart():
            self._leaf(part, kind)
        elif depth > _DEEPEST:
            self._gap("it stands too deep in others", f"part {self.number}")
        elif kind == "message/rfc822":
            for forwarded in parts:
                self.builder.paragraph(plain(header(forwarded, "Subject")), Zone.HEADING)
                self.read(forwarded, depth + 1)
        elif kind == "multipart/alternative":
            self._best(parts, depth)
        elif kind == "multipart/related" and parts:
            for related in [parts[0], *(p for p in parts[1:] if not p.get_content_type().startswith("image/"))]:
                self.read(related, depth + 1)
            for related in parts[1:]:
                if related.get_content_type().startswith("image/") and id(related) not in self.attached.used:
                    self.read(related, depth + 1)
        else:
            for mixed in parts:
                self.read(mixed, depth + 1)

    def _best(self, parts: list[Message], depth: int) -> None:
        """The last alternative is the richest; one that holds a page shows more than plain text."""
        rich = [part for part in parts if _holds_page(part)]
        texts = [part for part in parts if part.get_content_type() == "text/plain"]
        for part in (rich or texts or parts)[-1:]:
            self.read(part, depth + 1)

    def _leaf(self, part: Message, kind: str) -> None:
        self.number += 1
        name = _file_name(part)
        is_attachment = part.get_content_disposition() == "attachment"
        if kind in _SEALS or id(part) in self.attached.used:
            return
        if kind == "text/html" and not is_attachment:
            self._page(part)
        elif kind == "text/plain" and not is_attachment:
            decoded = decode(payload(part), part.get_content_charset())
            note_doubt(self.builder, decoded)
            lay_out_text(self.builder, decoded.text, self._called())
        elif kind.startswith("image/") and kind != "image/svg+xml":
            alt = header(part, "Content-Description")
            self.builder.image(alt=alt, name=name, data=payload(part) or None, anchor=Anchor(part=self._called()))
        elif gap := medium(kind, name):
            self.builder.gap(*gap, anchor=Anchor(part=name or self._called()))
        else:
            self._document(part, name or self._called(), kind)

    def _page(self, part: Message) -> None:
        from grantdocs.readers.html.page import Page, lay_out, page_text

        decoded = page_text(payload(part), part.get_content_charset())
        note_doubt(self.builder, decoded)
        lay_out(self.builder, Page(decoded.text, part=self._called(), attached=self.attached.find))

    def _document(self, part: Message, name: str, kind: str) -> None:
        from grantdocs.readers.discovery import choose_reader

        data = payload(part)
        if not data:
            return
        if self.content.limits.max_nesting < 1:
            self._gap("it stands too deep in others", name)
            return
        limits = replace(self.content.limits, max_nesting=self.content.limits.max_nesting - 1)
        try:
            inner = replace(self.content, data=data, name=name, media_type=kind, limits=limits, companions=None)
            embed(self.builder, choose_reader(inner).read(inner), name)
        except OutOfTime as stopped:
            embed(self.builder, stopped.document, name)
        except ReadError as error:
            self._gap(f"it {error.reason}", name)
        except Exception as error:  # noqa: BLE001 - libraries meet damage with errors of every kind
            self._gap(f"it could not be read ({type(error).__name__})", name)

    def _gap(self, reason: str, name: str) -> None:
        self.builder.gap("unread-part", f"the attachment {name} was not read: {reason}", anchor=Anchor(part=name))

    def _called(self) -> str:
        return f"part {self.number}"


def _holds_page(part: Message) -> bool:
    return any(leaf.get_content_type() == "text/html" and payload(leaf).strip() for leaf in part.walk())


def _file_name(part: Message) -> str:
    try:
        return (part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
    except (LookupError, UnicodeError, ValueError):
        return ""


READER = Reader(
    name="eml",
    media_types=("message/rfc822",),
    extensions=("eml",),
    sniff=is_message,
    read=read_eml,
)
