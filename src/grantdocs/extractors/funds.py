"""Finds the funds that a publication names as the source of its money, in full or abbreviated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from grantdocs.catalogue.statements import names
from grantdocs.extractors.reading import Reading
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.document import Zone
from grantdocs.model.facts import Fund
from grantdocs.model.location import Span
from grantdocs.text.folding import fold
from grantdocs.text.phrases import compile_phrases
from grantdocs.text.stretches import Apart, Stretches
from grantdocs.text.words import bare

__all__ = ["extract"]

_UNREAD = {Zone.COMMENT, Zone.METADATA, Zone.NAVIGATION}
_FALLBACK = "en"
_COLLECTIVE = {"ESIF"}
"""Names of several funds together: none of them is named."""
# A fund of its own, and the money that other funds were topped up with: with REACT-EU it is not the facility's.
_RECOVERY_RE = regex.compile(r"(?<!\w)next ?generation ?eu(?!\w)")
_TOPPED_UP_RE = regex.compile(r"(?<!\w)react[ -]eu(?!\w)")
_BESIDE = 40
"""Characters between an ambiguous abbreviation and a word of funding."""
_START_RE = regex.compile(r"(?<![^\W_])[^\W\d_]")
_PREFIX = 3


@dataclass(frozen=True)
class _Patterns:
    by_prefix: dict[str, tuple[tuple[regex.Pattern[str], str], ...]]
    """First letters of a name -> names that begin so, the longest first."""
    abbreviations: regex.Pattern[str] | None
    ambiguous: regex.Pattern[str] | None
    stand_for: dict[str, str]


def extract(reading: Reading) -> tuple[Fund, ...]:
    """Funds in the order of their first mention, each once with all its places."""
    patterns = _patterns(tuple(sorted({*reading.languages, _FALLBACK})))
    lower = bare(reading.folded.lower)
    found: list[tuple[int, int, str]] = []
    for start, end, fund in _full_names(lower, patterns):
        if not found or start >= found[-1][1]:
            found.append((start, end, fund))
    named = Apart((start, end) for start, end, _ in found)
    short = sorted(one for one in _abbreviations(reading, patterns) if not named.meets(*one[:2]))
    beside = Stretches((start, end, (start, fund)) for start, end, fund in short)
    found = [_renamed(one, beside, lower) for one in found] + short
    together: dict[str, list[Span]] = defaultdict(list)
    for start, end, fund in sorted(found):
        span = reading.folded.span(start, end)
        if fund not in _COLLECTIVE and reading.document.block_at(span.start).zone not in _UNREAD:
            together[fund].append(span)
    return tuple(Fund(spans=tuple(spans), id=fund) for fund, spans in together.items())


def _full_names(lower: str, patterns: _Patterns) -> Iterator[tuple[int, int, str]]:
    topped_up = bool(_TOPPED_UP_RE.search(lower))
    for at in _START_RE.finditer(lower):
        start = at.start()
        for pattern, fund in patterns.by_prefix.get(lower[start : start + _PREFIX], ()):
            match = pattern.match(lower, start)
            if match and not (topped_up and _RECOVERY_RE.match(lower, start)):
                yield start, match.end(), fund
                break


def _abbreviations(reading: Reading, patterns: _Patterns) -> Iterator[tuple[int, int, str]]:
    text = reading.folded.text
    if patterns.abbreviations:
        for match in patterns.abbreviations.finditer(text):
            yield match.start(), match.end(), patterns.stand_for[_listed(match.group())]
    if patterns.ambiguous:
        funding = _funding_re(reading.lexicon)
        for match in patterns.ambiguous.finditer(text):
            block = reading.document.block_at(reading.folded.original(match.start())).span
            first = max(reading.folded.index(block.start), match.start() - _BESIDE)
            around = reading.folded.lower[first : match.end() + _BESIDE].split("\n")
            if any(funding.search(part) for part in around if match.group().lower() in part):
                yield match.start(), match.end(), patterns.stand_for[_listed(match.group())]


@by_languages
def _funding_re(lexicon: Lexicon) -> regex.Pattern[str]:
    return compile_phrases(lexicon.phrases("cues", "funding"))


def _renamed(name: tuple[int, int, str], short: Stretches[tuple[int, str]], lower: str) -> tuple[int, int, str]:
    """`European Social Fund (ESF+)`: the abbreviation in brackets that says more than the name decides."""
    for start, fund in short.beginning(name[1] + 1, name[1] + 3):
        if lower[name[1] : start].strip() == "(" and fund.startswith(name[2]):
            return name[0], name[1], fund
    return name


@by_languages
def _patterns(languages: tuple[str, ...]) -> _Patterns:
    known = names("fund-name", languages)
    forms = {(form, name.stands_for) for name in known for form in name.forms}
    by_prefix: dict[str, list[tuple[regex.Pattern[str], str]]] = defaultdict(list)
    for form, fund in sorted(forms, key=lambda one: (-len(one[0]), one)):
        by_prefix[bare(fold(form).lower)[:_PREFIX]].append((_form_pattern(form), fund))
    plain = {short: name.stands_for for name in known for short in name.abbreviations}
    plain |= {short.upper(): fund for short, fund in plain.items() if " " in short}
    ambiguous = {short: name.stands_for for name in known for short in name.ambiguous_abbreviations}
    return _Patterns(
        {prefix: tuple(found) for prefix, found in by_prefix.items()},
        _any_of(plain),
        _any_of({short: fund for short, fund in ambiguous.items() if short not in plain}),
        ambiguous | plain,
    )


def _form_pattern(form: str) -> regex.Pattern[str]:
    """Words in order with a few marks between them; `*` stands for an ending, a plus sign for itself."""
    words = [word for word in regex.split(r"[^\w*+]+", bare(fold(form).lower)) if word]
    parts = [regex.escape(word).replace(r"\*", r"[^\W\d_]{0,7}+") for word in words]
    end = r"" if words[-1].endswith("+") else r"(?![^\W_])"
    return regex.compile(r"[^\w+]{1,4}".join(parts).replace(r"[^\w+]{1,4}\+", r"[^\w+]{0,2}\+") + end)


def _any_of(abbreviations: dict[str, str]) -> regex.Pattern[str] | None:
    if not abbreviations:
        return None
    ordered = sorted(abbreviations, key=lambda short: (-len(short), short))
    return regex.compile(r"(?<![\w-])(?:" + "|".join(map(_written, ordered)) + r")(?![\w+])")


def _written(short: str) -> str:
    """A plus sign may stand off where it adds no other name (`ESF +`), and a word for it be joined (`ESF-Plus`)."""
    if short.endswith("+"):
        return regex.escape(short[:-1]) + r"(?:\+|[ ]\+(?![ ]?[^\W\d_]{3}))"
    return regex.escape(short).replace(r"\ ", "[ -]")


def _listed(written: str) -> str:
    """An abbreviation as it is listed."""
    return written.replace(" +", "+").replace("-", " ")
