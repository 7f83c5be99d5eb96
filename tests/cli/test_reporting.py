"""`grantdocs check` in every format: which one, where to, in colour or not, and how far many files are."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from lxml import etree

from grantdocs.cli import main, terminal
from grantdocs.cli.reporting import choose_format, write
from grantdocs.errors import ReadError
from grantdocs.reports import report_format
from grantdocs.settings import Settings

FAULTY = "samples/lv/interreg-raksts-kludains.docx"
NEWS = "samples/lv/bibliotekas-zinas.txt"
STEERING = set("\x1b\x9b\x07\u202e\u200b")


def run(*arguments: str | Path, stdin: bytes | None = None, **environment: str) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=stdin, env=environment)


@pytest.fixture(autouse=True)
def in_the_checkout(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.json", b"{\n"),
        ("a.jsonl", b'{"schema"'),
        ("a.sarif", b'{\n  "$schema"'),
        ("a.xml", b"<?xml"),
        ("a.csv", b"document,"),
        ("a.xlsx", b"PK"),
        ("a.docx", b"PK"),
        ("gl-code-quality-report.json", b"[\n"),
        ("a.txt", NEWS.encode()),
        ("a.report", NEWS.encode()),
    ],
)
def test_ending_of_the_file_tells_the_format(tmp_path: Path, name: str, begins: bytes) -> None:
    """GitLab's lists only what is wrong."""
    path = FAULTY if name.startswith("gl-") else NEWS
    result = run("check", path, "-o", tmp_path / name)

    assert result.stdout == ""
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_named_format_counts_more_than_the_ending(tmp_path: Path) -> None:
    run("check", NEWS, "--format", "csv", "-o", tmp_path / "a.json")

    assert (tmp_path / "a.json").read_bytes().startswith(b"document,")


@pytest.mark.parametrize("name", ["xlsx", "checklist"])
def test_binary_is_refused_by_a_terminal_and_goes_through_a_pipe(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = run("check", NEWS, "--format", name)
    monkeypatch.setattr("grantdocs.cli.reporting.sys.stdout", type("Terminal", (), {"isatty": lambda self: True})())

    assert zipfile.ZipFile(BytesIO(piped.stdout_bytes)).namelist()
    with pytest.raises(click.UsageError, match="-o FILE"):
        choose_format(name, None, Settings())


def test_folder_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    result = run("check", "no-such-file.txt", "-o", tmp_path / "no" / "a.csv")

    assert result.exit_code == 2
    assert "does not exist" in result.stderr
    assert "no-such-file" not in result.stderr


def test_file_that_cannot_be_written_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="cannot be written"):
        write("text", tmp_path)


def test_unknown_format_names_those_there_are() -> None:
    result = run("check", NEWS, "--format", "papyrus")

    assert result.exit_code == 2
    assert "sarif" in result.stderr


def test_help_names_formats_and_exit_codes() -> None:
    text = run("check", "--help", COLUMNS="200").stdout

    for name in ("checklist", "csv", "github", "gitlab", "json", "jsonl", "junit", "sarif", "text", "xlsx"):
        assert f"|{name}|" in text or f"[{name}|" in text or f"|{name}|...]" in text
    for code in "0123":
        assert f"\n    {code}  " in text


def test_format_of_a_stranger_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = type("Entry", (), {"load": lambda self: lambda report: f"ours: {report.verdict.word}"})()
    monkeypatch.setattr("grantdocs.reports._foreign", lambda: {"ours": entry})
    report_format.cache_clear()

    assert run("check", NEWS, "--format", "ours").stdout == "ours: not-applicable\n"
    report_format.cache_clear()


@pytest.mark.parametrize(
    ("form", "unread"),
    [
        ("json", lambda text: [each for each in json.loads(text) if "error" in each]),
        ("sarif", lambda text: [n for n in json.loads(text)["runs"][0]["invocations"][0]["toolExecutionNotifications"] if n["level"] == "error"]),
        ("junit", lambda text: list(etree.fromstring(text.encode()).iter("error"))),
        ("gitlab", lambda text: [each for each in json.loads(text) if each["severity"] == "blocker"]),
        ("github", lambda text: [line for line in text.splitlines() if line.startswith("::error file=no-such-file.txt::")]),
        ("csv", lambda text: [row for row in csv.DictReader(StringIO(text)) if row["verdict"] == "unread"]),
    ],
)  # fmt: skip
def test_one_document_for_several_inputs_names_the_unread(form: str, unread) -> None:
    result = run("check", NEWS, "no-such-file.txt", FAULTY, "--format", form)

    assert result.exit_code == 3
    assert len(unread(result.stdout)) == 1


def test_json_of_one_unreadable_input_is_its_error() -> None:
    assert json.loads(run("check", "no-such-file.txt", "--format", "json").stdout)["uri"] == "no-such-file.txt"


def test_text_of_one_unreadable_input_is_nothing() -> None:
    assert run("check", "no-such-file.txt").stdout == ""


def test_fail_level_and_strict_reach_junit() -> None:
    def failures(*options: str) -> int:
        return int(
            etree.fromstring(run("check", FAULTY, "--format", "junit", *options).stdout.encode()).get("failures")
        )

    assert 0 < failures() < failures("--fail-level", "note")


