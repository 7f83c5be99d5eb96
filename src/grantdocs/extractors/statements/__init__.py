"""Finds official wordings: word for word, then by rare 5-grams and an alignment where few words differ."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import fields
from functools import cache
from itertools import accumulate

import regex

from grantdocs.catalogue.statements import Statement, family
from grantdocs.extractors.reading import Reading
from grantdocs.extractors.statements.hits import Hit
from grantdocs.extractors.statements.index import Index, candidates, catalogue
from grantdocs.extractors.statements.letters import letters_of
from grantdocs.extractors.statements.passage import Text
from grantdocs.extractors.statements.search import Known, hits_in, regions
from grantdocs.extractors.statements.use import CLAIM, use_of
from grantdocs.extractors.statements.wordings import LABEL_SLOT, SHORT
from grantdocs.model.document import Zone
from grantdocs.model.facts import Quotation, StatementFact
from grantdocs.model.location import Span
from grantdocs.text.folding import Folded, fold
from grantdocs.text.words import bare

__all__ = ["extract"]

_UNREAD = {Zone.COMMENT, Zone.METADATA}
_MARGINS = {Zone.HEADER, Zone.FOOTER}
# A general family's wording of this share of the words is the same wording with something put in.
_SAME_WORDING = 0.8
_SAME_FORM, _MORE_WORDS = 0.85, 3
"""Likeness of letters and further words by which the long form of a statement is meant."""
_NEIGHBOURS = 8
_OWN_LANGUAGE = 0.5
"""Words by which a wording in a language of the document may fit worse than one in another language."""


def extract(reading: Reading, known: Index | None = None) -> tuple[StatementFact, ...]:
    """The statements of a publication in the order of the text; one fact a wording, with all its places.

    A `Quotation` is one that the publication does not claim for itself.
    """
    index = known or catalogue()
    found: list[tuple[Hit, Text]] = []
    aligned: Known = {}
    for hidden in _layers(reading):
        letters = letters_of(reading.folded.lower, hidden)
        for region in regions(candidates(index, letters), letters):
            text = Text(reading.folded, reading.document.text, region.start, region.end, hidden)
            hits = _counting(hits_in(text, region.places, aligned), text, reading)
            found += [(hit, text) for hit in _chosen(hits, reading.languages)]
    found.sort(key=lambda pair: (pair[1].words.starts[pair[0].start], pair[1].words.ends[pair[0].end - 1]))
    return _facts(found, reading)


def _layers(reading: Reading) -> list[tuple[tuple[int, int], ...]]:
    """What to leave out: nothing; or first the heads and feet of pages amid the text, then all the rest."""
    blocks = [(block, block.zone in _MARGINS) for block in reading.document.blocks]
    inner = [i for i, (_, is_margin) in enumerate(blocks) if not is_margin]
    if not inner or not any(is_margin for _, is_margin in blocks[inner[0] : inner[-1]]):
        return [()]
    index = reading.folded.index
    stretches: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for i, (block, is_margin) in enumerate(blocks):
        amid = is_margin and inner[0] < i < inner[-1]
        stretches[not amid].append((index(block.span.start), index(block.span.end)))
    return [tuple(stretches[0]), tuple(stretches[1])]


def _counting(hits: list[Hit], text: Text, reading: Reading) -> list[Hit]:
    """Hits that say something of this project, and no words out of those that do not."""
    reach = [0] * (len(text.words) + 1)
    for hit in hits:
        if _is_of_others(hit, text):
            reach[hit.start] = max(reach[hit.start], hit.end)
    covered = list(accumulate(reach, max))
    standing: dict[str, bool] = {}
    for hit in hits:
        for word in hit.wording.statement.only_with:
            if word not in standing:
                standing[word] = _stands(word, reading.folded)
    return [
        hit
        for hit in hits
        if hit.end > covered[hit.start]
        and (not (words := hit.wording.statement.only_with) or any(map(standing.__getitem__, words)))
        and _is_read(hit, text, reading)
    ]


def _is_read(hit: Hit, text: Text, reading: Reading) -> bool:
    start = text.folded.original(text.words.starts[hit.start])
    return reading.document.block_at(start).zone not in _UNREAD


def _is_of_others(hit: Hit, text: Text) -> bool:
    statement = hit.wording.statement
    return _is_preceded(hit, text, statement) or _is_followed(hit, text, statement)


def _stands(word: str, folded: Folded) -> bool:
    return bool(regex.search(rf"(?<!\w){regex.escape(fold(word).text)}(?!\w)", folded.text))


def _is_preceded(hit: Hit, text: Text, statement: Statement) -> bool:
    """The words before make it say something of others ("other programmes co-funded by ...")."""
    for phrase in statement.unless_preceded_by:
        words = _words_of(phrase)
        start = hit.start - len(words)
        if start >= 0 and _agree(words, text.words.bare[start : hit.start]) and "\n" not in text.between(hit.start):
            return True
    return False


def _is_followed(hit: Hit, text: Text, statement: Statement) -> bool:
    """The words are the beginning of a longer name ("... European Union's Seventh Framework Programme")."""
    if hit.end >= len(text.words) or text.between(hit.end) not in {" ", "'"}:
        return False
    after = text.words.bare[hit.end : hit.end + 1]
    return any(_agree(_words_of(word), after) for word in statement.unless_followed_by)


@cache
def _words_of(phrase: str) -> tuple[str, ...]:
    return tuple(bare(fold(phrase).lower).split())


def _agree(patterns: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return len(patterns) == len(words) and all(
        word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
        for pattern, word in zip(patterns, words, strict=True)
    )


def _chosen(hits: list[Hit], languages: tuple[str, ...]) -> list[Hit]:
    """One hit a place: the longer statement before its opening words, the general family before a special one."""
    hits = _without_parts(hits)
    covering: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        for word in range(hit.start, hit.end):
            covering[word].append(hit)
    chosen: list[Hit] = []
    owners: dict[int, list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: _preference(hit, languages)):
        others = {id(other): other for word in range(hit.start, hit.end) for other in owners[word]}
        if any(_share_a_place(hit, other) for other in others.values()):
            continue
        if _is_another_familys(hit, covering[(hit.start + hit.end) // 2]):
            continue
        chosen.append(hit)
        for word in range(hit.start, hit.end):
            owners[word].append(hit)
    return sorted(chosen, key=lambda hit: (hit.start, hit.end))


def _without_parts(hits: list[Hit]) -> list[Hit]:
    """No short form of a statement where its long form stands with a word of weight missing."""
    long_forms: dict[str, list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: hit.start):
        if hit.lacking and hit.likeness >= _SAME_FORM:
            long_forms[hit.wording.statement.id].append(hit)
    return [hit for hit in hits if not _is_part(hit, long_forms.get(hit.wording.statement.id, []))]


def _is_part(hit: Hit, long_forms: list[Hit]) -> bool:
    """One of the last few long forms that begin before it holds it and more."""
    before = bisect_right(long_forms, hit.start, key=lambda other: other.start)
    return any(
        other.end >= hit.end and other.weight >= hit.weight + _MORE_WORDS
        for other in long_forms[max(0, before - _NEIGHBOURS) : before]
    )


def _preference(hit: Hit, languages: tuple[str, ...]) -> tuple[object, ...]:
    statement = hit.wording.statement
    return (
        hit.match == "partial" and hit.wording.literals >= SHORT and not hit.is_misspelt,
        -round(hit.agreement + _OWN_LANGUAGE * (statement.language in languages), 1),
        len(hit.deviations),
        statement.language not in languages,
        not statement.only_with,
        bool(family(statement.family).yields_to),
        hit.end - hit.start,
        -round(hit.similarity, 3),
        not statement.is_attested,
        statement.id,
        hit.start,
    )


def _is_another_familys(hit: Hit, hits: list[Hit]) -> bool:
    """A more general family has the same wording."""
    general = family(hit.wording.statement.family).yields_to
    return any(
        other.wording.statement.family in general
        and (other.match != "partial" or hit.match == "partial")
        and _share_a_place(hit, other)
        and (other.end - other.start) >= _SAME_WORDING * (hit.end - hit.start)
        for other in hits
    )


def _share_a_place(hit: Hit, other: Hit) -> bool:
    """More than half of the shorter one; what is there in part only may hold a shorter statement in full."""
    common = min(hit.end, other.end) - max(hit.start, other.start)
    size, other_size = hit.end - hit.start, other.end - other.start
    return common * 2 > (hit.weight if hit.match == "partial" else min(size, other_size))


def _facts(found: list[tuple[Hit, Text]], reading: Reading) -> tuple[StatementFact, ...]:
    together: dict[tuple[str, str, str, tuple[object, ...]], list[tuple[Hit, Text]]] = {}
    for hit, text in found:
        differences = tuple(one[:3] for one in hit.deviations)
        use = use_of(reading, text.words.starts[hit.start], text.words.ends[hit.end - 1])
        together.setdefault((use, hit.wording.statement.id, hit.match, differences), []).append((hit, text))
    return tuple(_used(_fact(same, reading), use) for (use, *_), same in together.items())


def _used(fact: StatementFact, use: str) -> StatementFact:
    return fact if use == CLAIM else Quotation(**{f.name: getattr(fact, f.name) for f in fields(fact)}, use=use)


def _fact(found: list[tuple[Hit, Text]], reading: Reading) -> StatementFact:
    first, text = found[0]
    statement = first.wording.statement
    spans = tuple(dict.fromkeys(_span(text, hit.start, hit.end) for hit, text in found))
    filled = ((name, start, end) for name, start, end in first.slots if end > start and name != LABEL_SLOT)
    slots = {name: _with_bracket(_span(text, start, end), reading) for name, start, end in filled}
    return StatementFact(
        spans=spans,
        id=statement.id,
        family=statement.family,
        variant=statement.variant,
        language=statement.language,
        match=first.match,
        similarity=round(first.similarity, 3),
        deviations=first.told_deviations(text),
        slots={name: reading.quote(span) for name, span in slots.items()},
        slot_spans=slots,
        zone=reading.document.block_at(spans[0].start).zone.value,
    )


def _with_bracket(span: Span, reading: Reading) -> Span:
    """Words end before their closing bracket, a name in a slot after it."""
    value, following = reading.quote(span), reading.document.text[span.end : span.end + 1]
    return Span(span.start, span.end + 1) if following == ")" and value.count("(") > value.count(")") else span


def _span(text: Text, start: int, end: int) -> Span:
    return text.folded.span(text.words.starts[start], text.words.ends[end - 1])
