"""How a page shows a publication: its pieces between marks, its parts, and what is left out of a long one."""

from __future__ import annotations

import pytest

from grantdocs.model.document import Block, Document, Image, Source, Zone
from grantdocs.model.location import Anchor, Span
from grantdocs.reports.html._marks import Mark, Tone, pieces
from grantdocs.reports.html._publication import publication

# --- marks


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        pytest.param([], ["0123456789"], id="none"),
        pytest.param([(2, 5, "ERROR", 1)], ["01", "[234]error p2 →1", "56789"], id="one"),
        pytest.param(
            [(2, 6, "WARNING", 2), (4, 8, "ERROR", 1)],
            ["01", "[23]warning p2", "[45]error p4 →2", "[67]error →1", "89"],
            id="overlap",
        ),
        pytest.param(
            [(1, 9, "WARNING", 2), (3, 5, "ERROR", 1)],
            ["0", "[12]warning p1", "[34]error p3 →1", "[5678]warning →2", "9"],
            id="one in another",
        ),
        pytest.param(
            [(2, 5, "PASS", 7), (2, 5, "ERROR", 1)], ["01", "[234]error p2 →1", "56789"], id="pass is outdone"
        ),
        pytest.param([(2, 5, "PASS", 7), (2, 5, "PASS", 8)], ["01", "[234]pass p2 →7", "56789"], id="one pass for all"),
        pytest.param([(2, 5, "ERROR", 1), (2, 5, "NOTE", 4)], ["01", "[234]error p2 →1,4", "56789"], id="same place"),
        pytest.param([(2, 5, "FACT", 0)], ["01", "[234]fact p2", "56789"], id="a fact has no number"),
        pytest.param([(0, 10, "ERROR", 1)], ["[0123456789]error p0 →1"], id="all"),
        pytest.param([(-4, 3, "ERROR", 1)], ["[012]error →1", "3456789"], id="begins before"),
        pytest.param([(8, 14, "ERROR", 1)], ["01234567", "[89]error p8"], id="goes on"),
        pytest.param([(10, 14, "ERROR", 1)], ["0123456789"], id="elsewhere"),
    ],
)
def test_pieces(marks: list[tuple[int, int, str, int]], wanted: list[str]) -> None:
    found = pieces("0123456789", Span(0, 10), [Mark(Span(a, b), Tone[tone], number) for a, b, tone, number in marks])

    assert [_written(piece) for piece in found] == wanted


def test_pieces_outside_the_windows_are_counted() -> None:
    found = pieces("0123456789", Span(0, 10), [Mark(Span(4, 5), Tone.ERROR, 1)], [Span(3, 6)])

    assert [_written(piece) for piece in found] == ["…3", "3", "[4]error p4 →1", "5", "…4"]


def _written(piece) -> str:
    if piece.left_out:
        return f"…{piece.left_out}"
    if piece.tone is None:
        return piece.text
    place = "" if piece.place is None else f" p{piece.place}"
    ends = ",".join(str(mark.number) for mark in piece.ends)
    return f"[{piece.text}]{piece.tone.word}{place}" + (f" →{ends}" if ends else "")


# --- the publication


def made(*blocks: tuple[str, Zone, Anchor], glue: str = "\n", images: tuple[Image, ...] = ()) -> Document:
    text, found = "", []
    for written, zone, anchor in blocks:
        text += glue if text else ""
        found.append(Block(Span(len(text), len(text) + len(written)), zone, anchor))
        text += written
    return Document(Source("case.txt", "text/plain", "text", "sha256:0", len(text)), text, tuple(found), images)


def outline(document: Document) -> list[str]:
    return [_outlined(part) for part in publication(document, (), "en").parts]


def _outlined(part) -> str:
    if part.kind == "table":
        return " / ".join(
            " | ".join("+".join(p.pieces[0].text for p in cell.parts) for cell in row) for row in part.rows
        )
    said = part.pieces[0].text if part.pieces else ",".join(p.pieces[0].text for p in part.parts)
    return f"{part.kind} {said or part.number}".strip()


