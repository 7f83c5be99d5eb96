"""Settings for users of the library: what its documentation shows is true."""

from __future__ import annotations

import datetime as dt
import doctest
from pathlib import Path

import pytest

import grantdocs
from grantdocs import settings


def test_examples_of_the_documentation() -> None:
    found = doctest.testmod(settings)

    assert (found.attempted > 0, found.failed) == (True, 0)


def test_judge_by_settings_and_mark_what_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "grantdocs.toml").write_text(
        """
        language = "lv"
        assume = {programmes = ["erasmus-plus-2021-2027"], is_project = true}
        [[ignore]]
        rule = "eu-mga-2021/*"
        documents = "drafts/"
        reason = "only a draft"
        until = 2026-12-31
        """,
        encoding="utf-8",
    )
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "page.txt").write_text("Open shelves for everybody.", encoding="utf-8")

    chosen = grantdocs.settings.load("grantdocs.toml")
    report = grantdocs.check("drafts/page.txt", limits=grantdocs.Limits(**chosen.limits), **chosen.options)
    marked = grantdocs.settings.apply(report, chosen, today=dt.date(2026, 6, 30))

    assert [program.id for program in report.facts.programmes] == ["erasmus-plus-2021-2027"]
    assert report.at_or_above(grantdocs.Level.ERROR)
    accepted = {each.rule.partition("/")[0] for each in marked.findings if each.suppression}
    assert accepted == {"eu-mga-2021"}
    assert not [each for each in marked.at_or_above(grantdocs.Level.NOTE) if each.rule.startswith("eu-mga-2021/")]
