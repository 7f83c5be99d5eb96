"""The tables that are made when all documents are: projects, what contradicts, what is nearly the same."""

from __future__ import annotations

from typing import Final

from grantdocs.audit.store.tables import Table

__all__ = ["OVERVIEWS"]

_DAY: Final = "coalesce(documents.published, TRY_CAST(left(captured, 10) AS DATE))"
_TELLINGS: Final = (
    f"SELECT project, position, uri, site, {_DAY} AS day, verdict, tellings.* EXCLUDE (position) "  # noqa: S608
    "FROM members JOIN tellings USING (position, n) JOIN documents USING (position)"
)
_TOTALS: Final = ("total_cost", "eligible_cost", "union_contribution")


def _usual(column: str) -> str:
    """What most publications of a project say; of several the first in the alphabet."""
    return (
        f"(SELECT project, list({column} ORDER BY used DESC, {column})[1] AS {column} "  # noqa: S608
        f"FROM (SELECT project, {column}, count(*) AS used FROM told WHERE {column} IS NOT NULL GROUP BY ALL) "
        "GROUP BY project)"
    )


def _values() -> str:
    return " UNION ALL ".join(
        f"SELECT project, position, uri, day, '{kind}' AS kind, {kind} AS value, currency "  # noqa: S608
        f"FROM told WHERE {kind} IS NOT NULL"
        for kind in _TOTALS
    )


def _counted(verdict: str) -> str:
    return f"count(DISTINCT position) FILTER (verdict = '{verdict}')"


_PROJECTS: Final = (
    f"WITH told AS ({_TELLINGS}), "  # noqa: S608
    "totals AS (SELECT project, kind, currency, value, min(day) AS first, max(day) AS last, "
    "count(DISTINCT position) AS publications, arg_min(uri, position) AS uri, min(position) AS position "
    f"FROM ({_values()}) GROUP BY project, kind, currency, value), "
    "gathered AS (SELECT project, to_json(list(struct_pack(kind := kind, "
    "value := regexp_replace(value::VARCHAR, '0{1,4}$', ''), "
    "currency := currency, publications := publications, first := first, last := last, uri := uri) "
    "ORDER BY kind, first NULLS LAST, position))::VARCHAR AS totals, "
    "count(*) > count(DISTINCT (kind, currency)) AS totals_differ FROM totals GROUP BY project), "
    "against AS (SELECT project, count(*) AS contradictions FROM agreements WHERE excess <> 0 GROUP BY project) "
    "SELECT project, award_number, title, acronym, programme, publications, sites, first, last, "
    "fail, cannot_tell, pass, not_applicable, coalesce(contradictions, 0) AS contradictions, "
    "coalesce(totals_differ, false) AS totals_differ, coalesce(totals, '[]') AS totals "
    "FROM (SELECT project, count(DISTINCT position) AS publications, count(DISTINCT site) AS sites, "
    f"min(day) AS first, max(day) AS last, {_counted('fail')} AS fail, {_counted('cannot-tell')} AS cannot_tell, "
    f"{_counted('pass')} AS pass, {_counted('not-applicable')} AS not_applicable FROM told GROUP BY project) "
    + " ".join(
        f"LEFT JOIN {_usual(column)} USING (project)" for column in ("award_number", "title", "acronym", "programme")
    )
    + " LEFT JOIN gathered USING (project) LEFT JOIN against USING (project) ORDER BY project"
)
OVERVIEWS: Final[tuple[Table, ...]] = (
    Table("projects", "one row for each project: publications, days covered, verdicts, totals", _PROJECTS),
    Table(
        "project_publications",
        "what each publication says for sure of each of its projects",
        f"{_TELLINGS} ORDER BY project, position, n",
    ),
    Table(
        "contradictions",
        "what a publication says of its project otherwise than an earlier one",
        "SELECT project, position, uri, agreements.* EXCLUDE (position, project, agreement) "
        "FROM agreements JOIN documents USING (position) WHERE excess <> 0 "
        "ORDER BY project, position, agreements.rowid",
    ),
    Table(
        "near_duplicates",
        "publications whose texts are nearly the same, by the first of them (`original`)",
        "SELECT original, position, uri, site, digest FROM alike JOIN documents USING (position) "
        "ORDER BY original, position",
    ),
)