@pytest.mark.parametrize(
    ("blocks", "wanted"),
    [
        pytest.param([("T", Zone.TITLE, {}), ("H", Zone.HEADING, {}), ("b", Zone.BODY, {})],
                     ["title T", "heading H", "paragraph b"], id="headings"),
        pytest.param([("a", Zone.LIST_ITEM, {}), ("b", Zone.LIST_ITEM, {}), ("c", Zone.BODY, {})],
                     ["list a,b", "paragraph c"], id="a list"),
        pytest.param([("a", Zone.FOOTER, {}), ("b", Zone.FOOTER, {}), ("c", Zone.HEADER, {})],
                     ["frame a,b", "frame c"], id="frames"),
        pytest.param([("a", Zone.BODY, {"page": 1}), ("b", Zone.BODY, {"page": 2}), ("c", Zone.BODY, {"page": 2})],
                     ["page 1", "paragraph a", "page 2", "paragraph b", "paragraph c"], id="pages"),
        pytest.param([("a", Zone.TABLE_CELL, {"table": 1, "row": 1, "column": 1}), ("b", Zone.TABLE_CELL, {"table": 1, "row": 1, "column": 2}),
                      ("c", Zone.TABLE_CELL, {"table": 1, "row": 2, "column": 2})],
                     ["a | b /  | c"], id="an empty cell"),
        pytest.param([("a", Zone.TABLE_CELL, {"table": 1, "row": 1, "column": 1}), ("b", Zone.TABLE_CELL, {"table": 1, "row": 1, "column": 1})],
                     ["a+b"], id="two paragraphs of a cell"),
        pytest.param([("a", Zone.TABLE_CELL, {"table": 1, "row": 1, "column": 1}), ("b", Zone.TABLE_CELL, {"table": 2, "row": 1, "column": 1})],
                     ["a", "b"], id="two tables"),
        pytest.param([("a", Zone.TABLE_CELL, {"table": 1, "row": 1, "column": 1}), ("H", Zone.HEADING, {"table": 1, "row": 1, "column": 2})],
                     ["a | H"], id="a heading in a cell"),
    ],
)  # fmt: skip
def test_parts(blocks: list[tuple[str, Zone, dict]], wanted: list[str]) -> None:
    assert outline(made(*((text, zone, Anchor(**anchor)) for text, zone, anchor in blocks))) == wanted


def test_cells_without_numbers_follow_tabs() -> None:
    cells = [("a", Zone.TABLE_CELL, Anchor()), ("b", Zone.TABLE_CELL, Anchor())]

    assert outline(made(*cells, glue="\t")) == ["a | b"]
    assert outline(made(*cells)) == ["a / b"]


def test_pictures_stand_where_they_are_described_or_placed() -> None:
    blocks = [("a", Zone.BODY, Anchor()), ("the flag", Zone.ALT_TEXT, Anchor()), ("b", Zone.BODY, Anchor())]
    images = (Image(alt="the flag", span=Span(2, 10)), Image(name="x.png", at=11), Image(name="y.png"))

    assert outline(made(*blocks, images=images)) == [
        "paragraph a", "picture the flag", "picture 1", "paragraph b", "picture 2",
    ]  # fmt: skip


def test_a_long_publication_is_shown_around_its_findings() -> None:
    document = made(*((f"line {number}", Zone.BODY, Anchor()) for number in range(20_000)))
    spot = document.blocks[9_000].span
    found = publication(document, (Mark(spot, Tone.ERROR, 1), Mark(document.blocks[15_000].span, Tone.FACT)), "en")
    said = [part.pieces[0].text if part.pieces else f"…{part.number}" for part in found.parts]

    assert not found.is_whole
    assert said[:6] == ["line 0", "line 1", "line 2", "line 3", "line 4", "…8993"]
    assert said[6:] == ["line 8998", "line 8999", "line 9000", "line 9001", "line 9002", "…10997"]
    assert found.places == {spot.start}
