"""Personal data out of what an audit keeps: addresses of e-mail, telephone numbers and personal codes become dots.

Letters and digits are replaced one by one, so that places in the text still hold. Money, numbers of grants, dates and
shares are facts and stay, whatever they look like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final

import regex

from grantdocs.audit.personal_codes import personal_codes
from grantdocs.languages import language_data, tags
from grantdocs.text.phrases import alternation

__all__ = ["mask", "mask_facts", "mask_report"]

_DOT: Final = "•"
_KEPT: Final = frozenset({"uri", "archive", "digest", "fingerprint", "pointer", "xpath", "part", "celex", "schema"})
"""Names under which no words of the publication stand, or such that results are found by."""
_PROTECTED: Final = {"amounts": ("text",), "rates": ("text",), "dates": ("text",), "awards": ("award_number",)}


def mask(text: str, protected: Iterable[str] = ()) -> str:
    """The text with personal data as dots; what overlaps with one of `protected` stays."""
    masked = list(text)
    for start, end in _personal(text):
        if not _overlaps(text, (start, end), protected):
            masked[start:end] = _WORD_RE.sub(_DOT, text[start:end])
    return "".join(masked)


def mask_report(report: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """A report as JSON data, masked; its facts tell what must stay."""
    masked: dict[str, Any] = _masked(report, _facts_that_stay(facts))
    return masked


def mask_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    masked: dict[str, Any] = _masked(facts, _facts_that_stay(facts))
    return masked


def _masked(data: Any, protected: tuple[str, ...]) -> Any:
    if isinstance(data, str):
        return _masked_text(data, protected) if _SUSPECT_RE.search(data) else data
    if isinstance(data, Mapping):
        return {key: value if key in _KEPT else _masked(value, protected) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_masked(each, protected) for each in data]
    return data


@lru_cache(maxsize=512)
def _masked_text(text: str, protected: tuple[str, ...]) -> str:
    """Facts and findings of one document quote the same lines over and over."""
    return mask(text, protected)


def _facts_that_stay(facts: Mapping[str, Any]) -> tuple[str, ...]:
    told = {
        fact[name] for kind, names in _PROTECTED.items() for fact in facts.get(kind, ()) for name in names if fact[name]
    }
    return tuple(sorted(told))


def _overlaps(text: str, span: tuple[int, int], protected: Iterable[str]) -> bool:
    for each in protected:
        at = text.find(each, max(0, span[0] - len(each) + 1))
        if 0 <= at < span[1]:
            return True
    return False


def _personal(text: str) -> list[tuple[int, int]]:
    found = [each.span() for each in _MAIL_RE.finditer(text)] if _AT_RE.search(text) else []
    found += personal_codes(text)
    found += (each.span("code") for each in _code_re().finditer(text))
    found += (each.span("number") for each in _phone_re().finditer(text) if _is_number(each["number"]))
    found += (each.span() for each in _ABROAD_RE.finditer(text) if _is_abroad(each[0]))
    for span in list(found):
        found += _beside(text, span)
    return found


def _beside(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Further numbers of the same person, with nothing but a comma or so between."""
    end = span[1]
    while following := _NEXT_RE.match(text, end):
        yield following.span("number")
        end = following.end()
    if before := _LAST_RE.search(text[max(0, span[0] - 40) : span[0]]):
        start = max(0, span[0] - 40)
        yield start + before.start("number"), start + before.end("number")


def _is_number(number: str) -> bool:
    return 5 <= sum(map(str.isdecimal, number)) <= 15


def _is_abroad(number: str) -> bool:
    """With the code of a country; `+123 456 789` may be a growth."""
    digits = sum(map(str.isdecimal, number))
    return 9 <= digits <= 15 and not (digits == 9 and _THOUSANDS_RE.fullmatch(number))


