"""The command line as its users meet it: exit codes, one line for what cannot be read, nothing lost."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grantdocs.cli import main

PROJECT = "samples/lv/interreg-raksts.txt"
FAULTY = "samples/lv/interreg-raksts-kludains.docx"
NEWS = "samples/lv/bibliotekas-zinas.txt"


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=stdin)


@pytest.fixture(autouse=True)
def in_the_checkout(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", NEWS], 0),
        (["check", PROJECT], 0),
        (["check", PROJECT, "--strict"], 1),
        (["check", FAULTY], 1),
        (["check", FAULTY, NEWS], 1),
        (["check", "no-such-file.docx"], 3),
        (["check", FAULTY, "no-such-file.docx"], 3),
        (["check", NEWS, "--assume", "kind=posters"], 2),
        (["check", NEWS, "--assume", "nonsense"], 2),
        (["check", NEWS, "--pack", "no-such-pack"], 2),
        (["check", NEWS, "--format", "no-such-format"], 2),
        (["check"], 2),
        (["extract", PROJECT], 0),
        (["extract", "no-such-file.docx"], 3),
        (["rules", "list"], 0),
        (["rules", "show", "figures/sum-of-parts"], 0),
        (["rules", "show", "figures/no-such-rule"], 2),
        (["rules", "test", "figures"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    result = run(*arguments)

    assert result.exit_code == code, result.output


def _broken(folder: Path) -> dict[str, Path]:
    docx = (Path("samples/et/erasmus-teade.docx")).read_bytes()
    files = {
        "missing": folder / "missing.docx",
        "empty": folder / "empty.html",
        "no-publications": folder / "no-publications",
        "truncated": folder / "truncated.docx",
        "zip": folder / "archive.docx",
        "rubbish": folder / "rubbish.txt",
        "legacy": folder / "old.doc",
    }
    files["empty"].write_bytes(b"")
    files["no-publications"].mkdir()
    files["truncated"].write_bytes(docx[: len(docx) // 2])
    with zipfile.ZipFile(files["zip"], "w") as archive:
        archive.writestr("readme.txt", "not a Word document")
    files["rubbish"].write_bytes(bytes(range(256)) * 40)
    files["legacy"].write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600))
    return files


def test_each_bad_input_is_one_line_and_the_others_are_judged(tmp_path: Path) -> None:
    files = _broken(tmp_path)
    result = run("check", *files.values(), NEWS, "--format", "jsonl")
    lines = [line for line in result.stderr.splitlines() if line]
    reports = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 3
    assert len(lines) == len(files)
    for path, line in zip(files.values(), lines, strict=True):
        assert str(path) in line
        assert "Traceback" not in line
    assert "is a ZIP archive that holds no document" in lines[list(files).index("zip")]
    assert "is damaged or cut off" in lines[list(files).index("truncated")]
    assert [("error" in report) for report in reports] == [True] * len(files) + [False]
    assert reports[-1]["verdict"] == "not-applicable"


def test_file_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read every file, so the system's refusal is played."""
    path = tmp_path / "secret.txt"
    path.write_text("secret", encoding="utf-8")
    opened = Path.open

    def refuse(self: Path, *arguments: object, **options: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    result = run("check", path, NEWS)

    assert result.exit_code == 3
    assert "secret.txt: may not be read by this user" in result.stderr
    assert "bibliotekas-zinas.txt" in result.stdout


def test_wrong_extension_is_read_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "really-a-word-file.txt"
    path.write_bytes(Path(FAULTY).read_bytes())

    facts = json.loads(run("extract", path, "--format", "json").stdout)

    assert facts["document"]["format"] == "docx"


def test_standard_input_is_read() -> None:
    result = run("extract", "-", "--format", "json", stdin=Path(PROJECT).read_bytes())

    assert json.loads(result.stdout)["awards"][0]["award_number"] == "LLI-912"


def test_jsonl_keeps_the_order_of_the_inputs() -> None:
    result = run("extract", NEWS, "no-such-file.txt", PROJECT, "--format", "jsonl")
    lines = [json.loads(line) for line in result.stdout.splitlines()]

    assert ["error" in line for line in lines] == [False, True, False]


def test_json_of_several_inputs_is_one_list() -> None:
    reports = json.loads(run("check", NEWS, PROJECT, "--format", "json").stdout)

    assert [report["document"]["uri"] for report in reports] == [NEWS, PROJECT]


def test_report_goes_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    result = run("check", NEWS, "--format", "json", "-o", out)

    assert result.stdout == ""
    assert json.loads(out.read_text(encoding="utf-8"))["verdict"] == "not-applicable"


def test_messages_in_latvian_differ_from_english() -> None:
    english = run("check", FAULTY).stdout
    latvian = run("check", FAULTY, "--language", "lv").stdout

    assert english != latvian


@pytest.mark.parametrize("arguments", [["--help"], ["rules", "list"], ["check", "--help"]], ids=" ".join)
def test_nothing_heavy_is_imported_where_nothing_is_read(arguments: list[str]) -> None:
    code = (
        "import sys; from grantdocs.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'lxml', 'pypdfium2', 'pdfplumber', 'docx', 'selectolax', 'py3langid', 'rapidfuzz'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stderr.strip() == "[]"


def test_text_about_no_project_needs_no_spacy() -> None:
    code = (
        "import sys; from grantdocs.cli import main\n"
        f"try: main(['check', {NEWS!r}])\nexcept SystemExit: pass\n"
        "print('spacy' in sys.modules, file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stderr.strip() == "False"
