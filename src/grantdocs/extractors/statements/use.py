"""What a publication does with an official wording: claims it for itself, or only speaks of it."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from grantdocs.extractors.reading import Reading
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.document import Zone
from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import PhraseIndex, tokens

__all__ = ["CLAIM", "use_of"]

CLAIM = "claim"
_QUOTATION, _NAVIGATION, _OTHERS = "quotation", "navigation", "others"
_PATHS = {
    "duty": ("cues", "quoting", "duty"),
    "saying": ("cues", "quoting", "saying"),
    "others": ("cues", "quoting", "others"),
    "partner": ("cues", "partners", "partner"),
}
_PICTURES = {Zone.ALT_TEXT, Zone.IMAGE_TEXT}
_LOGOS = 3
"""So many pictures under the word for partners are a list of their logos."""
_HEADING = 80
"""Letters of a line that may head what follows."""
_ABOVE = 12
_FAR = 300
_BREAK_RE = regex.compile(
    r"(?<=[\p{L}\p{N})\"']{3})[.!?…][\"')\]]*+\s(?![\"'])|(?<=\p{L}{6})[.!?…][\"')\]]*+\s|[!?][\"')\]]*+\s|[\n\t]"
)
"""A full stop after a short word, before quotation marks, is that of an abbreviation: `e.g.`."""
_LETTER_RE = regex.compile(r"\p{L}{2}")
_MARKS = "\"'"


def use_of(reading: Reading, start: int, end: int) -> str:
    """`claim`, `quotation` (of a rule or an example), `navigation` or `others` (another project, partners' logos).

    `start` and `end` are folded offsets. Without a sign of the others it is a claim.
    """
    zone = reading.document.block_at(reading.folded.original(start)).zone
    if zone is Zone.NAVIGATION:
        return _NAVIGATION
    around = _around(reading.folded.text, start, end)
    if _is_demanded(reading, around, start, end):
        return _QUOTATION
    if _is_about_others(reading, around, start, zone):
        return _OTHERS
    return CLAIM


@dataclass(frozen=True, slots=True)
class _Around:
    """Folded offsets: where the sentence of a statement begins and ends, and where the one before it begins."""

    before: int
    first: int
    last: int


def _around(text: str, start: int, end: int) -> _Around:
    breaks = [match.end() for match in _BREAK_RE.finditer(text, max(0, start - 2 * _FAR), start)]
    inside = [at for at in breaks if at <= start]
    first = inside[-1] if inside else max(0, start - _FAR)
    before = inside[-2] if len(inside) > 1 else max(0, first - _FAR)
    after = _BREAK_RE.search(text, end, min(len(text), end + _FAR))
    return _Around(before, first, after.start() if after else min(len(text), end + _FAR))


def _is_demanded(reading: Reading, around: _Around, start: int, end: int) -> bool:
    """Words of duty and of writing lead to it, and a colon, a question, quotation marks or a capital part it off."""
    text = reading.folded.text
    lead = text[around.first : start].rstrip()
    in_marks = lead[-1:] in {*_MARKS} or text[end : end + 2].strip(" .,;")[:1] in {*_MARKS}
    if in_marks and _asks(reading, around.first, around.last):
        return True
    if _LETTER_RE.search(lead):
        return (lead[-1] == ":" or text[start].isupper()) and _asks(reading, around.first, start)
    return text[around.before : around.first].rstrip()[-1:] in {":", "?"} and _asks(
        reading, around.before, around.first
    )


def _asks(reading: Reading, start: int, end: int) -> bool:
    return {"duty", "saying"} <= _labels(reading, start, end)


def _is_about_others(reading: Reading, around: _Around, start: int, zone: Zone) -> bool:
    """The sentence, or the heading above, turns to other projects; or it is one of many logos of partners."""
    if "others" in _labels(reading, around.first, start):
        return True
    document = reading.document
    at = document.block_index(reading.folded.original(start))
    above = document.blocks[max(0, at - _ABOVE) : at]
    pictures = sum(block.zone in _PICTURES for block in (*above, *document.blocks[at : at + _LOGOS]))
    is_list = zone in _PICTURES and pictures >= _LOGOS
    for block in reversed(above):
        is_heading = block.zone is Zone.HEADING
        if block.zone in _PICTURES or (not is_heading and not is_list):
            continue
        if block.span.end - block.span.start > _HEADING:
            return False
        labels = _labels(reading, reading.folded.index(block.span.start), reading.folded.index(block.span.end))
        if (is_heading and "others" in labels) or (is_list and "partner" in labels):
            return True
        if is_heading:
            return False
    return False


def _labels(reading: Reading, start: int, end: int) -> set[str]:
    """What kinds of words stand in a stretch."""
    return {hit.label for hit in _index(reading.lexicon).find(tokens(reading.folded.lower, start, end))}


@by_languages
def _index(lexicon: Lexicon) -> PhraseIndex[str]:
    return PhraseIndex((fold_key(phrase), label) for label, path in _PATHS.items() for phrase in lexicon.phrases(*path))
