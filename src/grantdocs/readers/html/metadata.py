"""What the head of a web page says: title, description, publisher, language, date of publication."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.model.document import Zone
from grantdocs.readers.building import Builder, plain

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["iso_day", "read_metadata"]

_SHOWN = (
    "og:title", "twitter:title", "dc.title", "dcterms.title", "description", "og:description", "twitter:description",
    "dc.description", "dcterms.description", "dcterms.abstract", "abstract", "og:site_name", "publisher",
    "dc.publisher", "dcterms.publisher", "dc.rights", "dcterms.rights",
)  # fmt: skip
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article.published", "datepublished",
    "date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date.published", "dcterms.issued",
    "dcterms.available", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "pubdate", "publishdate",
    "publish_date", "publish-date", "publication_date", "citation_publication_date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "last-modified", "dcterms.modified",
    "dc.date.modified", "lastmod", "revised",
)  # fmt: skip
_PUBLISHED_PROPERTIES = frozenset(
    {"datepublished", "schema:datepublished", "dc:date", "dcterms:issued", "schema:datecreated", "dc:created"}
)
_LINKED = ("headline", "description", "abstract", "articleBody", "publisher", "funding", "funder", "sponsor")
_NAMED = ("name", "legalName", "alternateName")
# Other pages, and what is said about this one.
_ASIDE = frozenset(
    "itemListElement comment review hasPart citation mentions isPartOf relatedLink image video logo breadcrumb".split()
)
_MOST_ITEMS, _MOST_TEXTS = 10_000, 500
_DAY_RE = regex.compile(
    r"\s*+(?P<year>(?:19|20)\d\d)(?P<mark>[-/.]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_MAIL_DAY_RE = regex.compile(r"\s*+\p{Lu}\p{Ll}\p{Ll},\s*+\d{1,2}\s")
_PUBLISHED_CLASS_RE = regex.compile(r"\b(?:published|entry-date|post-date|pubdate|dt-published)\b", regex.IGNORECASE)
_DATED = "[itemprop=datePublished], [property], time[pubdate], abbr.published, .dt-published"


def read_metadata(builder: Builder, parser: LexborHTMLParser) -> None:
    """Call it when the page has been walked: only what the page itself does not show becomes a block."""
    metas = dict(_metas(parser))
    data = list(_linked_data(parser))
    builder.language = _language(parser, metas)
    builder.published = _published(parser, metas, data)
    builder.modified = _modified(parser, metas, data)
    shown = ""
    texts = dict.fromkeys([*(metas[name] for name in _SHOWN if name in metas), *_linked_texts(data)])
    for text in islice(texts, _MOST_TEXTS):
        if text not in shown and not builder.holds(text, whole=False):
            shown += f"{text}\n"
            builder.paragraph(plain(text), Zone.METADATA)
    title = parser.css_first("head > title") or parser.css_first("title")
    text = " ".join(title.text().split()) if title and not _is_drawing(title) else ""
    if text:
        builder.title = text
        if not builder.holds(text, whole=True):
            builder.lead(text, Zone.TITLE)


def iso_day(text: str) -> str | None:
    """The day that a date in the notation of ISO, or of letters, begins with."""
    if found := _DAY_RE.match(text):
        return f"{found['year']}-{found['month']}-{found['day']}"
    if _MAIL_DAY_RE.match(text):
        from email.utils import parsedate_to_datetime

        try:
            return parsedate_to_datetime(text.strip()).date().isoformat()
        except ValueError:
            return None
    return None


def _metas(parser: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    # Later ones do not overwrite earlier ones: dict() keeps the last, so they come in reverse.
    for meta in reversed(parser.css("meta[content]")):
        attributes = meta.attributes
        content = attributes.get("content")
        names = (attributes.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        name = next((name for name in names if name), None)
        if name and content and content.strip():
            yield name.strip().lower(), " ".join(content.split())


def _language(parser: LexborHTMLParser, metas: dict[str, str]) -> str | None:
    for selector in ("html", "body"):
        node = parser.css_first(selector)
        if node and (tag := node.attributes.get("lang") or node.attributes.get("xml:lang")):
            return str(tag)
    written = metas.get("content-language", "").partition(",")[0] or metas.get("og:locale", "").replace("_", "-")
    return written or metas.get("dc.language") or metas.get("dcterms.language") or None


def _published(parser: LexborHTMLParser, metas: dict[str, str], data: list[dict[str, Any]]) -> str | None:
    for name in _PUBLISHED:
        if day := iso_day(metas.get(name, "")):
            return day
    for item in data:
        value = item.get("datePublished")
        if isinstance(value, str) and (day := iso_day(value)):
            return day
    for node in parser.css(_DATED):
        if _says_published(node) and (day := _day_of(node)):
            return day
    times = parser.css("time[datetime]")
    marked = [time for time in times if _PUBLISHED_CLASS_RE.search(time.attributes.get("class") or "")]
    for time in marked or (times if len(times) == 1 else []):
        if day := iso_day(time.attributes.get("datetime") or ""):
            return day
    return None


def _modified(parser: LexborHTMLParser, metas: dict[str, str], data: list[dict[str, Any]]) -> str | None:
    """The latest day on which the page says that it was changed."""
    told = [metas.get(name, "") for name in _MODIFIED]
    told += (value for item in data if isinstance(value := item.get("dateModified"), str))
    days = [day for text in told if (day := iso_day(text))]
    days += (day for node in parser.css("[itemprop=dateModified], time.updated") if (day := _day_of(node)))
    return max(days, default=None)


def _linked_data(parser: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The items of the page's linked data that are about the page itself."""
    left = _MOST_ITEMS
    for script in parser.css('script[type="application/ld+json"]')[:_MOST_ITEMS]:
        try:
            waiting = deque[Any]([json.loads(script.text(), strict=False)])
        except (ValueError, RecursionError):
            continue
        while waiting and left:
            left -= 1
            item = waiting.popleft()
            if isinstance(item, dict):
                yield item
                waiting += [value for key, value in item.items() if key not in _ASIDE and key not in _LINKED]
            elif isinstance(item, list):
                waiting += item


def _linked_texts(data: list[dict[str, Any]]) -> Iterator[str]:
    for item in data:
        for key in _LINKED:
            values = item.get(key)
            for value in values if isinstance(values, list) else [values]:
                named = (
                    next((value[name] for name in _NAMED if name in value), "") if isinstance(value, dict) else value
                )
                if isinstance(named, str) and (text := " ".join(named.split())):
                    yield text


def _says_published(node: LexborNode) -> bool:
    attributes = node.attributes
    if node.tag in {"abbr", "time"} or attributes.get("itemprop") == "datePublished" or "property" not in attributes:
        return True
    return any(word in _PUBLISHED_PROPERTIES for word in (attributes["property"] or "").lower().split())


def _day_of(node: LexborNode) -> str | None:
    attributes = node.attributes
    values = (attributes.get(name) for name in ("datetime", "content", "title"))
    return next((day for value in values if value and (day := iso_day(value))), None) or iso_day(node.text()[:40])


def _is_drawing(title: LexborNode) -> bool:
    return title.parent is not None and title.parent.tag == "svg"
