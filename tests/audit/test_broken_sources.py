"""Broken and hostile archives cost only what cannot be read, and nothing of the machine."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
import tracemalloc
from pathlib import Path

import pytest
from archives import page, tarred, warc_gz, warc_record, zip_bytes, zipped

from grantdocs.audit.records import Item, Record, Status
from grantdocs.audit.sources import items


def found_in(path: Path) -> tuple[list[str], list[Record]]:
    found = list(items([str(path)]))
    assert all(each.status is Status.UNREAD and each.reason for each in found if isinstance(each, Record))
    return [each.uri for each in found if isinstance(each, Item)], [each for each in found if isinstance(each, Record)]


RECORDS = [warc_record(f"http://x.test/{number}", page(number) * 50) for number in range(6)]
URIS = [f"http://x.test/{number}" for number in range(6)]


def test_truncated_warc_gz(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    whole = warc_gz(*RECORDS)
    start_of_last = len(warc_gz(*RECORDS[:-1]))
    for length in range(start_of_last + 1, len(whole) - 9):
        path.write_bytes(whole[:length])
        listed = list(items([str(path)]))
        assert [each.uri for each in listed][:5] == URIS[:5]
        assert all(each.truncated or each.data == page(5) * 50 for each in listed[5:] if isinstance(each, Item))
        assert isinstance(listed[-1], Record)
    path.write_bytes(whole)
    assert found_in(path) == (URIS, [])


def test_truncated_plain_warc(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    whole = b"".join(RECORDS)
    for length in range(len(whole) - len(RECORDS[-1]) + 1, len(whole), 7):
        path.write_bytes(whole[:length])
        listed = list(items([str(path)]))
        assert [each.uri for each in listed][:5] == URIS[:5]
        assert isinstance(listed[-1], Record)
    path.write_bytes(whole)
    assert found_in(path) == (URIS, [])


def test_damaged_records_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    spoiled = bytearray(warc_gz(*RECORDS))
    start = len(warc_gz(*RECORDS[:2]))
    spoiled[start + 20 : start + 60] = bytes(40)
    path.write_bytes(spoiled)
    uris, records = found_in(path)
    assert uris == URIS[:2] + URIS[3:]
    assert [record.archive for record in records] == [str(path)]


def test_damaged_plain_warc(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    spoiled = bytearray(b"".join(RECORDS))
    start = len(b"".join(RECORDS[:2]))
    spoiled[start : start + 4] = b"XXXX"
    path.write_bytes(spoiled)
    uris, records = found_in(path)
    assert uris == URIS[:2] + URIS[3:]
    assert len(records) == 1


def test_random_damage_to_warc_never_raises(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    whole = warc_gz(*RECORDS)
    chance = random.Random(5)
    for _ in range(150):
        spoiled = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        path.write_bytes(spoiled)
        listed = list(items([str(path)]))
        assert len({each.uri for each in listed} & set(URIS)) >= 3


@pytest.mark.parametrize("data", [b"", b"no archive at all", b"\x1f\x8b\x08", b"PK\x03\x04", bytes(2000)])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz", "a.zip", "a.tar", "a.tar.gz", "a.tar.xz"])
def test_what_is_no_archive_is_told(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    uris, records = found_in(path)
    assert not uris
    assert len(records) <= 1
    if data and any(data) and not (name.startswith("a.tar") and not any(data)):
        assert records


def test_truncated_tar_and_zip(tmp_path: Path) -> None:
    files = {f"{number}.html": random.Random(number).randbytes(3000) for number in range(9)}
    path = tarred(tmp_path / "a.tar.gz", files)
    path.write_bytes(path.read_bytes()[:-9000])
    uris, records = found_in(path)
    assert 3 <= len(uris) <= 7
    assert records
    path = zipped(tmp_path / "a.zip", files)
    path.write_bytes(path.read_bytes()[:-9000])
    assert found_in(path)[0] == []
    assert len(found_in(path)[1]) == 1


def test_damaged_and_encrypted_members_cost_themselves(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"{number}.html": page(number) * 99 for number in range(3)})
    spoiled = bytearray(path.read_bytes())
    spoiled[45:60] = bytes(15)
    flag = spoiled.rindex(b"PK\x01\x02")
    spoiled[flag + 8] |= 1
    path.write_bytes(spoiled)
    uris, records = found_in(path)
    assert uris == [f"{path}!/1.html"]
    assert [record.uri.rpartition("/")[2] for record in records] == ["0.html", "2.html"]
    assert "encrypted" in records[1].reason


def test_zip_bombs(tmp_path: Path) -> None:
    zeros = bytes(50_000_000)
    path = zipped(tmp_path / "a.zip", {"ok.html": page(1)} | {f"{number}.html": zeros for number in range(4)})
    tracemalloc.start()
    uris = []
    for each in items([str(path)]):
        uris.append((each.uri, isinstance(each, Item)))
        del each
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert uris[0] == (f"{path}!/ok.html", True)
    assert len(uris) < 5
    assert uris[-1][1] is False
    assert peak < 250_000_000


def test_tar_bombs(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar.gz", {"ok.html": page(1), "zeros.html": bytes(90_000_000), "after.html": page(2)})
    uris, records = found_in(path)
    assert uris == [f"{path}!/ok.html"]
    assert "times its size" in records[-1].reason or "times its size" in records[0].reason


def test_a_tar_header_that_asks_for_memory(tmp_path: Path) -> None:
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 4_000_000_000
    path = tmp_path / "a.tar.gz"
    path.write_bytes(gzip.compress(header.tobuf(tarfile.GNU_FORMAT) + bytes(100_000)))
    uris, records = found_in(path)
    assert (uris, len(records)) == ([], 1)


def test_a_nested_bomb(tmp_path: Path) -> None:
    bomb = zip_bytes({f"{number}.html": bytes(30_000_000) for number in range(5)})
    path = zipped(tmp_path / "a.zip", {"bomb.zip": bomb, "ok.html": page(1)})
    uris, records = found_in(path)
    assert f"{path}!/ok.html" in uris
    assert any("times its size" in record.reason for record in records)


def test_a_warc_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(
        warc_gz(warc_record("http://x.test/bomb", bytes(150_000_000)), warc_record("http://x.test/", page(1)))
    )
    uris, records = found_in(path)
    assert uris == ["http://x.test/"]
    assert [record.uri for record in records] == ["http://x.test/bomb"]


def test_a_folder_that_may_not_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_bytes(page(1))

    def refuse(path: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("grantdocs.audit.sources.os.scandir", refuse)
    uris, records = found_in(tmp_path)
    assert not uris
    assert "Permission denied" in records[0].reason


def test_an_archive_that_may_not_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.warc.gz", "a.zip", "a.tar"):
        path = tmp_path / name
        path.write_bytes(b"x")

        def refuse(*_: object, **__: object) -> io.BytesIO:
            raise PermissionError(13, "Permission denied")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", refuse)
            assert "Permission denied" in found_in(path)[1][0].reason
