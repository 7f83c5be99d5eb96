"""Titles and acronyms of projects: quoted beside the word for a project, behind a label, in brackets after a title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from grantdocs.catalogue.programme_index import Mention, index
from grantdocs.extractors.award_numbers import NumberMention
from grantdocs.extractors.funding_cues import Cues, block_of, cues_of
from grantdocs.extractors.quotations import Quotation, Quotations, quotations
from grantdocs.extractors.reading import Reading
from grantdocs.model.document import Zone
from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import Hit

__all__ = ["Name", "names"]

_FILLER_WORD_RE = regex.compile(r"[^\W\d_]{3,}")
_ACRONYM_RE = regex.compile(r"(?<![\w@/.-])(?=[\w+@.-]*\p{Lu})[\p{L}\d][\p{L}\d@+-]{1,24}(?![\w@])")
_SHORT_NAME_RE = regex.compile(r"\p{Lu}[\p{L}\d+@.-]*+(?:[ ]\p{Lu}[\p{L}\d+@-]*+){0,3}")
_BRACKETED_RE = regex.compile(r"\s{0,2}\(\s?(?P<name>[^()\n\t]{2,30}?)\s?\)")
_LABEL_END_RE = regex.compile(r"\s{0,3}(?:\([^()\n\t]{1,25}\))?\s{0,2}[:\t\n-]\s*")
_DIRECT_RE = regex.compile(r"""[\s:.,-]{0,4}""")
_ITEM_RE = regex.compile(r"(?P<name>[^\n\t:()]{2,40}):\s{0,3}(?P<title>[^\n\t()]{0,200}?)[\s._*]{0,3}\(")
_LONGEST = 250
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A title or an acronym, where it stands in the folded text and how sure it is that a project bears it."""

    start: int
    end: int
    text: str
    kind: str
    """title or acronym."""
    strength: int
    """3 behind a label, 2 quoted beside the word for a project, 1 only in the company of a number."""


def names(reading: Reading, numbers: tuple[NumberMention, ...]) -> tuple[Name, ...]:
    """All candidates in order of the text."""
    finder = _Finder(reading, numbers)
    found = [name for name in finder.find() if finder.fits(name)]
    return tuple(sorted(dict.fromkeys(found), key=lambda name: (name.start, -name.strength)))


