"""Names of organisations: head words ("library", "municipality") and legal forms found by spaCy's PhraseMatcher in the
tokens of a blank pipeline, grown to the whole name; entities of an installed trained pipeline come on top."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.extractors.funding_cues import cues_of
from grantdocs.extractors.geography import country_of
from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.extractors.reading import Reading
    from grantdocs.languages import Lexicon
    from grantdocs.model.location import Span

__all__ = ["Organisation", "find", "trained"]

_COMPANY = "company"
"""Takes the place of a head word's language where a legal form shows the name."""
_LONGEST = 12
"""Tokens that a name may have on one side of its head word."""
_CODE_RE = regex.compile(r"[\p{Lu}\d][\p{L}\d]*(?:[-.&'/+][\p{L}\d]+)*")
_NUMBERING_RE = regex.compile(r"\d{1,3}\.?")


@dataclass(frozen=True, slots=True)
class Organisation:
    """A name in the text: `name` in base form (head word in the nominative), `written` as it stands."""

    name: str
    written: str
    span: Span
    country: str | None
    company: bool = False
    """Named by a legal form of private law."""


def find(reading: Reading, trained: Any = None) -> tuple[Organisation, ...]:
    """All organisations named in the text, in order.

    `trained` is a loaded spaCy pipeline with an entity recogniser for the document's language, or None.
    """
    doc = _tokenizer()(reading.folded.text)
    matcher = _matcher(doc, reading.lexicon)
    companies: list[tuple[int, int, str]] = []
    ranges: list[tuple[int, int, str]] = []
    for key, start, end in matcher(doc):
        kind, _, tag = doc.vocab.strings[key].partition(":")
        if _is_shouted(doc, start):
            continue
        grown = _grow_legal_form(doc, start, end, reading) if kind == "form" else _grow(doc, start, end, tag, reading)
        if grown:
            (companies if kind == "form" else ranges).append(_without_label(doc, *grown, reading))
    for first, last in _entities(doc, trained):
        ranges.append((first, last, ""))
    named = (_organisation(doc, first, last, tag, reading) for first, last, tag in _longest(companies, ranges))
    return tuple(organisation for organisation in named if not _is_union(organisation, reading))


@cache
def trained(language: str | None) -> Any:
    """The spaCy pipeline with an entity recogniser that is installed for the language, or None; never a download."""
    if language is None:
        return None
    import spacy

    for name in sorted(spacy.util.get_installed_models()):
        if name.partition("_")[0] == language:
            nlp = spacy.load(name)
            if nlp.has_pipe("ner"):
                return nlp
    return None


def _is_union(organisation: Organisation, reading: Reading) -> bool:
    """The Union and its institutions pay for projects and take no part in them."""
    index = reading.folded.index
    return cues_of(reading).covers("union", index(organisation.span.start), index(organisation.span.end))


def _organisation(doc: Any, first: int, last: int, tag: str, reading: Reading) -> Organisation:
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    span = reading.folded.span(start, end)
    written = reading.quote(span)
    name = _base_form(doc, first, last, tag, reading)
    country = country_of(name, end, reading, "" if tag == _COMPANY else tag)
    return Organisation(name, written, span, country, company=tag == _COMPANY)


def _base_form(doc: Any, first: int, last: int, tag: str, reading: Reading) -> str:
    """The written name with its head word, and words that agree with it, put into the nominative."""
    heads = _base_forms(reading.lexicon, "heads")
    adjectives = _base_forms(reading.lexicon, "adjectives")
    position = _head_position(reading.lexicon, tag)
    parts: list[str] = []
    head_at = next(
        (
            i
            for i in (range(last - 1, first - 1, -1) if position == "last" else range(first, last))
            if doc[i].lower_ in heads
        ),
        None,
    )
    for i in range(first, last):
        token = doc[i]
        span = reading.folded.span(token.idx, token.idx + len(token))
        word = reading.quote(span)
        if i == head_at:
            word = _like(word, heads[token.lower_])
        elif head_at is not None and i < head_at and doc[head_at].lower_ != heads[doc[head_at].lower_].lower():
            word = _like(word, adjectives.get(token.lower_, word))
        parts.append(word + (" " if token.whitespace_ and i < last - 1 else ""))
    return "".join(parts).strip()


def _like(written: str, base: str) -> str:
    """The base form with the letter case of the written form."""
    if written.isupper() and len(written) > 1:
        return base.upper()
    return base[0].upper() + base[1:] if written[:1].isupper() else base[0].lower() + base[1:]


