"""Addresses that a publication points to, written out or behind words, told apart by whose they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import regex

from grantdocs.catalogue.programmes import Programme
from grantdocs.extractors.reading import Reading
from grantdocs.model.facts import LinkFact
from grantdocs.model.location import Span

__all__ = ["extract"]

_ADDRESS_RE = regex.compile(
    r"(?<![\w@./-])(?:https?://|www\.)[\w.-]++(?::\d++)?(?:/[^\s\"'<>()\[\]]*+)?"
    r"|(?<![\w@./-])(?:[a-z0-9-]++\.)+(?:eu|lv|lt|ee|org|com|net|info|gov|europa)(?![\w@.-]\w)(?:/[^\s\"'<>()\[\]]*+)?",
    regex.IGNORECASE,
)
_UNION_HOSTS = ("europa.eu",)


def extract(reading: Reading, programmes: Mapping[str, Programme]) -> tuple[LinkFact, ...]:
    """One fact an address; without an address scheme it is taken as a reader would type it."""
    sites = {site for programme in programmes.values() for site in programme.sites}
    urls: dict[str, str] = {}
    places: defaultdict[str, dict[Span, None]] = defaultdict(dict)
    for address, span in _addresses(reading):
        key = _key(address)
        urls.setdefault(key, address)
        if span:
            places[key][span] = None
    return tuple(LinkFact(url=url, kind=_kind(url, sites), spans=tuple(places[key])) for key, url in urls.items())


def _addresses(reading: Reading) -> Iterator[tuple[str, Span | None]]:
    for match in _ADDRESS_RE.finditer(reading.folded.text):
        address = match.group().rstrip(".,;:!?/")
        yield address, reading.folded.span(match.start(), match.start() + len(address))
    for link in reading.document.links:
        if link.url.lower().startswith(("http://", "https://", "www.")):
            yield link.url, link.span


def _key(url: str) -> str:
    host, path = _parts(url)
    return host + path.rstrip("/")


def _kind(url: str, sites: set[str]) -> str:
    host, _ = _parts(url)
    if any(host == site or host.endswith(f".{site}") for site in sites):
        return "programme"
    if any(host == site or host.endswith(f".{site}") for site in _UNION_HOSTS):
        return "eu"
    return "other"


def _parts(url: str) -> tuple[str, str]:
    try:
        split = urlsplit(url if "://" in url else f"http://{url}")
        return (split.hostname or "").removeprefix("www."), split.path
    except ValueError:  # brackets that are no IPv6 address: kept as it is written, of no known host
        return "", url
