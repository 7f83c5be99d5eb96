"""Grants that a text speaks of: number, title and acronym of one project brought together."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import regex

from grantdocs.extractors import funds
from grantdocs.extractors.awards.acronyms import acronym_of, spelled_out
from grantdocs.extractors.awards.codes import NumberMention, number_key, numbers
from grantdocs.extractors.awards.names import LABELLED, QUOTED, Name, names
from grantdocs.extractors.funding_cues import Cues, cues_of
from grantdocs.extractors.organisations.words import base_forms
from grantdocs.extractors.reading import Reading
from grantdocs.extractors.union_money import shows_union_money
from grantdocs.model.document import Gap
from grantdocs.model.facts import Award, ProgrammeFact, StatementFact
from grantdocs.model.location import Span
from grantdocs.text.folding import fold_key
from grantdocs.text.stretches import Stretches

__all__ = ["NumberMention", "extract", "numbers", "only_title"]

_NEXT_RE = regex.compile(r"\s[\p{N}ivx]+\b")
_ALIKE, _ROUNDING = 0.85, 0.01
_BESIDE = 120
"""Names so close to a number are ranked by how sure they are, others by how close."""
_FAR = 400
"""A title so far from a number, with other text between, belongs to it only if there is but one of each."""


@dataclass
class _Draft:
    """One project in the making."""

    numbers: list[NumberMention] = field(default_factory=list)
    titles: list[Name] = field(default_factory=list)
    acronyms: list[Name] = field(default_factory=list)
    stated: tuple[str, Span] | None = None

    @property
    def start(self) -> int:
        return min((start for start, _ in self.places), default=0)

    @property
    def places(self) -> list[tuple[int, int]]:
        names = (*self.titles, *self.acronyms)
        return [(number.start, number.end) for number in self.numbers] + [(name.start, name.end) for name in names]


def extract(
    reading: Reading,
    mentions: tuple[NumberMention, ...],
    programmes: tuple[ProgrammeFact, ...],
    statements: tuple[StatementFact, ...],
) -> tuple[tuple[Award, ...], tuple[Gap, ...]]:
    """The awards in order of the text; a title without number or label needs Union money in the text to be one."""
    cues = cues_of(reading)
    drafts = _numbered(mentions)
    drafts += _stated(statements, drafts)
    funded = shows_union_money(reading, statements, funds.extract(reading))
    found = names(reading, mentions)
    acronyms = _distinct(name for name in found if name.kind == "acronym")
    short = {fold_key(name.text) for group in acronyms for name in group}
    titles = _distinct(name for name in found if name.kind == "title" and fold_key(name.text) not in short)
    leftover = _give_titles(cues, drafts, titles)
    drafts += [_Draft(titles=group) for group in leftover if group[0].strength >= (QUOTED if funded else LABELLED)]
    _give_acronyms(cues, drafts, acronyms, funded=funded)
    if funded or programmes or cues.hits["union"]:
        _add_unmarked(reading, drafts, mentions, statements, funded=funded)
    drafts.sort(key=lambda draft: draft.start)
    return tuple(_award(reading, draft, programmes) for draft in drafts), ()


def only_title(reading: Reading, mentions: tuple[NumberMention, ...]) -> tuple[Span, ...]:
    """Where the one project stands that a text speaks of by a title, whoever pays it; nothing where it has several."""
    found = (name for name in names(reading, mentions) if name.kind == "title" and name.strength >= QUOTED)
    groups = _distinct(found)
    return tuple(reading.folded.span(name.start, name.end) for name in groups[0]) if len(groups) == 1 else ()


def _add_unmarked(
    reading: Reading,
    drafts: list[_Draft],
    mentions: tuple[NumberMention, ...],
    statements: tuple[StatementFact, ...],
    *,
    funded: bool,
) -> None:
    """The one project of a text may go by an acronym that nothing marks, and be spelled out somewhere."""
    if len(drafts) > 1 or any(draft.acronyms for draft in drafts):
        return
    titled = [title.text for draft in drafts for title in draft.titles]
    if short := acronym_of(reading, mentions, statements, funded=funded, titled=bool(titled)):
        if any(fold_key(short.text) in fold_key(title) for title in titled):
            return
        title = None if titled else spelled_out(reading, short)
        heads = base_forms(reading.lexicon, "heads")
        if title and not funded and any(word.lower() in heads for word in title.text.split()[:1]):
            return  # `Agency of ... (A...)` is who speaks, no project.
        if not drafts:
            drafts.append(_Draft())
        drafts[0].acronyms.append(short)
        if title:
            drafts[0].titles.append(title)


def _numbered(mentions: Iterable[NumberMention]) -> list[_Draft]:
    drafts: dict[str, _Draft] = {}
    for mention in mentions:
        drafts.setdefault(number_key(mention.value), _Draft()).numbers.append(mention)
    return list(drafts.values())


def _stated(statements: Iterable[StatementFact], drafts: list[_Draft]) -> list[_Draft]:
    """Numbers that stand only in the slot of an official sentence."""
    known = {number_key(draft.numbers[0].value) for draft in drafts}
    found: dict[str, _Draft] = {}
    for statement in statements:
        value, span = statement.slots.get("grant_number"), statement.slot_spans.get("grant_number")
        if value and span and any(map(str.isdigit, value)) and number_key(value) not in known:
            found.setdefault(number_key(value), _Draft(stated=(value, span)))
    return list(found.values())


def _distinct(found: Iterable[Name]) -> list[list[Name]]:
    """Mentions of one name together; a shorter form of a title is the same title."""
    groups: list[list[Name]] = []
    forms: list[tuple[str, int]] = []
    """Each way in which a group is written, once."""
    chosen: dict[str, tuple[int, int]] = {}
    """The group that a form belongs to, and the forms that it was compared with."""
    for name in sorted(found, key=lambda one: (-one.strength, one.start)):
        key = fold_key(name.text)
        before, compared = chosen.get(key, (len(groups), 0))
        place = min((i for form, i in forms[compared:] if i < before and _alike(key, form)), default=before)
        if place == len(groups):
            groups.append([])
        groups[place].append(name)
        if key not in chosen or place < before:
            forms.append((key, place))
        chosen[key] = place, len(forms)
    return groups


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.distance import Indel

    first, second = sorted((one, other), key=len)
    if first and (second.startswith((first + ".", first + " -", first + ":", first + ",")) or first == second):
        return True
    # "Green school" and "Green school 2" are two projects, "Care at home" and "Care at home in Town" one.
    if " " in first and second.startswith(first + " ") and not _NEXT_RE.match(second, len(first)):
        return True
    if len(second) - len(first) > 0.3 * len(second):
        return False
    # Letters in the same order are no fewer than those in the same runs, and much sooner counted.
    shared = Indel.normalized_similarity(first, second, score_cutoff=_ALIKE - _ROUNDING)
    return shared > 0 and SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _give_titles(cues: Cues, drafts: list[_Draft], titles: list[list[Name]]) -> list[list[Name]]:
    """Give each number the title that stands nearest to it; the titles that remain are returned."""
    reach = sorted(
        (-titles[j][0].strength if distance <= _BESIDE else 0, distance, i, j)
        for (i, j), distance in _distances(cues, drafts, titles).items()
    )
    taken: set[int] = set()
    for _, _, i, j in reach:
        if not drafts[i].titles and j not in taken:
            drafts[i].titles = titles[j]
            taken.add(j)
    rest = [group for j, group in enumerate(titles) if j not in taken]
    if len(drafts) == 1 and all(title.strength < QUOTED for title in drafts[0].titles):
        # What merely stands near the number gives way to the one title that the text marks as such.
        strong = [group for group in rest if group[0].strength >= (LABELLED if drafts[0].titles else QUOTED)]
        if len(strong) == 1:
            drafts[0].titles = strong[0]
            rest.remove(strong[0])
    return rest


def _distances(cues: Cues, drafts: list[_Draft], titles: list[list[Name]]) -> dict[tuple[int, int], int]:
    """Characters between the nearest mentions of a draft and a title, block ends weighed as lines.

    Pairs that stand far apart are left out, and those between which another number is nearer.
    """
    numbers = _placed((number, i) for i, draft in enumerate(drafts) for number in draft.numbers)
    found: dict[tuple[int, int], int] = {}
    for j, group in enumerate(titles):
        for name in group:
            for number, i in numbers.near(name.start, name.end, _FAR):
                first, last = (name.end, number.start) if name.start < number.start else (number.end, name.start)
                gap = _gap(cues, number, first, last)
                if gap <= _FAR and not any(other != i for _, other in numbers.beginning(first, last)):
                    found[i, j] = min(gap, found.get((i, j), gap))
    return found


def _placed(numbers: Iterable[tuple[NumberMention, int]]) -> Stretches[tuple[NumberMention, int]]:
    ordered = sorted(numbers, key=lambda held: held[0].start)
    return Stretches((number.start, number.end, (number, i)) for number, i in ordered)


def _gap(cues: Cues, number: NumberMention, first: int, last: int) -> int:
    lines = cues.lower.count("\n", first, max(first, last))
    return max(0, last - first) + 40 * lines + (60 if number.end == first and lines else 0)


def _give_acronyms(cues: Cues, drafts: list[_Draft], acronyms: list[list[Name]], *, funded: bool) -> None:
    places = sorted((start, end, i) for i, draft in enumerate(drafts) for start, end in draft.places)
    longest = max((end - start for start, end, _ in places), default=0)
    for group in acronyms:
        scored = [score for name in group for score in _beside(cues, name, places, longest)]
        if not scored and not (len(drafts) == 1 and funded):
            continue
        chosen = min(scored)[1] if scored else 0
        drafts[chosen].acronyms += group
        for name in group:
            insort(places, (name.start, name.end, chosen))
            longest = max(longest, name.end - name.start)


def _beside(cues: Cues, name: Name, places: list[tuple[int, int, int]], longest: int) -> Iterator[tuple[int, int]]:
    """How far a name stands from the places of the projects on its line, and which project that is."""
    first = bisect_left(places, (name.start - _FAR - longest,))
    for start, end, i in places[first : bisect_left(places, (name.end + _FAR + 1,))]:
        gap = max(start - name.end, name.start - end, 0)
        if gap <= _FAR and "\n" not in cues.lower[min(end, name.end) : max(start, name.start)]:
            yield gap, i


def _payer(mention: NumberMention, programmes: tuple[ProgrammeFact, ...]) -> str:
    """The likeliest of the programmes that number so; the form's own where the text speaks of none."""
    return next((fact.id for fact in programmes if fact.id in mention.programmes), mention.programmes[0])


def _award(reading: Reading, draft: _Draft, programmes: tuple[ProgrammeFact, ...]) -> Award:
    spans = [number.span for number in draft.numbers]
    spans += [reading.folded.span(name.start, name.end) for name in (*draft.titles, *draft.acronyms)]
    value = draft.numbers[0].value if draft.numbers else None
    if draft.stated:
        value = draft.stated[0]
        spans.append(draft.stated[1])
    known = [mention for mention in draft.numbers if mention.sure]
    action = next((mention.action for mention in draft.numbers if mention.action), None)
    return Award(
        spans=tuple(sorted(set(spans))),
        award_number=value,
        title=max((title.text for title in draft.titles), key=len) if draft.titles else None,
        acronym=draft.acronyms[0].text if draft.acronyms else None,
        programme=_payer(known[0], programmes) if known else None,
        action=action,
    )
