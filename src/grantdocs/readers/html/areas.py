"""Which part of a page an element is: header, footer, navigation, comments of readers; told by the element itself, its
role, the words of its class and id, and by how much of its text is links."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from grantdocs.model.document import Zone

__all__ = ["NESTED", "Measure", "changed_zones", "declared_area", "is_candidate", "measured_area"]

_ROLES = {
    "navigation": Zone.NAVIGATION,
    "menu": Zone.NAVIGATION,
    "menubar": Zone.NAVIGATION,
    "directory": Zone.NAVIGATION,
    "contentinfo": Zone.FOOTER,
    "banner": Zone.HEADER,
    "doc-footnote": Zone.FOOTNOTE,
    "doc-endnote": Zone.FOOTNOTE,
    "doc-endnotes": Zone.FOOTNOTE,
    "doc-toc": Zone.NAVIGATION,
    "doc-pagelist": Zone.NAVIGATION,
}
_TAGS = {"nav": Zone.NAVIGATION, "header": Zone.HEADER, "footer": Zone.FOOTER}
# Names that themes and content management systems give to their parts; English in all countries, as HTML is.
_MENUS = frozenset(
    """nav navbar navigation menu menus menubar mainmenu mainnav topmenu topnav submenu subnav sidemenu sidenav navmenu
    breadcrumb breadcrumbs crumbs pagination pager toc skiplinks share sharing social addtoany dropdown megamenu
    languages lang""".split()
)
_CONSENT = frozenset(
    """cookie cookies cookiebar cookiebanner cookiebot cybotcookiebotdialog cookieconsent cookielaw cookienotice gdpr
    onetrust cmplz iubenda borlabs usercentrics""".split()
)
_ENDS = {
    **dict.fromkeys("footer footers sitefooter pagefooter mainfooter colophon footerwrap".split(), Zone.FOOTER),
    **dict.fromkeys("header masthead siteheader pageheader topbar headerwrap".split(), Zone.HEADER),
    **dict.fromkeys("comments commentlist disqus".split(), Zone.COMMENT),
    **dict.fromkeys("footnote footnotes endnotes".split(), Zone.FOOTNOTE),
}
_PARTS = frozenset(
    """card modal panel entry post article accordion table item comment dialog popup section content list form quote
    no has with sticky fixed news event teaser box product field group view row""".split()
)
"""Before `footer` and its kin: the foot of something smaller than the page, or a page that has one."""
_WORD_RE = regex.compile(r"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})")
_BOXES = frozenset("div section aside ul ol menu td table p span form dl center".split())
_LISTS = frozenset("ul ol menu".split())
_FEWEST_LINKS, _SHORT_LINK = 4, 35
_PLAIN = frozenset({Zone.BODY, Zone.LIST_ITEM, Zone.TABLE_CELL, Zone.CAPTION})
NESTED = frozenset({Zone.BODY, Zone.HEADER, Zone.FOOTER})
"""Areas that may hold another: a menu in the footer."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts over what has been read of a page; their differences tell what an element holds."""

    characters: int = 0
    linked: int = 0
    links: int = 0
    outward: int = 0
    """Links to other sites."""
    heads: int = 0
    """First headings, main parts and articles."""

    def since(self, before: Measure) -> Measure:
        return Measure(
            self.characters - before.characters,
            self.linked - before.linked,
            self.links - before.links,
            self.outward - before.outward,
            self.heads - before.heads,
        )


def declared_area(tag: str, attributes: dict[str, str | None], *, in_article: bool) -> Zone | None:
    """What the element itself says it is."""
    role = attributes.get("role")
    if role and (area := _ROLES.get(role)):
        return area
    kind = attributes.get("epub:type")
    if kind and kind in {"footnote", "endnote", "footnotes", "endnotes", "rearnote"}:
        return Zone.FOOTNOTE
    return _TAGS[tag] if tag == "nav" or (tag in _TAGS and not in_article) else None


def is_candidate(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether `measured_area` can say more once the element has been read."""
    return tag in _LISTS or (tag in _BOXES and ("class" in attributes or "id" in attributes))


def measured_area(tag: str, attributes: dict[str, str | None], held: Measure, before: Measure) -> Zone | None:
    """What an element is by the words of its class and by its links; `before` it there was so much."""
    if held.heads:
        return None
    is_linked = held.links > 0 and held.linked >= 0.6 * held.characters
    area = _named_area(attributes.get("class") or "") or _named_area(attributes.get("id") or "")
    if area is Zone.NAVIGATION:
        return area if is_linked or _is_consent(attributes) else None
    if area is None and tag in _LISTS and not before.heads and _is_menu(held):
        return Zone.NAVIGATION
    return area


def changed_zones(area: Zone) -> frozenset[Zone]:
    """Zones of blocks that become `area` when they turn out to stand in it."""
    if area in {Zone.NAVIGATION, Zone.COMMENT}:
        return _PLAIN | {Zone.HEADING, Zone.HEADER, Zone.FOOTER}
    return _PLAIN


def _is_menu(held: Measure) -> bool:
    return (
        held.links >= _FEWEST_LINKS
        and held.linked >= 0.9 * held.characters
        and held.linked <= _SHORT_LINK * held.links
        and held.outward <= 0.1 * held.links
    )


def _is_consent(attributes: dict[str, str | None]) -> bool:
    words = _words(f"{attributes.get('class') or ''} {attributes.get('id') or ''}")
    return any(word in _CONSENT for _, word in words)


@lru_cache(maxsize=4096)
def _named_area(names: str) -> Zone | None:
    for before, word in _words(names):
        if word in _CONSENT or (word in _MENUS and before not in {"has", "no", "with"}):
            return Zone.NAVIGATION
        if word in _ENDS and before not in _PARTS:
            return _ENDS[word]
    return None


def _words(names: str) -> list[tuple[str, str]]:
    """Words of class names, each with the one before it in the same name: `("card", "footer")`."""
    pairs: list[tuple[str, str]] = []
    for name in names.split():
        words = [word.lower() for word in _WORD_RE.findall(name)]
        pairs += zip(["", *words], words, strict=False)
    return pairs
