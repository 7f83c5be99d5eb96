"""Whether the sources are as they were, and whether their documents are still judged as they were."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

from grantdocs.audit.records import Item, Record, Settings, Status, canonical
from grantdocs.audit.sources import items
from grantdocs.audit.sources.digests import digested
from grantdocs.audit.store import connect, database
from grantdocs.audit.verification.differences import Difference
from grantdocs.errors import ScopeError

__all__ = ["Replay"]

_NOW: Final = {
    "place": "BIGINT", "uri": "VARCHAR", "archive": "VARCHAR", "captured": "VARCHAR", "offset": "BIGINT",
    "digest": "VARCHAR", "nth": "BIGINT",
}  # fmt: skip
_BATCH: Final = 5_000
_REPEATABLE: Final = (Status.JUDGED.value, Status.UNREAD.value)
_JOINT: Final = "/agrees-across-documents"
_SAME_PLACE: Final = (
    "kept.uri = now.uri AND kept.archive IS NOT DISTINCT FROM now.archive AND kept.captured IS NOT DISTINCT FROM "
    'now.captured AND kept."offset" IS NOT DISTINCT FROM now."offset" AND kept.nth = now.nth'
)
_PLACE: Final = 'uri, archive, captured, "offset"'


class Replay:
    """Goes through the sources of an audit once more. Use it in a `with` statement."""

    def __init__(self, root: Path, manifest: Mapping[str, Any], settings: Settings) -> None:
        self._sources = [source["uri"] for source in manifest["sources"]]
        self._settings = settings
        self._connection: Any = connect(root)
        self._missing: list[str] = []
        self.documents = 0
        """Documents that were compared with the sources."""
        self.replayed = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def compare_sources(self) -> Iterator[Difference]:
        """What is no longer there, what is there with other bytes, and what was not there before."""
        connection = self._connection
        connection.execute("CREATE TABLE now (" + ", ".join(f'"{name}" {kind}' for name, kind in _NOW.items()) + ")")
        rows = self._listed_now()
        while batch := list(islice(rows, _BATCH)):
            query, given = database.columns(_NOW, batch)
            connection.execute(f"INSERT INTO now {query}", given)
        connection.execute(
            'CREATE TABLE before AS SELECT position, uri, archive, captured, "offset", digest, status, '  # noqa: S608
            f"row_number() OVER (PARTITION BY {_PLACE} ORDER BY position) AS nth FROM documents"
        )
        connection.execute(
            "CREATE TABLE paired AS SELECT kept.position, now.place, coalesce(kept.uri, now.uri) AS uri, "  # noqa: S608
            "coalesce(kept.archive, now.archive) AS archive, kept.digest AS before, now.digest AS digest, status "
            f"FROM before AS kept FULL JOIN now ON {_SAME_PLACE}"
        )
        query = (
            "SELECT position, place, uri, archive, before, digest FROM paired WHERE position IS NULL OR place IS NULL "
            "OR before IS DISTINCT FROM digest ORDER BY position, place"
        )
        yield from (Difference("gone", source, "the source is no longer there") for source in self._missing)
        for position, place, uri, archive, before, digest in _rows(connection, query):
            where = f"{uri} in {archive}" if archive else uri
            if place is None:
                yield Difference("gone", where, "is no longer there")
            elif position is None:
                yield Difference("source", where, "was not there before")
            else:
                yield Difference("source", where, f"has other bytes: {digest or 'none'}, before {before or 'none'}")

    def compare_records(
        self, judge: Callable[[Iterator[Item]], Iterator[Record]], *, sample: int | None, seed: int
    ) -> Iterator[Difference]:
        """Documents that are judged otherwise now; those with a limit of time or memory may be, and are left out."""
        repeatable = ", ".join(map(database.quoted, _REPEATABLE))
        few = "" if sample is None else f"ORDER BY md5('{seed}/' || position) LIMIT {sample}"
        self._connection.execute(
            "CREATE TABLE chosen AS SELECT place, position FROM paired WHERE before = digest AND digest <> '' "  # noqa: S608
            f"AND status IN ({repeatable}) {few}"
        )
        places = dict(self._connection.execute("SELECT place, position FROM chosen").fetchall())
        waiting: dict[tuple[Any, ...], list[int]] = {}
        for record in judge(self._again(places, waiting)):
            position = waiting[_identity(record)].pop(0)
            self.replayed += 1
            if what := self._differing(record, position):
                yield Difference("record", record.uri, what)

    def _listed_now(self) -> Iterator[tuple[Any, ...]]:
        seen: Counter[str] = Counter()
        for place, found in enumerate(self._all()):
            self.documents += 1
            one = digested(found) if isinstance(found, Item) else found
            known = canonical([one.uri, one.archive, one.captured, one.offset])
            key = hashlib.blake2b(known.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
            seen[key] += 1
            yield place, one.uri, one.archive, one.captured, one.offset, one.digest, seen[key]

    def _all(self) -> Iterator[Item | Record]:
        self._missing.clear()
        for source in self._sources:
            try:
                found = items([source], limits=self._settings.limits)
            except ScopeError:
                self._missing.append(source)
                continue
            yield from found

    def _again(self, places: Mapping[int, int], waiting: dict[tuple[Any, ...], list[int]]) -> Iterator[Item]:
        left = len(places)
        for place, one in enumerate(self._all()):
            if not left:
                return
            if place in places:
                left -= 1
                item = digested(one) if isinstance(one, Item) else one
                if isinstance(item, Item):
                    waiting.setdefault(_identity(item), []).append(places[place])
                    yield item

    def _differing(self, record: Record, position: int) -> str:
        query = "SELECT status, reason, verdict, likeness, report, facts FROM documents WHERE position = ?"
        status, reason, verdict, likeness, report, facts = self._connection.execute(query, [position]).fetchall()[0]
        if record.status.value != status:
            return f"is {record.status.value} now ({record.reason}), was {status}"
        if record.reason != reason:
            return f"reason {record.reason!r} now, was {reason!r}"
        if _alone(record.report, "findings") != _alone(report, "findings"):
            return f"another report (verdict {record.verdict} now, was {verdict})"
        if _alone(record.facts, "figures") != _alone(facts, "figures"):
            return "other facts"
        return "other text" if record.likeness != likeness else ""


def _alone(written: str | None, name: str) -> Any:
    """Report or facts of the document by itself, without what was judged over several."""
    if written is None:
        return None
    told = json.loads(written)
    told[name] = [
        each for each in told[name] if not each.get("rule", "").endswith(_JOINT) and each.get("kind") != "agreement"
    ]
    told.pop("verdict", None)
    return told


def _identity(one: Item | Record) -> tuple[Any, ...]:
    return one.uri, one.archive, one.captured, one.offset, one.digest


def _rows(connection: Any, query: str) -> Iterator[tuple[Any, ...]]:
    found = connection.cursor().execute(query)
    while rows := found.fetchmany(1_000):
        yield from rows
