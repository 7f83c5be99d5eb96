"""From a head word or a legal form to the whole name of the organisation around it, over spaCy's tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.extractors.funding_cues import cues_of
from grantdocs.extractors.organisations.geography import is_town
from grantdocs.extractors.organisations.words import (
    base_forms,
    compound,
    conjunctions,
    has_capital_nouns,
    head_position,
    legal_forms,
    qualifiers,
)
from grantdocs.languages import Lexicon, by_languages
from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from grantdocs.extractors.reading import Reading

__all__ = [
    "COMPANY",
    "around_head",
    "around_legal_form",
    "is_in_cue",
    "without_cues",
    "without_label",
]

COMPANY = "company"
"""Takes the place of a head word's language where a legal form shows the name."""
_LONGEST = 12
"""Tokens that a name may have on one side of its head word."""
_SMALL_WORDS = 2
_ARTICLE = 2
"""Words of a company's name, so that the one before them may be an article."""
_LONGEST_ARTICLE = 3
"""Letters of an article or preposition."""
_LONGEST_TAIL = 5
_CODE_RE = regex.compile(r"[\p{Lu}\d][\p{L}\d]*(?:[-.&'/+][\p{L}\d]+)*")
_TITLE_RE = regex.compile(r"\p{Lu}\p{Ll}?")
"""`Dr.`, `St.`, an initial."""
_NUMBERING_RE = regex.compile(r"\d{1,3}\.?")


@dataclass(frozen=True, slots=True)
class _Words:
    lexicon: Lexicon
    heads: frozenset[str]
    bases: frozenset[str]
    qualifiers: frozenset[str]
    conjunctions: frozenset[str]
    signs: frozenset[str]
    """What stands before the number of a school: `nr`."""
    companies: frozenset[str]
    """What stands before the name of a company without being part of it: `firma`."""
    closing: frozenset[str]
    """Words in small letters that a name may end in: `Institut de recherche sur le climat`."""
    shortened: frozenset[str]
    """Qualifiers cut to their first letters, without the point: `r.` for a district."""
    linking: tuple[str, ...]
    """Endings of the words that lead to a head word: `Lietuvos zoologijos sodas`, `Střední průmyslová škola`."""


def around_head(doc: Any, start: int, end: int, tag: str, lexicon: Lexicon) -> tuple[int, int, str] | None:
    """The whole name around a head word: the words before it, after it, or both, as its language has it."""
    position, words = head_position(lexicon, tag), _words(lexicon)
    first, last = start, end
    if position in {"last", "any"}:
        first = _leftwards(doc, start, words, words.linking)
    if position in {"first", "any"}:
        last = _rightwards(doc, end, words)
    elif end < len(doc) and doc[end].text == '"' and doc[end - 1].whitespace_:
        last = _closing(doc, end) or end
    elif first < start and end < len(doc) and _capital(doc[end]) and doc[start].lower_ in words.bases:
        last = end + is_town(doc[end].text, lexicon)  # `Városi Könyvtár Baja`
    if (first, last) == (start, end) and _is_compound(doc, start, end, tag, lexicon):
        return first, last, tag
    if (first, last) == (start, end):
        return None
    if _capital(doc[first]) or doc[first].text == '"':
        return _without_opening(doc, first, start, last, words), last, tag
    return (_opened_before(doc, start, words), last, tag) if _is_named(doc, start, end, first, words) else None


def _is_named(doc: Any, start: int, end: int, first: int, words: _Words) -> bool:
    """`gmina Lubrza`, `le lycée Jean-Moulin`: a head word in small letters right before the name that it goes with."""
    if first != start or doc[start:end].text not in words.heads or not doc[end - 1].whitespace_:
        return False
    return bool(doc[end].text[:1].isupper() or doc[end].text == '"')


def _opened_before(doc: Any, start: int, words: _Words) -> int:
    """`Základní škola a mateřská škola Borek`: two head words that share the name behind the second are one name."""
    joined = start > 1 and doc[start - 1].lower_ in words.conjunctions and _is_head(doc[start - 2], words)
    first = _leftwards(doc, start - 2, words, words.linking) if joined else start
    return first if _capital(doc[first]) else start


