"""Partners in running text: `A in cooperation with B and C won funding`, `the consortium consists of A and B`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from grantdocs.extractors.funding_cues import cues_of
from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.partners.claims import Claim, folded, is_about_project, sentence
from grantdocs.extractors.partners.enumerations import enumerated, enumerated_before
from grantdocs.extractors.partners.subjects import is_paid, paid_beside
from grantdocs.extractors.reading import Reading

__all__ = ["claims"]

_SEVERAL = 2
_VERB_RE = regex.compile(r"(?:\s\p{Ll}++){1,3}\s")


def claims(reading: Reading, organisations: tuple[Organisation, ...]) -> Iterator[Claim]:
    yield from _together(reading, organisations)
    yield from _taking_part(reading, organisations)


def _together(reading: Reading, organisations: tuple[Organisation, ...]) -> Iterator[Claim]:
    """B and C behind the words, and A before them, in a sentence about a project."""
    cues = cues_of(reading)
    for hit in cues.hits["together"]:
        start, end = sentence(reading, hit.start, hit.end)
        if not cues.any_within("project", *cues.block(hit.start)) and not is_about_project(reading, start, end):
            continue
        named = list(enumerated(reading, organisations, hit.end, end, "partner"))
        if not named and _follows(reading, organisations, hit.start):
            # `X-szel és Y-nal együttműködve`: the words stand behind the names that they join.
            named = list(enumerated_before(reading, organisations, start, hit.start, "partner"))
        opened = min((folded(reading, claim.organisation.span)[0] for claim in named), default=hit.start)
        before = min(opened, hit.start)
        subject = next((o for o in reversed(organisations) if start <= folded(reading, o.span)[0] < before), None)
        done = cues.any_within("carries-out", start, end)
        about = cues.any_within("project", start, end)
        if not about and (len(named) < _SEVERAL or not paid_beside(reading, start, end)):
            continue
        if not subject and not done and about and not is_paid(reading, start, end):
            continue
        if subject and named:
            yield Claim(subject, "partner")
        elif not subject and not about and (behind := _agent_behind(reading, organisations, named, end)):
            yield Claim(behind, "partner")
        yield from named


def _agent_behind(
    reading: Reading, organisations: tuple[Organisation, ...], named: list[Claim], end: int
) -> Organisation | None:
    """`Together with A, B and C works the town of D on ...`: the one name behind the verb."""
    last = max(folded(reading, claim.organisation.span)[1] for claim in named)
    behind = [
        one for one in organisations if last < folded(reading, one.span)[0] and folded(reading, one.span)[1] < end
    ]
    if len(behind) != 1 or not _VERB_RE.fullmatch(reading.folded.text, last, folded(reading, behind[0].span)[0]):
        return None
    return behind[0]


def _follows(reading: Reading, organisations: tuple[Organisation, ...], start: int) -> bool:
    """Whether an inflected name stands right before."""
    return any(
        folded(reading, one.span)[1] == start - 1 and one.name != one.written and not one.foreign
        for one in organisations
    )


def _taking_part(reading: Reading, organisations: tuple[Organisation, ...]) -> Iterator[Claim]:
    """The names on either side of words such as "take part in the project"."""
    for hit in cues_of(reading).hits["takes-part"]:
        start, end = sentence(reading, hit.start, hit.end)
        behind = list(enumerated(reading, organisations, hit.end, end, "partner"))
        yield from behind or enumerated_before(reading, organisations, start, hit.start, "partner")
