"""Which part of a publication is whose, where it tells of projects of several programmes.

Each part has two readings. The narrow one holds what surely is the programme's; the wide one also what may be its own
or another's, such as lines without a name at the end of the page. Titles, headers and footers are everybody's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from grantdocs.model.document import Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from grantdocs.model.document import Document
    from grantdocs.model.facts import Facts
    from grantdocs.model.location import Span

__all__ = ["Part", "parts", "payers"]

_SHARED: Final = frozenset({Zone.TITLE, Zone.HEADER, Zone.FOOTER, Zone.METADATA})
_SILENT: Final = frozenset({Zone.NAVIGATION, Zone.COMMENT})
"""What stands here is read, and says nothing about whose part it is."""
_SURE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks, by their index, of what a publication says about the projects of one programme."""

    programme: str
    narrow: frozenset[int]
    wide: frozenset[int]


def payers(facts: Facts, document: Document) -> tuple[str, ...]:
    """The programmes that pay projects of the publication, best first: the best one, and those that pay a further one.

    A number of its form shows it, or a section in which a project and no likelier programme is named. A programme that
    is only mentioned pays nothing here.
    """
    if "/programmes" in facts.assumed:
        return tuple(fact.id for fact in facts.programmes)
    found = {fact.id for fact in facts.programmes[:1]}
    found |= {award.programme for award in facts.awards if award.programme and award.award_number}
    sections = [frozenset(section) for section in _sections(document)]
    for award in facts.awards:
        place = document.block_index(award.spans[0].start) if award.spans and not award.programme else -1
        for section in (each for each in sections if place in each):
            named = [fact for fact in facts.programmes if fact.named and _stands_in(fact.spans, section, document)]
            found |= {fact.id for fact in named[:1] if fact.confidence >= _SURE}
    return tuple(fact.id for fact in facts.programmes if fact.id in found)


def parts(facts: Facts, document: Document, programmes: tuple[str, ...]) -> tuple[Part, ...]:
    """The part of each of these programmes; none where the text shows a place of no more than one of them."""
    owners = _owners(facts, document, programmes)
    if len({programme for named in owners.values() for programme in named}) < 2:
        return ()
    narrow: defaultdict[str, set[int]] = defaultdict(set)
    wide: defaultdict[str, set[int]] = defaultdict(set)
    for block, surely, maybe in _readings(document, owners, frozenset(programmes)):
        for programme in surely:
            narrow[programme].add(block)
        for programme in surely | maybe:
            wide[programme].add(block)
    return tuple(Part(each, frozenset(narrow[each]), frozenset(wide[each])) for each in programmes)


def _readings(
    document: Document, owners: Mapping[int, frozenset[str]], everybody: frozenset[str]
) -> Iterator[tuple[int, frozenset[str], frozenset[str]]]:
    """Each block with the programmes that it surely belongs to, and those that it may belong to as well."""
    nobody: frozenset[str] = frozenset()
    before: frozenset[str] | None = None
    last_named = max(owners)
    for section in _sections(document):
        named = frozenset(programme for block in section for programme in owners.get(block, nobody))
        for block in section:
            if document.blocks[block].zone in _SHARED:
                yield block, everybody, nobody
            elif block in owners:
                yield block, owners[block], nobody
            elif len(named) == 1:
                yield block, named, everybody if block > last_named else nobody
            elif named:
                yield block, nobody, named
            elif before is None:
                yield block, everybody, nobody
            else:
                yield block, before if len(before) == 1 else nobody, everybody
        before = named or before


def _owners(facts: Facts, document: Document, programmes: tuple[str, ...]) -> dict[int, frozenset[str]]:
    """The programmes that blocks name, by the index of the block; numbers of awards decide before names do."""
    by_number: defaultdict[int, set[str]] = defaultdict(set)
    by_name: defaultdict[int, set[str]] = defaultdict(set)
    for award in facts.awards:
        if award.programme in programmes:
            for span in award.spans:
                by_number[document.block_index(span.start)].add(award.programme)
    named = [fact for fact in facts.programmes if fact.id in programmes]
    uses = Counter(span for fact in named for span in fact.spans)
    for fact in named:
        for span in (span for span in fact.spans if uses[span] == 1):
            by_name[document.block_index(span.start)].add(fact.id)
    return {
        block: frozenset(found)
        for block, found in ({**by_name, **by_number}).items()
        if document.blocks[block].zone not in _SILENT | _SHARED
    }


def _sections(document: Document) -> Iterator[tuple[int, ...]]:
    """Runs of blocks, each but the first one opened by one or more headings."""
    section: list[int] = []
    before = None
    for index, block in enumerate(document.blocks):
        if block.zone is Zone.HEADING and before is not Zone.HEADING and section:
            yield tuple(section)
            section = []
        section.append(index)
        before = block.zone
    if section:
        yield tuple(section)


def _stands_in(spans: Iterable[Span], section: frozenset[int], document: Document) -> bool:
    return any(document.block_index(span.start) in section for span in spans)
