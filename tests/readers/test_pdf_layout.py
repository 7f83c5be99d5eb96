"""Lines of a page: which go on with a paragraph, which begin one, which are cells that tabs divide."""

from __future__ import annotations

import pytest
from drawn_pdf import A4, drawn, lines_at, tabbed_at
from four_forms import pdf_font

from grantdocs.model.document import Document
from grantdocs.readers import read

FULL = "Bērzu pagasta bibliotēkā, kas pirms gada pārcēlās uz jaunām telpām upes krastā, tikās visi"


def text_of(*lines: str) -> str:
    return read(drawn(lambda canvas: lines_at(canvas, 60, 100, list(lines)))).text


def tabbed(*lines: str, left: float = 60) -> Document:
    return read(drawn(lambda canvas: tabbed_at(canvas, left, 100, list(lines))))


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Projektu īsteno Bērzu pagasta", "novada pašvaldība"], id="small letter"),
        pytest.param(["Projektu īsteno Bērzu novads,", "Upes novads un Ežera rajons"], id="comma"),
        pytest.param(["Seminārs notika bibliotēkas telpās –", "Upes ielā 4"], id="dash"),
        pytest.param(["Projekta numurs (", "LLI-999)"], id="opening bracket"),
        pytest.param(["Kopā tālāk (Nr.", "LLI-999)"], id="open bracket"),
        pytest.param([FULL, "Upes novada bibliotekāri un skolotāji."], id="full line"),
    ],
)
def test_lines_that_go_on(lines: list[str]) -> None:
    assert text_of(*lines) == " ".join(lines)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Bērzu pagasta bibliotēka", "Upes novada pašvaldība"], id="names"),
        pytest.param(["Kopā tālāk (LLI-999)", "Upes novads"], id="closed bracket"),
        pytest.param(["Seminārs sākas vēlu.", "un nekas vairāk"], id="sentence ended"),
        pytest.param([FULL, "04.01.2019. 16:15"], id="date and time"),
        pytest.param([FULL, "2019-01-04"], id="date"),
    ],
)
def test_lines_that_begin_anew(lines: list[str]) -> None:
    assert text_of(*lines) == "\n".join(lines)


def test_dates_within_a_sentence_go_on() -> None:
    lines = [
        FULL,
        "projekta dalībnieki, kuri gatavojās atklāšanai, tomēr tā notiks vēlāk, nevis no rīta šajā dienā:",
        "04.01.2019.",
    ]
    assert text_of(*lines) == " ".join(lines)


def test_a_bracket_that_nobody_closed_does_not_swallow_the_page() -> None:
    lines = [
        "Kopā tālāk (2019",
        *(f"{place} pagasta bibliotēka" for place in ("Bērzu", "Upes", "Ežera", "Kalna", "Zaru")),
    ]
    assert text_of(*lines).count("\n") >= 2


def test_tabs_make_cells_though_their_gap_is_small() -> None:
    rows = [
        "Projekta nosaukums\tKopā tālāk",
        "Numurs\tLLI-999",
        "Partneris\tUpes novada pašvaldība",
        "Ilgums\t24 mēneši",
    ]
    assert tabbed(*rows).text == "\n".join(rows)


def test_every_row_may_use_another_stop() -> None:
    rows = [
        "Nosaukums\tKopā tālāk pāri robežai",
        "Projekta īstenošanas laiks un vieta\t2019. gads",
        "Vadošā partnera juridiskais nosaukums latviešu valodā\tUpes novads",
        "Numurs\tLLI-999",
    ]
    assert tabbed(*rows).text == "\n".join(rows)


def test_the_last_cell_goes_on_from_margin_to_margin() -> None:
    rows = [
        "Partneris\tBērzu pagasta bibliotēka",
        "Mērķis\tpalīdzēt bibliotēkām abpus robežai lasīt, rakstīt un stāstīt pasakas, kuras ir",
        "aizmirstas, un atvērt durvis visiem.",
        "Numurs\tLLI-999",
    ]
    assert tabbed(*rows).text == f"{rows[0]}\n{rows[1]} {rows[2]}\n{rows[3]}"


def test_a_long_label_goes_on_as_well() -> None:
    rows = [
        "Numurs\tLLI-999",
        "Kopsavilkums par visām darbībām un sasniedzamajiem rezultātiem, kas paredzēti",
        "projektā kopā\tTiks atvērta lasītava",
        "Partneris\tUpes novads",
    ]
    document = tabbed(*rows)
    assert document.text == f"{rows[0]}\n{rows[1]} {rows[2]}\n{rows[3]}"
    label = next(block for block in document.blocks if document.quote(block.span).startswith("Kopsavilkums"))
    assert (label.anchor.row, label.anchor.column) == (2, 1)


def test_words_set_apart_in_a_sentence_are_no_cells() -> None:
    def draw(canvas) -> None:
        canvas.setFont(pdf_font(), 10)
        for number in range(4):
            height = A4[1] - 100 - 13 * number
            canvas.drawString(60, height, "Bibliotēkas darbinieki un viņu draugi")
            start = 60 + canvas.stringWidth("Bibliotēkas darbinieki un viņu draugi", pdf_font(), 10)
            canvas.drawString(start + 3.3 + number / 20, height, "no kaimiņu valsts tikās lasītavā.")

    assert "\t" not in read(drawn(draw)).text


def test_second_bullet_on_a_line_keeps_its_text() -> None:
    def draw(canvas) -> None:
        for number, words in enumerate([("lasīt grāmatas", "stāstīt pasakas"), ("rakstīt vēstules", "dziedāt kopā")]):
            for left, text in zip((60, 300), words, strict=True):
                lines_at(canvas, left, 100 + 13 * number, ["•"])
                lines_at(canvas, left + 18, 100 + 13 * number, [text])

    assert read(drawn(draw)).text == "• lasīt grāmatas\t• stāstīt pasakas\n• rakstīt vēstules\t• dziedāt kopā"
