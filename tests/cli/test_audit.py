"""`grantdocs audit`, from the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from grantdocs.audit.records import Settings
from grantdocs.audit.unit import audit_one
from grantdocs.cli import main

pytest.importorskip("duckdb")


class Inline:
    settings: Settings | None = None
    jobs = 0

    def map(self, items: Any, settings: Settings, *, jobs: int) -> Any:
        self.settings, self.jobs = settings, jobs
        for item in items:
            if item.uri.endswith("stop.txt"):
                raise KeyboardInterrupt
            yield audit_one(item, settings)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Inline:
    found = Inline()
    monkeypatch.setattr("grantdocs.audit.run.engine_of", lambda _: found)
    return found


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.txt").write_text("The project LLI-314 costs EUR 100, of which ERDF EUR 85.", encoding="utf-8")
    (folder / "b.txt").write_text("Cats sleep.", encoding="utf-8")
    return folder


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["audit", *map(str, arguments)])


def test_a_summary_is_printed(engine: Inline, site: Path, tmp_path: Path) -> None:
    result = call(site, "--out", tmp_path / "out", "--jobs", 3)
    assert result.exit_code == 0, result.output
    assert f"2 documents in {tmp_path / 'out'}" in result.stdout
    assert "1  not-applicable" in result.stdout
    assert "judging: 0 documents" in result.stderr
    assert engine.jobs == 3


def test_programs_get_json(engine: Inline, site: Path, tmp_path: Path) -> None:
    result = call(site, "--out", tmp_path / "out", "--progress", "json")
    assert json.loads(result.stdout)["statuses"] == {"judged": 2}
    assert all(json.loads(line) for line in result.stderr.splitlines())


def test_quiet_is_quiet(engine: Inline, site: Path, tmp_path: Path) -> None:
    result = call(site, "--out", tmp_path / "out", "--progress", "none")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize(
    ("options", "settings"),
    [
        ((), Settings()),
        (("--memory", "500MB", "--timeout", 3), Settings(memory=500_000_000, timeout=3)),
        (("--memory", "1.5 GiB"), Settings(memory=1_500_000_000)),
        (("--language", "lv", "--pack", "figures"), Settings(language="lv", packs=("figures",))),
        (("--no-mask",), Settings(mask=False)),
        (("--assume", "kind=article"), Settings(assume={"kind": "article"})),
    ],
)
def test_options_become_settings(
    engine: Inline, site: Path, tmp_path: Path, options: tuple[object, ...], settings: Settings
) -> None:
    assert call(site, "--out", tmp_path / "out", *options).exit_code == 0
    assert engine.settings == settings


def test_settings_of_the_project_hold_where_no_option_says_otherwise(
    engine: Inline, site: Path, tmp_path: Path
) -> None:
    file = tmp_path / "grantdocs.toml"
    file.write_text(
        'language = "lv"\npacks = ["figures"]\nassume = {kind = "article"}\nlimits = {max_pages = 3}\n',
        encoding="utf-8",
    )
    assert call(site, "--out", tmp_path / "out", "--settings", file, "--language", "en").exit_code == 0
    limits = replace(Settings().limits, max_pages=3)
    assert engine.settings == Settings(packs=("figures",), assume={"kind": "article"}, limits=limits)


def test_a_pack_that_the_settings_misname_is_told_with_their_file(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "grantdocs.toml"
    file.write_text('packs = ["none-such"]', encoding="utf-8")
    result = call(site, "--out", tmp_path / "out", "--settings", file)
    assert result.exit_code == 2
    assert "grantdocs.toml at /packs" in result.stderr


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("note", 1)])
def test_findings_fail_where_asked_for(engine: Inline, site: Path, tmp_path: Path, level: str, code: int) -> None:
    options = ("--assume", "is_project=true", "--assume", "programmes=interreg-latvia-lithuania-2014-2020")
    assert call(site, "--out", tmp_path / "out", *options, "--fail-level", level).exit_code == code


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("gone/",), "gone"),
        ((".", "--engine", "none-such"), "none-such"),
        ((".", "--memory", "lots"), "is no size"),
        ((".", "--pack", "none-such"), "none-such"),
        ((".", "--assume", "kind"), "KEY=VALUE"),
    ],
)
def test_wrong_use_is_told(tmp_path: Path, options: tuple[str, ...], told: str) -> None:
    result = call(*options, "--out", tmp_path / "out", "--progress", "none")
    assert result.exit_code == 2
    assert told in result.stderr
    assert not list(tmp_path.glob("out/parts"))


def test_what_is_stopped_goes_on(engine: Inline, site: Path, tmp_path: Path) -> None:
    (site / "stop.txt").write_text("Stop here.", encoding="utf-8")
    result = call(site, "--out", tmp_path / "out")
    assert result.exit_code == 130
    assert "the same command goes on from there" in result.stderr
    assert list((tmp_path / "out" / "journal").glob("*.parquet"))


def test_a_folder_that_cannot_be_written_is_told(engine: Inline, site: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = call(site, "--out", tmp_path / "file" / "out", "--progress", "none")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
