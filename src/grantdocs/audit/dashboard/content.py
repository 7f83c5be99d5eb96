"""What the page of an audit shows: bounded however many documents there are, with the number of what is left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

__all__ = ["VERDICTS", "Content", "Group", "Listed", "Publication", "Share", "content"]

VERDICTS: Final = ("fail", "cannot-tell", "pass", "not-applicable")
_COLUMNS: Final = ("fail", "cannot_tell", "pass", "not_applicable")
_GROUPS: Final = 20
_RULES: Final = 40
_EACH: Final = 25
_PROJECTS: Final = 50
_UNREAD: Final = 100
_ALIKE: Final = 50
_LONGEST: Final = 400
"""Characters of a quote."""


@dataclass(frozen=True, slots=True)
class Share:
    """One bar: the name of a group and its numbers in the order of `VERDICTS`."""

    name: str | None
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Listed:
    """The first of many."""

    items: tuple[Any, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.items)


@dataclass(frozen=True, slots=True)
class Publication:
    uri: str
    captured: str | None = None
    archive: str | None = None
    told: tuple[str, ...] = ()
    """Message and quote, or a reason."""

    @property
    def href(self) -> str | None:
        """Only what a browser opens as a page: no scripts, no files of this machine."""
        return self.uri if self.uri.lower().startswith(("http://", "https://")) else None


@dataclass(frozen=True, slots=True)
class Group:
    """Something with a heading: a rule, a project, a reason, an article on many sites."""

    name: str
    about: dict[str, Any]
    members: Listed


@dataclass(frozen=True, slots=True)
class Content:
    verdicts: dict[str, int]
    shares: dict[str, Listed] = field(repr=False)
    projects: Listed = field(repr=False)
    """Those whose publications contradict each other."""
    project_count: int
    findings: Listed = field(repr=False)
    unread: Listed = field(repr=False)
    reasons: Listed = field(repr=False)
    alike: Listed = field(repr=False)


def content(connection: Any, counts: dict[str, Any], hide: Callable[[str], str]) -> Content:
    """`hide` takes personal data out of what publications say."""
    ask = _Asking(connection, hide)
    return Content(
        verdicts={name: counts["verdicts"].get(name, 0) for name in VERDICTS},
        shares={
            "programme": ask.shares("programme", "documents WHERE programme IS NOT NULL AND verdict IS NOT NULL"),
            "year": ask.shares("year", "documents WHERE verdict IS NOT NULL", order="name"),
            "site": ask.shares("site", "documents WHERE verdict IS NOT NULL"),
            "rule": ask.shares("rule", "findings"),
        },
        projects=ask.projects(),
        project_count=ask.one("SELECT count(*) FROM projects"),
        findings=ask.findings(),
        unread=ask.unread(),
        reasons=ask.reasons(),
        alike=ask.alike(),
    )


class _Asking:
    def __init__(self, connection: Any, hide: Callable[[str], str]) -> None:
        self._connection = connection
        self._hide = hide

    def one(self, query: str) -> int:
        found: int = self._rows(query)[0][0]
        return found

    def shares(self, column: str, source: str, *, order: str = "fail DESC, total DESC, name") -> Listed:
        counted = ", ".join(
            f"count(*) FILTER (verdict = '{verdict}') AS {name}"
            for verdict, name in zip(VERDICTS, _COLUMNS, strict=True)
        )
        grouped = f"SELECT {column}::VARCHAR AS name, count(*) AS total, {counted} FROM {source} GROUP BY {column}"  # noqa: S608
        rows = self._rows(f"SELECT name, {', '.join(_COLUMNS)} FROM ({grouped}) ORDER BY {order} LIMIT {_GROUPS}")  # noqa: S608
        return Listed(tuple(Share(name, tuple(counts)) for name, *counts in rows), self._count(grouped))

    def findings(self) -> Listed:
        """Failures by rule."""
        grouped = "SELECT rule, min(title), min(level), count(*) FROM findings WHERE verdict = 'fail' GROUP BY rule"
        rows = self._rows(f"{grouped} ORDER BY count(*) DESC, rule LIMIT {_RULES}")
        groups = []
        for rule, title, level, total in rows:
            members = self._rows(
                "SELECT uri, captured, archive, message, quote FROM findings JOIN documents USING (position, uri) "  # noqa: S608
                f"WHERE rule = ? AND findings.verdict = 'fail' ORDER BY position, n LIMIT {_EACH}",
                [rule],
            )
            shown = tuple(Publication(row[0], row[1], row[2], self._said(row[3], row[4])) for row in members)
            groups.append(Group(rule, {"title": title, "level": level}, Listed(shown, total)))
        return Listed(tuple(groups), self._count(grouped))

    def projects(self) -> Listed:
        condition = "FROM projects WHERE contradictions > 0 OR totals_differ"
        rows = self._rows(
            "SELECT project, award_number, title, acronym, programme, publications, "
            "first::VARCHAR, last::VARCHAR, totals "
            f"{condition} ORDER BY contradictions DESC, publications DESC, project LIMIT {_PROJECTS}"
        )
        groups = []
        for project, number, title, acronym, programme, publications, first, last, totals in rows:
            members = self._rows(
                "SELECT uri, label, stated, expected, dated, source, source_dated, quote FROM contradictions "  # noqa: S608
                f"WHERE project = ? ORDER BY position LIMIT {_EACH}",
                [project],
            )
            about = {
                "title": self._hide(title or acronym or number or project), "number": number, "programme": programme,
                "publications": publications, "first": first, "last": last, "totals": json.loads(totals),
            }  # fmt: skip
            shown = tuple(
                {
                    "publication": Publication(uri), "label": label, "stated": stated, "expected": expected,
                    "dated": dated, "source": Publication(source or ""), "source_dated": source_dated,
                    "quote": self._hide(quote or "")[:_LONGEST],
                }
                for uri, label, stated, expected, dated, source, source_dated, quote in members
            )  # fmt: skip
            total = self._rows("SELECT count(*) FROM contradictions WHERE project = ?", [project])[0][0]
            groups.append(Group(project, about, Listed(shown, total)))
        return Listed(tuple(groups), self.one(f"SELECT count(*) {condition}"))

    def reasons(self) -> Listed:
        grouped = f"SELECT status, reason, count(*) FROM documents WHERE {_NOT_JUDGED} GROUP BY status, reason"  # noqa: S608
        rows = self._rows(f"{grouped} ORDER BY count(*) DESC, status, reason LIMIT {_GROUPS}")
        return Listed(tuple((status, reason, number) for status, reason, number in rows), self._count(grouped))

    def unread(self) -> Listed:
        rows = self._rows(
            f"SELECT uri, captured, archive, status, reason FROM documents WHERE {_NOT_JUDGED} "  # noqa: S608
            f"ORDER BY position LIMIT {_UNREAD}"
        )
        shown = tuple(Publication(uri, captured, archive, tuple(told)) for uri, captured, archive, *told in rows)
        return Listed(shown, self.one(f"SELECT count(*) FROM documents WHERE {_NOT_JUDGED}"))  # noqa: S608

    def alike(self) -> Listed:
        grouped = "SELECT original, count(*) FROM near_duplicates GROUP BY original"
        groups = []
        for original, total in self._rows(f"{grouped} ORDER BY count(*) DESC, original LIMIT {_ALIKE}"):
            rows = self._rows(
                "SELECT uri, captured, archive, title FROM near_duplicates JOIN documents USING (position, uri) "  # noqa: S608
                f"WHERE original = ? ORDER BY position LIMIT {_EACH}",
                [original],
            )
            shown = tuple(Publication(uri, captured, archive) for uri, captured, archive, _ in rows)
            title = self._hide(next((row[3] for row in rows if row[3]), "") or rows[0][0])
            groups.append(Group(str(original), {"title": title[:_LONGEST]}, Listed(shown, total)))
        return Listed(tuple(groups), self._count(grouped))

    def _said(self, message: str | None, quote: str | None) -> tuple[str, ...]:
        return tuple(self._hide(each or "")[:_LONGEST] for each in (message, quote))

    def _count(self, grouped: str) -> int:
        return self.one(f"SELECT count(*) FROM ({grouped})")  # noqa: S608

    def _rows(self, query: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._connection.execute(query, list(given)).fetchall()
        return found


_NOT_JUDGED: Final = "status NOT IN ('judged', 'duplicate', 'revisit')"
