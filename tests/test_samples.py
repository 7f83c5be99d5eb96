"""Every sample with what is expected of it: facts and report stand beside it as goldens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import grantdocs
from grantdocs.reports import render

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted(p for p in (ROOT / "samples").glob("*/*") if p.suffix not in {".json", ".py"})
VERDICTS = {
    "en/erasmus-leaflet.pdf": "fail",
    "en/erasmus-page.html": "pass",
    "en/interreg-news.txt": "cannot-tell",
    "en/scanned-poster.pdf": "cannot-tell",
    "en/school-news-with-mistakes.html": "fail",
    "et/erasmus-leht.html": "pass",
    "et/erasmus-teade.docx": "fail",
    "et/raamatukogu-uudis.txt": "not-applicable",
    "lt/interreg-straipsnis.html": "pass",
    "lt/interreg-straipsnis-su-klaidomis.docx": "fail",
    "lt/mokyklos-naujienos.md": "not-applicable",
    "lv/bibliotekas-zinas.txt": "not-applicable",
    "lv/erasmus-apraksts.pdf": "fail",
    "lv/interreg-lapa.html": "pass",
    "lv/interreg-raksts.txt": "cannot-tell",
    "lv/interreg-raksts-kludains.docx": "fail",
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT / "samples").as_posix()


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_sample_gives_its_goldens(path: Path, update_goldens: bool) -> None:
    document = grantdocs.read(path)
    report = grantdocs.check(_without_folder(document))
    facts = json.dumps(report.instance, ensure_ascii=False, indent=2) + "\n"
    found = {".facts.json": facts, ".report.json": render(report, "json", indent=2) + "\n"}

    for ending, text in found.items():
        golden = path.with_name(path.name + ending)
        if update_goldens:
            golden.write_text(text, encoding="utf-8")
        assert golden.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_sample_has_the_verdict_that_its_author_meant(path: Path) -> None:
    assert grantdocs.check(path).verdict.word == VERDICTS[_name(path)]


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_every_fact_points_to_its_words(path: Path) -> None:
    report = grantdocs.check(path)
    items = [item for value in report.instance.values() if isinstance(value, list) for item in value]

    for item in items:
        for start, end in item["spans"]:
            assert 0 <= start < end <= len(report.document.text)
        if item["spans"]:
            start, end = item["spans"][0]
            assert report.document.text[start:end] == item["text"]
            assert item["location"]["zone"]


def test_goldens_are_not_being_rewritten(update_goldens: bool) -> None:
    assert not update_goldens, "run again without --update-goldens and read the diff"


def _without_folder(document: grantdocs.Document) -> grantdocs.Document:
    """The same document under a name that does not tell where the checkout lies."""
    from dataclasses import replace

    return replace(document, source=replace(document.source, uri=Path(document.source.uri).name))
