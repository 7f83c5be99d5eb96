"""A publication that changes, judged under the name of a file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evolving import PROJECT, Judge

import grantdocs
from grantdocs.model.findings import Report


@pytest.fixture(scope="session")
def judge() -> Judge:
    """judge(uri, *paragraphs): the report on them."""
    known: dict[tuple[str, ...], Report] = {}

    def judged(uri: str, *paragraphs: str) -> Report:
        if paragraphs not in known:
            known[paragraphs] = grantdocs.check("\n\n".join(["Open shelves", PROJECT, *paragraphs]).encode())
        report = known[paragraphs]
        document = replace(report.document, source=replace(report.document.source, uri=uri))
        return replace(report, document=document)

    return judged
