"""The pages of all samples, each made once, in the language of its sample."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import grantdocs
from grantdocs.reports import render

if TYPE_CHECKING:
    from grantdocs.model.findings import Report

ROOT = Path(__file__).resolve().parents[2] / "samples"
SAMPLES = sorted(p for p in ROOT.glob("*/*") if p.suffix not in {".json", ".py"})
FAULTY = ROOT / "lv/interreg-raksts-kludains.docx"


@cache
def report_of(path: Path) -> Report:
    return grantdocs.check(path, language=path.parent.name)


@cache
def page_of(path: Path) -> str:
    page = render(report_of(path), "html", language=path.parent.name)
    assert isinstance(page, str)
    return page


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
