"""Whether a text itself says that Union money pays for what it is about."""

from __future__ import annotations

from grantdocs.extractors.funding_cues import Cues, block_of, cues_of, programme_names
from grantdocs.extractors.reading import Reading
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.document import Zone
from grantdocs.model.facts import Fund, StatementFact
from grantdocs.text.folding import fold_key

__all__ = ["announces_money", "shows_union_money"]

_NAMES_ONLY = ("fund-name", "institution-name")
_BESIDE = 240
_ROWS = 3
_OPENING = 30
_SHORT = 300
_SILENT = {Zone.NAVIGATION, Zone.COMMENT}


def shows_union_money(reading: Reading, statements: tuple[StatementFact, ...], funds: tuple[Fund, ...]) -> bool:
    """An official statement, or a sentence that joins a project, paying and the Union, a fund or a programme."""
    return any(map(_says_so, statements)) or bool(_paying(reading, funds))


def announces_money(reading: Reading, statements: tuple[StatementFact, ...], funds: tuple[Fund, ...]) -> bool:
    """An official statement, or a short sentence that opens with one project: "The project is funded by ..."."""
    if any(map(_says_so, statements)):
        return True
    cues, one = cues_of(reading), _one_project(reading.lexicon)
    for start, end in _paying(reading, funds):
        for project in cues.within("project", start, min(end, start + _OPENING)):
            paid = cues.any_within("funding", project.end, min(end, project.end + _OPENING))
            if end - start <= _SHORT and paid and cues.lower[project.start : project.end] in one:
                return True
    return False


def _paying(reading: Reading, funds: tuple[Fund, ...]) -> tuple[tuple[int, int], ...]:
    """Sentences, or lines of a table (folded offsets), that join a project, paying and who pays."""
    cues = cues_of(reading)
    payers = [(hit.start, hit.end) for hit in cues.hits["union"] if not cues.covers("not-union", hit.start, hit.end)]
    payers += [(mention.start, mention.end) for mention in programme_names(reading)]
    payers += [
        (reading.folded.index(span.start), reading.folded.index(span.end)) for fund in funds for span in fund.spans
    ]
    found: dict[tuple[int, int], None] = {}
    for start, end in sorted(payers):
        block = block_of(reading, start)
        if block.zone in _SILENT:
            continue
        if block.zone is Zone.TABLE_CELL or _is_labelled_line(cues, start):
            row, rows = _lines(cues, start)
            if cues.any_within("funding", *row) and cues.any_within("project", *rows):
                found[row] = None
            continue
        first, last = _with_sum_before(cues, *cues.sentence(start))
        near = max(first, start - _BESIDE), min(last, end + _BESIDE)
        if cues.any_within("project", *near) and cues.any_within("funding", *near):
            found[first, last] = None
    return tuple(found)


def _with_sum_before(cues: Cues, start: int, end: int) -> tuple[int, int]:
    """A sentence, with the one before it in its block where it begins `Of this, ...`."""
    refers = any(hit.start == start for hit in cues.within("including", start, end))
    begins = start > cues.block(start)[0]
    return (cues.sentence(start - 1)[0] if refers and begins else start), end


def _is_labelled_line(cues: Cues, position: int) -> bool:
    """`Source of funding Programme X, 2022`: a line of a sheet that opens with its label, and is no sentence."""
    start, end = cues.block(position)
    opens = any(hit.end <= position for hit in cues.within("funding", start, min(end, start + _OPENING))[:1])
    opens = opens and not cues.lower[start : cues.within("funding", start, end)[0].start].strip(" -*")
    return opens and end - start <= _SHORT and not cues.lower[start:end].rstrip().endswith((".", "!", "?"))


def _lines(cues: Cues, position: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The line of a cell, and some lines around it."""
    start, end = cues.lower.rfind("\n", 0, position) + 1, cues.lower.find("\n", position)
    row = start, end if end >= 0 else len(cues.lower)
    first, last = row
    for _ in range(_ROWS):
        first = cues.lower.rfind("\n", 0, max(0, first - 1)) + 1
        last = cues.lower.find("\n", last + 1) if 0 <= last < len(cues.lower) else last
        last = last if last >= 0 else len(cues.lower)
    return row, (first, last)


def _says_so(statement: StatementFact) -> bool:
    return statement.match in {"exact", "near"} and statement.family not in _NAMES_ONLY


@by_languages
def _one_project(lexicon: Lexicon) -> frozenset[str]:
    """The word for one project, the first of its forms in the data of each language."""
    forms = (data["cues"]["projects"][:1] for data in lexicon.data)
    return frozenset(fold_key(form) for first in forms for form in first)
