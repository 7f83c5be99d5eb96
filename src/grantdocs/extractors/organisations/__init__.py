"""Names of organisations: head words ("library", "municipality") and legal forms found by spaCy's PhraseMatcher in the
tokens of a blank pipeline, grown to the whole name; entities of an installed trained pipeline come on top."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.extractors.funding_cues import cues_of
from grantdocs.extractors.organisations.geography import country_at_home, country_of
from grantdocs.extractors.organisations.growth import (
    COMPANY,
    around_head,
    around_legal_form,
    is_in_cue,
    without_cues,
    without_label,
)
from grantdocs.extractors.organisations.sharing import in_common
from grantdocs.extractors.organisations.shouting import is_shouted
from grantdocs.extractors.organisations.sums import clear_of_sums
from grantdocs.extractors.organisations.trained import entities
from grantdocs.extractors.organisations.trimming import without_country_behind, without_lead
from grantdocs.extractors.organisations.words import (
    agreeing,
    base_forms,
    base_of,
    compound,
    conjunctions,
    head_position,
    matcher_for,
    tokenizer,
)
from grantdocs.languages import Lexicon, by_languages, language_data, tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.extractors.reading import Reading
    from grantdocs.model.location import Span

_LONGEST_ARTICLE = 3
"""Letters of a word such as "the" between "and" and a name."""
_RULE_RE = regex.compile(r"[^\w\s]{64,}+")
"""A line drawn of signs: the tokenizer takes them off one by one, and for each looks at all that follow."""
_Range = tuple[int, int, str]
"""First token, token behind the last, language of the head word."""

__all__ = ["Organisation", "find"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A name in the text: `name` in base form (head word in the nominative), `written` as it stands."""

    name: str
    written: str
    span: Span
    country: str | None
    company: bool = False
    """Named by a legal form of private law."""
    foreign: bool = False
    """Named in a language that the text is not written in."""


def find(reading: Reading, trained: Any = None) -> tuple[Organisation, ...]:
    """All organisations named in the text, in order.

    `trained` is a spaCy pipeline from `trained.pipeline`: names that only it sees come on top.
    """
    doc = tokenizer()(_RULE_RE.sub(_blank, reading.folded.text))
    companies: list[_Range] = []
    ranges: list[_Range] = []
    foreign: list[_Range] = []
    for kind, tag, start, end in _shown(doc, reading.lexicon):
        if kind == "form":
            grown = around_legal_form(doc, start, end, reading.lexicon)
            group = companies
        else:
            grown, group = around_head(doc, start, end, tag, reading.lexicon), ranges
            if is_in_cue(doc, start, end, reading):
                continue  # `In partnership with` names no partnership
        if grown:
            grown = without_lead(doc, clear_of_sums(doc, grown, (start, end)), (start, end), reading)
            group.append(without_label(doc, *without_cues(doc, grown, (start, end), reading), reading))
    others = _other_languages(reading.lexicon)
    for kind, tag, start, end in _shown(doc, others):
        if kind == "head" and doc[start:end].text.lower() in _bases(others):
            grown = around_head(doc, start, end, tag, others)
            if grown and not doc[grown[0]].is_lower:
                grown = without_lead(doc, clear_of_sums(doc, grown, (start, end)), (start, end), reading)
                foreign.append(without_label(doc, *without_cues(doc, grown, (start, end), reading), reading))
    seen = [without_label(doc, *named, reading) for named in _entities(doc, trained)]
    abroad: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for first, last, tag in foreign:
        abroad[first, last].add(tag)
    found: list[Organisation] = []
    for first, last, tag in _longest(doc, conjunctions(reading.lexicon), companies, ranges, foreign, seen):
        if tag in others.tags:
            found.append(_foreign(doc, first, last, abroad[first, last] | {tag}, reading))
        else:
            found += in_common(doc, first, last, tag, reading) or [_organisation(doc, first, last, tag, reading)]
    kept = [o for o in found if not _is_union(o, reading) and not _is_own(o, reading)]
    ends = {reading.folded.index(o.span.end) for o in kept}
    return tuple(o for o in kept if not _is_where(o, ends, reading))


