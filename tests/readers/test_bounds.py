"""Files made to do harm: each is a document or a ReadError, in time, in little memory, without the network."""

from __future__ import annotations

import os
import socket
from collections.abc import Generator, Iterator
from pathlib import Path

import attacks
import pytest
from small_files import small_files
from watched import Outcome, Watch

from grantdocs.readers.discovery import own_readers

SECONDS = 30.0
MEGABYTES = 3000
"""Of address space; the libraries themselves take some 500."""
PEAK = 1500.0
FORMATS = {reader.name for reader in own_readers()}
PACKAGES = sorted(set(attacks.PACKAGES) & FORMATS)
XML_KINDS = [kind for kind in attacks.XML_KINDS if kind.partition(" ")[0] in FORMATS]
ENDINGS = {"odt flat": "fodt", "image svg": "svg"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("working-folder")


@pytest.fixture(scope="module")
def watch(folder: Path) -> Iterator[Watch]:
    server = Watch(folder)
    yield server
    server.close()


@pytest.fixture
def outcome_of(watch: Watch, tmp_path: Path):
    def read(name: str, data: bytes) -> Outcome:
        path = tmp_path / name
        path.write_bytes(data)
        return harmless(watch.read(path, seconds=SECONDS, megabytes=MEGABYTES))

    return read


def harmless(outcome: Outcome) -> Outcome:
    assert outcome.kind in {"document", "ReadError", "UnsupportedFormat"}, outcome
    assert outcome.megabytes < PEAK
    assert outcome.sockets == ()
    assert "\n" not in outcome.text or outcome.kind == "document"
    return outcome


@pytest.mark.parametrize("kind", PACKAGES)
def test_zip_bomb(kind: str, outcome_of) -> None:
    found = outcome_of(f"bomb.{kind}", attacks.zip_bomb(kind))
    assert found.kind == "ReadError"
    assert "would unpack to more than" in found.text
    assert found.megabytes < 500


@pytest.mark.parametrize("kind", PACKAGES)
def test_zip_bomb_that_lies_about_its_size(kind: str, outcome_of) -> None:
    assert outcome_of(f"liar.{kind}", attacks.lying_bomb(kind)).megabytes < 500


@pytest.mark.parametrize("kind", PACKAGES)
def test_nested_zip_bomb(kind: str, outcome_of) -> None:
    assert outcome_of(f"nested.{kind}", attacks.nested_bomb(kind)).megabytes < 500


@pytest.mark.parametrize("kind", PACKAGES)
def test_members_that_climb_out_of_their_folder(kind: str, outcome_of, folder: Path) -> None:
    found = outcome_of(f"climbing.{kind}", attacks.climbing_members(kind))
    assert found.kind == "document"
    assert list(folder.rglob("*")) == []
    assert list(folder.parent.glob("climbed*")) == []


@pytest.mark.parametrize("kind", PACKAGES)
def test_too_many_members(kind: str, outcome_of) -> None:
    assert "parts" in outcome_of(f"many.{kind}", attacks.many_members(kind)).text


@pytest.mark.parametrize("kind", PACKAGES)
def test_xml_without_end(kind: str, outcome_of) -> None:
    assert outcome_of(f"deep.{kind}", attacks.deep_xml(kind)).kind == "ReadError"


@pytest.mark.parametrize("kind", XML_KINDS)
@pytest.mark.parametrize(
    ("doctype", "text"), [(attacks.LAUGHS, "&l9;"), (attacks.QUADRATIC, "&q;" * 20_000)], ids=["laughs", "quadratic"]
)
def test_entities_do_not_grow(kind: str, doctype: str, text: str, outcome_of) -> None:
    found = outcome_of(f"entities.{ENDINGS.get(kind, kind)}", attacks.with_entities(kind, doctype, text))
    assert "haha" not in found.text
    assert "qqqq" not in found.text.replace("&q;", "").replace(attacks.QUADRATIC, "")
    assert found.length < 200_000


@pytest.fixture
def listener() -> Generator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.mark.parametrize("kind", XML_KINDS)
def test_nothing_outside_is_fetched(kind: str, outcome_of, listener: socket.socket, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell", encoding="utf-8")
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/a"
    doctype = (
        f'<!ENTITY f SYSTEM "{secret.as_uri()}"><!ENTITY h SYSTEM "{address}"><!ENTITY % p SYSTEM "{address}"> %p;'
    )
    found = outcome_of(f"outside.{ENDINGS.get(kind, kind)}", attacks.with_entities(kind, doctype, "&f;&h;"))
    assert "do not tell" not in found.text
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize("what", attacks.PDFS)
def test_pdf(what: str, outcome_of) -> None:
    outcome_of("attack.pdf", attacks.PDFS[what]())


@pytest.mark.parametrize("what", ["no table of places", "tables of places in a circle", "a form that draws itself"])
def test_pdf_that_can_be_mended_is_read(what: str, outcome_of) -> None:
    assert outcome_of("mended.pdf", attacks.PDFS[what]()).kind == "document"


@pytest.mark.parametrize("name", [name for name in attacks.TEXTS if name != "wide.png" or "image" in FORMATS])
def test_text(name: str, outcome_of) -> None:
    outcome_of(name, attacks.TEXTS[name]())


@pytest.mark.parametrize(("name", "data"), [pytest.param(*case, id=case[0]) for case in attacks.huge_tables()])
def test_tables_without_end(name: str, data: bytes, outcome_of) -> None:
    assert outcome_of(name, data).length <= 5_000_000


def test_pictures_that_are_bombs(outcome_of) -> None:
    for name, data in attacks.pictures(attacks.png(60_000, 60_000)):
        assert outcome_of(name, data).kind in {"document", "UnsupportedFormat"}, name


def test_a_gigabyte_is_refused_before_it_is_read(watch: Watch, tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    found = harmless(watch.read(path, seconds=SECONDS, megabytes=MEGABYTES))
    assert "is larger than" in found.text
    assert found.seconds < 2
    assert found.megabytes < 500


def test_endless_devices_are_no_files(watch: Watch) -> None:
    found = harmless(watch.read(Path(os.devnull).with_name("zero"), seconds=SECONDS, megabytes=MEGABYTES))
    assert found.kind == "ReadError"


def test_small_files_are_read_in_the_same_bounds(outcome_of) -> None:
    assert outcome_of("a.docx", small_files()["docx"]).kind == "document"
