"""The tables of a result, each a query over the documents of one chunk (`chunk`), in the order of the sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

__all__ = ["TABLES", "Table"]

_TEXT: Final = "VARCHAR"
_JSON: Final = "JSON"
_NUMBER: Final = "BIGINT"
_MONEY: Final = "DECIMAL(38, 6)"
_REAL: Final = "DOUBLE"
_DATE: Final = "DATE"
_BOOL: Final = "BOOLEAN"


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    title: str
    """For people."""
    query: str = field(repr=False)


def _texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, _TEXT)


def _listed(name: str, title: str, at: str, columns: Mapping[str, str], *, condition: str = "true") -> Table:
    """One row for each item of a JSON list in `chunk`; `n` is its number there, from 0."""
    source, _, path = at.partition("$")
    texts = [each for each, kind in columns.items() if kind != _JSON]
    parts = [each for each, kind in columns.items() if kind == _JSON]
    chosen = ", ".join(
        _column(each, kind, (parts if kind == _JSON else texts).index(each) + 1) for each, kind in columns.items()
    )
    return Table(
        name,
        title,
        # All places of an item are asked for at once: it is read once for them, not once for each.
        f"SELECT position, uri, n, {chosen} FROM ("  # noqa: S608
        f"SELECT *, {_at(texts, '->>')} AS texts, {_at(parts, '->')} AS parts FROM ("
        "SELECT position, uri, unnest(items) AS item, generate_subscripts(items, 1) - 1 AS n FROM ("
        f"SELECT position, uri, from_json({source} -> '${path}', '[\"JSON\"]') AS items FROM chunk "
        f"WHERE {source} IS NOT NULL)) WHERE {condition}) ORDER BY position, n",
    )


def _at(columns: Sequence[str], how: str) -> str:
    """A list of what an item holds for these columns; each is a key, or `name: path` where that lies deeper."""
    paths = (each.partition(": ")[2] or each for each in columns)
    listed = ", ".join(f"'$.{path}'" for path in paths)
    return f"item {how} [{listed}]" if columns else "NULL"


def _column(name: str, kind: str, at: int) -> str:
    called = name.partition(": ")[0]
    if kind == _JSON:
        return f"nullif(parts[{at}]::VARCHAR, 'null') AS \"{called}\""
    if kind == _TEXT:
        return f'texts[{at}] AS "{called}"'
    return f'TRY_CAST(texts[{at}] AS {kind}) AS "{called}"'


def _facts(name: str, title: str, columns: Mapping[str, str]) -> Table:
    return _listed(name, title, f"facts$.{name}", {**columns, "text": _TEXT, "spans": _JSON, "location": _JSON})


def _verdicts(verdict: str) -> str:
    return f"len(list_filter(verdicts, lambda verdict: verdict = '{verdict}'))"


def _told() -> str:
    """Places in the facts, all asked for at once: they are read once for them."""
    document = (f"document.{name}" for name in ("title", "kind", "format", "language", "published", "is_project"))
    return ", ".join(f"'$.{place}'" for place in (*document, "programmes[0].id", "awards[0].award_number"))


_DOCUMENTS: Final = Table(
    "documents",
    "every document of the sources, judged or not, with report and facts as JSON",
    "SELECT position, uri, nullif(regexp_extract(uri, '^[a-zA-Z][a-zA-Z0-9+.-]*://(?:[^/@]*@)?([^/:?#]+)', 1), '') "  # noqa: S608
    'AS site, archive, captured, "offset", digest, size, media_type, status, reason, duplicate_of, verdict, '
    "told[1] AS title, told[2] AS kind, told[3] AS format, told[4] AS language, "
    "TRY_CAST(told[5] AS DATE) AS published, "
    "coalesce(TRY_CAST(left(told[5], 4) AS INTEGER), TRY_CAST(left(captured, 4) AS INTEGER)) AS year, "
    "TRY_CAST(told[6] AS BOOLEAN) AS is_project, told[7] AS programme, told[8] AS award_number, "
    f"{_verdicts('fail')} AS fail, {_verdicts('cannot-tell')} AS cannot_tell, {_verdicts('pass')} AS pass, "
    f"{_verdicts('not-applicable')} AS not_applicable, "
    "coalesce(json_array_length(report, '$.gaps'), 0)::BIGINT AS gaps, likeness, report, facts "
    "FROM (SELECT *, coalesce(report ->> '$.findings[*].verdict', []) AS verdicts, "
    f"facts ->> [{_told()}] AS told FROM chunk) ORDER BY position",
)
TABLES: Final[tuple[Table, ...]] = (
    _DOCUMENTS,
    _listed(
        "findings",
        "one row for each rule that applied: passed, failed, or could not be told",
        "report$.findings",
        {
            **_texts("rule", "programme", "verdict", "level", "title", "message"),
            "quote: evidence[0].quote": _TEXT,
            "location: evidence[0].location": _JSON,
            **dict.fromkeys(("evidence", "arguments", "citations"), _JSON),
            "remedy_kind: remedy.kind": _TEXT,
            "remedy: remedy.text": _TEXT,
            "statement: remedy.statement": _TEXT,
            "fingerprint": _TEXT,
        },
        condition="item ->> '$.verdict' <> 'not-applicable'",
    ),
    _facts(
        "amounts",
        "money, with what it pays for or who pays it",
        {
            "value": _MONEY,
            **_texts("currency", "kind", "scope", "party", "part_of", "hedge", "hedge_kind", "notation", "vat"),
        },
    ),
    _facts("rates", "shares; 85 % is 0.85", {"value": _MONEY, **_texts("kind", "of", "hedge")}),
    _facts(
        "dates",
        "dates and periods, both ends included",
        {
            "start": _DATE,
            "end": _DATE,
            **_texts("precision", "kind"),
            "relative": _BOOL,
            "weekday": _NUMBER,
            "duration_months": _NUMBER,
        },
    ),
    _facts("partners", "organisations of a project", _texts("name", "written", "country", "role")),
    _facts(
        "programmes",
        "programmes, the best reading first",
        {**_texts("id", "period"), "confidence": _REAL, "named": _BOOL},
    ),
    _facts("funds", "funds of the Union", _texts("id")),
    _facts(
        "awards",
        "numbers, titles and acronyms of projects",
        _texts("award_number", "title", "acronym", "programme", "action"),
    ),
    _facts(
        "statements",
        "official wordings that a publication claims",
        {
            **_texts("id", "family", "variant", "language", "match"),
            "similarity": _REAL,
            "deviations": _JSON,
            "slots": _JSON,
            "zone": _TEXT,
        },
    ),
    _facts(
        "images",
        "pictures, and which of them are the emblem",
        {
            **_texts("kind", "alt", "name"),
            "width_mm": _REAL,
            "height_mm": _REAL,
            "page": _NUMBER,
            "confidence": _REAL,
            "zone": _TEXT,
            "seen": _BOOL,
            "to_statement": _NUMBER,
            "emblem": _JSON,
        },
    ),
    _facts("links", "hyperlinks", _texts("url", "kind")),
    _facts(
        "figures",
        "what was computed; `excess` is 0 where it holds, kind agreement compares publications",
        {
            **_texts("kind", "unit"),
            **dict.fromkeys(("claimed", "computed", "tolerance", "difference", "excess"), _NUMBER),
            "terms": _JSON,
            **_texts("label", "stated", "expected", "differs", "explained", "source", "dated", "source_dated"),
        },
    ),
    _listed(
        "gaps",
        "what could not be read or decided",
        "report$.gaps",
        {**_texts("reason", "pointer", "detail"), "spans": _JSON, "location": _JSON},
    ),
)
"""All tables that are made chunk by chunk."""
