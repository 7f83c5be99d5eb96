"""The words in a drawing (SVG), line by line, as far as the drawing shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from grantdocs.readers.html.hidden import HIDDEN_RE

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["drawn_words", "used_name"]

_WORDS = "text, foreignObject"
_STORES = frozenset({"symbol", "defs", "clippath", "mask", "pattern", "marker"})
"""What they hold is drawn only where something else uses it."""
_State = Literal["shown", "stored", "hidden"]


def drawn_words(node: LexborNode) -> list[str]:
    if node.css_first(_WORDS) is None:
        return []
    states = _States(node, frozenset(filter(None, map(used_name, node.css("use")))))
    lines: list[str] = []
    for shape in node.css(_WORDS):
        if states.of(shape) == "shown":
            spans = shape.css("tspan[x], tspan[y], tspan[dy]")
            lines.append(" ".join(shape.text(separator=" " if spans or shape.tag != "text" else "").split()))
    return [line for line in lines if line]


def used_name(use: LexborNode | None) -> str:
    """The name of what a `use` repeats."""
    attributes = use.attributes if use is not None else {}
    return (attributes.get("href") or attributes.get("xlink:href") or "").rpartition("#")[2].strip()


@dataclass(slots=True)
class _States:
    drawing: LexborNode
    used: frozenset[str]
    known: dict[int, _State] = field(default_factory=dict)

    def of(self, node: LexborNode) -> _State:
        path: list[LexborNode] = []
        at: LexborNode | None = node
        while at is not None and at.mem_id != self.drawing.mem_id and at.mem_id not in self.known:
            path.append(at)
            at = at.parent
        state = self.known.get(at.mem_id, "shown") if at is not None else "shown"
        for element in reversed(path):
            state = self.known[element.mem_id] = self._within(state, element)
        return state

    def _within(self, around: _State, element: LexborNode) -> _State:
        attributes = element.attributes
        is_hidden = attributes.get("display") == "none" or attributes.get("visibility") in {"hidden", "collapse"}
        if around == "hidden" or is_hidden or HIDDEN_RE.search(attributes.get("style") or ""):
            return "hidden"
        if attributes.get("id") in self.used:
            return "shown"
        return "stored" if (element.tag or "").lower() in _STORES else around