_WORD_RE: Final = regex.compile(r"[\p{L}\p{M}\p{N}]")
_SUSPECT_RE: Final = regex.compile(r"@|%40|[(\[]\s?\p{L}{2,3}\s?[)\]]|\d\D{0,4}\d\D{0,4}\d\D{0,4}\d\D{0,4}\d")
"""Nearly every string is none of it."""
_AT_RE: Final = regex.compile(r"@|%40|[(\[]")
_MAIL_RE: Final = regex.compile(
    r"(?:[\p{L}\p{N}][\p{L}\p{N}._+'-]{0,63}+(?:@|%40)|[\p{Ll}\p{N}][\p{Ll}\p{N}._-]{0,63}+\s?[(\[]\s?(?:@|\p{Ll}{2,3})\s?[)\]]\s?)"
    r"[\p{L}\p{N}-]{1,63}+(?:\.|\s?[(\[]\.[)\]]\s?)(?:[\p{L}\p{N}-]{1,63}+\.){0,6}\p{L}{2,24}+(?!\p{N})"
)
_GAP: Final = r"[\s().\-–/]{1,3}"
_DAY: Final = r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2}"
_SOLID: Final = r"\d{7,12}+"
_GROUPED: Final = (
    rf"\(?\d{{1,5}}+\)?(?:{_GAP}(?!{_DAY})\d{{1,3}}+(?!\d))?+"
    rf"(?:{_GAP}(?!{_DAY})(?!(?:19|20)\d\d(?!\d))\d{{2,7}}+){{0,5}}+"
)
_MONEY_OR_SHARE: Final = r"\s?(?:\p{Sc}|%|‰|(?:EUR|USD|GBP|LVL|LTL|EEK|PLN|SEK|DKK|CZK|HUF|RON|BGN)(?!\w))"
_END: Final = r"(?![\d%])(?![.,:]\d)"
_NUMBER: Final = rf"(?!{_DAY})(?:\(?(?:\+|00)\d{{1,3}}+\)?(?:{_GAP})?)?(?:{_SOLID}|{_GROUPED}|\d{{5,6}}){_END}"
_ABROAD_RE: Final = regex.compile(
    r"(?<![\w+])(?:\(\+\d{1,3}\)|\+[1-9]\d{0,2}?|00[1-9]\d{0,2}?(?=[\s(\-]))"
    rf"(?:{_GAP})?(?:0\)\s?)?(?:{_SOLID}|{_GROUPED}){_END}(?!{_MONEY_OR_SHARE})"
)
_ALONE: Final = (
    rf"(?:\(?\+\d{{1,3}}+\)?{_GAP}(?:{_SOLID}|{_GROUPED})|(?!(?:19|20)\d{{6}}(?!\d))\d{{7,9}}+)"
    rf"{_END}(?!{_MONEY_OR_SHARE})"
)
_NEXT_RE: Final = regex.compile(rf"\s{{0,2}}[,;/|]?\s{{0,2}}(?<![\d\w])(?P<number>{_ALONE})")
_LAST_RE: Final = regex.compile(rf"(?<![\w./-])(?P<number>{_ALONE})\s{{0,2}}[,;/|]?\s{{0,2}}$")
_THOUSANDS_RE: Final = regex.compile(r"\+\d{1,3}(?:\s\d{3})+")


@cache
def _phone_re() -> regex.Pattern[str]:
    return regex.compile(rf"(?i:{_words('phone')})[\s:.,;–-]{{0,4}}(?P<number>(?<!\d){_NUMBER})")


@cache
def _code_re() -> regex.Pattern[str]:
    code = r"(?=(?:[^\d\s]{0,3}\s?\d){5})(?:\d|[A-Z]{1,6}(?=[ -]?\d))(?:[ .\-–/+]?[\dA-Z]){4,17}"
    return regex.compile(rf"(?i:{_words('personal_code')})[\s:.–(-]{{0,4}}(?P<code>{code})(?!\w)")


def _words(kind: str) -> str:
    return alternation(phrase for tag in tags() for phrase in language_data(tag).get("contacts", {}).get(kind, ()))
