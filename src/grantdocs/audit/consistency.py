"""What publications of an audit say beside one another: one project in many places, one article on many sites."""

from __future__ import annotations

import json
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any, Final

from grantdocs.audit.projects import Name, name_of, projects_by_name
from grantdocs.audit.store import database
from grantdocs.model.facts import AmountKind
from grantdocs.model.facts_json import document_from, facts_from
from grantdocs.profiles import across, draft, projects_of

if TYPE_CHECKING:
    from grantdocs.audit.crew import Crew
    from grantdocs.audit.store.assembly import Assembly
    from grantdocs.model.agreements import Agreement
    from grantdocs.model.document import Document
    from grantdocs.model.facts import Facts

__all__ = ["TELLING_COLUMNS", "agreements_of", "compare"]

_MONEY: Final = (AmountKind.TOTAL_COST, AmountKind.ELIGIBLE_COST, AmountKind.UNION_CONTRIBUTION)
TELLING_COLUMNS: Final = {
    "position": "BIGINT",
    "n": "BIGINT",
    "award_number": "VARCHAR",
    "title": "VARCHAR",
    "acronym": "VARCHAR",
    "programme": "VARCHAR",
    "currency": "VARCHAR",
    **{kind.value: "DECIMAL(38, 6)" for kind in _MONEY},
    "rate": "DECIMAL(38, 6)",
    "start": "DATE",
    "end": "DATE",
}
"""What a publication says of a project for sure."""
_NAME: Final = {"position": "BIGINT", "n": "BIGINT", "project": "VARCHAR"}
_TOLD: Final = {
    **dict.fromkeys(("label", "unit"), "VARCHAR"),
    **dict.fromkeys(("claimed", "computed", "tolerance", "excess"), "BIGINT"),
    **dict.fromkeys(("stated", "expected", "differs", "variant", "source", "dated", "source_dated"), "VARCHAR"),
}
"""Of an agreement, what the table of contradictions shows."""
_AGREEMENT: Final = {"position": "BIGINT", "project": "VARCHAR", "agreement": "BLOB", **_TOLD, "quote": "VARCHAR"}
_LARGEST: Final = 2**63
_WINDOW: Final = 20
"""Publications of a project that are compared at once; each further one is compared with as many of the oldest."""
_TASK: Final = 20
"""Publications that a worker of the crew is given at once, at least."""
_BATCH: Final = 5_000
_APART: Final = 3
"""Bits in which the likeness of two texts may differ."""
_MOST_ALIKE: Final = 300
"""Texts in one drawer of likenesses that are compared with each other."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Some publications of a project, the oldest first: position, and facts as JSON."""

    project: str
    publications: tuple[tuple[int, str], ...]
    first: int
    """Number of the first of them of which nothing has been told before."""


def compare(assembly: Assembly, crew: Crew) -> None:
    """Leaves in the assembly the tables `tellings`, `members`, `agreements` and `alike`."""
    connection = assembly.connection
    connection.execute(
        "CREATE TABLE publications (position BIGINT, published DATE, likeness VARCHAR, facts VARCHAR);"
        f"CREATE TABLE tellings ({_declared(TELLING_COLUMNS)});"
        f"CREATE TABLE members ({_declared(_NAME)});"
        f"CREATE TABLE agreements ({_declared(_AGREEMENT)});"
        "CREATE TABLE alike (position BIGINT, original BIGINT)"
    )
    for _ in assembly.chunks():
        connection.execute(
            "INSERT INTO publications SELECT position, TRY_CAST(facts ->> '$.document.published' AS DATE), likeness, "
            "facts FROM chunk WHERE facts ->> '$.document.is_project' = 'true'"
        )
    _insert(connection, "tellings", TELLING_COLUMNS, _tellings(connection, crew))
    _insert(connection, "members", _NAME, _members(connection))
    _insert(connection, "agreements", _AGREEMENT, _agreements(connection, crew))
    _insert(connection, "alike", {"position": "BIGINT", "original": "BIGINT"}, _alike(connection))


def agreements_of(assembly: Assembly) -> dict[int, tuple[Agreement, ...]]:
    """By the position of their publication, those of the documents of the chunk at hand; none twice."""
    found: dict[int, dict[bytes, Agreement]] = defaultdict(dict)
    rows = assembly.connection.execute(
        "SELECT position, agreement FROM agreements SEMI JOIN chunk USING (position) ORDER BY position, project, rowid"
    ).fetchall()
    for position, pickled in rows:
        agreement = pickle.loads(pickled)  # noqa: S301  written above, by this very process
        if agreement not in found[position].values():
            found[position][pickled] = agreement
    return {position: tuple(each.values()) for position, each in found.items()}


def _tellings(connection: Any, crew: Crew) -> Iterator[tuple[Any, ...]]:
    publications = _rows(connection, "SELECT position, facts FROM publications ORDER BY position")
    tasks = iter(lambda: list(islice(publications, _TASK)), [])
    return chain.from_iterable(crew.map(_told_by, tasks))


