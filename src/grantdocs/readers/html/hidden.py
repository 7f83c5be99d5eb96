"""What of a page nobody sees: parts hidden by attribute or style. Parts that a click opens are there to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from grantdocs.readers.html.stylesheet import rules

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

__all__ = ["HIDDEN_RE", "Hidden"]

HIDDEN_RE = regex.compile(
    r"(?:^|;)\s*+(?:display\s*+:\s*+none|visibility\s*+:\s*+(?:hidden|collapse))\b", regex.IGNORECASE
)
_SHOWN_RE = regex.compile(r"(?:^|;)\s*+(?:display\s*+:\s*+(?!none)|visibility\s*+:\s*+visible)", regex.IGNORECASE)
_SIMPLE_RE = regex.compile(r"[a-z]*+(?P<name>[.#][\w\-]++)", regex.IGNORECASE)
_NAME_RE = regex.compile(r"[.#][\w\-]++")
_OPENABLE_RE = regex.compile(
    r"\b(?:accordion|collaps|tab(?:s|[_-]?pane|[_-]?panel|[_-]?content)?\b|toggle|spoiler|faq|expand|read-?more|slide)",
    regex.IGNORECASE,
)
_OPENS = "[aria-controls], [data-target], [data-bs-target], [data-toggle], [data-bs-toggle]"
_NAMING = ("aria-controls", "data-target", "data-bs-target", "href")


@dataclass(slots=True)
class Hidden:
    parser: LexborHTMLParser
    names: frozenset[str] = field(init=False)
    """Classes and ids, with their sign, that the page's own style hides everywhere."""
    _opened: frozenset[str] | None = None

    def __post_init__(self) -> None:
        sheets = [sheet.text() for sheet in self.parser.css("style")]
        self.names = _hidden_names("\n".join(sheet for sheet in sheets if "none" in sheet or "hidden" in sheet))

    def hides(self, tag: str, attributes: dict[str, str | None]) -> bool:
        if not self._is_hidden(tag, attributes):
            return False
        return attributes.get("role") in {"dialog", "alertdialog"} or not self._opens(attributes)

    def _is_hidden(self, tag: str, attributes: dict[str, str | None]) -> bool:
        if "hidden" in attributes:
            return attributes["hidden"] != "until-found"
        if tag == "dialog" and "open" not in attributes:
            return True
        style = attributes.get("style")
        if style and HIDDEN_RE.search(style):
            return True
        if not self.names:
            return False
        classes = (attributes.get("class") or "").split()
        return any(f".{name}" in self.names for name in classes) or f"#{attributes.get('id')}" in self.names

    def _opens(self, attributes: dict[str, str | None]) -> bool:
        """Whether a click shows it: a tab, an accordion, what a button says it controls."""
        if attributes.get("role") == "tabpanel" or _OPENABLE_RE.search(attributes.get("class") or ""):
            return True
        name = attributes.get("id")
        return bool(name) and name in self._targets()

    def _targets(self) -> frozenset[str]:
        if self._opened is None:
            nodes = [node.attributes for node in self.parser.css(_OPENS)]
            written = (attributes.get(naming) or "" for attributes in nodes for naming in _NAMING)
            self._opened = frozenset(name.lstrip("#") for value in written for name in value.split())
        return self._opened


def _hidden_names(sheet: str) -> frozenset[str]:
    hidden: set[str] = set()
    shown: set[str] = set()
    for about, body, depth in rules(sheet):
        if _SHOWN_RE.search(body):
            # What some rule shows again is switched by a program or by the width of the window.
            shown.update(_NAME_RE.findall(about))
        elif not depth and HIDDEN_RE.search(body):
            selectors = (selector.strip() for selector in about.split(","))
            hidden.update(found["name"] for selector in selectors if (found := _SIMPLE_RE.fullmatch(selector)))
    return frozenset(hidden - shown)
