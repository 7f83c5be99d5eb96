"""The whole audit: sources -> what is not done yet -> engine -> journal -> consistency -> tables -> manifest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grantdocs.audit import manifest
from grantdocs.audit.consistency import agreements_of, compare
from grantdocs.audit.crew import Crew
from grantdocs.audit.engines import engine as engine_of
from grantdocs.audit.extent import Extent
from grantdocs.audit.joint import judge_jointly
from grantdocs.audit.progress import Progress
from grantdocs.audit.records import Item, Record, Settings, Status
from grantdocs.audit.sources import check_sources, items
from grantdocs.audit.sources.digests import digested
from grantdocs.audit.store import Assembly, Folder, Journal, Listing, connect, publish, seal
from grantdocs.audit.store.fingerprints import LENGTH, Fingerprints
from grantdocs.audit.store.folder import telling
from grantdocs.audit.store.journal import Identities

if TYPE_CHECKING:
    import duckdb

    from grantdocs.readers.limits import Limits

__all__ = ["Audit", "audit"]

_MANY: Final = 400
"""Documents from which on comparing them takes longer than it takes to start a crew."""
_TASK: Final = 10
"""Documents that a worker of the crew is given at once."""


@dataclass(frozen=True, slots=True)
class Audit:
    """A finished audit."""

    folder: Path
    manifest: Mapping[str, Any]
    """As in `manifest.json`: what was judged by what, how it came out, which files there are."""

    @property
    def counts(self) -> Mapping[str, Any]:
        """Documents by status and by verdict, and how many were judged by this run."""
        found: Mapping[str, Any] = self.manifest["counts"]
        return found

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection to the tables."""
        connection: duckdb.DuckDBPyConnection = connect(self.folder)
        return connection


def audit(
    sources: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    *,
    out: str | os.PathLike[str],
    settings: Settings | None = None,
    engine: str = "local",
    jobs: int | None = None,
    resume: bool = True,
    retry: bool = False,
    progress: Progress | None = None,
) -> Audit:
    """Judge every publication of the sources, and keep what was found in the folder `out`.

    Sources are files, folders, globs, archives (ZIP, TAR, WARC, WACZ), lists of them (`@list.txt`) and URIs of fsspec.
    What `out` already holds of the same documents, settings and rules is not judged again; `retry` does so with what
    crashed or ran out of time or memory, `resume=False` with everything. The tables tell what these sources hold now.
    Raises StoreError where the folder cannot be written, ScopeError for sources, engines or packs that do not exist.
    """
    wanted = _named(sources)
    check_sources(wanted)
    settings = settings or Settings()
    progress = progress or Progress()
    chosen = engine_of(engine)
    jobs = jobs or _cores()
    identities = Identities(settings)
    with Folder(out) as folder:
        folder.fresh()
        journal = Journal(folder, identities)
        listing = Listing(folder)
        done = journal.done(but_failed=retry) if resume else Fingerprints()
        seen = _Seen(done, identities, listing, progress)
        progress.stage("judging")
        try:
            for record in chosen.map(seen.not_done(wanted, settings.limits), settings, jobs=jobs):
                journal.add(record)
                progress.finish_one(record)
        finally:
            journal.flush()
        listing.flush()
        told = None if progress.judged else manifest.finished(folder, settings, listing.digest)
        if told is None:
            crew = Crew(jobs if listing.count >= _MANY else 1)
            told = _finish(folder, listing, journal, settings, seen.sources, progress, crew)
        folder.tidy()
        progress.stage("done")
    return Audit(folder.root, told)


def _finish(  # noqa: PLR0917
    folder: Folder,
    listing: Listing,
    journal: Journal,
    settings: Settings,
    sources: Sequence[Mapping[str, Any]],
    progress: Progress,
    crew: Crew,
) -> dict[str, Any]:
    """Make the tables of all that is listed, and say in the manifest what they are."""
    with telling(folder.root), Assembly(folder, listing, journal) as assembly, crew:
        progress.stage("comparing")
        compare(assembly, crew)
        progress.stage("writing")
        tables = publish(folder, assembly, lambda: _changes(assembly, settings, crew))
    told = manifest.write(folder, settings, listing, sources, tables)
    with telling(folder.root):
        seal(folder)
    return told


class _Seen:
    """Goes through the sources, lists what they hold, and hands on what is not done yet."""

    def __init__(self, done: Fingerprints, identities: Identities, listing: Listing, progress: Progress) -> None:
        self._done = done
        self._identities = identities
        self._listing = listing
        self._progress = progress
        self._bytes = Fingerprints()
        self.sources: list[dict[str, Any]] = []
        """What each source held, for the manifest."""

    def not_done(self, sources: Sequence[str], limits: Limits) -> Iterator[Item]:
        extent = Extent(sources)
        for source in sources:
            before, digest = self._listing.count, hashlib.sha256()
            for one in items([source], limits=limits):
                each = digested(one) if isinstance(one, Item) else one
                digest.update(f"{each.uri}\0{each.captured or ''}\0{each.digest}\n".encode("utf-8", "surrogatepass"))
                self._progress.share = extent.share(each)
                if isinstance(each, Record):
                    self._listing.add_record(each)
                    self._progress.skip(status=each.status.value)
                elif self._is_open(each):
                    yield each
            count = self._listing.count - before
            self.sources.append({"uri": source, "documents": count, "digest": "sha256:" + digest.hexdigest()})

    def _is_open(self, item: Item) -> bool:
        if not self._bytes.add(bytes.fromhex(item.digest.removeprefix("sha256:"))[:LENGTH]):
            self._listing.add_duplicate(item)
            self._progress.skip(status=Status.DUPLICATE.value)
            return False
        identity = self._identities.of(item)
        self._listing.add(item, identity)
        if identity in self._done:
            self._progress.skip()
            return False
        self._progress.take()
        return True


def _changes(assembly: Assembly, settings: Settings, crew: Crew) -> dict[int, tuple[str, str, str]]:
    found = agreements_of(assembly)
    positions = ", ".join(map(str, found)) or "NULL"
    query = f"SELECT position, report, facts FROM chunk WHERE position IN ({positions}) ORDER BY position"  # noqa: S608
    rows = assembly.connection.execute(query).fetchall()
    tasks = ([(*row, found[row[0]]) for row in rows[at : at + _TASK]] for at in range(0, len(rows), _TASK))
    return dict(chain.from_iterable(crew.map(partial(judge_jointly, settings=settings), tasks)))


def _named(sources: Iterable[str | os.PathLike[str]] | str | os.PathLike[str]) -> list[str]:
    several = [sources] if isinstance(sources, str | os.PathLike) else sources
    return [os.fspath(source) for source in several]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