def _grow(doc: Any, start: int, end: int, tag: str, reading: Reading) -> tuple[int, int, str] | None:
    """The whole name around a head word: the words before it, after it, or both, as its language has it."""
    position = _head_position(reading.lexicon, tag)
    qualifiers = _qualifiers(reading.lexicon)
    first, last = start, end
    if position in {"last", "any"}:
        first = _leftwards(doc, start, qualifiers, reading.lexicon)
    if position in {"first", "any"}:
        last = _rightwards(doc, end, qualifiers)
    elif end < len(doc) and doc[end].text == '"' and doc[end - 1].whitespace_:
        last = _quoted(doc, end) or end
    if first == start and last == end:
        return None
    if not (_capital(doc[first]) or doc[first].text == '"'):
        return None
    return first, last, tag


def _is_shouted(doc: Any, index: int) -> bool:
    """In a sentence of capital letters a capital letter makes no name."""
    left = next((i for i in range(index, max(-1, index - 30), -1) if "\n" in doc[i].text), max(0, index - 30))
    right = next((i for i in range(index, min(len(doc), index + 30)) if "\n" in doc[i].text), min(len(doc), index + 30))
    words = [token.text for token in doc[left:right] if token.text.isalpha()]
    return len(words) > 8 and sum(word.isupper() for word in words) > 0.8 * len(words)


def _without_label(doc: Any, first: int, last: int, tag: str, reading: Reading) -> tuple[int, int, str]:
    """`Lead partner is City Library` as `City Library`: a role at the beginning of a sentence looks like a name."""
    start = doc[first].idx
    after = max((hit.end for hit in cues_of(reading).roles() if hit.start == start), default=None)
    if after is not None:
        first = next((i for i in range(first, last - 1) if doc[i].idx >= after and _capital(doc[i])), first)
    return first, last, tag


def _leftwards(doc: Any, start: int, qualifiers: frozenset[str], lexicon: Lexicon) -> int:
    heads, conjunctions = _base_forms(lexicon, "heads"), _conjunctions(lexicon)
    first = i = start
    while i > 0 and start - i < _LONGEST:
        token = doc[i - 1]
        if "\n" in token.text or "\t" in token.text:
            break
        if token.text == '"' and (token.whitespace_ or i == start):
            opening = next(
                (k for k in range(i - 2, max(-1, i - 2 - _LONGEST), -1) if doc[k].text == '"' or "\n" in doc[k].text),
                None,
            )
            if opening is None or doc[opening].text != '"':
                break
            first = i = opening
        elif _capital(token):
            first = i = i - 1
        elif token.lower_ in conjunctions and i > 1 and doc[i - 2].lower_ in heads:
            break  # the name before the "and" is complete: two organisations, not one
        elif token.lower_ in qualifiers or _NUMBERING_RE.fullmatch(token.text) or token.text in {"-", "."}:
            i -= 1
            if token.text == "." and not (i > 0 and _NUMBERING_RE.fullmatch(doc[i - 1].text)):
                break
        else:
            break
    if _NUMBERING_RE.fullmatch(doc[first].text):
        first += 1
    return first


def _rightwards(doc: Any, end: int, qualifiers: frozenset[str]) -> int:
    last = i = end
    while i < len(doc) and i - end < _LONGEST:
        token = doc[i]
        if "\n" in token.text or "\t" in token.text:
            break
        if token.text == '"':
            closing = _quoted(doc, i)
            if closing is None:
                break
            last = i = closing
        elif _capital(token):
            last = i = i + 1
        elif token.lower_ in qualifiers or token.text in {"-", "'"}:
            i += 1
        else:
            break
    return last


def _grow_legal_form(doc: Any, start: int, end: int, reading: Reading) -> tuple[int, int, str] | None:
    """`SIA "Name"`, `UAB Name Name`, `NAME NAME d.o.o.`, `"Name", SIA`."""
    written = doc[start:end].text.strip(".")
    form = _legal_forms(reading.lexicon).get(written)
    if form is None:
        return None
    first, last = start, end
    if form != "after":
        if end < len(doc) and doc[end].text == '"':
            last = _quoted(doc, end) or end
        elif form == "before" or not _capital_before(doc, start):
            last = _run_right(doc, end)
    if last == end and form != "before":
        i = start - 1 if start and doc[start - 1].text == "," else start
        if i and doc[i - 1].text == '"':
            opening = next(
                (k for k in range(i - 2, max(-1, i - 2 - _LONGEST), -1) if doc[k].text == '"' or "\n" in doc[k].text),
                None,
            )
            first = opening if opening is not None and doc[opening].text == '"' else start
        else:
            while i and start - i < 8 and _capital(doc[i - 1]) and "\n" not in doc[i - 1].text:
                i -= 1
                while i and start - i < 8 and doc[i - 1].text in {"-", "&", "+"}:
                    i -= 1
                first = i
            heads = _base_forms(reading.lexicon, "heads")
            while first < start - 1 and doc[first].lower_ in heads:
                first += 1  # "the company NAME d.o.o."
    return (first, last, _COMPANY) if (first, last) != (start, end) else None


def _capital_before(doc: Any, start: int) -> bool:
    return bool(start) and (_capital(doc[start - 1]) or doc[start - 1].text in {'"', ","})


