"""Settings from files, the environment and options: which one wins, what is wrong with them, where they are found."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from grantdocs._resources import schema
from grantdocs.errors import DataError, ScopeError
from grantdocs.model.rules import Level
from grantdocs.readers import Limits
from grantdocs.settings import ENVIRONMENT, Settings, find, in_force, load

FULL = """
language = "lv"
format = "json"
level = "warning"
fail_level = "note"
strict = true
packs = ["figures", "./our-rules", "shared/rules"]
profile = "agreements/project.toml"
ocr = ["lv", "en"]
baseline = "known.json"

[assume]
programmes = ["erasmus-plus-2021-2027"]
is_project = true
published = 2024-05-01

[limits]
max_pages = 30
max_seconds = 7.5

[[ignore]]
rule = "figures/sum-of-parts"
documents = "archive/"
reason = " printed long ago "
until = 2027-01-31

[[ignore]]
rule = "figures/*"
documents = ["a.html", "b.html"]
reason = "being mended"
until = "2026-06-30"
"""


def settings_file(folder: Path, text: str, name: str = "grantdocs.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_setting(tmp_path: Path) -> None:
    found = load(settings_file(tmp_path, FULL))

    assert (found.language, found.format, found.level, found.fail_level) == ("lv", "json", Level.WARNING, Level.NOTE)
    assert (found.strict, found.ocr) == (True, ("lv", "en"))
    assert found.packs == ("figures", str(tmp_path / "our-rules"), str(tmp_path / "shared/rules"))
    assert (found.profile, found.baseline) == (tmp_path / "agreements/project.toml", tmp_path / "known.json")
    assert found.assume == {"programmes": ["erasmus-plus-2021-2027"], "is_project": True, "published": "2024-05-01"}
    assert found.limits == {"max_pages": 30, "max_seconds": 7.5}
    assert Limits(**found.limits).max_seconds == 7.5
    first, second = found.ignore
    assert (first.documents, first.reason, first.until) == (("archive/",), "printed long ago", dt.date(2027, 1, 31))
    assert (second.documents, second.until) == (("a.html", "b.html"), dt.date(2026, 6, 30))


def test_nothing_said_is_the_default() -> None:
    assert load({}) == Settings()
    assert load({}).options == {"language": "en", "packs": None, "assume": {}, "profile": None}


@pytest.mark.parametrize(
    ("value", "wanted"), [("auto", True), ("off", False), ("lv,en", ("lv", "en")), (["lv"], ("lv",))], ids=str
)
def test_ocr(value: Any, wanted: bool | tuple[str, ...]) -> None:
    assert load({"ocr": value}).ocr == wanted


def test_schema_names_all_settings_and_limits() -> None:
    properties = schema("settings")["properties"]

    assert set(properties) == {each.name for each in fields(Settings)} - {"file", "origins"}
    assert set(properties["limits"]["properties"]) == {each.name for each in fields(Limits)}
    assert set(ENVIRONMENT) < set(properties)


@pytest.mark.parametrize(
    ("text", "pointer", "said"),
    [
        ("langauge = 'lv'", "/langauge", "did you mean 'language'?"),
        ("fail-level = 'note'", "/fail-level", "did you mean 'fail_level'?"),
        ("level = 'eror'", "/level", "did you mean 'error'?"),
        ("level = 3", "/level", "there are error, note, warning"),
        ("strict = 'yes'", "/strict", "'boolean'"),
        ("packs = 'figures'", "/packs", "'array'"),
        ("language = 'Latvian!'", "/language", ""),
        ("assume = {kinds = 'poster'}", "/assume/kinds", "did you mean 'kind'?"),
        ("limits = {max_page = 3}", "/limits/max_page", "did you mean 'max_pages'?"),
        ("limits = {max_pages = 0}", "/limits/max_pages", "minimum"),
        ("[[ignore]]\nrule = 'figures/x'\nuntil = 2026-01-01", "/ignore/0", "'reason'"),
        ("[[ignore]]\nrule = 'figures/x'\nreason = 'x'", "/ignore/0", "'until'"),
        ("[[ignore]]\nrule = 'figures/x'\nreason = ' '\nuntil = 2026-01-01", "/ignore/0/reason", ""),
        ("[[ignore]]\nrule = 'figures'\nreason = 'x'\nuntil = 2026-01-01", "/ignore/0/rule", ""),
        ("[[ignore]]\nrule = 'figures/x'\nreason = 'x'\nuntil = 'soon'", "/ignore/0/until", ""),
        ("[[ignore]]\nrule = 'figures/x'\nreason = 'x'\nuntil = '2026-02-30'", "/ignore/0/until", "date"),
        (
            "[[ignore]]\nrules = 'figures/x'\nreason = 'x'\nuntil = 2026-01-01",
            "/ignore/0/rules",
            "did you mean 'rule'?",
        ),
        ("command = 'rm'", "/command", "there is no key"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_faults_are_named_with_file_and_key(tmp_path: Path, text: str, pointer: str, said: str) -> None:
    path = settings_file(tmp_path, text)

    with pytest.raises(DataError) as caught:
        load(path)

    assert (caught.value.path, caught.value.pointer) == (str(path), pointer)
    assert said in caught.value.message


def test_fault_in_pyproject_names_the_table(tmp_path: Path) -> None:
    path = settings_file(tmp_path, "[tool.grantdocs]\nlevel = 'high'\n", "pyproject.toml")

    with pytest.raises(DataError, match=r"pyproject\.toml \[tool\.grantdocs\] at /level: "):
        load(path)


@pytest.mark.parametrize("text", ["level =", "[tool.other]\n", None], ids=str)
def test_files_that_hold_no_settings(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "pyproject.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match=r"pyproject\.toml"):
        load(path)


class TestFinding:
    @pytest.fixture
    def below(self, tmp_path: Path) -> Path:
        folder = tmp_path / "site" / "news"
        folder.mkdir(parents=True)
        return folder

    def test_upwards(self, tmp_path: Path, below: Path) -> None:
        path = settings_file(tmp_path, "")

        assert find(below) == path

    def test_nearest_wins(self, tmp_path: Path, below: Path) -> None:
        settings_file(tmp_path, "")

        nearer = settings_file(below.parent, "[tool.grantdocs]\n", "pyproject.toml")

        assert find(below) == nearer

    def test_own_file_wins_over_pyproject(self, tmp_path: Path) -> None:
        settings_file(tmp_path, "[tool.grantdocs]\n", "pyproject.toml")
        own = settings_file(tmp_path, "")

        assert find(tmp_path) == own

    def test_pyproject_of_others_is_passed_by(self, tmp_path: Path, below: Path) -> None:
        path = settings_file(tmp_path, "")
        settings_file(below, "[tool.other]\nx = 1\n", "pyproject.toml")

        assert find(below) == path

    @pytest.mark.parametrize(("text", "passed_by"), [("name = {{ name }}", True), ("[tool.grantdocs]\nx =", False)])
    def test_damaged_pyproject_matters_where_it_names_us(
        self, tmp_path: Path, below: Path, text: str, passed_by: bool
    ) -> None:
        path = settings_file(tmp_path, "")
        settings_file(below, text, "pyproject.toml")

        if passed_by:
            assert find(below) == path
        else:
            with pytest.raises(DataError, match="neither JSON nor TOML"):
                find(below)

    def test_root_of_the_repository_is_the_end(self, tmp_path: Path, below: Path) -> None:
        settings_file(tmp_path, "")
        (below.parent / ".git").mkdir()

        assert find(below) is None

    def test_settings_beside_the_root_are_found(self, below: Path) -> None:
        (below.parent / ".git").mkdir()
        path = settings_file(below.parent, "")

        assert find(below) == path

    def test_home_is_the_end(self, tmp_path: Path, below: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        settings_file(tmp_path, "")
        monkeypatch.setenv("HOME", str(below.parent))
        monkeypatch.setenv("USERPROFILE", str(below.parent))

        assert find(below) is None


class TestWhoWins:
    @pytest.mark.parametrize(
        ("option", "variable", "file", "wanted", "kind"),
        [
            ("note", "warning", "error", Level.NOTE, "option"),
            (None, "warning", "error", Level.WARNING, "environment"),
            (None, "", "warning", Level.WARNING, "file"),
            (None, None, "warning", Level.WARNING, "file"),
            (None, None, None, Level.ERROR, "default"),
        ],
    )
    def test_order(
        self, tmp_path: Path, option: str | None, variable: str | None, file: str | None, wanted: Level, kind: str
    ) -> None:
        environ = {} if variable is None else {"GRANTDOCS_FAIL_LEVEL": variable}
        path = settings_file(tmp_path, f"fail_level = '{file}'") if file else None

        found = in_force({"fail_level": ("--fail-level", option)}, environ=environ, file=path)

        assert found.fail_level is wanted
        assert found.origin("fail_level").kind == kind

    def test_option_can_take_back(self, tmp_path: Path) -> None:
        found = in_force({"strict": ("--strict", False)}, environ={"GRANTDOCS_STRICT": "1"})

        assert found.strict is False

    def test_what_is_assumed_is_put_together(self, tmp_path: Path) -> None:
        path = settings_file(tmp_path, "assume = {kind = 'poster', is_project = true}")

        found = in_force({"assume": ("--assume", {"kind": "article"})}, file=path)

        assert found.assume == {"kind": "article", "is_project": True}

    def test_paths_of_the_environment_are_as_they_are_said(self, tmp_path: Path) -> None:
        found = in_force(
            {}, environ={"GRANTDOCS_BASELINE": "a.json"}, file=settings_file(tmp_path, "baseline = 'b.json'")
        )

        assert found.baseline == Path("a.json")
        assert found.origin("baseline") == ("environment", "GRANTDOCS_BASELINE")

    @pytest.mark.parametrize("value", ["1", "true", "YES", "on"])
    def test_truth_in_the_environment(self, value: str) -> None:
        assert in_force({}, environ={"GRANTDOCS_STRICT": value}).strict

    @pytest.mark.parametrize(
        ("variable", "value", "said"),
        [
            ("GRANTDOCS_STRICT", "maybe", "boolean"),
            ("GRANTDOCS_LEVEL", "eror", "did you mean 'error'?"),
            ("GRANTDOCS_LANGUAGE", "Latvian!", ""),
        ],
    )
    def test_fault_in_the_environment_names_the_variable(self, variable: str, value: str, said: str) -> None:
        with pytest.raises(ScopeError, match=f"^{variable}: .*{said}"):
            in_force({}, environ={variable: value})

    def test_variables_that_are_no_settings_are_passed_by(self) -> None:
        assert in_force({}, environ={"GRANTDOCS_CI": "1", "GRANTDOCS_IGNORE": "all"}) == Settings()
