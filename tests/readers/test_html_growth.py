"""Pages made to take time by the square of their length: one that is twice as long takes about twice as many steps."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType

import pytest

from grantdocs.readers import Limits, read

SIZE = 12_000

SHAPES = {
    "nested": "<div>",
    "nested words": "<div>word ",
    "styled": "<b>word ",
    "styled paragraphs": "<b><p>word",
    "links": "<a href=/x>w<div>",
    "lists": "<ul><li>word",
    "tables": "<table><tr><td>a",
    "words before tables": "<table>x<tr>",
    "definitions": "<dl><dt>a<dd>",
    "items": "<li>word",
    "siblings": "<p>word</p>",
    "cells": "<td>b",
    "paragraphs of a cell": "<p>b",
    "rows": "<tr><td>a<td>b",
    "long cells": "<tr><td rowspan=1000>b",
    "wide cells": "<tr><td rowspan=1000 colspan=1000>b",
    "forms": "<form><input value=x>",
    "attributes": "<p a=1 b=2 c='3' d>x",
    "tips": "<i title='tip {}'>a</i>",
    "pictures": "<img src=a{}.png alt='word {}' title='tip {}'>",
    "drawings": "<svg><use href='#a'/><title>a</title><text>b</text></svg>",
    "groups": "<svg><g>",
    "words of a drawing": "<text>b</text>",
    "frames": "<iframe srcdoc='<p>a'></iframe>",
    "hidden": "<div id=a hidden>w</div><a aria-controls=a>",
    "areas": "<div class='footer{}'>w</div>",
    "heads": "<meta name=m{} content='words {}'>",
    "linked data": '<script type="application/ld+json">{{"description": "b{}"}}</script>',
    "styles": "<style>.a{} {{display: none}}</style>",
    "sheets": "<link rel=stylesheet href=a.css>",
    "comments": "<!-- a -->",
    "entities": "&amp;&eacute;",
    "end tags": "</p>",
    "rubbish": '<a "',
}  # fmt: skip
BEFORE = {"cells": "<table><tr>", "paragraphs of a cell": "<table><tr><td>", "words of a drawing": "<svg>"} | dict.fromkeys(
    ("rows", "long cells", "wide cells", "words before tables"), "<table>"
)  # fmt: skip


def page(shape: str, size: int) -> bytes:
    unit = SHAPES[shape]
    number = size // len(unit)
    body = "".join(unit.format(*[i] * 9) for i in range(number)) if "{}" in unit else unit * number
    return f"<!doctype html><html><body>{BEFORE.get(shape, '')}{body}".encode()


def steps(call: Callable[[], object]) -> int:
    """How many functions were called, of Python and of its libraries."""
    count = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_as_long_takes_twice_as_many_steps(shape: str) -> None:
    read(page(shape, 200))
    once, twice = (steps(partial(read, page(shape, size))) for size in (SIZE, 2 * SIZE))
    assert twice < 2.3 * once + 20_000


@pytest.mark.parametrize("shape", SHAPES)
def test_limits_on_elements_and_blocks_hold(shape: str) -> None:
    document = read(page(shape, SIZE), limits=Limits(max_elements=400, max_blocks=200, max_images=50))
    assert len(document.blocks) <= 200 + 1  # its title comes before what is counted
    assert len(document.images) <= 50