def _run_right(doc: Any, end: int) -> int:
    last = end
    while last < len(doc) and last - end < 6 and (_capital(doc[last]) or doc[last].text in {"-", "&"}):
        last += 1
    while last > end and not _capital(doc[last - 1]):
        last -= 1
    return last


def _quoted(doc: Any, opening: int) -> int | None:
    """The token after the quotation mark that closes the one at `opening`."""
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


def _longest(*groups: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Names in order; of overlapping ones those of the earlier group, then the longest."""
    taken: list[tuple[int, int, str]] = []
    for group in groups:
        for first, last, tag in sorted(group, key=lambda r: (r[0] - r[1], r[0])):
            if all(last <= other[0] or other[1] <= first for other in taken):
                taken.append((first, last, tag))
    yield from sorted(taken)


def _entities(doc: Any, trained: Any) -> Iterator[tuple[int, int]]:
    """Token ranges of organisations that a trained pipeline sees."""
    if trained is None:
        return
    for entity in trained(doc.text).ents:
        if entity.label_ == "ORG":
            span = doc.char_span(entity.start_char, entity.end_char, alignment_mode="expand")
            if span is not None and "\n" not in span.text:
                yield span.start, span.end


@cache
def _tokenizer() -> Any:
    """spaCy's tokenizer of its language-neutral pipeline: there is none for Maltese, and the French takes two seconds.

    Only the tokenizer is made, because a whole blank pipeline looks up every factory that any package registers.
    """
    from spacy.lang.xx import MultiLanguage
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
    from spacy.vocab import create_vocab

    defaults = MultiLanguage.Defaults
    return Tokenizer(
        create_vocab("xx", defaults),
        rules=defaults.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
        suffix_search=compile_suffix_regex(defaults.suffixes or ()).search,
        infix_finditer=compile_infix_regex([*(defaults.infixes or ()), r'"', r"(?<=\w)/(?=\w)"]).finditer,
        url_match=defaults.url_match,
    )


def _matcher(doc: Any, lexicon: Lexicon) -> Any:
    """Of all head words and legal forms those that can stand in the text: making thousands of patterns takes long."""
    from spacy.matcher import PhraseMatcher

    words = {token.lower_ for token in doc}
    patterns: dict[str, list[Any]] = {}
    for label, form, first in _forms(lexicon):
        if first in words or not first.isalpha():
            patterns.setdefault(label, []).append(_pattern(form))
    matcher = PhraseMatcher(_tokenizer().vocab, attr="LOWER")
    for label, documents in patterns.items():
        matcher.add(label, documents)
    return matcher


@cache
def _forms(lexicon: Lexicon) -> tuple[tuple[str, str, str], ...]:
    """`head:lv` or `form:lv`, the words, and the first of them in small letters."""
    found: list[tuple[str, str]] = []
    for tag, data in zip(lexicon.tags, lexicon.data, strict=True):
        organisations = data["organisations"]
        found += [(f"head:{tag}", form) for base, forms in organisations["heads"].items() for form in (base, *forms)]
        for form, entry in organisations["legal_forms"].items():
            found += [(f"form:{tag}", text) for text in (form, *entry.get("full", ()))]
    return tuple((label, form, form.partition(" ")[0].lower()) for label, form in dict.fromkeys(found))


def _pattern(form: str) -> Any:
    """The form as tokens; what is made of letters and blanks alone needs no tokenizer."""
    from spacy.tokens import Doc

    words = form.split(" ")
    if all(word.isalpha() for word in words):
        return Doc(_tokenizer().vocab, words=words)
    return _tokenizer()(form)


@cache
def _base_forms(lexicon: Lexicon, which: str) -> dict[str, str]:
    """Form in small letters -> base form."""
    found: dict[str, str] = {}
    for data in lexicon.data:
        for base, forms in data["organisations"].get(which, {}).items():
            for form in (base, *forms):
                found.setdefault(form.lower(), base)
    return found


@cache
def _legal_forms(lexicon: Lexicon) -> dict[str, str]:
    """Form without its last point -> where it stands; letter case tells `SA` from a word."""
    found: dict[str, str] = {}
    for data in lexicon.data:
        for form, entry in data["organisations"]["legal_forms"].items():
            for text in (form, *entry.get("full", ())):
                for written in (text, text.upper() if len(text) > 5 else text):
                    found.setdefault(written.strip("."), entry.get("position", "either"))
    return found


@cache
def _qualifiers(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold_key(word) for word in lexicon.phrases("organisations", "qualifiers"))


@cache
def _conjunctions(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold_key(word) for word in lexicon.phrases("calendar", "range", "and"))


@cache
def _head_position(lexicon: Lexicon, tag: str) -> str:
    for known, data in zip(lexicon.tags, lexicon.data, strict=True):
        if known == tag:
            return str(data["organisations"].get("head_position", "any"))
    return "any"
