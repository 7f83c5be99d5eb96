"""Names, abbreviations and award numbers of all programmes, looked for in a text at once.

Compiling thousands of patterns would cost more than reading a page. So every name waits behind its rarest word and
every award number behind a string that all its numbers hold; only what may stand in a text is compiled.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import regex

from grantdocs.catalogue.programmes import AwardForm, Programme, programmes
from grantdocs.text.stretches import Apart

__all__ = ["Mention", "NumberMatch", "ProgrammeIndex", "index"]

_GAP = "..."
# Between the words of a name: blanks, quotation marks, dashes, brackets, commas.
_BETWEEN = r"""[\s"'(),:-]{1,4}"""
_AFTER_POINT = r"""[\s"'(),:-]{0,4}"""
_WORDS_BETWEEN = r"""[ "'(),:-]{1,4}(?:[\w.'/]+[ "'(),:-]{1,4}){0,5}?"""
_WORD_RE = regex.compile(r"\w+")
_BEGINNING = 4
_PART_RE = regex.compile(r"[^\s,():\"-]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or abbreviation in folded text, and the programmes (all periods) that bear it."""

    start: int
    end: int
    programmes: tuple[str, ...]
    letters: int
    """Letters that the name fixes: the more, the surer."""


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """Something of the form of an award number in folded text."""

    start: int
    end: int
    programme: str
    form: AwardForm


def index() -> ProgrammeIndex:
    return _index()


@cache
def _index() -> ProgrammeIndex:
    return ProgrammeIndex(programmes().values())


class ProgrammeIndex:
    def __init__(self, profiles: Iterable[Programme]) -> None:
        self._profiles = tuple(profiles)

    def mentions(self, lower: str, text: str) -> tuple[Mention, ...]:
        """All names and abbreviations in order of the folded text; of those that overlap the one with most letters."""
        found = sorted(self._names_in(lower), key=lambda m: (-m.letters, m.start))
        kept: dict[tuple[int, int], Mention] = {}
        taken = Apart()
        for mention in found:
            place = mention.start, mention.end
            same = kept.get(place)
            if same and same.letters == mention.letters:
                kept[place] = _joined(same, mention)
            elif taken.takes(*place):
                kept[place] = mention
        short = (m for m in self._abbreviations_in(text) if taken.takes(m.start, m.end))
        return tuple(sorted((*kept.values(), *short), key=lambda m: (m.start, m.end)))

    def numbers(self, text: str) -> tuple[NumberMatch, ...]:
        """All stretches that have the form of an award number of some programme, in order of the text."""
        found: list[NumberMatch] = []
        for form, ids in self._forms:
            if form.hints and not any(hint in text for hint in form.hints):
                continue
            pattern = _compiled(form.pattern)
            for match in pattern.finditer(text):
                start, end = match.span("number") if "number" in pattern.groupindex else match.span()
                found += (NumberMatch(start, end, identifier, form) for identifier in ids)
        return tuple(sorted(found, key=lambda n: (n.start, -n.end)))

    @cached_property
    def sites(self) -> dict[str, tuple[str, ...]]:
        """Host name -> the programmes whose site it is."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for profile in self._profiles:
            for site in profile.sites:
                found[site].append(profile.id)
        return {site: tuple(ids) for site, ids in found.items()}

    @cached_property
    def statements(self) -> dict[str, tuple[str, ...]]:
        """Family of statements -> the programmes that it points to."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for profile in self._profiles:
            for family in profile.statements:
                found[family].append(profile.id)
        return {family: tuple(ids) for family, ids in found.items()}

    def _names_in(self, lower: str) -> Iterator[Mention]:
        beginnings = {word[:_BEGINNING] for word in _WORD_RE.findall(lower)}
        for beginning, anchor, phrases in self._phrases:
            if (beginning and beginning not in beginnings) or anchor not in lower:
                continue
            for phrase, words, ids in phrases:
                if all(word in lower for word in words):
                    letters = sum(map(len, words))
                    for match in _name_pattern(phrase).finditer(lower):
                        yield Mention(match.start(), match.end(), ids, letters)

    def _abbreviations_in(self, text: str) -> Iterator[Mention]:
        for abbreviation, ids in self._abbreviations.items():
            if max(abbreviation.split("*"), key=len) in text:
                for match in _abbreviation_pattern(abbreviation).finditer(text):
                    yield Mention(match.start(), match.end(), ids, len(abbreviation))

    @cached_property
    def _phrases(self) -> tuple[tuple[str, str, list[tuple[str, tuple[str, ...], tuple[str, ...]]]], ...]:
        """Beginning of the rarest word, that word, and the phrases with it: words without endings, programmes."""
        owners: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for profile in self._profiles:
            for names in profile.names.values():
                for name in names:
                    owners[name][profile.id] = None
        words = {name: _words(name) for name in owners}
        often = Counter(word for parts in words.values() for word in parts)
        found: defaultdict[str, list[tuple[str, tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
        for name, ids in owners.items():
            anchor = min(words[name], key=lambda word: (often[word] // 40, -len(word)))
            found[anchor].append((name, words[name], tuple(ids)))
        return tuple((_beginning(anchor), anchor, phrases) for anchor, phrases in found.items())

    @cached_property
    def _abbreviations(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for profile in self._profiles:
            for abbreviation in profile.abbreviations:
                found[abbreviation].append(profile.id)
        return {abbreviation: tuple(ids) for abbreviation, ids in found.items()}

    @cached_property
    def _forms(self) -> tuple[tuple[AwardForm, tuple[str, ...]], ...]:
        owners: dict[str, tuple[AwardForm, list[str]]] = {}
        for profile in self._profiles:
            for form in profile.award_numbers:
                owners.setdefault(form.pattern, (form, []))[1].append(profile.id)
        return tuple((form, tuple(ids)) for form, ids in owners.values())


def _joined(one: Mention, other: Mention) -> Mention:
    ids = tuple(dict.fromkeys((*one.programmes, *other.programmes)))
    return Mention(one.start, one.end, ids, one.letters)


def _beginning(word: str) -> str:
    """The letters that the word in a text begins with, too; none where there are too few to tell."""
    first = _WORD_RE.match(word)
    return first.group()[:_BEGINNING] if first and len(first.group()) >= _BEGINNING else ""


def _words(name: str) -> tuple[str, ...]:
    return tuple(piece for part in _PART_RE.findall(name) if part != _GAP for piece in part.split("*") if piece)


@cache
def _name_pattern(name: str) -> regex.Pattern[str]:
    pattern, between = "", ""
    for part in _PART_RE.findall(name):
        if part == _GAP:
            between = _WORDS_BETWEEN
            continue
        pattern += between + r"\w*+".join(regex.escape(piece, special_only=True) for piece in part.split("*"))
        between = _AFTER_POINT if part.endswith(".") else _BETWEEN
    return regex.compile(rf"(?<![\w-]){pattern}(?!\w)")


@cache
def _abbreviation_pattern(abbreviation: str) -> regex.Pattern[str]:
    words = r"\w*+".join(regex.escape(piece, special_only=True) for piece in abbreviation.split("*"))
    return regex.compile(rf"(?<![\w/-]){words}(?!\w)")


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)
