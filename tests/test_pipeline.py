"""The flow as a whole: one text in four formats says the same, assertions are heeded, nothing is lost."""

from __future__ import annotations

import datetime as dt
import html
import io
from pathlib import Path
from typing import Any

import docx
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

import grantdocs
from grantdocs.catalogue.programmes import programme
from grantdocs.extractors import dates, project

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
TEXTS = sorted(SAMPLES.glob("*/*.txt"))
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
KINDS = ("programmes", "funds", "awards", "amounts", "rates", "dates", "partners", "statements", "links", "figures")
PLACES = {"text", "spans", "location", "zone", "written", "slot_spans", "deviations"}


def as_html(lines: list[str]) -> bytes:
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def as_docx(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(lines: list[str]) -> bytes:
    if not Path(FONT).is_file():
        pytest.skip("the font DejaVu Sans is missing (Debian: fonts-dejavu-core)")
    pdfmetrics.registerFont(TTFont("DejaVuSans", FONT))
    style = ParagraphStyle("body", fontName="DejaVuSans", fontSize=10, leading=14, spaceAfter=6)
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer).build([Paragraph(html.escape(line), style) for line in lines])
    return buffer.getvalue()


def claims(content: bytes, name: str) -> dict[str, Any]:
    """The facts without their places."""
    document = grantdocs.read(content, name=name)
    facts = grantdocs.facts_json(grantdocs.extract(document), document)
    bare = {kind: [{k: v for k, v in fact.items() if k not in PLACES} for fact in facts[kind]] for kind in KINDS}
    about = {key: facts["document"][key] for key in ("language", "is_project", "published")}
    return {**bare, "document": about}


@pytest.mark.parametrize("make", [as_html, as_docx, as_pdf])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_one_text_says_the_same_in_every_format(path: Path, make: Any) -> None:
    content = path.read_bytes()
    lines = [line for line in content.decode().splitlines() if line.strip()]

    assert claims(make(lines), f"page.{make.__name__[3:]}") == claims(content, "page.txt")


def test_assumptions_have_no_place_and_are_reported() -> None:
    text = "Projekta partneri tikās pilsētas bibliotēkā un sprieda par lasīšanas klubiem senioriem.".encode()
    report = grantdocs.check(text, assume={"programmes": ["erasmus-plus-2021-2027"], "is_project": True})

    assert report.assumed == ("/programmes", "/document/is_project")
    assert report.instance["programmes"][0]["spans"] == []
    assert {pack.id for pack in report.packs} == {*programme("erasmus-plus-2021-2027").packs, "figures"}


@pytest.mark.parametrize(
    "assume", [{"programmes": ["erasmus"]}, {"kind": "posters"}, {"published": "yesterday"}, {"colour": "blue"}]
)
def test_assumption_that_makes_no_sense_is_refused(assume: dict[str, Any]) -> None:
    with pytest.raises(grantdocs.ScopeError):
        grantdocs.check(b"Some text of a town.", assume=assume)


def test_asserted_publication_date_resolves_relative_dates() -> None:
    text = "Seminārs bibliotekāriem notika pagājušā gada aprīlī Cēsīs.".encode()
    found = grantdocs.extract(text, assume={"published": "2019-05-02"}).dates
    april = [fact for fact in found if fact.start == dt.date(2018, 4, 1)]

    assert [fact.relative for fact in april] == [True]
    assert not [fact for fact in grantdocs.extract(text).dates if fact.start and fact.start.year == 2018]


def test_fault_in_one_extractor_costs_its_facts_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(dates, "extract", broken)
    report = grantdocs.check(SAMPLES / "lv/interreg-raksts.txt")

    assert [gap.pointer for gap in report.gaps if gap.reason == "extractor-failed"] == ["/dates"]
    assert report.facts.amounts
    assert report.facts.dates == ()


def test_fault_in_telling_projects_leaves_every_rule_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(project, "is_project", broken)
    report = grantdocs.check(SAMPLES / "lv/interreg-raksts.txt")

    assert report.verdict is grantdocs.Verdict.CANNOT_TELL


def test_same_input_same_report() -> None:
    from grantdocs.reports import render

    path = SAMPLES / "lv/interreg-raksts-kludains.docx"

    assert render(grantdocs.check(path), "json") == render(grantdocs.check(path), "json")


def test_project_of_unknown_programme_says_that_only_figures_were_judged() -> None:
    text = "The project is co-funded by the European Union. Total costs: EUR 100,000.00."
    report = grantdocs.check(text.encode(), assume={"is_project": True})

    assert "no-rules-for-programme" in [gap.reason for gap in report.gaps]