def test_csv_with_a_byte_order_mark() -> None:
    assert run("check", NEWS, "--format", "csv", "--bom").stdout_bytes.startswith(b"\xef\xbb\xbfdocument,")


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ({"FORCE_COLOR": ""}, False),
    ],
)
def test_colour_follows_the_environment(environment: dict[str, str], coloured: bool) -> None:
    assert ("\x1b[31m" in run("check", FAULTY, **environment).stdout) is coloured


@pytest.mark.parametrize(("term", "coloured"), [("xterm", True), ("dumb", False)])
def test_terminal_is_coloured_unless_it_is_dumb(term: str, coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr("grantdocs.cli.terminal.sys.stdout", type("Terminal", (), {"isatty": lambda self: True})())

    assert terminal.colours() is coloured


def test_file_is_never_coloured(tmp_path: Path) -> None:
    run("check", FAULTY, "-o", tmp_path / "a.txt", FORCE_COLOR="1")

    assert "\x1b" not in (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [72, 90, 200])
def test_width_of_the_terminal_is_kept(columns: int) -> None:
    lines = run("check", FAULTY, COLUMNS=str(columns)).stdout.splitlines()

    assert max(map(len, lines[1:])) <= min(columns, 100)


class TestWatched:
    INPUTS = (ReadError("a\x1b[31m\nb.txt", "is empty"), ReadError("b.txt", "is empty"), ReadError("c.txt", "is empty"))

    def told(self, *, count: int = 3, quiet: bool = False, terminal_: bool = True) -> str:
        shown: list[str] = []
        inputs = self.INPUTS[:count]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("grantdocs.cli.terminal.click.echo", lambda text, **_: shown.append(text))
            patch.setattr("grantdocs.cli.terminal.sys.stderr", type("Stream", (), {"isatty": lambda _: terminal_})())
            assert tuple(terminal.watched(inputs, count, quiet=quiet)) == inputs
        return "".join(shown)

    def test_many_are_counted(self) -> None:
        text = self.told()

        assert "1/3 a[31m b.txt" in text
        assert "3/3 c.txt" in text
        assert text.endswith("\r\x1b[2K")

    @pytest.mark.parametrize("case", [{"quiet": True}, {"count": 2}, {"terminal_": False}], ids=str)
    def test_else_nothing_is_told(self, case: dict) -> None:
        assert self.told(**case) == ""


@pytest.fixture
def steering(tmp_path: Path) -> Path:
    """A page whose name and words would colour, reverse and hide what stands in a terminal."""
    path = tmp_path / "a\x1b[31m\u202eb.html"
    path.write_text(
        "<html lang='en'><title>Open \x1b]0;owned\x07\u202eshelves</title><p>The Erasmus+ project "
        "2023-1-LV01-KA210-ADU-000158023 \x9b31m \u202e got EUR 60 000\u200b from the European Union\x1b[2J.</p></html>",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["check", "--verbose"],
        ["check", "--format", "json"],
        ["check", "--format", "github"],
        ["check", "--format", "csv"],
        ["extract"],
        ["extract", "--format", "json"],
        ["extract", "--format", "jsonl"],
        ["profile", "--format", "json"],
    ],
    ids=" ".join,
)
def test_hostile_file_steers_nothing(command: list[str], steering: Path) -> None:
    result = run(*command, steering)

    assert result.exit_code in {0, 1}, result.output
    assert not set(result.stdout + result.stderr) & STEERING


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "gone\x1b[31m\u202e.docx"],
        ["extract", "gone\x1b[31m\u202e.docx"],
        ["check", NEWS, "--pack", "no\x1b[31m\u202e"],
        ["check", NEWS, "--assume", "ki\x1b[31m\u202end=poster"],
        ["check", NEWS, "--profile", "gone\x1b[31m\u202e.toml"],
        ["check", NEWS, "--format", "no\x1b[31m\u202e"],
        ["rules", "show", "figures/no\x1b[31m\u202e"],
        ["statement", "--programme", "no\x1b[31m\u202e", "--language", "en"],
        ["statement", "--programme", "erasmus-plus-2021-2027", "--language", "en", "--slot", "x\x1b[31m\u202e"],
        ["statement", "--programme", "interreg-latvia-lithuania-2014-2020", "--language", "en", "--partner", "A\x1b[31m\u202e"],
        ["\x1b[31m\u202e"],
    ],
    ids=lambda arguments: ascii(" ".join(arguments)),
)  # fmt: skip
def test_arguments_are_told_without_what_steers(arguments: list[str]) -> None:
    result = run(*arguments)

    assert not set(result.stdout + result.stderr) & STEERING


def test_rules_of_strangers_steer_nothing(tmp_path: Path) -> None:
    run("rules", "new", tmp_path / "office" / "emblem")
    path = next((tmp_path / "office").rglob("emblem.json"))
    rule = json.loads(path.read_text(encoding="utf-8"))
    rule["title"] = "Own \x1b[31m\u202e rule"
    path.write_text(json.dumps(rule), encoding="utf-8")

    shown = run("check", FAULTY, "--pack", tmp_path / "office", "--verbose")

    assert not set(shown.stdout + shown.stderr) & STEERING


def test_output_is_utf_8_whatever_the_locale(root: Path) -> None:
    code = f"from grantdocs.cli import main; main(['check', {FAULTY!r}, '--language', 'lv'])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=root,
                           env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})  # fmt: skip

    assert "jālabo" in found.stdout.decode("utf-8")