def _blank(rule: regex.Match[str]) -> str:
    return " " * len(rule.group())


def _shown(doc: Any, lexicon: Lexicon) -> Iterator[tuple[str, str, int, int]]:
    """Head words and legal forms with their language."""
    for key, start, end in matcher_for(doc, lexicon)(doc):
        kind, _, tag = doc.vocab.strings[key].partition(":")
        if not is_shouted(doc, start):
            yield kind, tag, start, end
    heads = base_forms(lexicon, "heads")
    known: dict[str, tuple[str, str] | None] = {}
    for i, word in enumerate([token.lower_ for token in doc]):
        if word not in known:
            known[word] = compound(word, lexicon) if word.isalpha() and word not in heads else None
        if (found := known[word]) and not is_shouted(doc, i):
            yield "head", found[1], i, i + 1


@by_languages
def _other_languages(lexicon: Lexicon) -> Lexicon:
    """The names of partners from abroad stand in their own language."""
    known = tuple(tag for tag in tags() if tag not in lexicon.tags)
    return Lexicon(known, tuple(map(language_data, known)))


@by_languages
def _bases(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(base.lower() for base in base_forms(lexicon, "heads").values())


def _foreign(doc: Any, first: int, last: int, known: set[str], reading: Reading) -> Organisation:
    """A name in other languages than the text's, which a text does not inflect."""
    last = without_country_behind(doc, first, last, sorted(known), reading)
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    span = reading.folded.span(start, end)
    written = reading.quote(span)
    country = country_of(written, end, reading, min(known)) or country_at_home(written, sorted(known))
    return Organisation(written, written, span, country, foreign=True)


def _is_union(organisation: Organisation, reading: Reading) -> bool:
    """The Union and its institutions pay for projects and take no part in them."""
    start, end = reading.folded.index(organisation.span.start), reading.folded.index(organisation.span.end)
    cues = cues_of(reading)
    if cues.covers("union", start, end):
        return True
    # `EU funds`: one plain word behind its name.
    rest = reading.folded.text[
        max((hit.end for hit in cues.within("union", start, end) if hit.start == start), default=end) : end
    ]
    return rest.startswith(" ") and rest[1:].isalpha() and rest.islower()


def _is_where(organisation: Organisation, ends: set[int], reading: Reading) -> bool:
    """`School NAME, град Ловеч, ...`: the town in small letters between commas behind a name tells where it is."""
    start, end = reading.folded.index(organisation.span.start), reading.folded.index(organisation.span.end)
    text = reading.folded.text
    return (
        text[start].islower() and text[end : end + 1] == "," and text[start - 2 : start] == ", " and start - 2 in ends
    )


def _is_own(organisation: Organisation, reading: Reading) -> bool:
    """`Our school`: whoever speaks, without a name."""
    start, end = reading.folded.index(organisation.span.start), reading.folded.index(organisation.span.end)
    own = [hit for hit in cues_of(reading).within("own", start, end) if hit.start == start]
    rest = reading.folded.text[own[0].end : end].strip() if own else ""
    return bool(rest) and base_of(rest.lower(), reading.lexicon) is not None


def _organisation(doc: Any, first: int, last: int, tag: str, reading: Reading) -> Organisation:
    if tag in reading.lexicon.tags[1:]:
        last = without_country_behind(doc, first, last, (tag,), reading)
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    span = reading.folded.span(start, end)
    written = reading.quote(span)
    name = _base_form(doc, first, last, tag, reading)
    country = country_of(name, end, reading, "" if tag == COMPANY else tag)
    return Organisation(name, written, span, country, company=tag == COMPANY)


def _base_form(doc: Any, first: int, last: int, tag: str, reading: Reading) -> str:
    """The written name with its head word, and words that agree with it, put into the nominative."""
    lexicon = reading.lexicon
    adjectives = base_forms(lexicon, "adjectives")
    order = range(last - 1, first - 1, -1) if head_position(lexicon, tag) == "last" else range(first, last)
    head_at = next(
        (i for i in order if (tag != COMPANY or i in {first, last - 1}) and base_of(doc[i].lower_, lexicon)), None
    )
    base = (base_of(doc[head_at].lower_, lexicon) or "") if head_at is not None else ""
    inflected = head_at is not None and doc[head_at].lower_ != base.lower()
    parts: list[str] = []
    for i in range(first, last):
        token = doc[i]
        word = reading.quote(reading.folded.span(token.idx, token.idx + len(token)))
        if i == head_at:
            word = _like(word, base)
        elif head_at is not None and i < head_at and word.isalpha():
            always = agreeing(word, base, "always", lexicon, tag)
            before = agreeing(word, base, "before", lexicon, tag) if inflected else None
            listed = _like(word, adjectives.get(token.lower_, word)) if inflected else word
            word = always or before or listed
        elif i - 1 == head_at and word[:1].isupper():
            always = agreeing(word, base, "always_behind", lexicon, tag)
            word = always or (agreeing(word, base, "behind", lexicon, tag) if inflected else None) or word
        parts.append(word + (" " if token.whitespace_ and i < last - 1 else ""))
    return "".join(parts).strip()


def _like(written: str, base: str) -> str:
    """The base form with the letter case of the written form."""
    if written.isupper() and len(written) > 1:
        return base.upper()
    return base[0].upper() + base[1:] if written[:1].isupper() else base[0].lower() + base[1:]


def _longest(doc: Any, joining: frozenset[str], *groups: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Names in order; of overlapping ones those of the earlier group, then the longest.

    A name that grew over "and" into the one before it keeps what lies behind that one.
    """
    companies, ranges, foreign, seen = groups
    abroad = sorted(foreign)
    taken: list[_Range] = []  # in order, and none overlaps another
    for group in (companies, [named for named in ranges if not _leads(doc, named, abroad)], foreign, seen):
        for begin, last, tag in sorted(group, key=lambda r: (r[0] - r[1], r[0])):
            near = taken[max(0, bisect_left(taken, (begin,)) - 1) : bisect_left(taken, (last,))]
            behind = [other[1] + 1 for other in near if other[0] <= begin < other[1] < last - 2]
            first = max((i for i in behind if doc[i].text[:1].isupper()), default=begin)
            named_there = abroad[bisect_left(abroad, (begin,)) : bisect_left(abroad, (last,))]
            reaching = [other for other in named_there if last <= other[1]]
            end = _before_next(doc, first, last, [*near, *reaching], joining)
            if all(end <= other[0] or other[1] <= first for other in near):
                insort(taken, (first, end, tag))
    yield from taken


def _leads(doc: Any, named: _Range, abroad: list[_Range]) -> bool:
    """`lycée Puolalanmäen` of `lycée Puolalanmäen lukio`: what it is, in the text's words, is no part of a name."""
    inside = abroad[bisect_left(abroad, (named[0] + 1,)) : bisect_left(abroad, (named[1],))]
    return doc[named[0]].is_lower and any(named[1] < other[1] for other in inside)


def _before_next(doc: Any, first: int, last: int, others: list[_Range], joining: frozenset[str]) -> int:
    """`University of A and the B Ltd`: where the name ends that grew over "and" into the next one."""
    for start in sorted(other[0] for other in others if other[0] < last):
        end = start - 1
        if doc[end].is_lower and len(doc[end]) <= _LONGEST_ARTICLE and doc[end].lower_ not in joining:
            end -= 1
        if first + 1 < end and doc[end].lower_ in joining:
            return end
    return last


def _entities(doc: Any, trained: Any) -> Iterator[_Range]:
    """Names that a trained pipeline calls organisations: one with a capital, and no part of a sentence in capitals."""
    for start, end in entities(trained, doc.text) if trained is not None else ():
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and span.text[:1].isupper() and not is_shouted(doc, span.start):
            yield span.start, span.end, ""
