"""Reports made by hand, with a finding of every verdict."""

from __future__ import annotations

import pytest
from report_cases import FACTS, TEXT, make

from grantdocs.model.findings import Report


@pytest.fixture
def report() -> Report:
    return make(FACTS, TEXT)


@pytest.fixture
def no_project() -> Report:
    return make({"document": {"is_project": False}}, "A meeting of librarians.")


@pytest.fixture
def latvian() -> Report:
    return make(FACTS, TEXT, language="lv")


@pytest.fixture
def unread() -> Report:
    gap = {"reason": "page-without-text", "pointer": "", "detail": "page 1 holds no text"}
    return make({"document": {"is_project": False}, "extraction": {"gaps": [gap]}}, "")