def _without_opening(doc: Any, first: int, start: int, last: int, words: _Words) -> int:
    """`Die Stadt Ulm baut` as `Stadt Ulm`: a small word has a capital where it opens a sentence."""
    is_sentence = any(token.is_alpha and token.is_lower for token in doc[last : last + _SMALL_WORDS])
    if not is_sentence or (first and not _ends_sentence(doc[first - 1])):
        return first
    while first < start and doc[first].lower_ in words.qualifiers and len(doc[first]) <= _LONGEST_ARTICLE:
        first += 1
    return first


def _ends_sentence(token: Any) -> bool:
    return "\n" in token.text or "\t" in token.text or token.text in {".", "!", "?", ":", '"'}


def _is_compound(doc: Any, start: int, end: int, tag: str, lexicon: Lexicon) -> bool:
    """`... with Linnéuniversitetet`: one word with a capital within a sentence, of more than a head word."""
    if end - start > 1 or not start or has_capital_nouns(lexicon, tag) or not doc[start].text[:1].isupper():
        return False
    inside = doc[start - 1].is_alpha and doc[start - 1].is_lower
    return inside and compound(doc[start].lower_, lexicon) is not None


def around_legal_form(doc: Any, start: int, end: int, lexicon: Lexicon) -> tuple[int, int, str] | None:
    """`SIA "Name"`, `UAB Name Name`, `NAME of NAME d.o.o.`, `"Name", SIA`."""
    form = legal_forms(lexicon).get(doc[start:end].text.strip("."))
    if form is None:
        return None
    first, last = start, end
    if form != "after":
        if end < len(doc) and doc[end].text == '"':
            last = _closing(doc, end) or end
        elif form == "before" or not _capital_before(doc, start) or _opens_next(doc, start, end):
            last = _run_right(doc, end, _words(lexicon))
    if last == end and form != "before":
        i = start - 1 if start and doc[start - 1].text == "," else start
        if i and doc[i - 1].text == '"':
            opening = _opening(doc, i - 1)
            first = start if opening is None else opening
        else:
            first = _run_left(doc, i, start, _words(lexicon))
    return (first, last, COMPANY) if (first, last) != (start, end) else None


