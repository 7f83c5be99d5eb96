"""The running text of Markdown: marks of emphasis go, links keep their targets, pictures their alternative texts."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Any

import regex

from grantdocs.readers.html.pictures import file_name

__all__ = ["InlineText", "read_inline"]

_TOKEN_RE = regex.compile(
    r"""
    (?P<escape>\\(?P<escaped>[!-/:-@\[-`{-~]))
  | (?P<ticks>`++)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)
  | (?P<comment><!--.*?-->|\{%.*?%\}|\{\{.*?\}\})
  | (?P<picture>!\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]*+\])*+)\]
        (?:\(\s*+(?P<source><[^<>]*+>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)(?:\s++(?:"[^"]*+"|'[^']*+'))?\s*+\)
          |\[(?P<source_name>[^\[\]]*+)\]|(?P<source_short>(?![\[(])))
        (?P<properties>\{[^{}]*+\})?)
  | (?P<autolink><(?P<address>[a-zA-Z][a-zA-Z0-9+.-]++:[^\s<>]*+|[\w.+-]++@[\w.-]++)>)
  | (?P<tag></?(?P<tag_name>[a-zA-Z][a-zA-Z0-9-]*+)
        (?P<attributes>(?:\s++[^<>"'\s=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`]++))?)*+)\s*+/?>)
  | (?P<note>\[\^[^\[\]\s]++\])
  | (?P<close>\](?:\(\s*+(?P<target><[^<>]*+>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)(?:\s++(?:"[^"]*+"|'[^']*+'))?\s*+\)
        |\[(?P<target_name>[^\[\]]*+)\]|(?P<short>))(?P<marks>\{[:.\#][^{}]*+\})?)
  | (?P<open>\[)
  | (?P<emphasis>\*{1,3}|~~|(?<![\p{L}\p{N}_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}_]))
    """,
    regex.VERBOSE | regex.DOTALL,
)
_ATTRIBUTE_RE = regex.compile(r"(?P<name>[\w-]++)\s*+=\s*+(?:\"(?P<a>[^\"]*+)\"|'(?P<b>[^']*+)'|(?P<c>[^\s\"'<>`]++))")
_PIXELS = 25.4 / 96
_NUMBER_RE = regex.compile(r"(?P<number>\d++(?:\.\d++)?)(?:px)?$")
_STYLE_WIDTH_RE = regex.compile(r"(?:^|;)\s*+width\s*+:\s*+(?P<number>\d++)px")


@dataclass(slots=True)
class InlineText:
    lines: list[list[tuple[str, str | None]]] = field(default_factory=lambda: [[]])
    """Line breaks divide them."""
    pictures: list[dict[str, Any]] = field(default_factory=list)


def read_inline(text: str, references: dict[str, str]) -> InlineText:
    """`references` are the targets that the file defines by name, names in lower case."""
    found = InlineText()
    opened: list[tuple[int, int, int]] = []
    targets: dict[int, str | None] = {}
    """Of links around pictures, by where they open."""
    anchor: str | None = None
    position = 0
    for token in _TOKEN_RE.finditer(text):
        _add(found, text[position : token.start()], anchor)
        position = token.end()
        if token["escape"]:
            _add(found, token["escaped"], anchor, is_literal=True)
        elif token["ticks"]:
            _add(found, token["code"], anchor, is_literal=True)
        elif token["picture"]:
            source = _target(token["source"], token["source_name"] or token["alt"], references)
            if token["source_short"] is not None and source is None:
                _add(found, token.group(), anchor)
                continue
            url = anchor
            if opened and (start := opened[-1][2]) not in targets:
                targets[start] = _enclosing_target(text, token.end(), references)
            if opened:
                url = targets[opened[-1][2]]
            found.pictures.append(_picture(token, source) | {"url": url})
        elif token["autolink"]:
            _add(found, token["address"], token["address"], is_literal=True)
        elif token["tag"]:
            anchor = _tag(found, token, anchor)
        elif token["open"]:
            opened.append((len(found.lines), len(found.lines[-1]), token.start()))
            _add(found, "[", anchor, is_literal=True)
        elif token["close"]:
            content = text[opened[-1][2] + 1 : token.start()] if opened else ""
            target = _target(token["target"], token["target_name"] or content, references)
            if token["short"] is not None and target is None and not token["marks"]:
                # Brackets that are no link, such as those around a number.
                del opened[-1:]
                _add(found, token.group(), anchor, is_literal=True)
            else:
                _close(found, opened, target, token.group())
        elif token["emphasis"] and not _is_mark(text, token):
            _add(found, token.group(), anchor, is_literal=True)
    _add(found, text[position:], anchor)
    return found


def _add(found: InlineText, text: str, url: str | None, *, is_literal: bool = False) -> None:
    if not text:
        return
    for index, line in enumerate(text.split("\v")):
        if index:
            found.lines.append([])
        found.lines[-1].append((line if is_literal else html.unescape(line), url))


def _is_mark(text: str, token: regex.Match[str]) -> bool:
    """Stars between blanks are stars (a multiplication, a rating), not emphasis."""
    before, after = text[: token.start()][-1:], text[token.end() :][:1]
    return bool(before.strip() or after.strip())


def _close(found: InlineText, opened: list[tuple[int, int, int]], url: str | None, written: str) -> None:
    """Give the texts since the opening bracket their target."""
    if not opened:
        _add(found, written, None, is_literal=True)
        return
    line, index, _ = opened.pop()
    stretches = found.lines[line - 1]
    del stretches[index : index + 1]
    for number in range(line - 1, len(found.lines)):
        begin = index if number == line - 1 else 0
        found.lines[number][begin:] = [(text, own or url) for text, own in found.lines[number][begin:]]


def _target(written: str | None, named: str | None, references: dict[str, str]) -> str | None:
    if written is not None:
        target = html.unescape(written.removeprefix("<").removesuffix(">"))
        return None if target.startswith("#") or not target else target
    return references.get(" ".join((named or "").lower().split()))


def _enclosing_target(text: str, position: int, references: dict[str, str]) -> str | None:
    depth = 0
    for token in _TOKEN_RE.finditer(text, position):
        if token["open"]:
            depth += 1
        elif token["close"] and not depth:
            return _target(token["target"], token["target_name"], references)
        elif token["close"]:
            depth -= 1
    return None


def _tag(found: InlineText, token: regex.Match[str], anchor: str | None) -> str | None:
    """What a tag of HTML does to the text; returns the target of the link that is open after it."""
    name = token["tag_name"].lower()
    attributes = _attributes(token["attributes"] or "")
    if name == "br":
        found.lines.append([])
    elif name == "img":
        style = _STYLE_WIDTH_RE.search(attributes.get("style", ""))
        width = _millimetres(style["number"] if style else attributes.get("width", ""))
        source = attributes.get("src", "")
        found.pictures.append(
            {"alt": html.unescape(attributes.get("alt", "")), "name": file_name(source), "width_mm": width,
             "height_mm": _millimetres(attributes.get("height", "")), "url": anchor}
        )  # fmt: skip
    elif name == "a":
        return attributes.get("href") if not token.group().startswith("</") else None
    return anchor


def _picture(token: regex.Match[str], source: str | None) -> dict[str, Any]:
    properties = _attributes(token["properties"] or "")
    return {
        "alt": html.unescape(" ".join((token["alt"] or "").split())),
        "name": file_name(source or ""),
        "width_mm": _millimetres(properties.get("width", "")),
        "height_mm": _millimetres(properties.get("height", "")),
    }


def _attributes(written: str) -> dict[str, str]:
    return {f["name"].lower(): f["a"] or f["b"] or f["c"] or "" for f in _ATTRIBUTE_RE.finditer(written)}


def _millimetres(pixels: str) -> float | None:
    found = _NUMBER_RE.match(pixels)
    return round(float(found["number"]) * _PIXELS, 2) if found else None
