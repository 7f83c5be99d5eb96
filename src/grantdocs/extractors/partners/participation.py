"""Partners in running text: `A in cooperation with B and C won funding`, `the consortium consists of A and B`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from grantdocs.extractors.funding_cues import cues_of
from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.partners.claims import Claim, folded, is_about_project, sentence
from grantdocs.extractors.partners.enumerations import enumerated, enumerated_before
from grantdocs.extractors.partners.named import Named
from grantdocs.extractors.partners.subjects import is_paid, paid_beside
from grantdocs.extractors.reading import Reading

__all__ = ["claims"]

_SEVERAL = 2
_VERB_RE = regex.compile(r"(?:\s\p{Ll}++){1,3}\s")


def claims(reading: Reading, named: Named) -> Iterator[Claim]:
    yield from _together(reading, named)
    yield from _taking_part(reading, named)


def _together(reading: Reading, named: Named) -> Iterator[Claim]:
    """B and C behind the words, and A before them, in a sentence about a project."""
    cues = cues_of(reading)
    for hit in cues.hits["together"]:
        start, end = sentence(reading, hit.start, hit.end)
        if not cues.any_within("project", *cues.block(hit.start)) and not is_about_project(reading, start, end):
            continue
        joined = list(enumerated(reading, named, hit.end, end, "partner"))
        if not joined and _follows(named, hit.start):
            # `X-szel és Y-nal együttműködve`: the words stand behind the names that they join.
            joined = list(enumerated_before(reading, named, start, hit.start, "partner"))
        opened = min((folded(reading, claim.organisation.span)[0] for claim in joined), default=hit.start)
        subject = next((one for _, _, one in reversed(named.beginning(start, min(opened, hit.start)))), None)
        done = cues.any_within("carries-out", start, end)
        about = cues.any_within("project", start, end)
        if not about and (len(joined) < _SEVERAL or not paid_beside(reading, start, end)):
            continue
        if not subject and not done and about and not is_paid(reading, start, end):
            continue
        if subject and joined:
            yield Claim(subject, "partner")
        elif not subject and not about and (behind := _agent_behind(reading, named, joined, end)):
            yield Claim(behind, "partner")
        yield from joined


def _agent_behind(reading: Reading, named: Named, joined: list[Claim], end: int) -> Organisation | None:
    """`Together with A, B and C works the town of D on ...`: the one name behind the verb."""
    last = max(folded(reading, claim.organisation.span)[1] for claim in joined)
    behind = [(first, one) for first, stop, one in named.beginning(last + 1, end) if stop < end]
    if len(behind) != 1 or not _VERB_RE.fullmatch(reading.folded.text, last, behind[0][0]):
        return None
    return behind[0][1]


def _follows(named: Named, start: int) -> bool:
    """Whether an inflected name stands right before."""
    return any(
        end == start - 1 and one.name != one.written and not one.foreign for _, end, one in named.near(start - 1, start)
    )


def _taking_part(reading: Reading, named: Named) -> Iterator[Claim]:
    """The names on either side of words such as "take part in the project"."""
    for hit in cues_of(reading).hits["takes-part"]:
        start, end = sentence(reading, hit.start, hit.end)
        behind = list(enumerated(reading, named, hit.end, end, "partner"))
        yield from behind or enumerated_before(reading, named, start, hit.start, "partner")