def is_in_cue(doc: Any, start: int, end: int, reading: Reading) -> bool:
    """Whether the words are part of a phrase that joins organisations: `in partnership with`, `the consortium is`."""
    cues, place = cues_of(reading), (doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    return doc[start].is_lower and any(cues.covers(label, *place) for label in ("together", "takes-part"))


def without_cues(
    doc: Any, grown: tuple[int, int, str], shown: tuple[int, int], reading: Reading
) -> tuple[int, int, str]:
    """`City of A` of `Together with City of A in cooperation with`: words that join organisations are part of none."""
    first, last, tag = grown
    cues = cues_of(reading)
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    for label in ("together", "carries-out", "takes-part", "project"):
        for hit in cues.within(label, start, end):
            if reading.folded.text[hit.start].isupper() and label != "project" and hit.start > start:
                continue  # a word of the name itself, `Peipsi Koostöö Keskus`
            if label == "project" and hit.start < doc[shown[1] - 1].idx:
                continue
            if hit.end <= doc[shown[0]].idx:
                behind = (i for i in range(first, shown[0] + 1) if doc[i].idx >= hit.end)
                first = max(first, next((i for i in behind if _capital(doc[i]) or doc[i].text == '"'), shown[0]))
            elif hit.start >= doc[shown[1] - 1].idx + len(doc[shown[1] - 1]):
                last = min(last, next((i for i in range(first, last) if doc[i].idx >= hit.start), last))
                while last > shown[1] and not _capital(doc[last - 1]) and doc[last - 1].text != '"':
                    last -= 1
    return first, last, tag


def without_label(doc: Any, first: int, last: int, tag: str, reading: Reading) -> tuple[int, int, str]:
    """`Lead partner is City Library` as `City Library`: a role at the beginning of a sentence looks like a name.

    So does the article before the name of a company.
    """
    start, cues = doc[first].idx, cues_of(reading)
    role = cues.role_over(start)
    after = role.end if role else None
    if after is None and tag == COMPANY and last - first > _ARTICLE:
        after = next((hit.end for hit in cues.within("own", start, doc[last - 1].idx) if hit.start == start), None)
    if after is not None:
        first = next((i for i in range(first, last - 1) if doc[i].idx >= after and _capital(doc[i])), first)
    return first, last, tag


def _leftwards(doc: Any, start: int, words: _Words, linking: tuple[str, ...]) -> int:
    first = i = start
    led = -1
    """The last word that only its ending lets into the name."""
    while i > 0 and start - i < _LONGEST:
        token = doc[i - 1]
        if token.text == '"' and (token.whitespace_ or i == start):
            opening = _opening(doc, i - 1)
            if opening is None:
                break
            first = i = opening
        elif _capital(token):
            if led == i and not (token.lower_.endswith(linking) or token.lower_ in words.qualifiers):
                break
            first = i = i - 1
        elif token.lower_ in words.conjunctions and _named_before(doc, i - 2, words):
            break
        elif length := _shortened(doc, i, words):
            i -= length  # `NAME r. NAME school`
        elif token.text == "," and _goes_on(doc, i, start, words):
            i -= 1
        elif token.lower_ in words.qualifiers or _NUMBERING_RE.fullmatch(token.text) or token.text in {"-", "."}:
            i -= 1
            if token.text == "." and not (i > 0 and _NUMBERING_RE.fullmatch(doc[i - 1].text)):
                break
        elif linking and token.is_alpha and token.text.islower() and token.text.endswith(linking):
            i = led = i - 1
        else:
            break
    return first + bool(_NUMBERING_RE.fullmatch(doc[first].text))


def _shortened(doc: Any, end: int, words: _Words) -> int:
    """Tokens of a shortened qualifier and its point that end here: one where the two were not parted, two, or none."""
    token = doc[end - 1]
    if token.text == "." and end > 2 and doc[end - 2].text in words.shortened:
        return 2
    return int(end > 1 and token.text.endswith(".") and token.text[:-1] in words.shortened)


def _goes_on(doc: Any, behind: int, start: int, words: _Words) -> bool:
    """`Music, arts and design school`: a comma before a word in small letters and an "and" on the way to the head."""
    joined = any(doc[i].lower_ in words.conjunctions for i in range(behind, start))
    return joined and doc[behind].text.islower() and bool(doc[behind].is_alpha)


def _rightwards(doc: Any, end: int, words: _Words) -> int:
    last = i = end
    while i < len(doc) and i - end < _LONGEST:
        token = doc[i]
        if token.text == '"':
            closing = _closing(doc, i)
            if closing is None:
                break
            last = i = closing
        elif _capital(token):
            last = i = i + 1
        elif token.lower_ in words.conjunctions and _names_another(doc, i + 1, words):
            break
        elif token.lower_.rstrip(".") in words.signs and i + 1 < len(doc) and _NUMBERING_RE.fullmatch(doc[i + 1].text):
            last = i = i + 2
        elif token.lower_ in words.signs and i + 2 < len(doc) and doc[i + 1].text == "." and doc[i + 2].is_digit:
            last = i = i + 3
        elif token.lower_ in words.closing and not doc[i - 1].is_punct:
            last = i = i + 1
        elif token.lower_ in words.qualifiers or token.text in {"-", "'"} or _is_abbreviated(doc, i):
            i += 1
        else:
            break
    return last


def _is_abbreviated(doc: Any, point: int) -> bool:
    """The point of `Dr. NAME`."""
    if doc[point].text != "." or point + 1 >= len(doc) or not _capital(doc[point + 1]):
        return False
    return _TITLE_RE.fullmatch(doc[point - 1].text) is not None


def _names_another(doc: Any, start: int, words: _Words) -> bool:
    """Whether the capitalised words from here on, or those that lead from them to a head, hold one of their own."""
    for i in range(start, min(len(doc), start + 5)):
        if _is_head(doc[i], words):
            return True
        if i > start and words.linking and doc[i].is_alpha and doc[i].lower_.endswith(words.linking):
            continue
        if not _capital(doc[i]) and doc[i].lower_ not in words.qualifiers and doc[i].text not in {"-", "'"}:
            return False
    return False


def _named_before(doc: Any, end: int, words: _Words) -> bool:
    """Whether the name before an "and" is complete, so that these are two organisations and not one."""
    if end > 0 and doc[end].text == '"' and (opening := _opening(doc, end)):
        return _capital(doc[opening - 1]) or doc[opening - 1].lower_ in words.heads
    for i in range(end, max(-1, end - 5), -1):
        if _is_head(doc[i], words):
            return True
        if not _capital(doc[i]) and doc[i].lower_ not in words.qualifiers:
            return False
    return False


def _is_head(token: Any, words: _Words) -> bool:
    return token.lower_ in words.heads or compound(token.lower_, words.lexicon) is not None


def _run_left(doc: Any, i: int, start: int, words: _Words) -> int:
    """The capitalised words before a legal form, with the small ones between them; `the company` is not among them."""
    first = start
    while i and start - i < _LONGEST:
        token = doc[i - 1]
        if _capital(token):
            first = i - 1
        elif token.lower_ in words.conjunctions and _named_before(doc, i - 2, words):
            break  # `University of A and B Ltd`: two organisations
        elif token.text in {"-", "&", "+"} or token.lower_ in words.qualifiers:
            pass
        elif first != start and token.is_alpha and i > 1 and _capital(doc[i - 2]) and _is_head(doc[i - 2], words):
            pass  # `Associazione culturale Il Sentiero APS`
        elif first != start or start - i >= _SMALL_WORDS or not token.is_alpha:
            break  # else `Wooden workshop s.r.o.`: a name that began with a capital goes on in small letters
        i -= 1
    while first < start - 1 and doc[first].lower_ in words.companies:
        first += 1
    return first


def _capital_before(doc: Any, start: int) -> bool:
    return bool(start) and (_capital(doc[start - 1]) or doc[start - 1].text in {'"', ","})


def _opens_next(doc: Any, start: int, end: int) -> bool:
    """`Name, MTU Other Name`: behind a comma and before a capital, a form belongs to the name that follows."""
    return bool(start) and doc[start - 1].text == "," and end < len(doc) and _capital(doc[end]) and doc[end].is_alpha


def _run_right(doc: Any, end: int, words: _Words) -> int:
    last = end
    while last < len(doc) and last - end < 6 and (_capital(doc[last]) or doc[last].text in {"-", "&"}):
        last += 1
    while last > end and not _capital(doc[last - 1]):
        last -= 1
    return _head_behind(doc, last, words) if last > end else last


def _head_behind(doc: Any, last: int, words: _Words) -> int:
    """`NGO Town youth initiative centre`: words in small letters that lead to a head word belong to the name."""
    if doc[last - 1].lower_ in words.heads:
        return last
    for i in range(last, min(len(doc), last + _LONGEST_TAIL)):
        if not doc[i].is_alpha or _capital(doc[i]):
            break
        if doc[i].lower_ in words.bases:
            return i + 1
    return last


def _opening(doc: Any, closing: int) -> int | None:
    """The quotation mark that opens what the one at `closing` ends, on the same line."""
    for i in range(closing - 1, max(-1, closing - 1 - _LONGEST), -1):
        if doc[i].text == '"':
            return i
        if "\n" in doc[i].text:
            return None
    return None


def _closing(doc: Any, opening: int) -> int | None:
    """The token after the quotation mark that closes the one at `opening`, on the same line."""
    for i in range(opening + 1, min(len(doc), opening + 2 + _LONGEST)):
        if doc[i].text == '"':
            return i + 1
        if "\n" in doc[i].text:
            return None
    return None


def _capital(token: Any) -> bool:
    return bool(
        token.text[:1].isupper()
        or (token.text[:1].isdigit() and _CODE_RE.fullmatch(token.text) and not token.text.isdigit())
    )


@by_languages
def _words(lexicon: Lexicon) -> _Words:
    heads = base_forms(lexicon, "heads")
    bases = frozenset(base.lower() for base in heads.values())
    signs = frozenset(fold_key(sign).rstrip(".") for sign in lexicon.phrases("cues", "awards", "sign"))
    closing = frozenset(fold_key(word) for word in lexicon.phrases("organisations", "closing"))
    shortened = frozenset(word.rstrip(".") for word in lexicon.phrases("organisations", "shortened"))
    linking = lexicon.phrases("organisations", "linking")
    companies = frozenset(fold_key(word) for word in lexicon.phrases("organisations", "companies"))
    return _Words(
        lexicon, frozenset(heads), bases, qualifiers(lexicon), conjunctions(lexicon), signs, companies, closing,
        shortened, linking,
    )  # fmt: skip