def _told_by(publications: list[tuple[int, str]]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for position, written in publications:
        facts, document = _read(written)
        for n, award in enumerate(projects_of(facts)):
            profile = draft(facts, document, award).profile
            amounts = profile.amounts
            found.append((
                position, n, award.award_number, award.title, award.acronym, profile.programme or award.programme,
                profile.currency if amounts else None, *(_fitting(amounts.get(kind)) for kind in _MONEY),
                _fitting(profile.rate),
                profile.start, profile.end,
            ))  # fmt: skip
    return found


def _members(connection: Any) -> Iterator[tuple[int, int, str]]:
    """Which project each telling is about; what names none by itself is left out."""
    query = "SELECT position, n, award_number, title, acronym, programme FROM tellings ORDER BY position, n"
    told: dict[Name, int] = defaultdict(int)
    for _, _, *named in _rows(connection, query):
        told[name_of(*named)] += 1
    projects = projects_by_name(told)
    for position, n, *named in _rows(connection, query):
        if project := projects.get(name_of(*named)):
            yield position, n, project


def _agreements(connection: Any, crew: Crew) -> Iterator[tuple[Any, ...]]:
    query = (
        "SELECT project, position, facts FROM (SELECT DISTINCT project, position FROM members) "
        "JOIN publications USING (position) "
        "WHERE project IN (SELECT project FROM members GROUP BY project HAVING count(DISTINCT position) > 1) "
        "ORDER BY project, published NULLS LAST, position"
    )
    projects = groupby(_rows(connection, query), key=lambda row: row[0])
    windows = (window for project, rows in projects for window in _windows(project, (row[1:] for row in rows)))
    return chain.from_iterable(crew.map(_agreed_in, _tasks(windows)))


def _windows(project: str, publications: Iterator[tuple[int, str]]) -> Iterator[_Window]:
    """A project with any number of publications takes time in proportion to them, and the memory of a few."""
    oldest = tuple(islice(publications, _WINDOW))
    yield _Window(project, oldest, 0)
    while further := tuple(islice(publications, _WINDOW)):
        yield _Window(project, (*oldest, *further), len(oldest))


def _tasks(windows: Iterator[_Window]) -> Iterator[list[_Window]]:
    """Small projects together."""
    task: list[_Window] = []
    for window in windows:
        task.append(window)
        if sum(len(each.publications) for each in task) >= _TASK:
            yield task
            task = []
    if task:
        yield task


def _agreed_in(windows: list[_Window]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for window in windows:
        read = [_read(written) for _, written in window.publications]
        told = zip(window.publications, across(read, first=window.first), strict=True)
        for (position, _), agreements in islice(told, window.first, None):
            for agreement in agreements:
                shown = (_fitting(getattr(agreement, name)) for name in _TOLD)
                quote = agreement.elsewhere.quote if agreement.elsewhere else None
                found.append((position, window.project, pickle.dumps(agreement, protocol=5), *shown, quote))
    return found


def _alike(connection: Any) -> Iterator[tuple[int, int]]:
    """Publications whose texts are nearly the same, each with the first one of them.

    Likenesses that differ in three bits share at least one of four quarters: only those are compared.
    """
    connection.execute(
        "CREATE TABLE drawers AS SELECT likeness, ('0x' || likeness)::UBIGINT AS bits, quarter, "  # noqa: S608
        "substr(likeness, 1 + 4 * quarter, 4) AS drawer FROM (SELECT DISTINCT likeness FROM publications), "
        "range(4) AS quarters(quarter) WHERE likeness IS NOT NULL "
        "QUALIFY row_number() OVER (PARTITION BY quarter, drawer ORDER BY likeness) <= "
        f"{_MOST_ALIKE}"
    )
    pairs = _rows(
        connection,
        "SELECT DISTINCT one.likeness, other.likeness FROM drawers AS one JOIN drawers AS other "  # noqa: S608
        "USING (quarter, drawer) WHERE one.likeness < other.likeness "
        f"AND bit_count(xor(one.bits, other.bits)) <= {_APART} ORDER BY ALL",
    )
    roots: dict[str, str] = {}
    for one, other in pairs:
        first, second = sorted((_root(one, roots), _root(other, roots)))
        if first != second:
            roots[second] = first
    originals: dict[str, list[int]] = defaultdict(list)
    query = "SELECT position, likeness FROM publications WHERE likeness IS NOT NULL ORDER BY position"
    for position, likeness in _rows(connection, query):
        originals[_root(likeness, roots)].append(position)
    for group in originals.values():
        if len(group) > 1:
            yield from ((position, group[0]) for position in group)


def _root(likeness: str, roots: dict[str, str]) -> str:
    while likeness in roots:
        likeness = roots[likeness]
    return likeness


def _fitting(value: Any) -> Any:
    """Nothing in the place of a number that no column can hold: whoever writes a page may write any number."""
    is_large = isinstance(value, int | Decimal) and not -_LARGEST < value < _LARGEST
    return None if is_large else value


def _read(written: str) -> tuple[Facts, Document]:
    facts = json.loads(written)
    return facts_from(facts), document_from(facts)


def _rows(connection: Any, query: str) -> Iterator[tuple[Any, ...]]:
    found = connection.cursor().execute(query)
    while rows := found.fetchmany(200):
        yield from rows


def _insert(connection: Any, table: str, types: dict[str, str], rows: Iterable[tuple[Any, ...]]) -> None:
    """A batch at a time, while `rows` still reads the same database."""
    following = iter(rows)
    while batch := list(islice(following, _BATCH)):
        query, given = database.columns(types, batch)
        connection.execute(f"INSERT INTO {table} {query}", given)


def _declared(types: dict[str, str]) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in types.items())
