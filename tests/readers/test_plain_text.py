from __future__ import annotations

import pytest

from grantdocs.model.document import Document, Zone
from grantdocs.readers import Limits, read


def read_text(text: str) -> Document:
    return read(text.encode(), name="text.txt")


def test_lines_are_blocks_with_their_numbers() -> None:
    document = read_text("one\n\n  two \r\nthree")
    assert document.text == "one\ntwo\nthree"
    assert [block.anchor.line for block in document.blocks] == [1, 3, 4]


def test_lines_with_tabs_are_rows() -> None:
    document = read_text("Budget\tEUR 100\n\tindented\na\t\tb")
    assert document.text == "Budget\tEUR 100\nindented\na\tb"
    assert [(block.zone, block.anchor.column) for block in document.blocks] == [
        (Zone.TABLE_CELL, 1),
        (Zone.TABLE_CELL, 2),
        (Zone.BODY, None),
        (Zone.TABLE_CELL, 1),
        (Zone.TABLE_CELL, 2),
    ]


def test_markup_stays_as_it_is() -> None:
    assert read_text('<p>Aims</p> <input type="checkbox"/>').text == '<p>Aims</p> <input type="checkbox"/>'


@pytest.mark.parametrize("line", ["- item", "• item", "1. Item", "a) item", "12) item"])
def test_items(line: str) -> None:
    assert read_text(line).blocks[0].zone is Zone.LIST_ITEM


@pytest.mark.parametrize("line", ["5. martā notika", "2019. gada 17. janvārī", "-5 °C", "1.5 m"])
def test_no_items(line: str) -> None:
    assert read_text(line).blocks[0].zone is Zone.BODY


WRAPPED = """\
The village library opened its new reading room in March and the
whole neighbourhood came to see it, children with their parents and
pensioners with their friends, because nobody wanted to miss the
songs of the choir.

The project ends in June. Its partners will meet once more in the
autumn, when the exhibition that the schools have prepared together
travels to the other side of the border.
"""


def test_text_wrapped_by_hand_becomes_paragraphs() -> None:
    lines = read_text(WRAPPED).text.split("\n")
    assert [line.split()[-1] for line in lines] == ["choir.", "border."]
    assert lines[0].startswith("The village library opened its new reading room in March and the whole neighbourhood")


@pytest.mark.parametrize(
    "text",
    [
        "Upes novada pašvaldība\nBērzu pagasta bibliotēka\nEžera rajona muzejs\nKalna skola",
        "A first line that is rather long and could be prose of some kind\nshort\nanother one\nand one more",
        "Label\tvalue that is long enough for a line of text in a file\nOther\tvalue that is long enough as well here",
        "\n".join(
            ["One paragraph without any line end that goes on and on beyond a hundred letters, as saved today. And on."]
            * 3
        ),
    ],
)
def test_lines_that_nobody_wrapped_stay_lines(text: str) -> None:
    assert read_text(text).text == text


def test_source_says_what_was_read() -> None:
    source = read_text("text").source
    assert (source.uri, source.format, source.media_type, source.size) == ("text.txt", "text", "text/plain", 4)
    assert source.digest == "sha256:982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1"


def test_form_feeds_divide_pages() -> None:
    document = read_text("one\ntwo\n\fthree\n\f\ffour")
    assert [(document.quote(block.span), block.anchor.page, block.anchor.line) for block in document.blocks] == [
        ("one", 1, 1),
        ("two", 1, 2),
        ("three", 2, 3),
        ("four", 4, 4),
    ]


@pytest.mark.parametrize("text", ["one\ntwo", "one\n\f", "one\n\f\n \n"])
def test_text_of_one_page_has_no_pages(text: str) -> None:
    assert {block.anchor.page for block in read_text(text).blocks} == {None}


def test_pages_beyond_the_limit_are_a_gap() -> None:
    document = read(b"a\f" * 50, name="a.txt", limits=Limits(max_pages=10))
    assert (document.text.count("a"), [gap.reason for gap in document.gaps]) == (10, ["limit-reached"])


def test_a_line_of_millions_of_letters() -> None:
    document = read_text("word " * 400_000 + "end")
    assert (len(document.blocks), document.text[-3:]) == (1, "end")


def test_zero_bytes_are_no_text() -> None:
    assert read_text("words of a text " * 100 + "\0" + "end").text.endswith("end")
