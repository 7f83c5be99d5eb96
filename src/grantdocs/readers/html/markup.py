"""What the markup of a page needs before it is parsed: the short forms of XML written out, and nothing that would make
a parser take hours."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

__all__ = ["bounded", "written_out"]

_FEW_TAGS, _SHORT_PAGE = 3_000, 100_000
"""Below both, no nesting and no tag is large enough to matter, and the page is parsed as it is."""
_DEEPEST = 512
"""Levels of elements, as many as browsers build. Parsing takes time by the square of the depth."""
_DEEP = 300
"""What no page has that is made with care; unclosed elements add up to more."""
_MOST_NODES = 5_000_000
"""What a parser might build where each element repeats all that are open."""
_MOST_STYLED = 60
"""Open elements of running text, each of which the parser would open again in every paragraph that follows."""
_LONG_TAG, _VERY_LONG_TAG, _MANY_LONG_TAGS = 1_500, 16_000, 2_000
_MOST_ATTRIBUTES = 500
_NAME_RE = regex.compile(r"<(/?)([a-z][^\s/<>]*+)")
_RAW = r"<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b(?:.*?</(?P=raw)|.*+)"
_REST = r"(?P<rest>[^\"'>]*+(?:(?:\"[^\"]*+\"|'[^']*+')[^\"'>]*+){0,1000}+)"
_MARKUP_RE = regex.compile(
    rf"<!--(?:.*?-->|.*+)|{_RAW}|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+){_REST}",
    regex.IGNORECASE | regex.DOTALL,
)
_ATTRIBUTE_RE = regex.compile(r"\s*+[^\s=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"']++))?")
_EMPTY = frozenset("area base br col embed frame hr img input link meta param source track wbr keygen bgsound".split())
# Elements that the next of their kind closes: they grow no deeper than what holds them.
_FLAT = frozenset("p li dt dd option optgroup tr td th thead tbody tfoot colgroup caption html head body rp rt".split())
_STYLED = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_INLINE = _STYLED | frozenset("span label sup sub abbr cite bdi bdo kbd mark q samp var ins".split())
_SHORT_FORM_RE = regex.compile(
    r"<(?P<name>[a-zA-Z][^\s/<>]*+)(?P<rest>(?:[^\"'<>/]++|\"[^\"]*+\"|'[^']*+'|/(?!>)){0,100}+)/>"
    rf"|(?P<kept><!--(?:.*?-->|.*+)|{_RAW})|<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)",
    regex.DOTALL,
)


def bounded(text: str, most: int) -> tuple[str, bool]:
    """The page without depths and masses of attributes that no browser shows either, and whether its end was cut off
    because it had more than `most` elements."""
    is_small = len(text) < _SHORT_PAGE and text.count("<") < _FEW_TAGS
    return (text, False) if is_small or not _is_suspect(text, most) else _Bounds(text, most).run()


def written_out(text: str) -> str:
    """XHTML as HTML has it: `<title/>` would swallow all that follows."""
    return _SHORT_FORM_RE.sub(_long_form, text)


def _is_suspect(text: str, most: int) -> bool:
    """Whether a closer look is needed, which takes longer than this one."""
    if text.count("<") > most:
        return True
    pieces = text.split("<")
    lengths = [length for piece in pieces if (length := len(piece)) > _LONG_TAG]
    if len(lengths) > _MANY_LONG_TAGS or max(lengths, default=0) > _VERY_LONG_TAG:
        return True
    counts: dict[str, int] = {}
    depth = 0
    deepest = min(_DEEP, _MOST_NODES // len(pieces))
    for end, name in _NAME_RE.findall(text.lower()):
        if name in _EMPTY or name in _FLAT:
            continue
        count = counts.get(name, 0)
        if not end:
            counts[name] = count + 1
            depth += 1
            if depth > deepest:
                return True
        elif count:
            counts[name] = count - 1
            depth -= 1
    return False


def _long_form(found: regex.Match[str]) -> str:
    if found["kept"] is not None:
        return found[0]
    if (data := found["data"]) is not None:
        return str(data).replace("&", "&amp;").replace("<", "&lt;")
    name = found["name"]
    return found[0] if name.lower() in _EMPTY else f"<{name}{found['rest']}></{name}>"


@dataclass(slots=True)
class _Bounds:
    text: str
    most: int
    parts: list[str] = field(default_factory=list)
    kept_to: int = 0
    """What comes before is in `parts`, or was left out."""
    open: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """How many of `open` have a name."""
    styled: dict[str, int] = field(default_factory=dict)
    all_styled: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    """Tags left out whose end tags are yet to come."""

    def run(self) -> tuple[str, bool]:
        elements = 0
        for found in _MARKUP_RE.finditer(self.text):
            name = found["name"]
            if name is None:
                continue
            name = name.lower()
            if found["end"]:
                self._end(name, found)
                continue
            # A paragraph opens again what styles the text before it.
            elements += 1 + (0 if name in _INLINE else self.all_styled)
            if elements > self.most:
                self._leave_out(found.start(), len(self.text))
                return "".join(self.parts), True
            if name not in _EMPTY:
                self._begin(name, found)
            if found.end() - found.start() > _LONG_TAG:
                self._shorten(found)
        if not self.parts:
            return self.text, False
        return "".join([*self.parts, self.text[self.kept_to :]]), False

    def _begin(self, name: str, found: regex.Match[str]) -> None:
        if name in _STYLED:
            if self.all_styled >= _MOST_STYLED:
                self._drop(name, found)
                return
            self.styled[name] = self.styled.get(name, 0) + 1
            self.all_styled += 1
        if name in _FLAT:
            return
        if len(self.open) >= _DEEPEST:
            self._drop(name, found)
            return
        self.open.append(name)
        self.counts[name] = self.counts.get(name, 0) + 1

    def _end(self, name: str, found: regex.Match[str]) -> None:
        if self.dropped.get(name):
            self.dropped[name] -= 1
            self._leave_out(found.start(), found.end() + 1, "" if name in _INLINE else "<br>")
            return
        if self.styled.get(name):
            self.styled[name] -= 1
            self.all_styled -= 1
        if self.counts.get(name):
            while (last := self.open.pop()) != name:
                self.counts[last] -= 1
            self.counts[name] -= 1

    def _drop(self, name: str, found: regex.Match[str]) -> None:
        self.dropped[name] = self.dropped.get(name, 0) + 1
        self._leave_out(found.start(), found.end() + 1, "" if name in _INLINE else "<br>")

    def _shorten(self, found: regex.Match[str]) -> None:
        """Cut attributes off a tag that has thousands, as only mischief does."""
        position, end = found.span("rest")
        if self.text[end : end + 1] != ">":
            end = max(self.text.find(">", end), end)
        for _ in range(_MOST_ATTRIBUTES):
            attribute = _ATTRIBUTE_RE.match(self.text, position, end)
            if attribute is None or attribute.end() == position:
                return
            position = attribute.end()
        self._leave_out(position, end)

    def _leave_out(self, start: int, end: int, instead: str = "") -> None:
        if start == self.kept_to and self.parts and self.parts[-1] == instead:
            self.kept_to = min(end, len(self.text))
        elif start >= self.kept_to:
            self.parts += [self.text[self.kept_to : start], instead]
            self.kept_to = min(end, len(self.text))
