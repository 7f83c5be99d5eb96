"""What is posted: taken in within bounds, refused early, kept nowhere."""

from __future__ import annotations

import asyncio
import base64
import tempfile

import pytest
from visitors import BOUNDARY, Visitor, encoded

from grantdocs.web.bounds import Bounds

pytestmark = pytest.mark.usefixtures("unjudged")
SMALL = Bounds(total_bytes=50_000, files=3, upload_seconds=0.3)
TYPE = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}


def test_files_and_a_pasted_text(visit, unjudged) -> None:
    answer = visit().post("/check", [("file", ("a.txt", b"A")), ("file", ("b.txt", b"B")), ("text", "C\r\nC")])

    assert answer.status == 200
    assert [(each.name, each.data) for each in unjudged[0].uploads] == [
        ("a.txt", b"A"),
        ("b.txt", b"B"),
        ("pasted text", b"C\r\nC"),
    ]


def test_what_an_answer_carried_along(visit, unjudged) -> None:
    visit().post("/checklist", [("name", "a.docx"), ("data", base64.b64encode(b"PK\x03").decode())])

    assert [(each.name, each.data) for each in unjudged[0].uploads] == [("a.docx", b"PK\x03")]
    assert unjudged[0].wanted == "checklist"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("C:\\Users\\me\\leaflet.pdf", "leaflet.pdf"),
        ("../../etc/passwd", "passwd"),
        ("le\u202efdp.exe", "lefdp.exe"),
        ("a\x1b[2Jb.txt", "a[2Jb.txt"),
        ("x" * 300 + ".docx", "x" * 114 + "….docx"),
        ("folder/", "upload"),
    ],
)
def test_names_of_files(visit, unjudged, given: str, expected: str) -> None:
    visit().post("/check", [("file", (given, b"text"))])

    assert unjudged[0].uploads[0].name == expected


@pytest.mark.parametrize(
    ("form", "status", "says"),
    [
        ([], 400, "Choose a file or paste a text first."),
        ([("text", "  \n ")], 400, "Choose a file or paste a text first."),
        ([("file", ("", b""))], 400, "Choose a file or paste a text first."),
        ([("file", ("a.txt", b"a" * 50_001))], 413, "too much at once"),
        ([("file", ("a.txt", b"a" * 30_000)), ("text", "b" * 30_000)], 413, "too much at once"),
        ([("file", (f"{n}.txt", b"a")) for n in range(4)], 400, "could not be understood"),
        ([("name", "a"), ("data", "YQ==")] * 4, 413, "too many files"),
        ([("name", "a"), ("data", "?")], 400, "could not be understood"),
        ([("text", "a"), ("kind", "poem")], 400, "no such kind"),
    ],
)
def test_refused(visit, unjudged, form, status: int, says: str) -> None:
    answer = visit(bounds=SMALL).post("/check", form)

    assert answer.status == status
    assert says in answer.text
    assert 'role="alert"' in answer.text
    assert unjudged == []


def test_what_was_filled_in_stays(visit) -> None:
    form = [("text", "a < b" + "a" * 60_000), ("programme", 'Erasmus+ "x"'), ("kind", "poster"), ("language", "lv")]
    answer = visit(bounds=SMALL).post("/check", form)

    assert answer.status == 413
    assert "a &lt; baaa" in answer.text
    assert 'value="Erasmus+ &#34;x&#34;"' in answer.text
    assert '<option value="poster" selected>' in answer.text
    assert '<html lang="lv">' in answer.text


def test_a_declared_size_is_refused_before_it_is_read(visit) -> None:
    read: list[int] = []

    def endless():
        while True:
            read.append(1)
            yield b"a" * 1000

    answer = visit(bounds=SMALL).ask("POST", "/check", {**TYPE, "content-length": str(10**10)}, endless())

    assert answer.status == 413
    assert read == []


def test_an_undeclared_size_is_refused_while_it_is_read(visit) -> None:
    read: list[int] = []

    def endless():
        yield encoded([("file", ("a.txt", b""))]).rpartition(b"\r\n--")[0]
        while True:
            read.append(1)
            yield b"a" * 10_000

    answer = visit(bounds=SMALL).ask("POST", "/check", TYPE, endless())

    assert answer.status == 413
    assert len(read) < 50


def test_a_body_that_stops_arriving(visit) -> None:
    answer = visit(bounds=SMALL).ask("POST", "/check", TYPE, [b"--", b"..."])

    assert answer.status == 408
    assert "took too long" in answer.text


@pytest.mark.parametrize(
    ("type_", "body"),
    [
        ("multipart/form-data", b"x"),
        (f"multipart/form-data; boundary={BOUNDARY}", b"\x00\xff" * 50),
        (f"multipart/form-data; boundary={BOUNDARY}", encoded([("text", "a")])[:40]),
        ("application/json", b"{}"),
        ("", b""),
    ],
)
def test_damaged_forms(visit, type_: str, body: bytes) -> None:
    assert visit().ask("POST", "/check", {"content-type": type_}, [body]).status in {400, 403}


def test_nothing_touches_the_disk(visit, unjudged, monkeypatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "_TemporaryFileWrapper"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", refuse)
    answer = visit().post("/check", [("file", ("a.bin", b"a" * 5_000_000))])

    assert answer.status == 200
    assert len(unjudged[0].uploads[0].data) == 5_000_000


def test_a_mistake_of_ours_tells_nothing_of_the_publication(visit, monkeypatch, capfd) -> None:
    from grantdocs.web.judges import Judges

    def fail(_self: object, job: object) -> None:
        raise RuntimeError(f"a secret of {job}")

    monkeypatch.setattr(Judges, "judge", fail)
    with pytest.raises(RuntimeError):
        visit().post("/check", [("text", "a secret")])

    said = capfd.readouterr()
    assert said.err == "grantdocs serve: RuntimeError\n"
    assert said.out == ""


def test_more_than_can_wait_are_sent_away(visit) -> None:
    visitor: Visitor = visit(bounds=Bounds(upload_seconds=0.5, at_once=1, waiting=2))

    async def together() -> list[int]:
        asked = [visitor.asked("POST", "/check", TYPE, [b"--", b"..."]) for _ in range(4)]
        return [answer.status for answer in await asyncio.gather(*asked)]

    assert sorted(visitor.run(together())) == [408, 408, 503, 503]
