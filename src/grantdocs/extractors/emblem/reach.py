"""How far a drawing (SVG) reaches, at most: resvg ends the whole process where places are beyond what it can count."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["stays_near"]

_FARTHEST: Final = 2_000_000.0
"""Pixels from the corner of the picture; it comes to harm from about a hundred times as far on."""
_DEEPEST: Final = 20
_NUMBER_RE = regex.compile(r"(?<![#\w.])[+\-]?(?:\d++\.?\d*+|\.\d++)(?:[eE][+\-]?\d++)?")
_STEP_RE = regex.compile(r"(?P<command>[a-df-zA-DF-Z])(?P<numbers>[^a-df-zA-DF-Z]*+)")
_GROWING_RE = regex.compile(r"\b(?:matrix|scale[XY]?)\s*+\((?P<numbers>[^)]*+)\)")
_TALKING: Final = frozenset({"id", "class", "href", "title", "desc", "lang", "space"})


def stays_near(root: _Element, width: int) -> bool:
    """Whether nothing is drawn too far outside of a picture so many pixels wide."""
    named = {identity: element for element in root.iter() if (identity := element.get("id"))}
    known: dict[str, float] = {}

    def reach(element: Any, depth: int) -> float:
        farthest = max(_own(element), 1.0)
        for inner in element:
            if isinstance(inner.tag, str):
                farthest = max(farthest, reach(inner, depth))
        for name in _used(element):
            if name in named:
                if depth >= _DEEPEST or (name not in known and named[name] is element):
                    return math.inf
                if name not in known:
                    known[name] = math.inf
                    known[name] = reach(named[name], depth + 1)
                farthest += known[name]
        return farthest * _growth(element)

    return reach(root, 0) * _view(root, width) < _FARTHEST


def _own(element: _Element) -> float:
    """The largest number of an element; steps from where the pen stands are added up."""
    farthest = 0.0
    for name, value in element.attrib.items():
        local = str(name).rpartition("}")[2].rpartition(":")[2]
        if local == "d":
            farthest = max(farthest, _path(str(value)))
        elif local not in _TALKING and not local.startswith(("data-", "on")):
            farthest = max(farthest, max(_numbers(str(value)), default=0.0))
    if str(element.tag).endswith("style"):
        farthest = max(farthest, max(_numbers(element.text or ""), default=0.0))
    return farthest


def _path(written: str) -> float:
    steps, farthest = 0.0, 0.0
    for found in _STEP_RE.finditer(written):
        numbers = list(_numbers(found["numbers"]))
        if found["command"].islower():
            steps += sum(numbers)
        else:
            farthest = max(farthest, max(numbers, default=0.0))
    return steps + farthest


def _numbers(text: str) -> Iterator[float]:
    return (abs(float(found)) for found in _NUMBER_RE.findall(text))


def _growth(element: _Element) -> float:
    """By how much an element makes larger what is in it."""
    grown = 1.0
    styles = element.text or "" if str(element.tag).endswith("style") else ""
    for text in (*map(str, element.attrib.values()), styles):
        for found in _GROWING_RE.finditer(text):
            # Of a matrix the first four numbers make larger, the others move.
            grown *= max(1.0, max(list(_numbers(found["numbers"]))[:4], default=1.0))
    if element.getparent() is not None and (view := _view_box(element)):
        grown *= max(1.0, _own(element) / max(min(view), 1e-9))
    return grown


def _view(root: _Element, width: int) -> float:
    view = _view_box(root) or tuple(_numbers(root.get("width") or ""))[:1]
    return max(1.0, width / max(min(view), 1e-9)) if view else 1.0


def _view_box(element: _Element) -> tuple[float, ...]:
    sides = list(_numbers(element.get("viewBox") or ""))
    return (sides[2], sides[3]) if len(sides) == 4 else ()


def _used(element: _Element) -> Iterator[str]:
    if str(element.tag).endswith("use"):
        for name, value in element.attrib.items():
            if str(name).endswith("href"):
                yield str(value).strip().removeprefix("#")
