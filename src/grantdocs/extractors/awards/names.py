"""Titles of projects, and acronyms marked as such: behind a label, beside the word for a project, in brackets after a
title, in a list of projects with their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from grantdocs.extractors.awards.brackets import announced_behind, short_name_behind, spelled_out_in, title_said_of
from grantdocs.extractors.awards.codes import NumberMention
from grantdocs.extractors.awards.prose import titles
from grantdocs.extractors.awards.quotations import Quotation, quotations
from grantdocs.extractors.awards.shapes import bare_title, legal_forms, looks_short, project_stems, trimmed
from grantdocs.extractors.funding_cues import block_of, cues_of, programme_names
from grantdocs.extractors.reading import Reading
from grantdocs.model.document import Zone
from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import Hit
from grantdocs.text.stretches import Stretches

__all__ = ["LABELLED", "NEAR_NUMBER", "QUOTED", "Name", "names"]

LABELLED, QUOTED, NEAR_NUMBER = 3, 2, 1
"""How sure it is that a project is called so: behind a label, beside the word for a project, only beside a number."""

_WORD_RE = regex.compile(r"[^\W\d_]{3,}")
_LABEL_END_RE = regex.compile(r"\s{0,3}(?:\([^()\n\t]{1,25}\))?\s{0,2}[:\t\n-]\s*")
_DIRECT_RE = regex.compile(r"[\s:.,-]{0,4}")
_NAMED_RE = regex.compile(r"[\s*]{1,3}(?P<name>\p{Lu}[^\n\t()\",;:.]{2,90}?)[\s*]{0,3}\((?P<inside>[^()\n\t]{2,60})\)")
_CLOSING_RE = regex.compile(r"\s?[\"']")
_SAID_LENGTH = 60  # no less than `_IS_RE` can hold
_NEXT_RE = regex.compile(r"\s*+(?P<sign>\S)")
_IS_RE = regex.compile(r"\s?(?:\([^()\n\t]{2,30}\))?(?:\s\p{Ll}{1,6}){1,2}\s")
_ITEM_RE = regex.compile(r"[\s*-]*(?P<name>[^\n\t:()\"]{2,40}):\s{0,3}(?P<title>[^\n\t()\"]{0,200}?)[\s._*]{0,3}\(")
_SHORT_VALUE_RE = regex.compile(r"(?P<name>\p{Lu}[\p{L}\d+-]{1,15})[,;]\s")  # before the next label on its line
_SENTENCE_END_RE = regex.compile(r"[.!?]\s")
_VALUE_RE = regex.compile(r"\p{L}\s?:\s[^\p{L}\n]*\d")
_FULL_STOP_RE = regex.compile(r"[.;!?]\s+\p{Lu}\p{Ll}")
_BRACKET_END_RE = regex.compile(r"\s?\([^()\n\t]{2,15}\)$")
_YEARS_RE = regex.compile(r"(?:19|20)\d\d\s?-\s?(?:19|20)\d\d\s+")
_LONGEST = 250
_LONGEST_HEADING = 160
_LONGEST_FILLER = 120
_HEADING_ZONES = {Zone.HEADING, Zone.TITLE}
_SILENT_ZONES = {Zone.NAVIGATION, Zone.COMMENT}


@dataclass(frozen=True, slots=True)
class Name:
    """A title or an acronym and where it stands in the folded text."""

    start: int
    end: int
    text: str
    kind: str
    """title or acronym."""
    strength: int


def names(reading: Reading, numbers: tuple[NumberMention, ...]) -> tuple[Name, ...]:
    """All candidates in order of the text."""
    finder = _Finder(reading, numbers)
    found = dict.fromkeys(name for name in finder.find() if finder.fits(name))
    return tuple(sorted(found, key=lambda name: (name.start, -name.strength)))


class _Finder:
    def __init__(self, reading: Reading, numbers: tuple[NumberMention, ...]) -> None:
        self.reading, self.numbers = reading, numbers
        self.text = reading.folded.text
        self.lower = reading.folded.lower
        self.cues, self.quotes = cues_of(reading), quotations(reading)
        fixed = [(name.start, name.end) for name in programme_names(reading)] + [(n.start, n.end) for n in numbers]
        self.fixed = Stretches((*place, place) for place in sorted(fixed))

    def find(self) -> Iterator[Name]:
        titles = [*self._labelled(), *self._beside_projects(), *self._with_numbers()]
        yield from titles
        for title in titles:
            if title.kind == "title":
                yield from self._acronym_after(title)

    def fits(self, name: Name) -> bool:
        key = fold_key(name.text)
        if sum(map(str.isalpha, key)) < 2 or len(name.text) > _LONGEST:
            return False
        near = self.fixed.near(name.start, name.end, 0)
        return not any(start <= name.start and name.end <= end for start, end in near)

    # Behind a label

    def _labelled(self) -> Iterator[Name]:
        for kind in ("title", "acronym"):
            for hit in map(self._without_colon, self.cues.hits[kind]):
                if self._is_silent(hit.start):
                    continue
                start, _ = self.cues.block(hit.start)
                about_project = self._about_project(max(start, hit.start - 40), hit.end)
                if column := self._column(hit):
                    yield from (self._name(*cell, kind, LABELLED) for cell in column if about_project)
                elif self._is_label(self._line_start(start, hit), hit) and (value := self._value_after(hit.end, kind)):
                    ends = self.text[hit.end : hit.end + 1] in {":", "\t"}
                    if about_project or (ends and (kind == "acronym" or self._on_project_sheet(hit.start))):
                        yield self._name(*value, kind, LABELLED)
                elif kind == "title" and (quoted := self._quoted_at(hit.end)) and self._is_project_named(hit):
                    yield self._name(quoted.start, quoted.end, kind, QUOTED)

    def _is_project_named(self, hit: Hit[str]) -> bool:
        return self._about_project(hit.start, hit.end) or self._project_before(hit.start)

    def _without_colon(self, hit: Hit[str]) -> Hit[str]:
        return Hit(hit.start, hit.end - 1, hit.label) if self.lower[hit.end - 1] == ":" else hit

    def _about_project(self, start: int, end: int) -> bool:
        """Whether the word for a project stands here, also within a compound."""
        stems = project_stems(self.reading.lexicon)
        return self.cues.any_within("project", start, end) or any(stem in self.lower[start:end] for stem in stems)

    def _line_start(self, start: int, hit: Hit[str]) -> int:
        """Where the block begins; before a colon, where the sentence does."""
        return self.cues.sentence(hit.start)[0] if self.text[hit.end : hit.end + 1] == ":" else start

    def _is_label(self, start: int, hit: Hit[str]) -> bool:
        """Whether nothing but the word for a project, or one more word, stands before it in its block or cell."""
        start = max(start, hit.start - _LONGEST)  # so much text holds more words, and need not be read to its beginning
        before = self.text[start : hit.start]
        for project in self.cues.within("project", start, hit.start):
            before = before.replace(self.text[project.start : project.end], "")
        words = len(_WORD_RE.findall(before))
        return words == 0 or before.endswith("(") or (words == 1 and self._about_project(hit.start, hit.end))

    def _on_project_sheet(self, position: int) -> bool:
        """Whether lines above or below speak of the project, too: a sheet of labels."""
        start, end = position, position
        for _ in range(4):
            start = max(0, self.lower.rfind("\n", 0, max(0, start - 1)))
            end = self.lower.find("\n", end + 1) if 0 <= end < len(self.lower) else end
        return self.cues.any_within("project", start, end if end > 0 else len(self.lower))

    def _column(self, hit: Hit[str]) -> list[tuple[int, int]]:
        """The cells below a label that stands in a row of labels."""
        start = self.lower.rfind("\n", 0, hit.start) + 1
        end = self.lower.find("\n", hit.end)
        row = self.text[start:end] if end > 0 else ""
        place, width = self.text[start : hit.start].count("\t"), row.count("\t")
        following = self.text[hit.end : end].partition("\t")[2].partition("\t")[0] if width else ""
        if not following or not self._begins_with_label(hit.end, following):
            return []
        cells: list[tuple[int, int]] = []
        while 0 < end < len(self.text):
            start, end = end + 1, self.text.find("\n", end + 1)
            line = self.text[start : end if end > 0 else len(self.text)]
            if line.count("\t") != width:
                break
            first = start + sum(len(cell) + 1 for cell in line.split("\t")[:place])
            if cell := trimmed(self.text, first, first + len(line.split("\t")[place])):
                cells.append(cell)
        return cells

    def _begins_with_label(self, position: int, cell: str) -> bool:
        start = self.text.index(cell, position)
        labels = ("number", "title", "acronym", "programme", "funding")
        hits = [hit for label in labels for hit in self.cues.within(label, start, start + len(cell))]
        return any(hit.start == start for hit in hits) and not any(map(str.isdigit, cell))

    def _value_after(self, position: int, kind: str) -> tuple[int, int] | None:
        """What follows a label: the rest of its block after a colon, the next cell, the next block."""
        match = _LABEL_END_RE.match(self.text, position)
        if match is None or match.end() >= len(self.text):
            return None
        start = match.end()
        if quoted := self._quoted_at(start):
            return quoted.start, quoted.end
        end, sentence_end = self.cues.block(start)[1], self.cues.sentence(start)[1]
        if kind == "acronym" and (short := _SHORT_VALUE_RE.match(self.text, start, end)):
            return short.span("name")
        bracket = self.text.rfind("(", max(0, position - 40), position)
        if bracket >= 0 and ")" not in self.text[bracket:position] and ")" in self.text[start:end]:
            end = self.text.index(")", start)
        return trimmed(self.text, start, min(end, sentence_end) if sentence_end - start > 10 else end)

    def _quoted_at(self, position: int) -> Quotation | None:
        match = _DIRECT_RE.match(self.text, position)
        start = match.end() if match else position
        quoted = self.quotes.after(position)
        return quoted if quoted and quoted.outer_start <= start and not self._is_organisation(quoted) else None

    def _project_before(self, position: int) -> bool:
        """Whether the sentence says "project" before, and quotes nothing in between."""
        start, _ = self.cues.sentence(position)
        projects = self.cues.within("project", max(start, position - 60), position)
        return bool(projects) and '"' not in self.text[projects[-1].end : position]

    # Beside the word for a project

    def _beside_projects(self) -> Iterator[Name]:
        for hit in self.cues.hits["project"]:
            if self._is_silent(hit.start):
                continue
            after = list(self._quoted_after(hit))
            yield from after or self._quoted_before(hit)
            if not after:
                said = title_said_of(self.text, hit, self.numbers, self.cues)
                yield from [self._name(*said, "title", QUOTED)] if said else []
                yield from self._after_bare_word(hit)
                prose = list(self._in_prose(hit))
                yield from prose if any(name.strength >= QUOTED for name in prose) else self._before_brackets(hit)
                yield from (name for name in prose if name.strength < QUOTED)
        for hit in self.cues.hits["title"]:
            if not self._is_silent(hit.start) and self._about_project(hit.start, hit.end):
                yield from self._quoted_before(hit)

    def _quoted_after(self, hit: Hit[str]) -> Iterator[Name]:
        quoted = self.quotes.after(hit.end)
        _, line_end = self.cues.block(hit.end)
        if quoted and quoted.outer_start <= line_end + 1 and self._only_filler(hit.end, quoted.outer_start):
            if not self._is_organisation(quoted):
                yield self._name(quoted.start, quoted.end, "title", QUOTED)
            return
        closing = self.quotes.closing_after(hit.end)
        if closing and closing < min(line_end, hit.end + _LONGEST) and not (quoted and quoted.outer_start < closing):
            start = hit.end + 1
            if self.text[hit.end : start] == " " and self.text[start].isupper():
                yield self._name(start, closing, "title", QUOTED)

    def _quoted_before(self, hit: Hit[str]) -> Iterator[Name]:
        for quoted in self.quotes.before(hit.start, _SAID_LENGTH):
            beside = 0 <= hit.start - quoted.outer_end <= 1 or self._is_said_of(quoted, hit)
            if not beside or self._is_organisation(quoted):
                continue
            before = max(0, quoted.outer_start - 25), quoted.outer_start
            others = [h for label in ("programme", "call") for h in self.cues.within(label, *before)]
            if not any(not self.text[other.end : quoted.outer_start].strip() for other in others):
                yield self._name(quoted.start, quoted.end, "title", QUOTED)

    def _is_said_of(self, quoted: Quotation, hit: Hit[str]) -> bool:
        """ "Clean water for all" (CLEWA) is a project of ...": the quotation opens the sentence, few words between."""
        start, _ = self.cues.sentence(quoted.start)
        if self.text[start : quoted.outer_start].strip(" *-"):
            return False
        return bool(_IS_RE.fullmatch(self.text, quoted.outer_end, hit.start))

    def _after_bare_word(self, hit: Hit[str]) -> Iterator[Name]:
        """A block that begins with the word and a colon, or ends with it after words of funding: the title follows."""
        start, end = self.cues.block(hit.start)
        before, after = self.text[start : hit.start].strip(" -*"), _NEXT_RE.match(self.text, hit.end, end)
        if not before and after and after["sign"] == ":":
            first = after.end()
            if value := trimmed(self.text, first, min(end, self.cues.sentence(first)[1])) or self._next_block(end):
                yield self._name(*bare_title(self.cues, self.text, *value), "title", QUOTED)
        elif not after and self.cues.any_within("funding", start, hit.start) and (value := self._next_block(end)):
            yield self._name(*bare_title(self.cues, self.text, *value), "title", QUOTED)

    def _in_prose(self, hit: Hit[str]) -> Iterator[Name]:
        """Without quotation marks: such a title is not as sure beside a number as one that is marked."""
        for title in titles(self.reading, hit):
            yield self._name(title.start, title.end, title.kind, NEAR_NUMBER + (title.told or not self.numbers))

    def _before_brackets(self, hit: Hit[str]) -> Iterator[Name]:
        """ "The project Clean water for all (CLEWA) began": a capital letter up to an acronym or number in brackets."""
        start, end = self.cues.sentence(hit.start)
        opening = _NAMED_RE.match(self.text, hit.end, end)
        if opening is None or not start <= hit.start:
            return
        inside = opening.span("inside")
        numbered = any(inside[0] <= number.start < inside[1] for number in self.numbers)
        marked = any(hit.start == inside[0] for hit in self.cues.within("acronym", *inside))
        if numbered or marked or looks_short(opening["inside"]):
            kind = "acronym" if looks_short(opening["name"]) else "title"
            yield self._name(*opening.span("name"), kind, QUOTED)
            if kind == "acronym" and numbered and (spelled := spelled_out_in(self.text, *inside)):
                yield self._name(*spelled, "title", QUOTED)

    def _next_block(self, end: int) -> tuple[int, int] | None:
        if end >= len(self.text):
            return None
        start, stop = self.cues.block(end + 1)
        value = trimmed(self.text, start, stop)
        return value if value and self._is_heading(*value) else None

    def _is_heading(self, start: int, end: int) -> bool:
        return end - start <= _LONGEST_HEADING and not _SENTENCE_END_RE.search(self.text, start, end - 1)

    def _only_filler(self, start: int, end: int) -> bool:
        """Whether nothing stands between but labels, numbers, names of programmes and marks."""
        if end - start > _LONGEST_FILLER or _FULL_STOP_RE.search(self.text, start, end):
            return False
        labels = ("title", "number", "acronym", "project")
        covered = [(hit.start, hit.end) for label in labels for hit in self.cues.within(label, start, end)]
        covered += self.fixed.near(start, end, 0)
        words = (word for word in _WORD_RE.finditer(self.text, start, end) if not word.group().isupper())
        return all(any(first <= word.start() < last for first, last in covered) for word in words)

    # In the company of a number

    def _with_numbers(self) -> Iterator[Name]:
        for number in self.numbers:
            block_start, block_end = self.cues.block(number.start)
            item = _ITEM_RE.match(self.text, block_start, block_end)
            if item and item.end() <= number.start and not self.cues.any_within("number", *item.span("name")):
                yield self._name(*item.span("name"), "acronym", LABELLED)
                if item.group("title").strip():
                    yield self._name(*item.span("title"), "title", LABELLED)
                continue
            first, last = self.cues.sentence(number.start)
            quoted = [q for q in self.quotes.beginning(first, last) if not self._is_organisation(q)]
            for quotation in quoted[:1]:
                yield self._name(quotation.start, quotation.end, "title", NEAR_NUMBER)
            rest = list(self._rest_of_heading(number, block_end)) if not quoted else []
            yield from rest
            if not quoted and not rest and self._leads_its_line(number) and (heading := self._heading_above(number)):
                yield from self._heading(*heading)

    def _rest_of_heading(self, number: NumberMention, end: int) -> Iterator[Name]:
        """ "Project 123 KELP Keeping lakes pure (in other words)": what follows the number in a heading."""
        if block_of(self.reading, number.start).zone not in _HEADING_ZONES:
            return
        bracket = self.text.find(" (", number.end, end)
        value = trimmed(self.text, number.end, bracket if bracket > 0 else end)
        if not value or not self._is_heading(*value) or len(self.text[slice(*value)].split()) < 2:
            return
        first = self.text.find(" ", *value)
        if looks_short(self.text[value[0] : first]):
            yield self._name(value[0], first, "acronym", NEAR_NUMBER)
            value = first + 1, value[1]
        yield self._name(*value, "title", NEAR_NUMBER)

    def _leads_its_line(self, number: NumberMention) -> bool:
        """Whether the line of the number is a label and the number, no running text."""
        start = self.lower.rfind("\n", 0, number.start) + 1
        labels = self.cues.within("number", start, number.start)
        covered = sum(hit.end - hit.start for hit in labels[:1])
        return number.start - start - covered <= 12

    def _heading_above(self, number: NumberMention) -> tuple[int, int] | None:
        """The nearest heading within a few lines, or else the one line right above."""
        start = self.lower.rfind("\n", 0, number.start)
        nearest: tuple[int, int] | None = None
        for step in range(4):
            if start <= 0:
                break
            above, end = self.cues.block(start - 1)
            value = trimmed(self.text, above, end)
            if value and not self._is_silent(above) and self._is_heading(*value) and "\t" not in self.text[above:start]:
                if block_of(self.reading, above).zone in _HEADING_ZONES and self._may_name(*value):
                    return value
                if step == 0 and len(self.text[slice(*value)].split()) >= 2 and self._may_stand_above(*value):
                    nearest = value
            elif end - above > _LONGEST_HEADING:
                break
            start = above - 1
        return nearest

    def _may_stand_above(self, start: int, end: int) -> bool:
        """A line that is no label with its value, no sentence about who pays, and no words of a picture."""
        if self.text[end : end + 1] == ":" or _VALUE_RE.search(self.text, start, end):
            return False
        payer = any(self.cues.any_within(label, start, end) for label in ("union", "programme"))
        pays = payer and self.cues.any_within("funding", start, end)
        return not pays and block_of(self.reading, start).zone is not Zone.ALT_TEXT

    def _may_name(self, start: int, end: int) -> bool:
        """A heading of one word names a project only where the text uses that word again: `Facts` does not."""
        word = self.text[start:end]
        return " " in word or looks_short(word) or self.text.count(word) > 1

    def _heading(self, start: int, end: int) -> Iterator[Name]:
        if years := _YEARS_RE.match(self.text, start, end):
            start = years.end()
        start, end = bare_title(self.cues, self.text, start, end)
        bracket = _BRACKET_END_RE.search(self.text, start, end)
        yield self._name(start, bracket.start() if bracket else end, "title", NEAR_NUMBER)

    # After a title

    def _acronym_after(self, title: Name) -> Iterator[Name]:
        end = closing.end() if (closing := _CLOSING_RE.match(self.text, title.end)) else title.end
        if bracketed := short_name_behind(self.text, end, self.numbers, self.cues):
            yield self._name(*bracketed, "acronym", LABELLED)
        for announced in announced_behind(self.text, end, self.cues):
            yield self._name(*announced, "acronym", LABELLED)

    def _is_organisation(self, quoted: Quotation) -> bool:
        """A quoted name beside a legal form ("SIA", or in full) is that of a company."""
        before = " " + self.lower[max(0, quoted.outer_start - 60) : quoted.outer_start].rstrip()
        behind = self.lower[quoted.outer_end : quoted.outer_end + 40].lstrip(' ",')
        forms = legal_forms(self.reading.lexicon)
        after = (behind[len(form) - 1 :] for form in forms if form[0] == " " and behind.startswith(form[1:]))
        with_form = before.endswith(forms) or any(not rest[:1].isalpha() for rest in after)
        return with_form and len(self.text[quoted.start : quoted.end].split()) <= 6

    def _is_silent(self, position: int) -> bool:
        return block_of(self.reading, position).zone in _SILENT_ZONES

    def _name(self, start: int, end: int, kind: str, strength: int) -> Name:
        start, end = trimmed(self.text, start, end) or (start, start)
        text = " ".join(self.reading.quote(self.reading.folded.span(start, end)).split())
        return Name(start, end, text, kind, strength)
