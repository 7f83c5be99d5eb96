"""What the head of a web page says: title, description, language, date of publication."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.model.document import Zone
from grantdocs.readers.building import Builder, plain

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["iso_day", "read_metadata"]

_SHOWN = ("og:title", "description", "og:description")
_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dcterms.date", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "pubdate", "publishdate", "publish_date",
)  # fmt: skip
_DAY_RE = regex.compile(r"\s*+(?P<day>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)")
_PUBLISHED_CLASS_RE = regex.compile(r"\b(?:published|entry-date|post-date|pubdate)\b", regex.IGNORECASE)


def read_metadata(builder: Builder, parser: LexborHTMLParser) -> None:
    """Call it when the page has been walked: only what the page itself does not show becomes a block."""
    metas = dict(_metas(parser))
    root = parser.css_first("html")
    builder.language = (root.attributes.get("lang") or root.attributes.get("xml:lang") or None) if root else None
    builder.published = _published(parser, metas)
    for name in _SHOWN:
        text = metas.get(name, "")
        if text and not builder.holds(text, whole=False):
            builder.paragraph(plain(text), Zone.METADATA)
    title = parser.css_first("head > title") or parser.css_first("title")
    text = " ".join(title.text().split()) if title and not _is_drawing(title) else ""
    if text:
        builder.title = text
        if not builder.holds(text, whole=True):
            builder.lead(text, Zone.TITLE)


def iso_day(text: str) -> str | None:
    found = _DAY_RE.match(text)
    return str(found["day"]) if found else None


def _metas(parser: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    # Later ones do not overwrite earlier ones: dict() keeps the last, so they come in reverse.
    for meta in reversed(parser.css("meta[content]")):
        name = meta.attributes.get("property") or meta.attributes.get("name") or meta.attributes.get("itemprop")
        content = meta.attributes.get("content")
        if name and content and content.strip():
            yield name.strip().lower(), " ".join(content.split())


def _published(parser: LexborHTMLParser, metas: dict[str, str]) -> str | None:
    for name in _PUBLISHED:
        if day := iso_day(metas.get(name, "")):
            return day
    for script in parser.css('script[type="application/ld+json"]'):
        if day := _linked_data_day(script.text()):
            return day
    times = parser.css("time[datetime]")
    marked = [time for time in times if _is_publication(time)]
    for time in marked or (times if len(times) == 1 else []):
        if day := iso_day(time.attributes.get("datetime") or ""):
            return day
    return None


def _linked_data_day(text: str) -> str | None:
    try:
        waiting: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return None
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, dict):
            value = item.get("datePublished")
            if isinstance(value, str) and (day := iso_day(value)):
                return day
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
    return None


def _is_publication(time: LexborNode) -> bool:
    attributes = time.attributes
    return (
        "pubdate" in attributes
        or attributes.get("itemprop") == "datePublished"
        or _PUBLISHED_CLASS_RE.search(attributes.get("class") or "") is not None
    )


def _is_drawing(title: LexborNode) -> bool:
    return title.parent is not None and title.parent.tag == "svg"
