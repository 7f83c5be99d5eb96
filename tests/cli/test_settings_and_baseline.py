"""Settings on the command line: who wins, what `config` shows, known and accepted findings, standard input by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from grantdocs.cli import main

PAGE = """Open shelves

The Erasmus+ project No 2023-1-LV01-KA210-ADU-000158023 "Open shelves" is funded by the European Union.

The project runs from 1 March 2024 to 1 February 2023.
"""
MORE = PAGE + "\nTotal budget of the project: EUR 60 000, of which the Union contribution is EUR 70 000.\n"
IGNORE = "[[ignore]]\nrule = 'figures/*'\ndocuments = '*.txt'\nreason = 'being corrected'\nuntil = 2026-06-30\n"


def run(*arguments: str | Path, stdin: bytes | None = None, **environ: str) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=stdin, env=environ)


def failing(*arguments: str | Path, **options: Any) -> set[str]:
    """The rules that fail and count, of the first report."""
    shown = json.loads(run("check", *arguments, "--format", "jsonl", **options).stdout.splitlines()[0])
    found = (each for each in shown["findings"] if each["verdict"] == "fail")
    return {each["rule"] for each in found if "suppression" not in each}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one page that says wrong dates."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "page.txt").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "news")
    return tmp_path


def configure(place: Path, text: str) -> Path:
    path = place / "grantdocs.toml"
    path.write_text(text, encoding="utf-8")
    return path


class TestSettings:
    @pytest.mark.parametrize(
        ("text", "environ", "options", "code"),
        [
            ("", {}, [], 1),
            ("packs = ['eu-mga-2014']", {}, [], 0),
            ("packs = ['eu-mga-2014']", {}, ["--strict"], 1),
            ("packs = ['eu-mga-2014']\nstrict = true", {}, [], 1),
            ("packs = ['eu-mga-2014']\nstrict = true", {"GRANTDOCS_STRICT": "0"}, [], 0),
            ("packs = ['eu-mga-2014']\nstrict = true", {}, ["--no-strict"], 0),
            ("packs = ['eu-mga-2014']", {"GRANTDOCS_STRICT": "1"}, ["--no-strict"], 0),
            ("packs = ['eu-mga-2014']", {}, ["--pack", "figures"], 1),
            ("packs = ['eu-mga-2014']", {}, ["--settings", "none"], 1),
            ("packs = ['eu-mga-2014']", {"GRANTDOCS_SETTINGS": "none"}, [], 1),
        ],
        ids=str,
    )
    def test_nearest_wins(self, place: Path, text: str, environ: dict[str, str], options: list[str], code: int) -> None:
        configure(place, text)

        result = run("check", "page.txt", *options, **environ)

        assert result.exit_code == code, result.output

    def test_language_and_format(self, place: Path) -> None:
        configure(place, "language = 'lv'\nformat = 'csv'\n")

        assert run("check", "page.txt").stdout.startswith("document,")
        assert "jālabo" in run("check", "page.txt", "--format", "text").stdout
        assert run("check", "page.txt", "-o", "report.json").exit_code == 1
        assert json.loads(Path("report.json").read_text(encoding="utf-8"))["verdict"] == "fail"

    def test_profile_beside_the_file_or_in_it(self, place: Path) -> None:
        (place / "project.toml").write_text("programme = 'none'\n", encoding="utf-8")
        configure(place, "profile = 'project.toml'")
        beside = run("check", "page.txt")
        configure(place, "[profile]\naward_numbers = 'x'")
        inside = run("check", "page.txt")

        assert (beside.exit_code, inside.exit_code) == (3, 3)
        assert "project.toml at /programme" in beside.stderr
        assert "grantdocs.toml at /award_numbers" in inside.stderr

    def test_profile_in_the_file_is_named_by_the_file(self, place: Path) -> None:
        path = configure(place, "[profile]\naward_number = '2023-1-LV01-KA210-ADU-000158023'\nstart = 2024-02-01\n")

        shown = json.loads(run("check", "page.txt", "--format", "json").stdout)

        assert shown["profile"]["uri"] == str(path)
        assert any(
            each["rule"] == "figures/agrees-with-profile" for each in shown["findings"] if each["verdict"] == "fail"
        )

    def test_limits_and_assume_hold_for_extract_too(self, place: Path) -> None:
        configure(place, "assume = {kind = 'poster'}\nlimits = {max_characters = 20}\n")

        facts = json.loads(run("extract", "page.txt", "--format", "json").stdout)

        assert facts["document"]["kind"] == "poster"
        assert facts["extraction"]["gaps"]

    @pytest.mark.parametrize(
        ("text", "code", "said"),
        [
            ("levle = 'note'", 3, "grantdocs.toml at /levle: there is no key 'levle'; did you mean 'level'?"),
            ("format = 'papyrus'", 2, "grantdocs.toml at /format: there is no report format 'papyrus'"),
            ("packs = ['figure']", 2, "grantdocs.toml at /packs: no rule pack 'figure' is installed; did you mean figures"),
            ("packs = ['./rules']", 2, "grantdocs.toml at /packs: "),
            ("assume = {kind = 'posters'}", 2, "grantdocs.toml at /assume: a publication is one of"),
            ("baseline = 'none.json'", 2, "none.json does not exist; --update-baseline writes it"),
        ],
    )  # fmt: skip
    def test_faults_are_named_with_their_place(self, place: Path, text: str, code: int, said: str) -> None:
        configure(place, text)

        result = run("check", "page.txt")

        assert result.exit_code == code
        assert said in result.stderr

    def test_fault_of_a_variable_is_named(self) -> None:
        result = run("check", "page.txt", GRANTDOCS_FORMAT="papyrus")

        assert result.exit_code == 2
        assert "GRANTDOCS_FORMAT: there is no report format 'papyrus'" in result.stderr


class TestConfig:
    def test_text(self, place: Path) -> None:
        path = configure(place, f"language = 'lv'\nbaseline = 'known.json'\n{IGNORE}")
        shown = run("config", GRANTDOCS_LEVEL="warning").stdout

        assert shown.splitlines()[0] == str(path)
        assert '"lv"   (file grantdocs.toml)' in shown
        assert '"warning"   (environment GRANTDOCS_LEVEL)' in shown
        assert "fail_level" in shown
        assert '"error"   (default)' in shown
        assert '"until": "2026-06-30"' in shown

    def test_json(self, place: Path) -> None:
        path = configure(place, "[limits]\nmax_seconds = 2.5\n")
        shown = json.loads(run("config", "--format", "json").stdout)

        assert shown["file"] == str(path)
        assert shown["settings"]["limits"] == {"value": {"max_seconds": 2.5}, "from": "file", "where": str(path)}
        assert shown["settings"]["strict"] == {"value": False, "from": "default", "where": ""}

    def test_without_a_file(self) -> None:
        assert run("config").stdout.startswith("no grantdocs.toml")
        assert json.loads(run("config", "--format", "json").stdout)["file"] is None

    def test_hostile_values_steer_nothing(self, place: Path) -> None:
        configure(place, 'format = "\\u001b[31m\\u202e"')

        assert not set(run("config").stdout + run("check", "page.txt").stderr) & set("\x1b\u202e")


class TestBaseline:
    def test_known_findings_pass_and_new_ones_fail(self, place: Path) -> None:
        written = run("check", "page.txt", "--baseline", "../known.json", "--update-baseline", "--today", "2026-01-10")
        again = run("check", ".", "--baseline", "../known.json")
        Path("page.txt").write_text(MORE, encoding="utf-8")
        new = run("check", "page.txt", "--baseline", "../known.json")

        assert (written.exit_code, again.exit_code, new.exit_code) == (0, 0, 1)
        assert "known.json: " in written.stderr
        assert "known before: 2026-01-10" in again.stdout
        assert {each["document"] for each in json.loads((place / "known.json").read_bytes())["findings"]} == {
            "news/page.txt"
        }
        assert failing("page.txt", "--baseline", "../known.json") == {"figures/part-within-whole", "eu-mga-2021/factually-accurate"}  # fmt: skip

    def test_with_strict_what_cannot_be_told_is_known_too(self) -> None:
        """And every report that counts it says so as the exit code does."""
        options = ["page.txt", "--baseline", "../known.json", "--strict"]
        run("check", *options, "--update-baseline", "--today", "2026-01-10")

        again = run("check", *options)
        assert again.exit_code == 0
        assert again.stdout.count("known before: 2026-01-10") > run("check", *options[:-1]).stdout.count("    ✗")
        assert 'failures="0"' in run("check", *options, "--format", "junit").stdout.splitlines()[1]

    def test_what_is_gone_is_told_in_one_line(self, place: Path) -> None:
        configure(place, "baseline = 'known.json'\n")
        run("check", ".", "--update-baseline")
        Path("page.txt").write_text(PAGE.replace("2023.", "2025."), encoding="utf-8")

        told = run("check", ".")
        assert told.stderr.splitlines() == [
            "grantdocs: Known findings that are gone: 2; --update-baseline removes them."
        ]
        assert "removed: 2" in run("check", ".", "--update-baseline").stderr
        assert run("check", ".").stderr == ""

    def test_update_needs_a_file(self) -> None:
        result = run("check", "page.txt", "--update-baseline")

        assert result.exit_code == 2
        assert "--baseline FILE" in result.stderr

    def test_damaged_file_is_named_before_anything_is_judged(self, place: Path) -> None:
        (place / "known.json").write_text("{}", encoding="utf-8")
        result = run("check", "page.txt", "--baseline", "../known.json")

        assert (result.exit_code, result.stdout) == (3, "")
        assert "known.json" in result.stderr

    def test_unread_input_still_fails(self, place: Path) -> None:
        assert run("check", "page.txt", "none.txt", "--baseline", "../k.json", "--update-baseline").exit_code == 3


class TestIgnore:
    def test_accepted_until_its_day(self, place: Path) -> None:
        configure(place, IGNORE)

        assert "figures/dates-in-order" not in failing("page.txt", "--today", "2026-06-30")
        assert {"figures/dates-in-order", "settings/expired-ignore"} <= failing("page.txt", "--today", "2026-07-01")
        assert "accepted: being corrected, until 2026-06-30" in run("check", "page.txt", "--today", "2026-06-30").stdout

    def test_expired_entry_fails_even_where_the_failure_would_not(self, place: Path) -> None:
        entry = IGNORE.replace("figures/*", "co-funded-2021/co-funded-statement")
        configure(place, f"packs = ['co-funded-2021']\n{entry}")

        assert run("check", "page.txt", "--today", "2026-06-30").exit_code == 0
        over = run("check", "page.txt", "--today", "2026-07-01")
        assert over.exit_code == 1
        assert "The exception for co-funded-2021/co-funded-statement ended on 2026-06-30" in " ".join(
            over.stdout.split()
        )

    def test_entry_that_matches_nothing_is_told(self, place: Path) -> None:
        configure(place, IGNORE.replace("figures/*", "nothing/*"))
        result = run("check", "page.txt", "--today", "2026-01-01")

        assert "The exception for nothing/* (*.txt) matches nothing any more" in result.stderr

    @pytest.mark.parametrize(
        ("options", "environ", "holds"),
        [
            (["--today", "2026-06-30"], {"SOURCE_DATE_EPOCH": "4102444800"}, True),
            ([], {"SOURCE_DATE_EPOCH": "1767225600"}, True),
            ([], {"SOURCE_DATE_EPOCH": "4102444800"}, False),
        ],
    )
    def test_which_day_it_is(self, place: Path, options: list[str], environ: dict[str, str], holds: bool) -> None:
        configure(place, IGNORE)

        assert ("figures/dates-in-order" not in failing("page.txt", *options, **environ)) is holds

    def test_day_that_is_none(self) -> None:
        assert run("check", "page.txt", "--today", "soon").exit_code == 2
        assert "SOURCE_DATE_EPOCH is a number" in run("check", "page.txt", SOURCE_DATE_EPOCH="soon").stderr


class TestStandardInput:
    HTML = f"<p>{PAGE}</p>".encode()

    @pytest.mark.parametrize(
        ("options", "uri", "form"),
        [
            ([], "-", "text"),
            (["--name", "news/7.html"], "news/7.html", "html"),
            (["--name", "https://cms.example/news/7", "--media-type", "text/html"], "https://cms.example/news/7", "html"),
            (["--media-type", "text/html; charset=utf-8"], "-", "html"),
            (["--name", "draft.md"], "draft.md", "markdown"),
        ],
        ids=str,
    )  # fmt: skip
    def test_text_is_what_it_is_said_to_be(self, options: list[str], uri: str, form: str) -> None:
        stdin = self.HTML if form == "html" else PAGE.encode()
        facts = json.loads(run("extract", "-", *options, "--format", "json", stdin=stdin).stdout)

        assert (facts["document"]["uri"], facts["document"]["format"]) == (uri, form)
        assert run("check", "-", *options, stdin=stdin).stdout.startswith(f"{uri}: not in order")

    @pytest.mark.parametrize("options", [[], ["--name", "draft.docx"], ["--name", "draft.html"]], ids=str)
    def test_bytes_have_the_last_word(self, root: Path, options: list[str]) -> None:
        docx = (root / "samples/et/erasmus-teade.docx").read_bytes()
        facts = json.loads(run("extract", "-", *options, "--format", "json", stdin=docx).stdout)

        assert facts["document"]["format"] == "docx"

    def test_name_counts_for_exceptions(self, place: Path) -> None:
        configure(place, IGNORE)

        assert failing("-", "--name", "draft.txt", "--today", "2026-01-01", stdin=PAGE.encode()) == {
            "eu-mga-2021/disclaimer", "co-funded-2021/co-funded-statement", "eu-mga-2021/factually-accurate"
        }  # fmt: skip

    @pytest.mark.parametrize("paths", [["page.txt"], ["-", "page.txt"]], ids=str)
    def test_only_standard_input_has_a_name(self, paths: list[str]) -> None:
        result = run("check", *paths, "--name", "x.html", stdin=b"x")

        assert result.exit_code == 2
        assert "give - as the only PATH" in result.stderr

    def test_it_is_bounded(self, place: Path) -> None:
        configure(place, "[limits]\nmax_bytes = 100\n")
        result = run("check", "-", "--name", "page.html", stdin=b"x" * 101)

        assert result.exit_code == 3
        assert "page.html: is larger than" in result.stderr
