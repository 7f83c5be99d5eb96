"""Audits of web captures with revisits, duplicates and records that are cut: verified, changed, and shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sites
from archives import CAPTURED, warc_gz, warc_record, zip_bytes

import grantdocs
from grantdocs.audit.dashboard import dashboard
from grantdocs.audit.verification import Verification, verify

pytest.importorskip("duckdb")
pytest.importorskip("fastwarc")


@pytest.fixture
def records() -> list[bytes]:
    first, later = (
        sites.page(date=date, total=total, more=more).encode()
        for date, total, more in (
            ("2019-05-02", "200 000.00", "Work in the park has begun this week."),
            ("2020-06-03", "250 000.00", "Benches stand where nettles stood before."),
        )
    )
    return [
        warc_record("http://x.test/first", first),
        warc_record("http://x.test/later", later),
        warc_record("http://y.test/copy", first),
        warc_record("http://x.test/first", b"", kind="revisit", more="WARC-Refers-To-Target-URI: http://x.test/first"),
        warc_record("http://x.test/cut", later[:-20] + b"and no end", more="WARC-Truncated: length"),
    ]


@pytest.fixture(params=["site.warc.gz", "site.wacz"])
def archive(request: pytest.FixtureRequest, records: list[bytes], tmp_path: Path) -> Path:
    path = tmp_path / request.param
    path.write_bytes(written(path, records))
    return path


@pytest.fixture
def done(archive: Path, inline: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("grantdocs.audit.verification.engine_of", lambda _: inline)
    found = grantdocs.audit([archive], out=tmp_path / "out")
    assert dict(found.counts["statuses"]) == {"duplicate": 1, "judged": 3, "revisit": 1}
    inline.judged.clear()
    return found.folder


def written(path: Path, records: list[bytes]) -> bytes:
    packed = warc_gz(*records)
    return zip_bytes({"archive/data.warc.gz": packed}) if path.suffix == ".wacz" else packed


def told(verification: Verification) -> set[tuple[str, str]]:
    return {(each.kind, each.where.partition(" in ")[0]) for each in verification.differences}


def test_an_archive_is_what_it_was(done: Path, inline: Any) -> None:
    found = verify(done, sample=None)
    assert (found.differences, found.documents, found.replayed) == ((), 5, 3)
    assert sorted(inline.judged) == ["cut", "first", "later"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda records: [records[0].replace(b"200 000.00", b"200 000.01"), *records[1:]], {("source", "http://x.test/first")}),
        (lambda records: [*records[:2], records[2].replace(b"begun", b"ended"), *records[3:]], {("source", "http://y.test/copy")}),
        (lambda records: records[:-1], {("gone", "http://x.test/cut")}),
        (lambda records: [*records, warc_record("http://x.test/new", b"<html><p>New.")], {("source", "http://x.test/new")}),
    ],
    ids=["changed", "changed duplicate", "gone", "new"],
)  # fmt: skip
def test_what_became_of_an_archive_is_told(
    done: Path,
    archive: Path,
    records: list[bytes],
    change: Callable[[list[bytes]], list[bytes]],
    expected: set[tuple[str, str]],
) -> None:
    archive.write_bytes(written(archive, change(records)))
    found = told(verify(done, sample=0))
    # A record that packs otherwise moves all behind it: what is behind a changed one may be told as well, the others not.
    assert expected <= found
    assert not found & {("output", name) for name in ("manifest.json", "audit.duckdb")}
    if expected == {("gone", "http://x.test/cut")} or expected == {("source", "http://x.test/new")}:
        assert found == expected


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_a_changed_byte_of_an_archive_is_told(done: Path, archive: Path, at: float) -> None:
    content = archive.read_bytes()
    place = int(len(content) * at)
    archive.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
    assert {each.kind for each in verify(done, sample=0).differences} & {"source", "gone"}


def test_an_archive_that_ends_early_is_told(done: Path, archive: Path) -> None:
    content = archive.read_bytes()
    archive.write_bytes(content[: len(content) * 2 // 3])
    assert {each.kind for each in verify(done, sample=0).differences} & {"source", "gone"}


def test_the_page_names_archive_and_instant(done: Path, archive: Path) -> None:
    page = dashboard(done)
    assert f"captured {CAPTURED}" in page
    assert re.search(rf"in [^<]*{re.escape(archive.name)}", page)
    assert 'href="http://x.test/later"' in page


def test_the_gap_of_a_cut_capture_is_kept(done: Path) -> None:
    from grantdocs.audit.store import connect

    with connect(done) as connection:
        rows = connection.execute("SELECT uri FROM gaps WHERE reason = 'truncated-capture'").fetchall()
    assert rows == [("http://x.test/cut",)]
