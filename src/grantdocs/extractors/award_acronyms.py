"""Acronyms of projects that a text uses without saying that they are some: "the KELP2 project", "projekts KELP2"."""

from __future__ import annotations

from collections import defaultdict

import regex

from grantdocs.catalogue.programme_index import index
from grantdocs.extractors.award_names import Name
from grantdocs.extractors.award_numbers import NumberMention
from grantdocs.extractors.funding_cues import Cues, block_of, cues_of
from grantdocs.extractors.reading import Reading
from grantdocs.model.document import Zone

__all__ = ["acronym_of"]

# At least two capitals, or a capital and a digit, or a capital behind a small letter.
_TOKEN_RE = regex.compile(
    r"(?<![\w@/.-])(?=[\p{L}\d@+-]*?(?:\p{Lu}[\p{L}\d-]*?[\p{Lu}\d]|\p{Ll}\p{Lu}))\p{L}[\p{L}\d@+-]{1,20}(?![\w@+-])"
)
_HYPHENATED = "-"
_MARKS = " \"'(),:-"
_NEAR_NUMBER = 200
_FOLLOWED = 4
"""Weight of standing beside the word for a project."""


def acronym_of(reading: Reading, numbers: tuple[NumberMention, ...]) -> Name | None:
    """The one short name that stands beside the word for a project, near the number, and more often than any other."""
    cues, text = cues_of(reading), reading.folded.text
    spelled = defaultdict(list)
    for match in _TOKEN_RE.finditer(text):
        if block_of(reading, match.start()).zone not in {Zone.NAVIGATION, Zone.COMMENT}:
            spelled[match.group()].append(match)
    known = _known(reading, cues)
    best: tuple[int, Name] | None = None
    for token, matches in spelled.items():
        beside = [match for match in matches if _beside_project(cues, text, *match.span())]
        if not beside or token.lower() in known or any(_overlaps(match, numbers) for match in matches):
            continue
        near = any(abs(match.start() - number.start) < _NEAR_NUMBER for match in matches for number in numbers)
        weight = _FOLLOWED * len(beside) + len(matches) + _FOLLOWED * near
        if len(matches) < 2 and not near:
            continue
        if best is None or weight > best[0]:
            first = beside[0]
            best = (
                weight,
                Name(first.start(), first.end(), reading.quote(reading.folded.span(*first.span())), "acronym", 1),
            )
    return best[1] if best else None


def _beside_project(cues: Cues, text: str, start: int, end: int) -> bool:
    after = cues.within("project", end, end + 30)
    if any(not text[end : hit.start].strip(_MARKS) for hit in after):
        return True
    return any(not text[hit.end : start].strip(_MARKS) for hit in cues.within("project", max(0, start - 30), start))


def _known(reading: Reading, cues: Cues) -> set[str]:
    """Short names of the Union, funds and programmes, which stand beside projects, too."""
    names = {reading.folded.lower[m.start : m.end] for m in index().mentions(reading.folded)}
    names |= {cues.lower[hit.start : hit.end] for label in ("union", "programme", "number") for hit in cues.hits[label]}
    return names | {word for name in names for word in name.split()}


def _overlaps(match: regex.Match[str], numbers: tuple[NumberMention, ...]) -> bool:
    return any(match.start() < number.end and number.start < match.end() for number in numbers)
