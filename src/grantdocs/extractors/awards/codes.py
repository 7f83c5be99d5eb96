"""Numbers of grants: by the forms that programmes give them, and by a label in front of something that looks like a
code. Calls, acts, registrations, telephones and accounts have numbers of their own, which are left alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import regex

from grantdocs.catalogue.programme_index import Mention, NumberMatch, index
from grantdocs.extractors.amounts import grammar
from grantdocs.extractors.amounts.words import money_words
from grantdocs.extractors.funding_cues import Cues, block_of, cues_of, programme_names
from grantdocs.extractors.reading import Reading
from grantdocs.model.document import Zone
from grantdocs.model.location import Span
from grantdocs.text.phrase_index import Hit
from grantdocs.text.stretches import Apart

__all__ = ["NumberMention", "number_key", "numbers"]

# Letters and digits in parts that points, strokes, dashes and underscores join; a blank only after a short prefix.
_CODE_RE = regex.compile(
    r"(?<![\w@])(?:\p{Lu}{2,5}\ (?=\p{Lu}{0,3}\d))?"
    r"[\p{L}\d]++(?:(?:\ ?[-_]\ ?|[./_])[\p{L}\d]++)*+(?:\(\d++\))?(?![\w@])"
)
_BRACKETED_RE = regex.compile(
    r"(?:\s[\"\p{Lu}][^()\n\t;]{1,160}?)?\s\((?P<inside>(?P<sign>\#\s?)?(?P<code>[\p{Lu}\d]++(?:[-_./][\p{Lu}\d]++)*+)"
    r"(?=\)|[,;]\s|\s-\s)[^()\n\t]*)\)"
)
_DATE_RE = regex.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|(?:19|20)\d\d(?:[-/](?:19|20)?\d\d)?"
)
_ACT_RE = regex.compile(r"\d{1,4}[/-](?:19|20)?\d\d|(?:19|20)\d\d/\d{1,4}")
_FIGURE_RE = regex.compile(r"\d++(?:\.\d++)*+")
_OF_RE = regex.compile(r"(?:\ \p{L}{1,4}){0,2}+\ ")
_FILLER_RE = regex.compile(r"""[\s:.,#(\["'=-]{0,8}""")
_ADDRESS_RE = regex.compile(r"(?:https?://|www\.|[\w.-]+@)\S*$")
_BARE = 6
"""A label of fewer letters ("Nr.") says that a number follows, not what it is the number of."""
_NEAR = 60
_CODE_LETTERS = 3
"""Letters of the code of a currency; shorter abbreviations stand apart from their figure."""
_SHORT_LINE = 80
_SIGN = 6
_GAP = 12
_NEAR_TITLE = 240
_DIGITS, _FEW_DIGITS = 4, 2
"""Digits of a number in brackets that nothing announces, and of one behind a sign."""
_OTHERS = ("not", "call")
_LONG_NUMBER = 9
"""Shorter numbers of a shared form say nothing of a programme that the text does not name."""
_BEFORE_NAME = 160
_AFTER_NAME = 80


@dataclass(frozen=True, slots=True)
class NumberMention:
    """One place where the number of a grant is written."""

    span: Span
    start: int
    """Folded offset."""
    end: int
    value: str
    """As written, blanks and dashes evened out."""
    programmes: tuple[str, ...] = ()
    """Programmes whose numbers have this form; none for a number known by its label only."""
    sure: bool = False
    """The form belongs to one programme only."""
    action: str | None = None


def numbers(reading: Reading) -> tuple[NumberMention, ...]:
    """All mentions of award numbers in order of the text."""
    cues = cues_of(reading)
    known = index()
    names = programme_names(reading)
    formed = [match for match in known.numbers(reading.folded.text) if _is_award(match, reading, cues, names)]
    matches: defaultdict[tuple[int, int], list[NumberMatch]] = defaultdict(list)
    for match in formed:
        matches[match.start, match.end].append(match)
    places = chain(list(matches), _labelled(reading, cues), _bracketed(reading, cues, names))
    taken = Apart()
    found = [_mention(reading, *place, matches.get(place, [])) for place in places if taken.takes(*place)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def number_key(value: str) -> str:
    """What two spellings of one number share ("LLI 444", "LLI-444")."""
    return regex.sub(r"[\s-]+", "", value).upper()


def _mention(reading: Reading, start: int, end: int, matches: list[NumberMatch]) -> NumberMention:
    value = regex.sub(r"\s*-\s*", "-", " ".join(reading.folded.text[start:end].split()))
    matches = [match for match in matches if not match.form.needs_label] or matches
    own = dict.fromkeys(match.programme for match in matches if not match.form.shared)
    ids = tuple(own | dict.fromkeys(match.programme for match in matches))
    actions = {match.form.action for match in matches if match.form.action}
    return NumberMention(
        span=reading.folded.span(start, end),
        start=start,
        end=end,
        value=value,
        programmes=ids,
        sure=len(own) == 1,
        action=actions.pop() if len(actions) == 1 else None,
    )


def _is_award(match: NumberMatch, reading: Reading, cues: Cues, names: tuple[Mention, ...]) -> bool:
    if _in_address(reading, match.start):
        return False
    if match.form.needs_label and _is_sum(reading, match.start, match.end):
        return False
    if not match.form.needs_label:
        return not _is_something_else(cues, match.start, match.start)
    named = [name for name in names if match.programme in name.programmes]
    if match.form.shared and match.end - match.start < _LONG_NUMBER and not named:
        return False
    if any(hit.end > match.start - _NEAR and not _is_bare(cues, hit) for hit in _labels_before(cues, match.start)):
        return True
    if _in_short_line(match, cues, named):
        return True
    return any(
        0 <= match.start - name.end < _BEFORE_NAME or 0 <= name.start - match.end < _AFTER_NAME for name in named
    ) and (not match.form.shared or any(_labels_before(cues, match.start)))


def _in_short_line(match: NumberMatch, cues: Cues, named: list[Mention]) -> bool:
    """A running title such as "645342 - KELP - H2020-ICT-2014": the number opens or ends it, the programme is in it."""
    start, end = cues.block(match.start)
    at_edge = not cues.lower[start : match.start].strip() or not cues.lower[match.end : end].strip()
    return at_edge and end - start <= _SHORT_LINE and any(start <= name.start < end for name in named)


def _labels_before(cues: Cues, start: int) -> Iterator[Hit[str]]:
    """Labels of a number that nothing but marks and further labels part from `start`."""
    reached = start
    for hit in reversed(cues.within("number", max(0, start - _NEAR), start)):
        if _only_marks(cues, hit.end, reached):
            reached = min(reached, hit.start)
            yield hit


def _labelled(reading: Reading, cues: Cues) -> Iterator[tuple[int, int]]:
    text = reading.folded.text
    for hit in cues.hits["number"]:
        if block_of(reading, hit.start).zone is Zone.NAVIGATION:
            continue
        position = _skip(cues, text, hit.end)
        code = _CODE_RE.match(text, position)
        if code is None or not _is_code(code.group(), bare=_is_bare(cues, hit)):
            continue
        if _is_sum(reading, *code.span()) or _is_cost(cues, hit, code):
            continue
        if _is_something_else(cues, hit.start, hit.end) or _in_address(reading, code.start()):
            continue
        if not _is_bare(cues, hit) or _speaks_of_grants(cues, hit.start, code.end(), code.group()):
            yield code.span()


def _bracketed(reading: Reading, cues: Cues, names: tuple[Mention, ...]) -> Iterator[tuple[int, int]]:
    """`the project "Clean Water" (CW0200145)`, `the project CLEWA (#S021)`: what opens the bracket behind a name."""
    text = reading.folded.text
    for hit in cues.hits["project"]:
        found = _BRACKETED_RE.match(text, hit.end, min(cues.sentence(hit.start)[1], hit.end + _NEAR_TITLE))
        if found is None or block_of(reading, hit.start).zone is Zone.NAVIGATION:
            continue
        start, end = found.span("code")
        fewest = _FEW_DIGITS if found["sign"] else _DIGITS - any(mark in found["code"] for mark in "-/._")
        if sum(map(str.isdigit, found["code"])) < fewest or _DATE_RE.fullmatch(found["code"]):
            continue
        if _ACT_RE.fullmatch(found["code"]) or _is_sum(reading, start, end):
            continue
        if any(cues.any_within(label, *found.span("inside")) for label in _OTHERS):
            continue
        if not any(name.start < end and start < name.end for name in names):
            yield start, end


def _skip(cues: Cues, text: str, position: int) -> int:
    """Past the marks, and a sign for "number" between marks, that part a label from its number."""
    position = _past_marks(text, position)
    sign = next((hit for hit in cues.within("sign", position, position + _SIGN) if hit.start == position), None)
    return _past_marks(text, sign.end) if sign else position


def _past_marks(text: str, position: int) -> int:
    match = _FILLER_RE.match(text, position)
    return match.end() if match else position


def _is_bare(cues: Cues, hit: Hit[str]) -> bool:
    return sum(map(str.isalpha, cues.lower[hit.start : hit.end])) < _BARE


def _is_code(code: str, *, bare: bool) -> bool:
    """Letters and digits enough to tell one grant from all others; no date, no year, no number of an act."""
    digits = sum(map(str.isdigit, code))
    if digits < 2 or sum(map(str.isalnum, code)) < 5 or _DATE_RE.fullmatch(code):
        return False
    if bare and _ACT_RE.fullmatch(code):
        return False
    words = regex.findall(r"\p{L}{4,}", code)
    return not any(word.islower() for word in words)


def _is_sum(reading: Reading, start: int, end: int) -> bool:
    """Whether money stands here: a figure and its currency, in either order."""
    lower = reading.folded.lower
    figure = next((index for index in range(start, end) if lower[index].isdigit()), end)
    if figure == start:
        return grammar.stands_at(reading, start)
    last = start + len(lower[start:figure].rstrip(" ._/-"))
    currency = money_words(reading.lexicon).fills(lower, start, last)
    if currency is None:
        return False
    # Other codes are letters of countries and programmes, too: `ESP2017-12345-R` is no sum.
    glued = last - start >= _CODE_LETTERS and lower[figure:end].isdigit()
    return currency.code == "EUR" or glued or lower[last : last + 1] == " "


def _is_cost(cues: Cues, hit: Hit[str], code: regex.Match[str]) -> bool:
    """Whether the label is the bare word for a project and ends one for costs, "cost of the project: 120000.00"."""
    if not _FIGURE_RE.fullmatch(code.group()) or ":" not in cues.lower[hit.end : code.start()]:
        return False
    costs = cues.within("cost", max(0, hit.start - _NEAR), hit.end)
    return cues.covers("project", hit.start, hit.end) and any(
        cost.start < hit.start and (cost.end == hit.end or _OF_RE.fullmatch(cues.lower, cost.end, hit.start))
        for cost in costs
    )


def _is_something_else(cues: Cues, start: int, end: int) -> bool:
    """A call, an act, a registration: the nearest label before the number is one of those that name other things."""
    line_start, _ = cues.block(start)
    others = [
        hit
        for hit in cues.within("not", max(line_start, start - _NEAR), max(end, start))
        if hit.end > start - 25 and cues.lower.count('"', hit.end, start) != 1  # a word of a title in quotation marks
    ]
    if not others:
        return False
    other = others[-1]
    wider = [
        hit
        for hit in cues.within("number", line_start, max(end, start))
        if hit.start <= other.start and hit.end >= other.end
    ]
    closer = [
        hit
        for label in ("number", "project")
        for hit in cues.within(label, other.end, max(end, start))
        if label == "project" or not _is_bare(cues, hit)
    ]
    return not wider and not closer


def _speaks_of_grants(cues: Cues, start: int, end: int, code: str) -> bool:
    """Whether the sentence of a bare "Nr." is about a project, or about money and the code is a long one."""
    first, last = cues.sentence(start)
    if cues.any_within("project", max(first, start - _NEAR), start):
        return True
    parts = regex.split(r"[-/._ ]", code)
    return len(parts) >= 3 and cues.any_within("funding", first, max(last, end))


def _only_marks(cues: Cues, start: int, end: int) -> bool:
    gap = cues.lower[start:end]
    for hit in reversed(cues.within("sign", start, end)):
        gap = gap[: hit.start - start] + gap[hit.end - start :]
    return end - start <= _GAP and not regex.search(r"[^\W_]", gap)


def _in_address(reading: Reading, start: int) -> bool:
    return bool(_ADDRESS_RE.search(reading.folded.text, max(0, start - 200), start))
