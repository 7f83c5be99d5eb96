"""Partners as the value of a label: `Partners: A; B, Faculty of C`, where the whole value, or a whole part of it, is a
name, also beyond what its head word or legal form shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from grantdocs.extractors.funding_cues import block_of, cues_of
from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.organisations.words import base_forms, base_of, conjunctions, legal_forms
from grantdocs.extractors.partners.claims import Claim, folded, item_name
from grantdocs.extractors.partners.named import Named
from grantdocs.extractors.reading import Reading
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.document import Zone
from grantdocs.text.folding import fold_key

__all__ = ["claims", "grown", "is_labelled", "with_legal_form"]

_OPENING_RE = regex.compile(r"(?:\s\p{Ll}[\p{L} ]{0,30})?\s?(?:\([^()\n\t]{0,40}\)\s?)?(?::[ *_]*+\t?|\t)[ *_]*+")
_PIECE_RE = regex.compile(r"(?:\([^()]*+\)|[^;,()])++")
_TAIL_RE = regex.compile(r"(?:[\s'-]|\p{L}[\p{L}.]*+){1,12}")
"""Words that may go on a name behind what shows it to be one."""
_LEAD_RE = regex.compile(r"(?:\p{L}+\s){2,4}")
_WORD_RE = regex.compile(r"\s(?P<word>\p{L}+)\s(?:\p{Ll}{1,4}\s)?[\"']?")
_FORM_RE = regex.compile(r",\s(?P<form>\p{Ll}[\p{L} ]{4,60})(?=[,.;()\n\t]|$)")
_LABEL_REACH = 60
_LONGEST = 300
_LONGEST_TAIL = 60
_SILENT = {Zone.NAVIGATION, Zone.COMMENT, Zone.ALT_TEXT}


def claims(reading: Reading, named: Named) -> Iterator[Claim]:
    """The names behind labels, as long as they really are."""
    text = reading.folded.text
    for hit in cues_of(reading).roles():
        start, _ = cues_of(reading).block(hit.start)
        opening = _OPENING_RE.match(text, hit.end)
        if opening is None or hit.start - start > _LABEL_REACH or block_of(reading, hit.start).zone in _SILENT:
            continue
        if any(mark in text[start : hit.start] for mark in ":.;"):
            continue
        _, end = cues_of(reading).block(opening.end())
        if end - opening.end() > _LONGEST:
            continue
        pieces = list(_pieces(text, opening.end(), end, _joints(reading, named, opening.end(), end)))
        for first, last, shown in _names(reading, named, pieces):
            yield Claim(grown(reading, shown, first, last), hit.label)


def is_labelled(reading: Reading, start: int) -> bool:
    """Whether a block begins with the word for a role that labels what follows in it."""
    text = reading.folded.text
    hit = cues_of(reading).role_at(start)
    return hit is not None and _OPENING_RE.match(text, hit.end) is not None


def _names(reading: Reading, named: Named, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int, Organisation]]:
    """Stretches that are one name each, with the organisation that was found in them."""
    text = reading.folded.text
    held: tuple[int, int, Organisation] | None = None
    for first, last in pieces:
        if held and text[held[1] : first].strip() == "," and _belongs(text[first:last], reading.lexicon):
            held = (held[0], last, held[2])
            continue
        if held:
            yield held
        held = _name(reading, [one for _, _, one in named.beginning(first, last)], first, last)
    if held:
        yield held


def _name(reading: Reading, inside: list[Organisation], first: int, last: int) -> tuple[int, int, Organisation] | None:
    """The name that a piece of a value is or begins with."""
    text = reading.folded.text
    if not inside:
        piece = text[first:last]
        named = piece[:1].isupper() and len(piece) <= _LONGEST_TAIL and _TAIL_RE.fullmatch(piece)
        heads = base_forms(reading.lexicon, "heads")
        words = piece.lower().split()
        shown = any((base_of(word, reading.lexicon) or "").lower() == word for word in words)
        if not named or not shown or (len(words) == 1 and words[0] in heads):
            return None
        return first, last, item_name(reading, first, piece)
    start, known = folded(reading, inside[0].span)
    if start > first + (text[first] == '"'):
        # `Agricultural cooperative NAME Ltd`: two or more words lead to the name, one alone says what it is.
        if not (inside[0].company and text[first].isupper() and _LEAD_RE.fullmatch(text, first, start)):
            return None
    elif known >= last:
        return first, known, inside[0]
    rest = text[known:last]
    goes_on = len(rest) <= _LONGEST_TAIL and _TAIL_RE.fullmatch(rest) and not _is_list(rest, inside[1:], reading)
    return first, last if goes_on or known > last else known, inside[0]


def _joints(reading: Reading, named: Named, start: int, end: int) -> list[tuple[int, int]]:
    """The "and" words of a value that a name follows."""
    text, joining = reading.folded.lower, conjunctions(reading.lexicon)
    words = _WORD_RE.finditer(text, start, end)
    joints = (word.span() for word in words if word["word"] in joining)
    return [(first, last) for first, last in joints if named.beginning(last, last + 1)]


def _pieces(text: str, start: int, end: int, joints: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What stands between commas, semicolons and `joints`, without brackets at its end."""
    for begin, stop in zip([start, *(last for _, last in joints)], [*(first for first, _ in joints), end], strict=True):
        for found in _PIECE_RE.finditer(text, begin, stop):
            piece = found.group()
            first = found.start() + len(piece) - len(piece.lstrip(" *_"))
            last = found.start() + len(piece.partition("(")[0].rstrip(" .*_"))
            if last > first:
                # The point of `s.r.o.` belongs to the name, that of a sentence does not.
                yield first, last + (text[last : last + 1] == "." and text[last - 2 : last - 1] == ".")


def with_legal_form(reading: Reading, organisation: Organisation) -> Organisation:
    """`NAME, limited company, carries out`: a legal form in full between commas behind a name belongs to it."""
    start, end = folded(reading, organisation.span)
    form = _FORM_RE.match(reading.folded.text, end)
    known = (*_full_forms(reading.lexicon), *_parts(reading.lexicon))
    if form is None or fold_key(form["form"]) not in known:
        return organisation
    return grown(reading, organisation, start, form.end("form"))


def _is_list(rest: str, others: list[Organisation], reading: Reading) -> bool:
    """`Town of A and Town of B`: what follows an "and" with an organisation of its own goes not on with the name."""
    words = rest.lower().split()
    return bool(others) and any(word in conjunctions(reading.lexicon) for word in words)


def _belongs(piece: str, lexicon: Lexicon) -> bool:
    """A legal form, or a faculty, branch or department, behind the comma after a name."""
    if piece.strip(".") in legal_forms(lexicon) or fold_key(piece) in _full_forms(lexicon):
        return True
    key = fold_key(piece)
    return any(key == part or key.startswith(part + " ") or key.endswith(" " + part) for part in _parts(lexicon))


@by_languages
def _full_forms(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold_key(form) for form in legal_forms(lexicon) if " " in form)


@by_languages
def _parts(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(fold_key(word) for word in lexicon.phrases("organisations", "parts"))


def grown(reading: Reading, organisation: Organisation, first: int, last: int) -> Organisation:
    start, end = folded(reading, organisation.span)
    first, last = min(first, start), max(last, end)
    if (first, last) == (start, end):
        return organisation
    before = reading.quote(reading.folded.span(first, start)) if first < start else ""
    behind = reading.quote(reading.folded.span(end, last)) if last > end else ""
    span = reading.folded.span(first, last)
    return replace(organisation, name=before + organisation.name + behind, written=reading.quote(span), span=span)
