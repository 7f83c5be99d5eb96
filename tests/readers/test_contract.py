"""What every reader promises, asked of every reader that discovery finds; one without a small file here fails."""

from __future__ import annotations

import hashlib
import pickle
import random
from collections.abc import Iterator

import pytest
from contract import broken_promises, without_anchor
from mutations import mutate
from small_files import file_name, small_files

from grantdocs.errors import ReadError
from grantdocs.model.document import Document, Zone
from grantdocs.readers import read
from grantdocs.readers.discovery import own_readers
from grantdocs.readers.reader import Reader

READERS = {reader.name: reader for reader in own_readers()}
KINDS = sorted(kind for kind in small_files() if kind.partition(" ")[0] in READERS)
FORMATLESS = {"text", "markdown"}
"""Whatever decodes is text: for these no bytes are bad but those that are none."""
MUTATIONS = 160


def small(kind: str) -> Document:
    return read(small_files()[kind], name=file_name(kind))


@pytest.mark.parametrize("name", READERS)
def test_every_reader_is_asked(name: str) -> None:
    assert any(kind.partition(" ")[0] == name for kind in KINDS), "add a small file of this format to small_files.py"


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_readers_introduce_themselves(reader: Reader) -> None:
    assert reader.name.isascii()
    assert reader.media_types
    assert all("/" in media_type and media_type == media_type.lower() for media_type in reader.media_types)
    assert all(ending == ending.lower().lstrip(".") for ending in reader.extensions)


def test_no_two_readers_want_the_same_files() -> None:
    for known in ("extensions", "media_types"):
        wanted = [item for reader in READERS.values() for item in getattr(reader, known)]
        assert sorted(set(wanted)) == sorted(wanted)


@pytest.mark.parametrize("kind", KINDS)
def test_small_file_is_read_by_its_reader(kind: str) -> None:
    document = small(kind)
    assert document.source.format == kind.partition(" ")[0]
    assert document.source.media_type == READERS[document.source.format].media_types[0]
    assert document.source.digest == "sha256:" + hashlib.sha256(small_files()[kind]).hexdigest()
    assert document.text or document.images


@pytest.mark.parametrize("kind", KINDS)
def test_text_blocks_and_spans(kind: str) -> None:
    assert broken_promises(small(kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_blocks_say_where_they_stand(kind: str) -> None:
    lost = [block for block in without_anchor(small(kind)) if block.zone not in {Zone.TITLE, Zone.METADATA}]
    assert lost == []


@pytest.mark.parametrize("kind", sorted(set(KINDS) - FORMATLESS))
def test_the_bytes_alone_tell_the_format(kind: str) -> None:
    assert small(kind).source.format == read(small_files()[kind]).source.format


@pytest.mark.parametrize("kind", KINDS)
def test_same_bytes_give_the_same_document(kind: str) -> None:
    first, second = small(kind), small(kind)
    assert first == second
    assert repr(first) == repr(second)


@pytest.mark.parametrize("kind", KINDS)
def test_documents_can_be_sent_to_other_processes(kind: str) -> None:
    document = small(kind)
    assert pickle.loads(pickle.dumps(document)) == document


def bad_bytes(kind: str) -> Iterator[tuple[str, bytes]]:
    data, chance = small_files()[kind], random.Random(kind)
    yield "one byte", data[:1]
    yield "beginning", data[:16]
    yield "random", chance.randbytes(5000)
    yield "random behind a proper beginning", data[:64] + chance.randbytes(5000)
    yield "zeros", bytes(5000)
    yield "zeros behind a proper beginning", data[:64] + bytes(5000)
    for share in range(1, 20):
        yield f"{share}/20", data[: len(data) * share // 20]
    for other, foreign in small_files().items():
        yield f"bytes of {other}", foreign


@pytest.mark.parametrize("kind", KINDS)
def test_bad_bytes_are_a_document_or_a_read_error(kind: str) -> None:
    for what, data in bad_bytes(kind):
        assert outcome(data, file_name(kind)) == [], what


def outcome(data: bytes, name: str) -> list[str]:
    try:
        return broken_promises(read(data, name=name))
    except ReadError as error:
        message = str(error)
        return [] if message.startswith(f"{name}: ") and "\n" not in message and error.advice else [message]


@pytest.mark.parametrize("kind", sorted(set(READERS) - FORMATLESS))
def test_rubbish_under_the_name_of_a_format_is_refused(kind: str) -> None:
    with pytest.raises(ReadError):
        read(bytes(range(256)) * 20, name=file_name(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_a_document_or_a_read_error(kind: str) -> None:
    """A few of those that benchmarks/robustness.py tries by the thousand, each in a process of its own."""
    others = list(small_files().values())
    for number in range(MUTATIONS // len(KINDS)):
        chance = random.Random(f"{kind}:{number}")
        assert outcome(mutate(small_files()[kind], chance, others), file_name(kind)) == [], number
