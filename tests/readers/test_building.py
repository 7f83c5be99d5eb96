from __future__ import annotations

import pytest

from grantdocs.model.document import Document, Zone
from grantdocs.model.location import Span
from grantdocs.readers import building, read
from grantdocs.readers.building import Builder, Cell, OutOfTime, plain
from grantdocs.readers.limits import Limits
from grantdocs.readers.reader import Content
from grantdocs.readers.text import READER


def new_builder(**limits: int) -> Builder:
    return Builder(Content(b"x", "test", "sha256:0", limits=Limits(**limits)), READER)


def one(*stretches: tuple[str, str | None]) -> Document:
    builder = new_builder()
    builder.paragraph(stretches)
    return builder.document()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("two  blanks", "two blanks"),
        (" \n at the ends\t", "at the ends"),
        ("a\r\nline\fend", "a line end"),
        ("120\N{NO-BREAK SPACE}500", "120\N{NO-BREAK SPACE}500"),
        ("120\N{NARROW NO-BREAK SPACE}500", "120\N{NARROW NO-BREAK SPACE}500"),
        ("bell\x07\N{ZERO WIDTH NO-BREAK SPACE}", "bell"),
        ("pro\N{SOFT HYPHEN}jekts", "pro\N{SOFT HYPHEN}jekts"),
    ],
)
def test_blanks(written: str, kept: str) -> None:
    assert one((written, None)).text == kept


@pytest.mark.parametrize("written", ["", "  ", "\N{NO-BREAK SPACE}", "\n\t"])
def test_nothing_makes_no_block(written: str) -> None:
    assert one((written, None)).blocks == ()


def test_blanks_collapse_over_stretches() -> None:
    assert one(("a ", None), (" b", None), ("c", None)).text == "a bc"


def test_link_covers_its_text_without_blanks() -> None:
    document = one(("see ", None), (" the page ", "https://example.org"), (".", None))
    assert document.text == "see the page ."
    assert [(link.url, document.quote(link.span)) for link in document.links if link.span] == [
        ("https://example.org", "the page")
    ]


def test_stretches_of_one_link_are_one_link() -> None:
    document = one(("the ", "u"), ("page", "u"), (" and ", None), ("more", "u"))
    assert [document.quote(link.span) for link in document.links if link.span] == ["the page", "more"]


def test_row_is_one_line_with_tabs() -> None:
    builder = new_builder()
    builder.row([Cell([plain("a")]), Cell([plain(" ")]), Cell([plain("b"), plain("c")])])
    builder.paragraph(plain("d"))
    document = builder.document()
    assert document.text == "a\tb c\nd"
    assert [document.quote(block.span) for block in document.blocks] == ["a", "b c", "d"]


def test_long_last_cell_goes_on_in_lines_of_its_own() -> None:
    builder = new_builder()
    builder.row([Cell([plain("label")]), Cell([plain("x" * 60), plain("y" * 60)])])
    assert builder.document().text == f"label\t{'x' * 60}\n{'y' * 60}"


def test_links_in_joined_paragraphs_of_a_cell_keep_their_place() -> None:
    builder = new_builder()
    builder.row([Cell([plain("a"), plain("b", "u")]), Cell([plain("c")])])
    document = builder.document()
    assert [link.span for link in document.links] == [Span(2, 3)]


def test_title_is_the_first_heading_where_none_is_given() -> None:
    builder = new_builder()
    builder.paragraph(plain("text"))
    builder.paragraph(plain("heading"), Zone.HEADING)
    assert builder.document().title == "heading"


def test_long_paragraph_is_no_heading() -> None:
    builder = new_builder()
    builder.paragraph(plain("word " * 80), Zone.HEADING)
    assert builder.document().blocks[0].zone is Zone.BODY


def test_alternative_text_is_a_block_of_its_own() -> None:
    builder = new_builder()
    builder.paragraph(plain("before"))
    builder.image(alt="flag", name="flag.png")
    builder.image(alt="")
    document = builder.document()
    assert document.text == "before\nflag"
    assert [image.span for image in document.images] == [Span(7, 11), None]


def test_characters_beyond_the_limit_are_a_gap() -> None:
    builder = new_builder(max_characters=10)
    for word in ("1234", "5678", "90"):
        builder.paragraph(plain(word))
    document = builder.document()
    assert document.text == "1234\n5678"
    assert [(gap.reason, gap.pointer) for gap in document.gaps] == [("limit-reached", "")]


def test_blocks_beyond_the_limit_are_a_gap() -> None:
    builder = new_builder(max_blocks=3)
    builder.row([Cell([plain("a")]), Cell([plain("b")])])
    builder.row([Cell([plain("c")]), Cell([plain("d")])])
    builder.paragraph(plain("e"))
    document = builder.document()
    assert document.text == "a\tb"
    assert [(gap.reason, gap.pointer) for gap in document.gaps] == [("limit-reached", "")]


def test_pictures_beyond_the_limit_are_a_gap() -> None:
    builder = new_builder(max_images=1)
    builder.image(name="a")
    builder.image(name="b")
    document = builder.document()
    assert len(document.images) == 1
    assert [(gap.reason, gap.pointer) for gap in document.gaps] == [("limit-reached", "/images")]


class Clock:
    """Shows a second more each time it is looked at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 0
        monkeypatch.setattr(building, "_time_taken", self)

    def __call__(self) -> int:
        self.seconds += 1
        return self.seconds


def test_reading_stops_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch)
    builder = new_builder(max_seconds=2)
    builder.paragraph(plain("a"))
    builder.paragraph(plain("b"))
    with pytest.raises(OutOfTime) as stopped:
        builder.paragraph(plain("c"))
    document = stopped.value.document
    assert document.text == "a\nb"
    assert [(gap.reason, gap.pointer) for gap in document.gaps] == [("limit-reached", "")]


def test_what_was_read_in_time_may_still_be_built(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch)
    builder = new_builder(max_seconds=2)
    assert [builder.in_time() for _ in range(3)] == [True, True, False]
    builder.paragraph(plain("a"))
    assert builder.document().text == "a"
    assert [gap.reason for gap in builder.document().gaps] == ["limit-reached"]


def test_reading_beyond_the_time_is_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch)
    document = read(b"a\nb\nc\nd", name="lines.txt", limits=Limits(max_seconds=2))
    assert document.text == "a\nb"
    assert [gap.reason for gap in document.gaps] == ["limit-reached"]
