"""Who gives a sum, told by a verb and not by a label: "The Region adds 100", "100 from Programme X", "Land | 100"."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import regex

from grantdocs.extractors.amounts.cues import Context, Cue, Field, KindCue, is_alone
from grantdocs.model.facts import AmountKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantdocs.extractors.amounts.grammar import Money

__all__ = ["with_givers"]

_WIDTH = 90
_VERB_WORDS, _FROM_WORDS, _SUM_WORDS = 6, 2, 6
_BREAK_RE = regex.compile(r"[,;:!?\n\t]|\.(?=\s)")
_DASH_RE = regex.compile(r"\s-\s")
_END_RE = regex.compile(r"[.,;)\n]|$")
_LEAD_RE = regex.compile(r"(?:\ \p{L}++)?(?:\ ?[(:=-]\ ?|\ )")
_UNION_BETWEEN_RE = regex.compile(r"[ \"'-]*+(?:\p{L}++[ \"'-]++){0,2}")


class _Giver(NamedTuple):
    start: int
    end: int
    kind: AmountKind
    is_word: bool = False
    """Only the word for a programme, that may be any."""


def with_givers(context: Context, moneys: Sequence[Money], programmes: Sequence[tuple[int, int]]) -> Context:
    """The context with labels that say who gives; `programmes` are the places of names of programmes of the Union."""
    labels = [
        label
        for label in _given_by(context, moneys, programmes)
        if all(cue.source is Field.FUNDING for cue in _overlapping(context.kinds, label))
    ]
    if not labels:
        return context
    kept = [cue for cue in context.kinds if not any(True for _ in _overlapping(labels, cue))]
    return replace(context, kinds=tuple(sorted((*kept, *labels), key=_start)))


def _overlapping(cues: Sequence[KindCue], one: KindCue) -> Iterator[KindCue]:
    for index in range(max(0, bisect_left(cues, one.start, key=_start) - 1), len(cues)):
        if cues[index].start >= one.end:
            break
        if cues[index].end > one.start:
            yield cues[index]


def _given_by(context: Context, moneys: Sequence[Money], programmes: Sequence[tuple[int, int]]) -> list[KindCue]:
    """Labels made of who gives and a verb of giving, a word such as "from", or a cell or line of its own."""
    found: list[KindCue] = []
    verbs: list[Cue] = []
    givers = _givers(context, programmes)
    in_lists = _in_lists(context, givers, moneys)
    for giver in givers:
        label, source = None, Field.GIVER
        verb = None if giver.is_word else _verb(context, giver, moneys)
        if verb is not None:
            verbs.append(verb)
            # "Co-financed by the Programme." says nothing of sums in other paragraphs.
            label = _with_verb(giver, verb, moneys) if any(_within(moneys, *context.line(giver.start))) else None
        elif (start := _from(context, giver, moneys)) is not None:
            label, source = (start, giver.end), Field.FROM
        elif _stands_behind(context, giver, moneys):
            label, source = (giver.start, giver.end), Field.FROM
        elif giver in in_lists or (
            giver.kind is not AmountKind.UNION_CONTRIBUTION
            and (is_alone(giver.start, giver.end, context.lower) or _is_next(context, giver, moneys, verbs))
        ):
            label = giver.start, giver.end
        if label and not (found and label[0] < found[-1].end):
            found.append(KindCue(*label, giver.kind, source))
    return sorted(found, key=_start)


def _givers(context: Context, programmes: Sequence[tuple[int, int]]) -> list[_Giver]:
    named = [_Giver(cue.start, cue.end, AmountKind(cue.name)) for cue in context.cues.get(Field.GIVER, ())]
    union = [(cue.start, cue.end) for cue in context.cues.get(Field.UNION, ())] + list(programmes)
    named += [_Giver(start, end, AmountKind.UNION_CONTRIBUTION) for start, end in union]
    words = context.cues.get(Field.PROGRAMME, ())
    named += [_Giver(cue.start, cue.end, AmountKind.UNION_CONTRIBUTION, is_word=True) for cue in words]
    return sorted(set(named))


def _verb(context: Context, giver: _Giver, moneys: Sequence[Money]) -> Cue | None:
    """The verb of giving nearest to who gives, in one clause with it."""
    best: tuple[int, Cue] | None = None
    for cue in context.of(Field.GIVES, max(0, giver.start - _WIDTH), giver.end + _WIDTH):
        gap = (cue.end, giver.start) if cue.end <= giver.start else (giver.end, cue.start)
        if gap[0] > gap[1]:
            continue
        words = context.between(*gap) - sum(context.between(*one) for one in _within(moneys, *gap))
        broken = any(_BREAK_RE.search(context.lower, *part) for part in _around_sums(moneys, *gap))
        if words <= _VERB_WORDS and not broken and (best is None or words < best[0]):
            best = words, cue
    return best[1] if best else None


def _with_verb(giver: _Giver, verb: Cue, moneys: Sequence[Money]) -> tuple[int, int]:
    """Giver and verb together, or the giver alone where the sum stands between them."""
    start, end = min(giver.start, verb.start), max(giver.end, verb.end)
    return (giver.start, giver.end) if any(_within(moneys, start, end)) else (start, end)


def _from(context: Context, giver: _Giver, moneys: Sequence[Money]) -> int | None:
    """Where the word for "from" begins that stands between a sum and the giver."""
    for cue in reversed(context.of(Field.FROM, max(0, giver.start - _WIDTH), giver.end)):
        if cue.start >= giver.start:
            continue
        between = context.lower[cue.end : giver.start]  # "from the" and "the Region" share a word
        if not _UNION_BETWEEN_RE.fullmatch(between) or (between.strip() and giver.kind in _NAMED_AT_ONCE):
            continue
        before = _last_sum(moneys, cue.start)
        if before and context.between(before.end, cue.start) <= _FROM_WORDS:
            gap = context.lower[before.end : cue.start]
            return None if _BREAK_RE.search(gap) else cue.start
    return None


_NAMED_AT_ONCE = frozenset({AmountKind.NATIONAL_CONTRIBUTION, AmountKind.OWN_CONTRIBUTION})


def _is_next(context: Context, giver: _Giver, moneys: Sequence[Money], verbs: Sequence[Cue]) -> bool:
    """ "The Department gives 40, the Region 25": a giver right before a sum, the verb of the sentence being told."""
    if not verbs or context.has_stop(verbs[-1].end, giver.start) or "\n" in context.lower[verbs[-1].end : giver.start]:
        return False
    index = bisect_left(moneys, giver.end, key=_start)
    if index == len(moneys) or not any(_within(moneys, verbs[-1].start, giver.start)):
        return False
    gap = context.lower[giver.end : moneys[index].start]
    return context.between(giver.end, moneys[index].start) <= _SUM_WORDS and not _BREAK_RE.search(gap)


def _stands_behind(context: Context, giver: _Giver, moneys: Sequence[Money]) -> bool:
    """ "the rest of 100 - the municipality.": a giver alone between the dash behind a sum and the end of the clause."""
    before = _last_sum(moneys, giver.start)
    if giver.is_word or before is None or not _DASH_RE.fullmatch(context.lower, before.end, giver.start):
        return False
    return _END_RE.match(context.lower, giver.end) is not None


def _in_lists(context: Context, givers: Sequence[_Giver], moneys: Sequence[Money]) -> frozenset[_Giver]:
    """ "ERDF 300, State 100, Town 100": givers of several kinds in one line, each right before a sum."""
    lines: dict[int, list[tuple[AmountKind, _Giver | None]]] = defaultdict(list)
    for giver in givers:
        if not giver.is_word and _leads_to_sum(context, giver.end, moneys):
            lines[context.line(giver.start)[0]].append((giver.kind, giver))
    if not lines:
        return frozenset()
    for cue in context.kinds:
        line = context.line(cue.start)[0]
        if line in lines and cue.source is Field.FUND and _leads_to_sum(context, cue.end, moneys):
            lines[line].append((cue.kind, None))
    several = (items for items in lines.values() if len({kind for kind, _ in items}) > 1)
    return frozenset(giver for items in several for _, giver in items if giver)


def _leads_to_sum(context: Context, end: int, moneys: Sequence[Money]) -> bool:
    index = bisect_left(moneys, end, key=_start)
    return index < len(moneys) and _LEAD_RE.fullmatch(context.lower, end, moneys[index].start) is not None


def _within(moneys: Sequence[Money], start: int, end: int) -> Iterator[tuple[int, int]]:
    for index in range(bisect_left(moneys, start, key=_start), len(moneys)):
        if moneys[index].end > end:
            break
        yield moneys[index].start, moneys[index].end


def _around_sums(moneys: Sequence[Money], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without the figures in it, whose commas and points end no clause."""
    for first, last in _within(moneys, start, end):
        yield start, first
        start = last
    yield start, end


def _last_sum(moneys: Sequence[Money], before: int) -> Money | None:
    index = bisect_left(moneys, before, key=_start) - 1
    return moneys[index] if index >= 0 and moneys[index].end <= before else None


def _start(one: Money | KindCue) -> int:
    return one.start
