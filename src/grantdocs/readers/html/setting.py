"""What the elements around a word mean for it: zone, language, link, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.model.document import Zone
from grantdocs.readers.html.areas import NESTED, declared_area

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["Path", "Setting", "children", "is_block", "setting_of", "written_path"]

Path = tuple["Path | None", str, int, int]
"""The element around, the name of this one, its number among those of its name, and how deep it stands."""

_BLOCKS = frozenset(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup p pre search
    section summary table tbody td textarea tfoot th thead tr ul video audio object option""".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BLOCK_STYLE_RE = regex.compile(r"(?:^|;)\s*+display\s*+:\s*+(?:block|flex|grid|table|list-item)\b", regex.IGNORECASE)
_KEEPS_RE = regex.compile(r"(?:^|;)\s*+white-space\s*+:\s*+(?:pre|break-spaces)", regex.IGNORECASE)
_DEEPEST_PATH = 120


@dataclass(frozen=True, slots=True)
class Setting:
    area: Zone = Zone.BODY
    kind: Zone = Zone.BODY
    in_article: bool = False
    language: str | None = None
    url: str | None = None
    in_link: bool = False
    """Also where the link leads nowhere, as the items of menus do."""
    keeps_lines: bool = False

    @property
    def zone(self) -> Zone:
        is_plain_area = self.area in {Zone.NAVIGATION, Zone.COMMENT}
        if is_plain_area or (self.area is not Zone.BODY and self.kind is not Zone.HEADING):
            return self.area
        return self.kind


def setting_of(tag: str, attributes: dict[str, str | None], around: Setting) -> Setting:
    """The same object where the element changes nothing."""
    changes: dict[str, Any] = {}
    if tag == "a":
        if "href" in attributes:
            url = (attributes["href"] or "").strip()
            is_nowhere = not url or url.startswith("#") or url[:11].lower() == "javascript:"
            changes["url"] = None if is_nowhere else url
        changes["in_link"] = True
    elif tag in {"pre", "textarea"}:
        changes["keeps_lines"] = True
    elif tag in _HEADINGS:
        changes["kind"] = Zone.HEADING
    elif tag in {"figcaption", "caption"}:
        changes["kind"] = Zone.CAPTION
    elif tag == "li":
        changes["kind"] = Zone.LIST_ITEM
    elif tag in {"article", "main", "section"}:
        changes["in_article"] = True
    if attributes:
        if language := attributes.get("lang") or attributes.get("xml:lang"):
            changes["language"] = language
        if attributes.get("role") == "heading":
            changes["kind"] = Zone.HEADING
        if (style := attributes.get("style")) and _KEEPS_RE.search(style):
            changes["keeps_lines"] = True
    area = declared_area(tag, attributes, in_article=around.in_article)
    if (
        area
        and area is not around.area
        and (around.area is Zone.BODY or area is Zone.NAVIGATION)
        and around.area in NESTED
    ):
        changes["area"] = area
    return _changed(around, changes) if changes else around


def _changed(around: Setting, changes: dict[str, Any]) -> Setting:
    """What `dataclasses.replace` does, in a fraction of its time."""
    get = changes.get
    return Setting(
        get("area", around.area), get("kind", around.kind), get("in_article", around.in_article),
        get("language", around.language), get("url", around.url), get("in_link", around.in_link),
        get("keeps_lines", around.keeps_lines),
    )  # fmt: skip


def is_block(tag: str, attributes: dict[str, str | None]) -> bool:
    return tag in _BLOCKS or bool((style := attributes.get("style")) and _BLOCK_STYLE_RE.search(style))


def children(node: LexborNode, setting: Setting, path: Path) -> list[tuple[LexborNode, Setting, Path]]:
    """What stands in an element, last first, as a stack wants it."""
    found: list[tuple[LexborNode, Setting, Path]] = []
    counts: dict[str, int] = {}
    depth = path[3] + 1
    child = node.first_child
    while child is not None:
        tag = child.tag or ""
        number = counts[tag] = counts.get(tag, 0) + 1
        found.append((child, setting, (path, tag, number, depth)))
        child = child.next
    found.reverse()
    return found


def written_path(path: Path | None) -> str | None:
    """XPath of an element; None where it is too deep for anybody to follow."""
    if path is None or path[3] > _DEEPEST_PATH:
        return None
    steps: list[str] = []
    while path is not None:
        around, tag, number, _ = path
        steps.append(f"{tag}[{number}]" if number else tag)
        path = around
    return "/html/" + "/".join(reversed(steps))
