"""Who carries a project out where no label says so: the subject of the sentence that names the project or its money."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import regex

from grantdocs.extractors.funding_cues import block_of, cues_of
from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.organisations.words import base_of
from grantdocs.extractors.partners.claims import Claim, folded, sentence
from grantdocs.extractors.partners.enumerations import enumerated_before
from grantdocs.extractors.partners.named import Named
from grantdocs.extractors.reading import Reading
from grantdocs.model.document import Zone
from grantdocs.model.location import Span
from grantdocs.text.folding import fold_key
from grantdocs.text.stretches import Stretches, spans

__all__ = ["is_paid", "of_awards", "of_money", "of_page", "of_verbs", "paid_beside"]

_REACH = 80
_BESIDE = 300
"""Characters of what follows a paragraph that may say who pays."""
_APPOSITION_RE = regex.compile(r",\s(?:\p{Ll}{1,4}[\s'])?$")
_AGENT_RE = regex.compile(r"(?:[ '\"-]|\b\p{Ll}{1,4}\b)*+")
_SUBJECT_RE = regex.compile(r"(?:\s\([^()\n\t]{1,40}\))?(?:\s\p{Ll}{1,4}){0,2}\s")
_SILENT = {Zone.NAVIGATION, Zone.COMMENT, Zone.ALT_TEXT, Zone.FOOTER}


def of_awards(reading: Reading, named: Named, refused: set[Span], awards: Iterable[Span]) -> Iterator[Claim]:
    """`NAME carries out the project "TITLE"`: the uninflected name that opens the sentence of a number or title."""
    awards = sorted(awards)
    titles = spans(awards)
    leading = Named(reading, (one for one in named.all if _may_lead(reading, one, refused, titles)))
    for award in awards:
        first, _ = folded(reading, award)
        if block_of(reading, first).zone in _SILENT:
            continue
        start, _ = sentence(reading, first, first + 1)
        for begin, end, organisation in leading.beginning(start, first):
            if begin == end or end > first:
                continue
            if organisation.company or not _is_behind_payer(reading, start, begin):
                yield Claim(organisation, "beneficiary")
                return


def _may_lead(reading: Reading, organisation: Organisation, refused: set[Span], titles: Stretches[Span]) -> bool:
    """An uninflected name, no part of a title or number, whose head opens the sentence or whose country is known."""
    span = organisation.span
    if organisation.name != organisation.written or span in refused:
        return False
    if any(map(span.overlaps, titles.near(span.start, span.end, 0))):
        return False
    start, end = folded(reading, span)
    shown = base_of(organisation.name.split()[0].lower(), reading.lexicon) is not None
    opens = shown and sentence(reading, start, end)[0] == start and _zone(reading, organisation) is Zone.BODY
    return organisation.company or opens or _is_sure(reading, organisation)


def of_money(reading: Reading, named: Named, refused: set[Span]) -> Iterator[Claim]:
    """The organisation that a sentence about the paid project speaks of first."""
    for organisation in named.all:
        if organisation.foreign or organisation.span in refused or not _is_sure(reading, organisation):
            continue
        at = folded(reading, organisation.span)
        start, end = sentence(reading, *at)
        if not organisation.company and _is_behind_payer(reading, max(start, at[0] - _REACH), at[0]):
            continue
        if cues_of(reading).any_within("project", start, end) and is_paid(reading, start, end):
            yield Claim(organisation, "beneficiary")
            return


def of_verbs(reading: Reading, named: Named, awards: Iterable[Span]) -> Iterator[Claim]:
    """`The project "TITLE" is run by NAME`, `NAME implements the project`, `wird von NAME umgesetzt`."""
    cues, text = cues_of(reading), reading.folded.text
    titles = sorted(folded(reading, award)[0] for award in awards)
    for hit in cues.hits["carries-out"]:
        start, end = cues.sentence(hit.start)
        if not cues.any_within("project", start, end) and bisect_left(titles, start) == bisect_left(titles, end):
            continue
        role = "partner" if cues.any_within("together", start, end) else "beneficiary"
        inside = [place for place in named.beginning(start, end) if place[1] <= end]
        behind = next((one for first, _, one in inside if first >= hit.end), None)
        if behind and _AGENT_RE.fullmatch(text, hit.end, folded(reading, behind.span)[0]):
            yield Claim(behind, role)
            continue
        before = [place for place in inside if place[1] <= hit.start]
        for first, last, one in before:
            if _SUBJECT_RE.fullmatch(text, last, hit.start) and one.name == one.written and not one.foreign:
                joined = list(enumerated_before(reading, named, start, last, role))
                yield from joined if len(joined) > 1 else [Claim(one, role)]
            elif any(by.end <= first and not text[by.end : first].strip() for by in cues.within("by", start, first)):
                paid = cues.within("funding", start, end)
                if not any(start <= pays.start < first for pays in paid):
                    yield Claim(one, role)


def of_page(reading: Reading, named: Named, refused: set[Span], awards: tuple[Span, ...]) -> Iterator[Claim]:
    """Whose page about a project it is: the one company that it names again and again, or who stands in its title."""
    companies = [one for one in named.all if one.company and one.span not in refused and not one.foreign]
    if awards and len(companies) > 1 and len({fold_key(one.name) for one in companies}) == 1:
        yield Claim(companies[0], "beneficiary")
        return
    projects = "\n".join({fold_key(reading.quote(award)): None for award in awards})
    sure = [one for one in named.all if one.span not in refused and not one.foreign and _is_sure(reading, one)]
    sure = [one for one in sure if fold_key(one.written) not in projects]
    titled = {fold_key(one.name) for one in sure if _zone(reading, one) is Zone.TITLE}
    told = [one for one in sure if fold_key(one.name) in titled and _zone(reading, one) is Zone.BODY]
    if awards and len(titled) == 1 and told:
        yield Claim(told[0], "beneficiary")


def _zone(reading: Reading, organisation: Organisation) -> Zone:
    return reading.document.block_at(organisation.span.start).zone


def paid_beside(reading: Reading, start: int, end: int) -> bool:
    """Whether the paragraph of a sentence, or the next one, says who pays."""
    first, last = cues_of(reading).block(start)
    return is_paid(reading, first, min(max(last, end) + _BESIDE, len(reading.folded.lower)))


def _is_sure(reading: Reading, organisation: Organisation) -> bool:
    """A name whose country is known, of a company, or between commas: `our school, NAME, received`."""
    if organisation.country is not None or organisation.company:
        return True
    text, (start, end) = reading.folded.text, folded(reading, organisation.span)
    return bool(text[end : end + 1] == "," and _APPOSITION_RE.search(text, max(0, start - 8), start))


def is_paid(reading: Reading, start: int, end: int) -> bool:
    return any(cues_of(reading).any_within(label, start, end) for label in ("funding", "union"))


def _is_behind_payer(reading: Reading, start: int, end: int) -> bool:
    """`funded by X`, `Operational Programme of X`: a few words before X stands who pays or runs a programme."""
    hits = [h for label in ("funding", "programme") for h in cues_of(reading).within(label, start, end)]
    gap = reading.folded.lower[max((hit.end for hit in hits), default=end) : end]
    return bool(hits) and not regex.search(r"[.;:]", gap) and len(gap.split()) <= 7
