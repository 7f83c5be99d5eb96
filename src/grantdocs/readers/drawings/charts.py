"""The words of charts: titles, names of series and categories, and the values that stand on them as labels."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from grantdocs.readers.number_formats import displayed
from grantdocs.readers.ooxml import attribute, local, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["chart_lines"]

_TEXTS = frozenset({"tx", "txData", "strDim"})
_RUNS = frozenset({"t", "br"})
_MOST_POINTS = 10_000


def chart_lines(chart: _Element) -> Iterator[list[str]]:
    """Lines of a chart part, each as the texts beside each other."""
    said: set[str] = set()
    for element in chart.iter():
        kind = local(element)
        if kind == "ser":
            yield from _series(element, said)
        elif kind == "p" and element.tag == name("a:p"):
            # A line break in a title is a blank here: what it divides is one phrase.
            pieces = (
                " " if local(part) == "br" else part.text or "" for part in element.iter() if local(part) in _RUNS
            )
            if (line := " ".join("".join(pieces).split())) and line not in said:
                said.add(line)
                yield [line]
        elif kind in _TEXTS and not _is_in_series(element):
            for line in _points(element):
                if line and line not in said:
                    said.add(line)
                    yield [line]


def _series(series: _Element, said: set[str]) -> Iterator[list[str]]:
    parts = {local(part): part for part in series}
    called = " ".join(_points(parts["tx"])) if "tx" in parts else ""
    if called and called not in said:
        said.add(called)
        yield [called]
    categories = _categories(parts.get("cat", parts.get("xVal")))
    values = _values(series, parts.get("val", parts.get("yVal")))
    for index, category in enumerate(categories):
        value = values[index] if index < len(values) else ""
        if value or (category and category not in said):
            said.add(category)
            yield [category, value] if value else [category]
    for value in values[len(categories) :]:
        yield [value]


def _categories(holder: _Element | None) -> list[str]:
    if holder is None:
        return []
    code = _format_code(holder)
    return [displayed(point, code) if code else point for point in _points(holder)]


def _values(series: _Element, numbers: _Element | None) -> list[str]:
    """Values as the labels of a series show them, nothing where it has no labels."""
    group = series.getparent()
    shows_value, shows_percent = (_shows(series, what) or _shows(group, what) for what in ("showVal", "showPercent"))
    if numbers is None or not (shows_value or shows_percent or _has_table(series)):
        return []
    code = _format_code(numbers)
    for labels in series:
        for part in labels if local(labels) == "dLbls" else ():
            code = attribute(part, "formatCode") or code if local(part) == "numFmt" else code
    raw = _points(numbers)
    if shows_percent and not shows_value:
        return _shares(raw, code if "%" in code else "0%")
    return [displayed(value, code) for value in raw]


def _shares(raw: list[str], code: str) -> list[str]:
    try:
        numbers = [Decimal(value) for value in raw]
    except InvalidOperation:
        return []
    whole = sum(numbers)
    return [displayed(str(number / whole), code) for number in numbers] if whole else []


def _format_code(holder: _Element) -> str:
    return next((part.text or "" for part in holder.iter() if local(part) == "formatCode"), "")


def _shows(holder: _Element | None, what: str) -> bool:
    for labels in holder if holder is not None else ():
        if local(labels) == "dLbls":
            return any(local(part) == what and attribute(part, "val", "1") in {"1", "true"} for part in labels)
    return False


def _has_table(series: _Element) -> bool:
    group = series.getparent()
    area = group.getparent() if group is not None else None
    return area is not None and any(local(part) == "dTable" for part in area)


def _points(holder: _Element) -> list[str]:
    """Texts or numbers of `c:pt` at their places, or a `c:v` of its own."""
    points: list[str] = []
    for element in holder.iter():
        kind = local(element)
        parent = element.getparent()
        is_leaf = kind == "pt" and len(element) == 0
        if not is_leaf and (kind != "v" or parent is None):
            continue
        index = attribute(element if is_leaf or parent is None else parent, "idx")
        # Levels of categories count anew; points without a value are left out of the list.
        if index.isascii() and index.isdigit() and len(points) < int(index) < _MOST_POINTS:
            points += [""] * (int(index) - len(points))
        points.append((element.text or "").strip())
    return points


def _is_in_series(element: _Element) -> bool:
    return any(local(above) == "ser" for above in element.iterancestors())
