"""The words that names of organisations are made of, as spaCy's PhraseMatcher and as look-ups."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from grantdocs.languages import Lexicon, by_languages
from grantdocs.text.folding import fold_key

__all__ = [
    "agreeing",
    "base_forms",
    "base_of",
    "compound",
    "conjunctions",
    "has_capital_nouns",
    "head_position",
    "legal_forms",
    "matcher_for",
    "qualifiers",
    "tokenizer",
]


_SHORTEST_HEAD, _SHORTEST_FRONT = 5, 3
"""Letters of a head word, and of what stands before it, in a compound."""
_SHORTEST_ADJECTIVE = 5
_MANY_FORMS = 64
"""Dictionaries of base forms that are kept: each mix of languages, and the others beside it, has a few."""


@cache
def tokenizer() -> Any:
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
        suffix_search=compile_suffix_regex([*(defaults.suffixes or ()), r"(?<=[a-z][A-Z])\."]).search,
        infix_finditer=compile_infix_regex(
            [*(defaults.infixes or ()), r'"', r"(?<=\w)/(?=\w)", r"(?<=\b[dlDL])'(?=\w)", r"(?<=l)'(?=[A-Z])"]
        ).finditer,
        url_match=defaults.url_match,
    )


def matcher_for(doc: Any, lexicon: Lexicon) -> Any:
    """Of all head words and legal forms those that can stand in the text: making thousands of patterns takes long."""
    from spacy.matcher import PhraseMatcher

    starts = _by_first_word(lexicon)
    chosen = sorted(position for word in {token.lower_ for token in doc} for position in starts.get(word, ()))
    forms = _forms(lexicon)
    patterns: dict[str, list[Any]] = {}
    for position in chosen:
        label, form = forms[position]
        patterns.setdefault(label, []).append(_pattern(form))
    matcher = PhraseMatcher(tokenizer().vocab, attr="LOWER")
    for label, documents in patterns.items():
        matcher.add(label, documents)
    return matcher


@by_languages
def _by_first_word(lexicon: Lexicon) -> dict[str, tuple[int, ...]]:
    """First token in small letters -> places in `_forms`."""
    found: dict[str, list[int]] = {}
    for position, (_, form) in enumerate(_forms(lexicon)):
        first = form.partition(" ")[0]
        found.setdefault(first.lower() if _is_plain(form) else _pattern(form)[0].lower_, []).append(position)
    return {first: tuple(positions) for first, positions in found.items()}


@by_languages
def _forms(lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """`head:lv` or `form:lv`, and the words."""
    found: list[tuple[str, str]] = []
    for tag, data in zip(lexicon.tags, lexicon.data, strict=True):
        organisations = data["organisations"]
        found += [(f"head:{tag}", form) for base, forms in organisations["heads"].items() for form in (base, *forms)]
        for form, entry in organisations["legal_forms"].items():
            found += [(f"form:{tag}", text) for text in (form, *entry.get("full", ()))]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _pattern(form: str) -> Any:
    """The form as tokens; what is made of letters and blanks alone needs no tokenizer."""
    from spacy.tokens import Doc

    return Doc(tokenizer().vocab, words=form.split(" ")) if _is_plain(form) else tokenizer()(form)


def _is_plain(form: str) -> bool:
    return all(word.isalpha() for word in form.split(" "))


@lru_cache(maxsize=_MANY_FORMS)
def base_forms(lexicon: Lexicon, which: str) -> dict[str, str]:
    """Form in small letters -> base form."""
    found: dict[str, str] = {}
    for data in lexicon.data:
        for base, forms in data["organisations"].get(which, {}).items():
            for form in (base, *forms):
                found.setdefault(form.lower(), base)
    return found


@by_languages
def legal_forms(lexicon: Lexicon) -> dict[str, str]:
    """Form without its last point -> where it stands; letter case tells `SA` from a word."""
    found: dict[str, str] = {}
    for data in lexicon.data:
        for form, entry in data["organisations"]["legal_forms"].items():
            for text in (form, *entry.get("full", ())):
                for written in (text, text.upper() if len(text) > 5 else text):
                    found.setdefault(written.strip("."), entry.get("position", "either"))
    return found


@by_languages
def qualifiers(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold_key(word).rstrip("'-") for word in lexicon.phrases("organisations", "qualifiers"))


@by_languages
def conjunctions(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold_key(word) for word in lexicon.phrases("calendar", "range", "and"))


@cache
def head_position(lexicon: Lexicon, tag: str) -> str:
    for known, data in zip(lexicon.tags, lexicon.data, strict=True):
        if known == tag:
            return str(data["organisations"].get("head_position", "any"))
    return "any"


@cache
def has_capital_nouns(lexicon: Lexicon, tag: str) -> bool:
    data = dict(zip(lexicon.tags, lexicon.data, strict=True)).get(tag, {})
    return bool(data.get("organisations", {}).get("capital_nouns", False))


def base_of(word: str, lexicon: Lexicon) -> str | None:
    """Base form of a head word in small letters, also at the end of a compound."""
    known = base_forms(lexicon, "heads").get(word)
    if known is None and (found := compound(word, lexicon)):
        return found[0]
    return known


def compound(word: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Base form and language of a longer word that ends in a head word."""
    ends = _ends(lexicon)
    for i in range(_SHORTEST_FRONT, len(word) - _SHORTEST_HEAD + 1) if ends else ():
        if known := ends.get(word[i:]):
            return word[:i] + known[0].lower(), known[1]
    return None


def agreeing(word: str, head: str, where: str, lexicon: Lexicon, tag: str) -> str | None:
    """The adjective beside a head word in the ending that goes with its base form; None where no rule knows it."""
    if len(word) < _SHORTEST_ADJECTIVE or tag not in lexicon.tags:
        return None
    rules = lexicon.data[lexicon.tags.index(tag)]["organisations"].get("agreement", {}).get(where, {})
    fitting = max((ending for ending in rules if head.lower().endswith(ending)), key=len, default=None)
    if fitting is None:
        return None
    endings = rules[fitting]
    ending = max((ending for ending in endings if word.lower().endswith(ending)), key=len, default=None)
    return None if ending is None else word[: len(word) - len(ending)] + endings[ending]


@by_languages
def _ends(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for tag, data in zip(lexicon.tags, lexicon.data, strict=True):
        if data["organisations"].get("compounds"):
            for base, forms in data["organisations"]["heads"].items():
                for form in (base, *forms):
                    if len(form) >= _SHORTEST_HEAD:
                        found.setdefault(form.lower(), (base, tag))
    return found
