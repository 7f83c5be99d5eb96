"""What a publication calls its pages: i, ii, 1, 2, A-1. PDFium knows, but ends the interpreter on a circle of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

__all__ = ["page_labels"]

_MOST_NODES = 10_000
_LONGEST = 40
"""Characters of the label of a page."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_FORMS = frozenset("DRrAa")
_HIGHEST = 10_000
"""Beyond it numbers in letters have no end."""


def page_labels(data: bytes, pages: int) -> dict[int, str]:
    """The labels of pages by their number, those left out that are the number."""
    try:
        ranges = _ranges(data)
    except Exception:  # noqa: BLE001 - pdfminer fails in many ways on damaged files, and labels are not worth a gap
        return {}
    labels: dict[int, str] = {}
    for number, (first, style) in enumerate(ranges):
        end = ranges[number + 1][0] if number + 1 < len(ranges) else pages
        for index in range(max(first, 0), min(end, pages)):
            label = _label(style, index - first)
            if label and label != str(index + 1):
                labels[index + 1] = label
    return labels


def _ranges(data: bytes) -> list[tuple[int, dict[str, Any]]]:
    """Where each way of numbering begins, counted from 0."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    root = PDFDocument(PDFParser(io.BytesIO(data))).catalog.get("PageLabels")
    found = {}
    for first, style in _leaves(root, resolve1):
        if isinstance(first, int) and isinstance(style, dict):
            found[first] = {key: resolve1(value) for key, value in style.items()}
    return sorted(found.items(), key=lambda numbered: numbered[0])


def _leaves(root: Any, resolve: Any) -> Iterator[tuple[Any, Any]]:
    waiting: list[Any] = [root]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_NODES:
        node = waiting.pop()
        key = getattr(node, "objid", None) or id(node)
        node = resolve(node)
        if key in seen or not isinstance(node, dict):
            continue
        seen.add(key)
        numbers = resolve(node.get("Nums")) or []
        for first, style in zip(numbers[::2], numbers[1::2], strict=False):
            yield resolve(first), resolve(style)
        waiting += (resolve(node.get("Kids")) or [])[:_MOST_NODES]


def _label(style: dict[str, Any], index: int) -> str:
    start = style.get("St")
    number = index + (start if isinstance(start, int) and start > 0 else 1)
    form = getattr(style.get("S"), "name", "")
    prefix = _text(style.get("P"))
    if form in {"R", "r", "A", "a"} and number < _HIGHEST:
        written = _roman(number) if form in {"R", "r"} else chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        written = written.upper() if form.isupper() else written
    else:
        written = str(number) if form in _FORMS else ""
    label = " ".join((prefix + written).split())
    return label if len(label) <= _LONGEST and label.isprintable() else ""


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _text(value: Any) -> str:
    if not isinstance(value, bytes):
        return ""
    return value.decode("utf-16", "replace") if value[:2] in {b"\xfe\xff", b"\xff\xfe"} else value.decode("latin-1")
