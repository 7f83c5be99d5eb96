"""MIME messages: what their parts are, what they say and what they call each other; for e-mail, and for web pages that
were saved with their pictures in one file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from grantdocs.readers.reader import Content

__all__ = [
    "Attached",
    "header",
    "is_message",
    "is_saved_page",
    "leaves",
    "parse",
    "parts_of",
    "payload",
    "sent_at",
    "sent_on",
]

_HEADERS_RE = regex.compile(rb"(?:From [^\n]*+\n)?(?:[\x21-\x39\x3b-\x7e]++:[^\n]*+\n(?:[ \t]++\S[^\n]*+\n)*+)++")
_MIME_RE = regex.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path|DKIM-Signature):", regex.I | regex.M)
_SENT_RE = regex.compile(rb"^(?:To|Cc|Message-ID|Received|Return-Path|X-Unsent):", regex.I | regex.M)
_RELATED_RE = regex.compile(rb"^Content-Type:\s*+multipart/related", regex.I | regex.M)
_DEEPEST = 20


def is_message(content: Content) -> bool:
    headers = _headers(content)
    return bool(_MIME_RE.search(headers)) and not is_saved_page(content)


def is_saved_page(content: Content) -> bool:
    """Nobody was sent it."""
    headers = _headers(content)
    return bool(_RELATED_RE.search(headers)) and not _SENT_RE.search(headers)


def parse(data: bytes) -> Message:
    from email import message_from_bytes

    return message_from_bytes(data)


def header(message: Message, name: str) -> str:
    """A header as people read it; bytes that should have been encoded are taken for UTF-8."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    text = str(raw).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return " ".join(str(make_header(decode_header(text))).split())
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return " ".join(text.split())


def sent_on(message: Message) -> str | None:
    """ISO date."""
    return (sent_at(message) or "")[:10] or None


def sent_at(message: Message) -> str | None:
    """ISO instant; of the universal time where the message names no other."""
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(header(message, "Date"))
        return moment.replace(tzinfo=moment.tzinfo or dt.UTC).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """All parts that are no containers."""
    if message.is_multipart() and depth < _DEEPEST:
        for part in parts_of(message):
            yield from leaves(part, depth + 1)
    elif not message.is_multipart():
        yield message


def parts_of(message: Message) -> list[Message]:
    from email.message import Message

    parts = message.get_payload()
    return [part for part in parts if isinstance(part, Message)] if isinstance(parts, list) else []


def _headers(content: Content) -> bytes:
    found = _HEADERS_RE.match(content.head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    return found[0] if found else b""


@dataclass(slots=True)
class Attached:
    """Finds what a page shows among the parts of its message, by the address that the page gives."""

    parts: dict[str, Message]
    used: set[int]
    """Identities of parts that were found."""
    base: str = ""

    @classmethod
    def of(cls, message: Message, base: str = "") -> Attached:
        parts: dict[str, Message] = {}
        for part in leaves(message):
            if name := header(part, "Content-ID").strip("<>"):
                parts.setdefault(f"cid:{name}", part)
            if location := header(part, "Content-Location"):
                parts.setdefault(_joined(base, location), part)
                parts.setdefault(location, part)
        return cls(parts, set(), base)

    def find(self, address: str) -> bytes | None:
        part = self.parts.get(address) or self.parts.get(_joined(self.base, address))
        if part is None:
            return None
        self.used.add(id(part))
        return payload(part) or None


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address
