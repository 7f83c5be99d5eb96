"""Whether a text itself says that Union money pays for what it is about."""

from __future__ import annotations

from grantdocs.catalogue.programme_index import index
from grantdocs.extractors.funding_cues import Cues, block_of, cues_of
from grantdocs.extractors.reading import Reading
from grantdocs.model.document import Zone
from grantdocs.model.facts import Fund, ProgrammeFact, StatementFact

__all__ = ["paying_sentences", "shows_union_money"]

_NAMES_ONLY = ("fund-name", "institution-name")
_BESIDE = 120


def shows_union_money(
    reading: Reading,
    programmes: tuple[ProgrammeFact, ...],
    statements: tuple[StatementFact, ...],
    funds: tuple[Fund, ...] = (),
) -> bool:
    """An official statement, or a sentence that joins a project, paying and the Union, a fund or a programme."""
    if any(_says_so(statement) for statement in statements):
        return True
    return bool(paying_sentences(reading, programmes, funds))


def paying_sentences(
    reading: Reading, programmes: tuple[ProgrammeFact, ...], funds: tuple[Fund, ...] = ()
) -> tuple[tuple[int, int], ...]:
    """The sentences (folded offsets) that say so."""
    cues = cues_of(reading)
    payers = [(hit.start, hit.end) for hit in cues.hits["union"]]
    payers += [(m.start, m.end) for m in index().mentions(reading.folded)]
    payers += [(reading.folded.index(s.start), reading.folded.index(s.end)) for fund in funds for s in fund.spans]
    found: dict[tuple[int, int], None] = {}
    for start, _ in sorted(payers):
        if block_of(reading, start).zone in {Zone.NAVIGATION, Zone.COMMENT}:
            continue
        sentence = cues.sentence(start)
        if _pays_a_project(cues, sentence, start):
            found[sentence] = None
    return tuple(found)


def _pays_a_project(cues: Cues, sentence: tuple[int, int], payer: int) -> bool:
    start, end = sentence
    near = max(start, payer - 2 * _BESIDE), min(end, payer + 2 * _BESIDE)
    return cues.any_within("project", *near) and cues.any_within("funding", *near)


def _says_so(statement: StatementFact) -> bool:
    return statement.match in {"exact", "near"} and statement.family not in _NAMES_ONLY