class _Finder:
    def __init__(self, reading: Reading, numbers: tuple[NumberMention, ...]) -> None:
        self.reading = reading
        self.numbers = numbers
        self.text = reading.folded.text
        self.lower = reading.folded.lower
        self.cues: Cues = cues_of(reading)
        self.quotes: Quotations = quotations(reading)
        self.mentions: tuple[Mention, ...] = index().mentions(reading.folded)

    def find(self) -> Iterator[Name]:
        titles: list[Name] = []
        for title in (*self._labelled(), *self._beside_projects(), *self._with_numbers()):
            titles.append(title)
            yield title
        for title in titles:
            if title.kind == "title":
                yield from self._acronym_after(title)

    def fits(self, name: Name) -> bool:
        key = fold_key(name.text)
        letters = sum(map(str.isalpha, key))
        return letters >= _SHORTEST and len(name.text) <= _LONGEST and not self._names_a_programme(name)

    def _labelled(self) -> Iterator[Name]:
        for kind in ("title", "acronym"):
            for hit in self.cues.hits[kind]:
                if not self._is_visible(hit.start):
                    continue
                about_project = self.cues.any_within("project", max(0, hit.start - 40), hit.end)
                start, end = self.cues.block(hit.start)
                at_start = not _FILLER_WORD_RE.search(self.text, start, hit.start) or about_project
                value = (
                    self._value_after(hit.end, end)
                    if at_start and self.text[start : hit.start].strip(" -*") in ("", *self._owners(start, hit))
                    else None
                )
                if value and (about_project or (kind == "acronym" and self.text[hit.end : hit.end + 1] in ":\t\n")):
                    yield self._name(*value, kind, 3)
                elif kind == "title" and about_project and (quoted := self._quoted_at(hit.end)):
                    yield self._name(quoted.start, quoted.end, kind, 3)

    def _owners(self, start: int, hit: Hit[str]) -> tuple[str, ...]:
        """What may stand before a label in its cell: the word for a project."""
        return tuple(
            self.text[start : p.end].strip(" -*")
            for p in self.cues.within("project", start, hit.start)
            if not _FILLER_WORD_RE.search(self.text, p.end, hit.start)
        )

    def _value_after(self, position: int, block_end: int) -> tuple[int, int] | None:
        """What follows a label: the rest of its block after a colon, the next cell, the next block."""
        match = _LABEL_END_RE.match(self.text, position)
        if match is None:
            return None
        start = match.end()
        if start >= len(self.text):
            return None
        if quoted := self._quoted_at(start):
            return quoted.start, quoted.end
        _, end = self.cues.block(start)
        sentence_end = self.cues.sentence(start)[1]
        end = min(end, sentence_end) if sentence_end - start > 10 else end
        return _trimmed(self.text, start, end)

    def _quoted_at(self, position: int) -> Quotation | None:
        match = _DIRECT_RE.match(self.text, position)
        start = match.end() if match else position
        quoted = self.quotes.after(position)
        return quoted if quoted and quoted.outer_start <= start else None

    def _beside_projects(self) -> Iterator[Name]:
        for hit in self.cues.hits["project"]:
            if self._is_visible(hit.start):
                yield from self._quoted_after(hit)
                yield from self._quoted_before(hit)
                yield from self._after_bare_word(hit)

    def _quoted_after(self, hit: Hit[str]) -> Iterator[Name]:
        quoted = self.quotes.after(hit.end)
        closing = next((c for c in self.quotes.closings if c > hit.end), None)
        line_end = self.cues.block(hit.end)[1]
        if quoted and quoted.outer_start <= line_end + 1 and self._only_filler(hit.end, quoted.outer_start):
            yield self._name(quoted.start, quoted.end, self._kind(quoted.start, quoted.end), 2)
        elif (
            closing and closing < min(line_end, hit.end + _LONGEST) and (quoted is None or quoted.outer_start > closing)
        ):
            start = hit.end + 1
            if self.text[start : start + 1].isupper() and self.text[hit.end : start] == " ":
                yield self._name(start, closing, "title", 2)

    def _quoted_before(self, hit: Hit[str]) -> Iterator[Name]:
        for quoted in self.quotes.whole:
            if 0 <= hit.start - quoted.outer_end <= 1 and not self._is_organisation(quoted):
                yield self._name(quoted.start, quoted.end, self._kind(quoted.start, quoted.end), 2)

    def _after_bare_word(self, hit: Hit[str]) -> Iterator[Name]:
        """A block that ends with the word for a project, or begins with it and a colon: the title follows."""
        start, end = self.cues.block(hit.start)
        before, after = self.text[start : hit.start].strip(" -*"), self.text[hit.end : end].strip()
        if not before and after.startswith(":"):
            first = hit.end + self.text[hit.end : end].index(":") + 1
            if value := _trimmed(self.text, first, end) or self._next_block(end):
                yield self._name(*value, "title", 2)
        elif not after and len(before.split()) >= 4 and (value := self._next_block(end)):
            yield self._name(*value, "title", 2)

    def _next_block(self, end: int) -> tuple[int, int] | None:
        if end >= len(self.text):
            return None
        start, stop = self.cues.block(end + 1)
        value = _trimmed(self.text, start, stop)
        return (
            value
            if value and value[1] - value[0] <= 160 and not regex.search(r"[.!?]\s", self.text[slice(*value)])
            else None
        )

    def _with_numbers(self) -> Iterator[Name]:
        """In the company of a number: quoted in its sentence, a heading right above it, "Name: what it is (No 123)"."""
        for number in self.numbers:
            first, last = self.cues.sentence(number.start)
            quoted = [q for q in self.quotes.whole if first <= q.start < last and not self._is_organisation(q)]
            for quotation in quoted[:3]:
                yield self._name(quotation.start, quotation.end, "title", 1)
            block_start, block_end = self.cues.block(number.start)
            item = _ITEM_RE.match(self.text, block_start, block_end)
            if item and item.end() <= number.start:
                yield self._name(*item.span("name"), "acronym", 3)
                if item.group("title").strip():
                    yield self._name(*item.span("title"), "title", 3)
            elif not quoted and (heading := self._heading_above(block_start)):
                yield self._name(*heading, "title", 1)

    def _heading_above(self, start: int) -> tuple[int, int] | None:
        for _ in range(3):
            if start <= 0:
                return None
            above, end = self.cues.block(start - 1)
            block = block_of(self.reading, above)
            if block.zone in {Zone.HEADING, Zone.TITLE}:
                return _trimmed(self.text, above, end)
            if end - above > 60:
                return None
            start = above
        return None

    def _acronym_after(self, title: Name) -> Iterator[Name]:
        end = title.end + 1 if self.text[title.end : title.end + 1] in ('"', "'") else title.end
        bracket = _BRACKETED_RE.match(self.text, end)
        if bracket and _looks_short(bracket.group("name")):
            yield self._name(*bracket.span("name"), "acronym", 3)
        for hit in self.cues.within("acronym", end, end + 40):
            if self.text[end : hit.start].strip(" ,(-"):
                continue
            start = hit.end + len(regex.match(r"[\s:\"'(-]{0,4}", self.text[hit.end : hit.end + 6]).group())
            short = _SHORT_NAME_RE.match(self.text, start)
            if short:
                yield self._name(*short.span(), "acronym", 3)

    def _only_filler(self, start: int, end: int) -> bool:
        """Whether nothing stands between but labels, numbers, names of programmes and marks."""
        if end - start > 120:
            return False
        covered = [
            (h.start, h.end)
            for label in ("title", "number", "acronym", "project")
            for h in self.cues.within(label, start, end)
        ]
        covered += [(n.start, n.end) for n in self.numbers if start <= n.start < end]
        covered += [(m.start, m.end) for m in self.mentions if start <= m.start < end]
        for word in _FILLER_WORD_RE.finditer(self.text, start, end):
            if word.group().isupper() or any(a <= word.start() < b for a, b in covered):
                continue
            return False
        return not regex.search(r"[.;!?]\s+\p{Lu}\p{Ll}", self.text[start:end])

    def _kind(self, start: int, end: int) -> str:
        return "title"

    def _is_organisation(self, quoted: Quotation) -> bool:
        """A quoted name behind a legal form ("SIA") is that of a company."""
        before = self.lower[max(0, quoted.outer_start - 40) : quoted.outer_start].split()
        forms = self.reading.lexicon.mapping("organisations", "legal_forms")
        return bool(before) and (before[-1] in forms or " ".join(before[-3:]) in _full_forms(forms))

    def _names_a_programme(self, name: Name) -> bool:
        return any(m.start <= name.start and name.end <= m.end for m in self.mentions)

    def _is_visible(self, position: int) -> bool:
        return block_of(self.reading, position).zone not in {Zone.NAVIGATION, Zone.COMMENT}

    def _name(self, start: int, end: int, kind: str, strength: int) -> Name:
        start, end = _trimmed(self.text, start, end) or (start, start)
        return Name(
            start, end, " ".join(self.reading.quote(self.reading.folded.span(start, end)).split()), kind, strength
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (text[start].isspace() or text[start] in ":;,-*_"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ":;,*_!"):
        end -= 1
    if text[start:end].endswith(".") and text[start:end].count(".") == 1:
        end -= 1
    return (start, end) if start < end else None


def _looks_short(name: str) -> bool:
    """An acronym: at most two words, capitals or digits among its letters beyond the first."""
    words = name.split()
    return bool(words) and len(words) <= 2 and all(sum(c.isupper() or c.isdigit() for c in word) >= 2 for word in words)


def _full_forms(forms: dict[str, dict[str, object]]) -> frozenset[str]:
    full = (form for entry in forms.values() for form in entry.get("full", ()))  # type: ignore[attr-defined]
    return frozenset(fold_key(str(form)) for form in full)
