"""Sources: what is in folders, lists and archives, in which order, with what is known about it."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import os
import zipfile
from pathlib import Path

import pytest
from archives import CAPTURED, page, tarred, warc_gz, warc_record, zip_bytes, zipped

from grantdocs.audit.records import Item, Record, Status
from grantdocs.audit.sources import check_sources, items
from grantdocs.errors import ScopeError
from grantdocs.readers import Limits


def names(*sources: Path | str, base: Path | None = None, **options: object) -> list[str]:
    found = [each.uri for each in items([str(source) for source in sources], **options)]
    return [uri.removeprefix(f"{base.as_posix()}/") if base else uri for uri in found]


def only(source: Path | str, **options: object) -> Item | Record:
    (found,) = items([str(source)], **options)
    return found


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for name, data in {
        "b/page.html": page(1), "a.html": page(2), "b/style.css": b"p {}", "b/logo.png": b"\x89PNG\r\n\x1a\n",
        "b/about": b"<!doctype html><p>no ending", "b/index.php?id=1": page(3), "leaflet.pdf": b"%PDF-1.4",
        "c/run.js": b"var x = 1", "B.HTM": page(4),
    }.items():  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_a_folder_is_read_by_name_without_pictures_and_styles(site: Path) -> None:
    assert names(site, base=site) == ["B.HTM", "a.html", "b/about", "b/index.php?id=1", "b/page.html", "leaflet.pdf"]


def test_a_file_of_a_folder_is_left_to_who_judges_it(site: Path) -> None:
    found = only(site / "a.html")
    assert isinstance(found, Item)
    assert (found.path, found.data, found.size, found.archive) == (str(site / "a.html"), None, len(page(2)), None)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.html", ["a.html"]),
        ("**/*.html", ["a.html", "b/page.html"]),
        ("b/*.png", ["b/logo.png"]),
        ("b*", ["b/about", "b/index.php?id=1", "b/page.html"]),
    ],
)
def test_globs(site: Path, pattern: str, expected: list[str]) -> None:
    assert names(site / pattern, base=site) == expected


def test_what_is_named_is_taken_whatever_it_is(site: Path) -> None:
    assert names(site / "b/style.css", site / "b/logo.png", base=site) == ["b/style.css", "b/logo.png"]


def test_a_name_with_signs_of_globs_is_found(site: Path) -> None:
    assert names(site / "b/index.php?id=1", base=site) == ["b/index.php?id=1"]


def test_a_list_names_sources_and_tells_what_is_missing(site: Path, tmp_path: Path) -> None:
    lines = tmp_path / "list.txt"
    lines.write_text(f"# ours\n\n{site}/a.html\nfile://{site}/b/page.html\n{site}/gone.html\n@{lines}\n{site}/b\n")
    found = list(items([f"@{lines}"]))
    assert [each.uri.removeprefix(f"{site}/") for each in found] == [
        "a.html", "b/page.html", f"{site}/gone.html".removeprefix(f"{site}/"), f"@{lines}", "b/about",
        "b/index.php?id=1", "b/page.html",
    ]  # fmt: skip
    assert [each.status for each in found if isinstance(each, Record)] == [Status.UNREAD] * 2


@pytest.mark.parametrize("source", ["gone.html", "gone/*.html", "@gone.txt", "nothing-reads-this://x/y"])
def test_a_source_that_does_not_exist_is_refused_before_anything_is_read(source: str) -> None:
    with pytest.raises(ScopeError, match=r"gone|nothing"):
        check_sources([source])
    with pytest.raises(ScopeError):
        items([source])


def test_links_round_about_are_not_followed(site: Path) -> None:
    (site / "b/round").symlink_to(site, target_is_directory=True)
    (site / "b/nowhere.html").symlink_to(site / "gone.html")
    os.mkfifo(site / "b/pipe.html")
    assert len(names(site)) == 6


def test_names_that_are_no_text_can_be_written(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/p\xe4ge\n.html"
    Path(os.fsdecode(odd)).write_bytes(page(1))
    found = only(tmp_path)
    assert found.uri.endswith("p\\xe4ge\\x0a.html")
    assert Path(found.path).read_bytes() == page(1)


@pytest.mark.parametrize("make", [zipped, tarred])
def test_files_in_archives(make, tmp_path: Path) -> None:
    path = make(tmp_path / f"a.{'zip' if make is zipped else 'tar.gz'}", {
        "b.html": page(1), "x/a.html": page(2), "x/style.css": b"", "../../etc/passwd.html": page(3), "big": b"<html>",
    })  # fmt: skip
    found = list(items([str(path)]))
    assert [each.uri.removeprefix(f"{path}!/") for each in found] == [
        "b.html", "x/a.html", "../../etc/passwd.html", "big",
    ]  # fmt: skip
    assert [each.data for each in found][:2] == [page(1), page(2)]
    assert found[0].digest == "sha256:" + hashlib.sha256(page(1)).hexdigest()
    assert {each.archive for each in found} == {str(path)}
    assert len({each.offset for each in found}) == 4
    assert sorted(p.name for p in tmp_path.iterdir()) == [path.name]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_every_kind_of_tar(mode: str, tmp_path: Path) -> None:
    ending = mode.partition(":")[2]
    files = {f"{number:03}/{'long' * 40}.html": page(number) * 100 for number in range(30)} | {
        "large.html": b"x" * 20_000_000
    }
    path = tarred(tmp_path / f"a.tar{'.' if ending else ''}{ending}", files, mode=mode)
    found = list(items([str(path)]))
    assert [each.data for each in found] == list(files.values())


def test_archives_in_archives_within_bounds(tmp_path: Path) -> None:
    inner = zip_bytes({"a.html": page(1), "deep.zip": zip_bytes({"b.html": page(2)})})
    web = warc_gz(warc_record("http://x.test/", page(3)))
    for path in (
        zipped(tmp_path / "a.zip", {"in.zip": inner, "w.warc.gz": web}),
        tarred(tmp_path / "a.tar.gz", {"in.zip": inner, "w.warc.gz": web}),
    ):
        found = list(items([str(path)]))
        assert [each.data for each in found] == [page(1), page(2), page(3)]
        assert [each.archive.removeprefix(str(path)) for each in found] == [
            "!/in.zip", "!/in.zip!/deep.zip", "!/w.warc.gz",
        ]  # fmt: skip
    too_deep = zip_bytes({"a.html": page(1)})
    for _ in range(6):
        too_deep = zip_bytes({"in.zip": too_deep, "here.html": page(2)})
    (tmp_path / "deep.zip").write_bytes(too_deep)
    found = list(items([str(tmp_path / "deep.zip")]))
    assert [each.status for each in found if isinstance(each, Record)] == [Status.UNREAD]
    assert sum(isinstance(each, Item) for each in found) == 4


def test_web_archive(tmp_path: Path) -> None:
    path = tmp_path / "site.warc.gz"
    path.write_bytes(warc_gz(
        warc_record("http://x.test/1", page(1)),
        warc_record("http://x.test/style.css", b"p {}", headers="Content-Type: text/css"),
        warc_record("http://x.test/moved", b"", status="301 Moved"),
        warc_record("http://x.test/error", page(9), status="404 Not Found"),
        warc_record("http://x.test/cut", page(2), more="WARC-Truncated: length"),
        warc_record("http://x.test/r.pdf", b"%PDF-1.4", kind="resource", headers="Content-Type: application/pdf"),
        warc_record("http://x.test/1", b"", kind="revisit"),
        warc_record("http://x.test/2", b"", kind="revisit", more="WARC-Refers-To-Target-URI: http://x.test/1"),
        warc_record("http://x.test/logo.png", b"", kind="revisit", headers="Content-Type: image/png"),
        warc_record("http://x.test/untold", page(3), headers="Server: x"),
        warc_record("http://x.test/untold.bin", b"\0\1\2", headers="Server: x"),
        warc_record("http://x.test/", page(4), kind="request"),
    ))  # fmt: skip
    found = list(items([str(path)]))
    assert [(each.uri.removeprefix("http://x.test/"), type(each).__name__) for each in found] == [
        ("1", "Item"), ("cut", "Item"), ("r.pdf", "Item"), ("1", "Record"), ("2", "Record"), ("untold", "Item"),
    ]  # fmt: skip
    assert found[0] == Item(
        "http://x.test/1", data=page(1), media_type="text/html; charset=utf-8", captured=CAPTURED, archive=str(path),
        offset=0, digest="sha256:" + hashlib.sha256(page(1)).hexdigest(), http_status=200, size=len(page(1)),
    )  # fmt: skip
    assert [each.truncated for each in found if isinstance(each, Item)] == [None, "length", None, None]
    assert [(each.status, each.duplicate_of) for each in found if isinstance(each, Record)] == [
        (Status.REVISIT, "http://x.test/1")
    ] * 2
    offset = found[1].offset
    with path.open("rb") as stream:
        stream.seek(offset)
        assert gzip.GzipFile(fileobj=stream).read(6) == b"WARC/1"


@pytest.mark.parametrize(
    ("encoding", "body", "expected", "truncated"),
    [
        ("Content-Encoding: gzip", gzip.compress(page(1)), page(1), None),
        ("Content-Encoding: gzip", page(1), page(1), None),
        ("Content-Encoding: br", page(1), page(1), None),
        ("Content-Encoding: gzip", gzip.compress(page(1) * 9_000)[:-900], None, "damaged encoding"),
        ("Transfer-Encoding: chunked", b"5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n", b"<html>", None),
        ("Transfer-Encoding: chunked", page(1), page(1), None),
        (
            "Transfer-Encoding: chunked\nContent-Encoding: gzip",
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(gzip.compress(page(1))), gzip.compress(page(1))),
            page(1),
            None,
        ),
        ("Content-Encoding: rot13", page(1), page(1), None),
    ],
    ids=itertools.count(),  # compressed bytes hold the time, and every process has to call the cases alike
)
def test_encodings_of_web_pages(
    encoding: str, body: bytes, expected: bytes | None, truncated: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc_record("http://x.test/", body, headers=f"Content-Type: text/html\n{encoding}"))
    found = only(path)
    assert isinstance(found, Item)
    assert found.truncated == truncated
    assert found.data.startswith(page(1)) if expected is None else found.data == expected


@pytest.mark.parametrize("is_indexed", [True, False])
def test_wacz_with_and_without_index(is_indexed: bool, tmp_path: Path) -> None:
    web = {
        "archive/b.warc.gz": warc_gz(warc_record("http://x.test/b", page(1))),
        "archive/a.warc.gz": warc_gz(warc_record("http://x.test/a", page(2))),
    }
    index = {
        "indexes/index.cdx.gz": b"",
        "pages/pages.jsonl": b"{}",
        "datapackage.json": b"{}",
        "pages/a.html": page(5),
    }
    path = zipped(tmp_path / "a.wacz", (index if is_indexed else {}) | web, method=zipfile.ZIP_STORED)
    found = list(items([str(path)]))
    assert [(each.uri, each.archive) for each in found] == [
        ("http://x.test/b", f"{path}!/archive/b.warc.gz"), ("http://x.test/a", f"{path}!/archive/a.warc.gz"),
    ]  # fmt: skip


def test_files_on_servers(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    system.pipe(
        {
            "/site/b.html": page(1),
            "/site/a/c.html": page(2),
            "/site/x.css": b"",
            "/site/w.warc.gz": warc_gz(warc_record("http://x.test/", page(3))),
        }
    )
    found = list(items(["memory://site"]))
    assert [(each.uri, each.data) for each in found] == [
        ("memory:///site/a/c.html", page(2)), ("memory:///site/b.html", page(1)), ("http://x.test/", page(3)),
    ]  # fmt: skip
    assert [each.uri for each in items(["memory://site/*.html"])] == ["memory:///site/b.html"]
    assert only("memory://site/x.css").uri == "memory:///site/x.css"
    assert only("memory://gone.html").status is Status.UNREAD


def test_large_documents_are_told_and_not_held(tmp_path: Path) -> None:
    limits = Limits(max_bytes=1000)
    path = zipped(tmp_path / "a.zip", {"a.html": b"x" * 1001, "b.html": page(1)})
    web = tmp_path / "a.warc.gz"
    web.write_bytes(warc_gz(
        warc_record("http://x.test/a", b"x" * 1001),
        warc_record("http://x.test/b", gzip.compress(b"x" * 1001), headers="Content-Type: text/html\nContent-Encoding: gzip"),
        warc_record("http://x.test/c", page(1)),
    ))  # fmt: skip
    assert [type(each).__name__ for each in items([str(path), str(web)], limits=limits)] == [
        "Record", "Item", "Record", "Record", "Item",
    ]  # fmt: skip
