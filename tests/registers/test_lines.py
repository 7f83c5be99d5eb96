"""The lines of tables, found in blocks of bytes: the same as one by one, wherever a block ends."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grantdocs.registers import lines
from grantdocs.registers.keys import hash_of, hashes_of, key_of
from grantdocs.registers.lines import Shape, cells_at, lines_of

CELLS = st.text(st.sampled_from('ab ",;\t\nāž'), max_size=9)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    rows=st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1)),
    delimiter=st.sampled_from(",;\t"),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    block=st.sampled_from([30, 64, 200, 1000]),
)
def test_what_was_written_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[list[str]], delimiter: str, quoting: int, block: int
) -> None:
    monkeypatch.setattr(lines, "_BLOCK", block)
    monkeypatch.setattr(lines, "_LONGEST", block * 20)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
    starts, columns = scanned(tmp_path / "table.csv", text.getvalue().encode(), Shape(delimiter, len(rows[0])))

    data = text.getvalue().encode()
    ends = [*starts[1:], len(data)]
    found = [cells_at(data[one:other], Shape(delimiter)) for one, other in zip(starts, ends, strict=True)]
    assert [[cell.decode() for cell in each[0]] for each in found if each] == rows
    for number, hashes in enumerate(columns):
        assert hashes == [hash_of(key_of(row[number])) for row in rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.binary(max_size=600) | st.text(st.sampled_from('"",;\n\r\0a'), max_size=600).map(str.encode))
def test_whatever_the_bytes_are_there_is_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(lines, "_BLOCK", 30)
    monkeypatch.setattr(lines, "_LONGEST", 120)
    starts, columns = scanned(tmp_path / "table.csv", data, Shape(",", 3))

    assert starts == sorted(set(starts))
    assert {len(hashes) for hashes in columns} == {len(starts)}


def scanned(path: Path, data: bytes, shape: Shape) -> tuple[list[int], list[list[int]]]:
    """Where lines begin, and the hashes of each column."""
    path.write_bytes(data)
    width = shape.width or 0
    starts: list[int] = []
    columns: list[list[int]] = [[] for _ in range(width)]
    with path.open("rb", buffering=0) as file:
        for each in lines_of(file, 0, len(data), shape, range(width)):
            starts += each.starts.tolist()
            for known, cells in zip(columns, each.columns, strict=True):
                known.extend(hashes_of(cells, "cp1252").tolist() if cells else [])
    return starts, columns


@pytest.mark.parametrize(
    ("text", "cells"),
    [("a,b\n", ["a", "b"]), ('"a,\n",b\r\n', ["a,\n", "b"]), ('"a""b",\n', ['a"b', ""]), ('a"b,"c\n', ['a"b', '"c']),
     ('"a" b,c\n', ['"a" b', "c"]), ("\n", [""]), ('"",""\n', ["", ""]), ('"a,b\nc,d\n', ['"a', "b"]), ("a,b", ["a", "b"])],
)  # fmt: skip
def test_cells_of_a_line(text: str, cells: list[str]) -> None:
    found = cells_at(text.encode(), Shape(",", 2))

    assert found is not None
    assert [cell.decode() for cell in found[0]] == cells


@pytest.mark.parametrize("text", ["a,b", '"a,b\n', '"a', '"a""', '"a,"'])
def test_a_line_that_is_cut_off_is_none(text: str) -> None:
    assert cells_at(text.encode(), Shape(",", 2), whole=False) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("LLI-444", "lli 444", True), ("1.2.1/16/I/003", "1 2 1 16 i 003", True), ("„Zaļā” skola", "ZAĻĀ SKOLA", True),
     ("a\nb", "ab", True), ("LLI-444", "LLI-445", False), ("12", "21", False), ("", "-", True), ("a\0", "A", True)],
)  # fmt: skip
def test_keys(one: str, other: str, same: bool) -> None:
    assert (key_of(one) == key_of(other)) is same
    assert (hash_of(key_of(one)) == hash_of(key_of(other))) is same
