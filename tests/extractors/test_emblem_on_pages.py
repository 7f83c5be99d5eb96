"""What is decided about the emblem of web pages: by declared sizes, and by words where pictures were not saved."""

from __future__ import annotations

import base64
import io
import sys
from pathlib import Path

import pytest

pytest.importorskip("cv2")
sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from emblem_pictures import emblem

import grantdocs
from grantdocs.model.findings import Finding

ASSUMED = {"programmes": ["erasmus-plus-2021-2027"], "is_project": True, "kind": "web-page"}


def findings(body: str) -> dict[str, Finding]:
    page = f"<!DOCTYPE html><html lang=en><body><p>The library opened its reading room.</p>{body}</body></html>"
    report = grantdocs.check(grantdocs.read(page.encode(), name="page.html"), assume=ASSUMED)
    return {found.rule.removeprefix("eu-mga-2021/"): found for found in report.findings}


def picture(written: str, version: str = "colour", height: int = 60) -> str:
    stream = io.BytesIO()
    emblem(height, version).save(stream, "PNG")
    return f'<img {written} src="data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}">'


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ('width="90" height="60"', "pass"),
        ('width="90"', "pass"),
        ('style="height:60px"', "pass"),
        ('width="30" height="20"', "fail"),
        ('width="30"', "fail"),
        ("", "cannot-tell"),
        ('width="20%"', "cannot-tell"),
    ],
)
def test_declared_sizes(written: str, verdict: str) -> None:
    found = findings(picture(f'alt="EU emblem" {written}'))

    assert found["emblem"].verdict.word == "pass"
    assert found["emblem-size"].verdict.word == verdict


@pytest.mark.parametrize("version", ["white on blue", "black on white"])
def test_one_colour_on_a_screen(version: str) -> None:
    found = findings(picture("", version))

    assert found["emblem"].verdict.word == "pass"
    assert found["emblem-colour"].verdict.word == "fail"
    assert "$" not in found["emblem-colour"].message


SAVED_WITHOUT = [
    ('<img alt="Co-funded by the European Union, EU emblem" src="page_files/eu.png">', "pass"),
    ('<img alt="" src="page_files/image3.png">', "cannot-tell"),
    ('<img alt="Logos of the partners" src="page_files/logos.jpg">', "cannot-tell"),
    ('<img src="https://example.org/a.svg"><img src="https://example.org/b.svg">', "cannot-tell"),
    ('<div style="background-image:url(footer.png)"></div>', "cannot-tell"),
]


@pytest.mark.parametrize(("body", "verdict"), SAVED_WITHOUT)
def test_pictures_that_were_not_saved_never_fail(body: str, verdict: str) -> None:
    found = findings(body)

    assert found["emblem"].verdict.word == verdict
    for rule in ("emblem-colour", "emblem-proportion", "emblem-size", "emblem-not-smaller-than-others"):
        assert rule not in found or found[rule].verdict.word != "fail"


def test_the_description_is_the_evidence() -> None:
    found = findings('<img alt="EU emblem" src="page_files/eu.png">')

    assert [evidence.quote for evidence in found["emblem"].evidence] == ["EU emblem"]


def test_a_description_does_not_turn_another_picture_into_the_emblem() -> None:
    import random

    from emblem_pictures import logo

    stream = io.BytesIO()
    logo(random.Random(2), 60).convert("RGB").rotate(90).save(stream, "PNG")
    data = base64.b64encode(stream.getvalue()).decode()

    found = findings(f'<img alt="Town" src="data:image/png;base64,{data}">')

    assert found["emblem"].verdict.word == "fail"
