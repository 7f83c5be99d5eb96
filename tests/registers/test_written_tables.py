"""How tables are written that people download: letters, delimiters, line ends, and lines that are broken."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from grantdocs.errors import DataError, ReadError
from grantdocs.registers import Register, look_up

pytest.importorskip("duckdb")

COLUMNS = ["ProjektaNumurs", "ProjektaNosaukums", "KopejaisAttiecinamaisFinansejums", "IesniedzejaNosaukums"]
ROW = ["101000000", "Green paths to school", "120000.40", "Upper Town Library"]

LATVIAN = 'ProjektaNumurs;ProjektaNosaukums;SakumaDatums\r\nLLI-444;"Zaļās takas; uz skolu";2020-03-01\r\n'


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"], ids=["crlf", "lf", "cr"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1257", "utf-16", "utf-16-le", "utf-16-be"])
def test_letters_are_read_in_what_the_file_is_written(tmp_path: Path, encoding: str, ends: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(LATVIAN.replace("\r\n", ends).encode(encoding))
    register = Register(path, cache=tmp_path / "cache")
    (profile,) = look_up(register, (), ["ZAĻĀS TAKAS UZ SKOLU"])
    register.close()

    assert (dict(profile.titles), profile.numbers) == ({"lv": "Zaļās takas; uz skolu"}, ("LLI-444",))


def test_letters_of_one_byte_far_down_are_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    plain = "".join(f"N-{n};Green paths;2020-03-01\r\n" for n in range(50_000))
    head, row = LATVIAN.splitlines(keepends=True)
    path.write_bytes((head + plain + row).encode("cp1257"))
    register = Register(path, cache=tmp_path / "cache")
    (profile,) = look_up(register, (), ["zaļās takas uz skolu"])
    register.close()

    assert profile.copies[0].row == 50_001


HEAD = "ProjektaNumurs,ProjektaNosaukums,SakumaDatums\n"
GOOD = "LLI-444,Green paths to school,2020-03-01\n"


@pytest.mark.parametrize(
    ("before", "rows", "left_out"),
    [
        ("", 1, 0), ("x" * 9_000_000 + "\n", 1, 1), ("x" * 50_000_000 + "\n", 1, 1), ("N," * 3_000_000 + "\n", 1, 1),
        ("N-1\n", 1, 1), ("N-1,a,b,c,d,e,f,g\n", 1, 1), ("N-\0\0,\0,\0\n", 2, 0), ("\n\n", 1, 0),
        ('N-1,12" pipes,2020-03-01\n', 2, 0), ('N-1,"Green" houses,2020-03-01\n', 1, 1),
        ('N-1,"Green\nhouses",2020-03-01\n', 2, 0), ('N-1,"Green ""houses""",2020-03-01\n', 2, 0),
        ("\n".join(['"N-1,x,y'] * 500) + "\n", 1, 250), ("N-1\n" * 3, 4, 0), ("N-1,a,b,\n" * 3, 4, 0),
        ("N-1,a,b\r\n", 2, 0), ("N-1,a,b\r\nN-2,a,b\r", 3, 0), ("N-1,a,b\n" * 99 + "N-2\n", 100, 1),
        ('N-1,"Green" houses,2020\n' + "N-1,a,b\n" * 9, 10, 1),
    ],
    ids=lambda value: str(value)[:20].encode("unicode_escape").decode(),
)  # fmt: skip
def test_broken_lines_are_left_out_and_counted(tmp_path: Path, before: str, rows: int, left_out: int) -> None:
    path = tmp_path / "list.csv"
    path.write_text(HEAD + before + GOOD, encoding="utf-8", newline="")
    register = Register(path, cache=tmp_path / "cache")
    (profile,) = look_up(register, ["LLI-444"])

    assert (register.rows, register.left_out, dict(profile.titles)) == (rows, left_out, {"lv": "Green paths to school"})
    register.close()


@pytest.mark.parametrize(
    "after",
    [
        '"N-1,never closed,2020-03-01\n' + "N-2,a,b\n" * 20,
        '"N-1,' + ',""z' * 50_000 + "\nN-2,a,b\n",
        '"' * 999 + "\na\n",
    ],
    ids=["plain", "doubled", "marks only"],
)
def test_lines_behind_a_mark_that_is_never_closed_are_missed_and_that_is_counted(tmp_path: Path, after: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(HEAD + GOOD * 2 + after, encoding="utf-8")
    register = Register(path, cache=tmp_path / "cache")

    assert (register.rows, register.left_out) == (2, 1)
    register.close()


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL], ids=["all quoted", "few quoted"])
def test_any_delimiter_is_found(tmp_path: Path, mark: str, quoting: Any) -> None:
    path = tmp_path / "list.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=mark, quoting=quoting)
        writer.writerows([COLUMNS, [ROW[0], "Green, paths; to\t|\n" + '"school"', *ROW[2:]]])
    register = Register(path, cache=tmp_path / "cache")
    (profile,) = look_up(register, ["101000000"])
    register.close()

    assert dict(profile.titles) == {"lv": 'Green, paths; to\t|\n"school"'}


def test_a_table_may_have_thousands_of_columns(tmp_path: Path) -> None:
    further = [f"c{number}" for number in range(10_000)]
    path = tmp_path / "wide.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([[*further, *COLUMNS], *[[*further, *ROW]] * 3])
    register = Register(path, cache=tmp_path / "cache")

    assert len(register.by_number("101000000")) == 3
    register.close()


def test_names_of_columns_may_stand_below_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("sep=,\nProjects;of;the;year;2020\n\n" + HEAD + GOOD, encoding="utf-8")
    register = Register(path, cache=tmp_path / "cache")

    assert look_up(register, ["LLI-444"])[0].copies[0].row == 1
    register.close()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("a.csv", b"", "is empty"), ("a.csv", b"PK\x03\x04", "unpack it"), ("a.csv", b"<!doctype html>", "a page of the web"),
     ("a.csv", b"\xd0\xcf\x11\xe0", "XLSX or CSV"), ("a.csv", b"x" * 2_000_000, "is no"), ("a.json", b"[1]", "no register"),
     ("a.json", b'[{"id": 1', "Malformed JSON"), ("a.json", b"[" * 50_000, "Malformed JSON"), ("a.xlsx", b"PK\x03\x04", "a.xlsx")],
)  # fmt: skip
def test_what_is_no_table_is_said(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises((ReadError, DataError), match=said) as told:
        Register(path, cache=tmp_path / "cache")

    assert len(str(told.value)) < 700
    assert not list((tmp_path / "cache").iterdir())
