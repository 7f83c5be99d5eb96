"""Grants that a text speaks of: number, title and acronym of one project brought together."""

from __future__ import annotations

from collections.abc import Iterable
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

__all__ = ["NumberMention", "extract", "numbers"]

_NEXT_RE = regex.compile(r"\s[\p{N}ivx]+\b")
_ALIKE = 0.85
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


def _add_unmarked(
    reading: Reading,
    drafts: list[_Draft],
    mentions: tuple[NumberMention, ...],
    statements: tuple[StatementFact, ...],
    *,
    funded: bool,
) -> None:
    """The one project of a text may go by an acronym that nothing marks, and be spelled out somewhere."""
    if len(drafts) > 1 or any(draft.titles or draft.acronyms for draft in drafts):
        return
    if short := acronym_of(reading, mentions, statements, funded=funded):
        title = spelled_out(reading, short)
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
    for name in sorted(found, key=lambda one: (-one.strength, one.start)):
        same = next((group for group in groups if any(_alike(name.text, other.text) for other in group)), None)
        if same is None:
            groups.append([name])
        else:
            same.append(name)
    return groups


def _alike(one: str, other: str) -> bool:
    first, second = sorted((fold_key(one), fold_key(other)), key=len)
    if first and (second.startswith((first + ".", first + " -", first + ":", first + ",")) or first == second):
        return True
    # "Green school" and "Green school 2" are two projects, "Care at home" and "Care at home in Town" one.
    if " " in first and second.startswith(first + " ") and not _NEXT_RE.match(second, len(first)):
        return True
    return abs(len(first) - len(second)) <= 0.3 * len(second) and SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _give_titles(cues: Cues, drafts: list[_Draft], titles: list[list[Name]]) -> list[list[Name]]:
    """Give each number the title that stands nearest to it; the titles that remain are returned."""
    reach = sorted(
        (-group[0].strength if distance <= _BESIDE else 0, distance, i, j)
        for i, draft in enumerate(drafts)
        for j, group in enumerate(titles)
        if (distance := _distance(cues, draft, group, drafts)) is not None
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


def _distance(cues: Cues, draft: _Draft, names_of_one: list[Name], drafts: list[_Draft]) -> int | None:
    """Characters between the nearest mentions, block ends weighed as lines; None where another number is nearer."""
    best: int | None = None
    others = [number for other in drafts if other is not draft for number in other.numbers]
    for number in draft.numbers:
        for name in names_of_one:
            first, last = (name.end, number.start) if name.start < number.start else (number.end, name.start)
            if any(first <= other.start < last for other in others):
                continue
            gap = max(0, last - first) + 40 * cues.lower.count("\n", first, max(first, last))
            gap += 60 if number.end <= name.start and "\n" in cues.lower[first:last] else 0
            if gap <= _FAR and (best is None or gap < best):
                best = gap
    return best


def _give_acronyms(cues: Cues, drafts: list[_Draft], acronyms: list[list[Name]], *, funded: bool) -> None:
    for group in acronyms:
        scored = [(gap, i) for i, draft in enumerate(drafts) if (gap := _from_title(cues, draft, group)) is not None]
        if scored:
            drafts[min(scored)[1]].acronyms += group
        elif len(drafts) == 1 and funded:
            drafts[0].acronyms += group


def _from_title(cues: Cues, draft: _Draft, acronym: list[Name]) -> int | None:
    gaps = [
        max(start - name.end, name.start - end, 0)
        for name in acronym
        for start, end in draft.places
        if "\n" not in cues.lower[min(end, name.end) : max(start, name.start)]
    ]
    near = [gap for gap in gaps if gap <= _FAR]
    return min(near, default=None)


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
