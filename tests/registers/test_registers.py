"""Downloaded registers: recognised by their columns, found by number or title, made profiles."""

from __future__ import annotations

import csv
import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from grantdocs._resources import schema
from grantdocs.errors import DataError, ReadError, ScopeError
from grantdocs.model.facts import AmountKind
from grantdocs.profiles import Profile, as_json, load
from grantdocs.registers import Register, differences, layouts, look_up, merge
from grantdocs.registers.records import amount_of, date_of
from grantdocs.registers.tables import open_table

pytest.importorskip("duckdb")

TABLES = {
    "cordis": (
        ";",
        ["id", "acronym", "status", "title", "startDate", "endDate", "totalCost", "ecMaxContribution",
         "frameworkProgramme"],
        ["101000000", "GREENPATHS", "SIGNED", "Green paths to school", "2020-03-01", "2022-02-28", "120000,40",
         "102000,34", "H2020"],
    ),
    "kohesio": (
        ",",
        ["Operation_Local_Identifier", "Operation_Name_English", "Operation_Name_Programme_Language", "CountryCode",
         "Operation_Start_Date", "Operation_End_Date", "Cofinancing_Rate", "Total_Eligible_Expenditure_amount",
         "Project_EU_Budget", "Beneficiary_Name"],
        ["101000000", "Green paths to school", "Zaļās takas uz skolu", "LV", "01/03/2020", "28/02/2022", "85.0",
         "120000.40", "102000.34", "Upper Town Library"],
    ),
    "erasmus-plus": (
        ",",
        ["Project Identifier", "Project Title", "EU Grant award in euros (This amount is indicative.)", "Start date",
         "End date", "Coordinating organisation name", "Coordinator's country", "Partner 1 name", "Partner 1 country"],
        ["101000000", "Green paths to school", "102000.34", "2020-03-01", "28/02/2022", "Upper Town Library", "LV",
         "Lower Town Museum", "LT"],
    ),
    "cfla": (
        ",",
        ["ProjektaNumurs", "ProjektaNosaukums", "KopejaisAttiecinamaisFinansejums", "EsFonduLidzfinansejums",
         "SakumaDatums", "BeiguDatums", "IesniedzejaNosaukums"],
        ["101000000", "Green paths to school", "120000.40", "102000.34", "2020-03-01", "2022-02-28",
         "Upper Town Library"],
    ),
    "fts": (
        ",",
        ["Project ID", "Name of beneficiary", "Beneficiary country", "Beneficiary’s contracted amount (EUR)",
         "Commitment contracted amount (EUR) (A)", "Subject of grant or contract", "Project start date",
         "Project end date"],
        ["101000000", "Upper Town Library", "LV", "70000.00", "102000.34", "Green paths to school", "01/03/2020",
         "28/02/2022"],
    ),
    "keep": (
        ",",
        ["Project number", "Project name", "Project acronym", "Start date", "End date", "Lead Partner",
         "Total budget/expenditure", "Total EU funding (amount)"],
        ["101000000", "Green paths to school", "GREENPATHS", "2020-03-01", "2022-02-28", "Upper Town Library",
         "EUR 1", "102000.34"],
    ),
}  # fmt: skip


def table(folder: Path, name: str, mark: str, *rows: list[str]) -> Path:
    path = folder / f"{name}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=mark).writerows(rows)
    return path


@pytest.mark.parametrize("name", TABLES)
def test_registers_are_recognised_and_read(tmp_path: Path, name: str) -> None:
    mark, header, row = TABLES[name]
    path = table(tmp_path, name, mark, header, ["7", *("other" for _ in header[1:])], row)
    register = Register(path, cache=tmp_path / "cache")
    (profile,) = look_up(register, ["101 000 000"])
    register.close()

    assert register.layout.id == name
    assert "Green paths to school" in profile.titles.values()
    assert profile.amounts[AmountKind.UNION_CONTRIBUTION] == Decimal("102000.34")
    assert (profile.start, profile.end) == (dt.date(2020, 3, 1), dt.date(2022, 2, 28))
    assert [(copy.register, copy.row) for copy in profile.copies] == [(name, 2)]
    assert load(as_json(profile)).numbers == ("101000000",)


@pytest.mark.parametrize("file", sorted(layouts()), ids=str)
def test_mappings_fit_their_schema(file: str) -> None:
    from jsonschema import Draft202012Validator

    data = dict(layouts()[file].data)
    assert data["id"] == file
    assert list(Draft202012Validator(schema("register")).iter_errors(data)) == []


def test_number_comes_before_title_and_the_index_is_kept(tmp_path: Path) -> None:
    mark, header, row = TABLES["cfla"]
    other = ["LLI-444", "Green Paths, to School!", *row[2:]]
    path = table(tmp_path, "list", mark, header, row, other)
    cache = tmp_path / "cache"
    register = Register(path, cache=cache)

    assert look_up(register, ["lli 444"], ["Green paths to school"])[0].numbers == ("LLI-444",)
    by_title = look_up(register, ["none"], ["green paths to school"])
    assert by_title[0].numbers == ("101000000",)
    assert look_up(register, ["none"], ["nothing"]) == ()
    assert look_up(register) == ()
    register.close()
    kept = sorted(cache.iterdir())
    again = Register(path, cache=cache)
    assert look_up(again, ["LLI-444"])[0].copies == register_copies(again, 2)
    again.close()
    assert sorted(cache.iterdir()) == kept


def register_copies(register: Register, row: int) -> tuple[object, ...]:
    return (register.copy(row),)


def test_quotation_marks_far_down_still_hold_a_value_together(tmp_path: Path) -> None:
    mapping = tmp_path / "own.json"
    columns = {"award_number": ["Nr."], "title": {"en": ["Title"]}, "total_cost": ["Sum"]}
    mapping.write_text(json.dumps({"id": "own", "title": "Our list", "columns": columns}), encoding="utf-8")
    rows = [[f"N-{row}", "Benches", "100.00"] for row in range(30_000)]
    last = ["LLI-444", "Green paths,\nblue bridges", "1200.50"]
    path = table(tmp_path, "own", ",", ["Nr.", "Title", "Sum"], *rows, last)
    register = Register(path, str(mapping), tmp_path / "cache")
    (profile,) = look_up(register, ["LLI-444"])
    register.close()

    assert profile.amounts == {AmountKind.TOTAL_COST: Decimal("1200.50")}


def test_a_changed_file_is_indexed_anew(tmp_path: Path) -> None:
    mark, header, row = TABLES["cfla"]
    path = table(tmp_path, "list", mark, header, row)
    register = Register(path, cache=tmp_path / "cache")
    first = register.copy().digest
    register.close()
    table(tmp_path, "list", mark, header, row, ["LLI-444", *row[1:]])
    register = Register(path, cache=tmp_path / "cache")

    assert register.rows == 2
    assert register.copy().digest != first
    register.close()


@pytest.mark.parametrize("kept", ["*[!s].duckdb", "*.titles.duckdb"], ids=["index", "titles"])
@pytest.mark.parametrize("damage", [b"", b"no index at all", None], ids=["empty", "another file", "from the middle on"])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: bytes | None, kept: str) -> None:
    mark, header, row = TABLES["cfla"]
    path, cache = (
        table(tmp_path, "list", mark, header, *[[f"N-{n}", *row[1:]] for n in range(2000)], row),
        tmp_path / "c",
    )
    register = Register(path, cache=cache)
    expected = register.by_title("green paths to school")
    register.close()
    (index,) = cache.glob(kept)
    whole = index.read_bytes()
    half = len(whole) // 2
    index.write_bytes(whole[:half] + bytes(each ^ 255 for each in whole[half:]) if damage is None else damage)
    for _ in range(2):
        register = Register(path, cache=cache)

        assert look_up(register, ["101000000"])
        assert register.by_title("green paths to school") == expected
        register.close()
    assert abs(index.stat().st_size - len(whole)) < 100_000


def test_several_processes_may_index_at_once(tmp_path: Path) -> None:
    mark, header, row = TABLES["cfla"]
    path, cache = table(tmp_path, "list", mark, header, *[[f"N-{n}", *row[1:]] for n in range(20_000)]), tmp_path / "c"
    program = (
        "import sys; from pathlib import Path; from grantdocs.registers import Register, look_up; "
        "assert look_up(Register(sys.argv[1], cache=Path(sys.argv[2])), ['N-19999'])"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(path), str(cache)]) for _ in range(2)]

    assert [each.wait(timeout=60) for each in running] == [0, 0]
    assert len(list(cache.iterdir())) == 1


def test_a_file_that_is_replaced_does_not_change_what_was_opened(tmp_path: Path) -> None:
    mark, header, row = TABLES["cfla"]
    path = table(tmp_path, "list", mark, header, row)
    register = Register(path, cache=tmp_path / "cache")
    before = register.copy()
    path.write_text("something else\n", encoding="utf-8")
    (profile,) = look_up(register, ["101000000"])

    assert profile.copies[0].digest == before.digest
    register.close()


def test_a_file_that_changes_while_it_is_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark, header, row = TABLES["cfla"]
    path = table(tmp_path, "list", mark, header, row)
    opened = open_table

    def slowly(*given: Any) -> Any:
        found = opened(*given)
        with path.open("a", encoding="utf-8") as file:
            file.write("LLI-444")
        return found

    monkeypatch.setattr("grantdocs.registers.index.open_table", slowly)
    with pytest.raises(ReadError, match="changed while it was read"):
        Register(path, cache=tmp_path / "cache")

    assert not list((tmp_path / "cache").iterdir())


@pytest.mark.parametrize(
    "text",
    ['{"id": "7", "title": "Green", "acronym": "GP"}\n{"id": "8", "title": "Blue", "acronym": "BB", "more": [1]}',
     '[{"id": 7, "title": "Green", "totalCost": null}, {"acronym": "BB", "id": 8, "title": "Blue"}]'],
    ids=["lines", "list"],
)  # fmt: skip
def test_objects_may_stand_in_lines_and_lists(tmp_path: Path, text: str) -> None:
    path = tmp_path / "project.json"
    path.write_text(text, encoding="utf-8")
    register = Register(path, cache=tmp_path / "cache")
    (profile,) = look_up(register, ["8"])
    register.close()

    assert (dict(profile.titles), profile.acronym) == ({"en": "Blue"}, "BB")


def test_lines_of_one_project_are_its_partners(tmp_path: Path) -> None:
    header = ["projectID", "projectAcronym", "name", "country", "role", "ecContribution"]
    rows = [["1010", "GP", "Upper Town Library", "LV", "coordinator", "70000,5"],
            ["1010", "GP", "Lower Town Museum", "LT", "participant", "32000"],
            ["2020", "XX", "Far Away", "FI", "coordinator", "1"]]  # fmt: skip
    register = Register(table(tmp_path, "organization", ";", header, *rows), cache=tmp_path / "cache")
    (profile,) = look_up(register, ["1010"])
    register.close()

    assert register.layout.id == "cordis-organisations"
    assert [(dict(each.names), each.role, each.country) for each in profile.partners] == [
        ({"und": "Upper Town Library"}, "lead", "LV"), ({"und": "Lower Town Museum"}, "partner", "LT"),
    ]  # fmt: skip
    assert profile.partners[0].amounts == {AmountKind.UNION_CONTRIBUTION: Decimal("70000.50")}


def test_json_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "project.json"
    path.write_text(
        json.dumps(
            [{"id": 1010, "title": "Green paths", "acronym": "GP", "totalCost": 12.5, "startDate": "2020-03-01"}]
        ),
        encoding="utf-8",
    )
    register = Register(path, cache=tmp_path / "cache")
    (profile,) = look_up(register, ["1010"])
    register.close()

    assert profile.amounts == {AmountKind.TOTAL_COST: Decimal("12.50")}


def test_workbooks_are_read_from_their_header_on(tmp_path: Path) -> None:
    path = tmp_path / "results.xlsx"
    _, header, row = TABLES["erasmus-plus"]
    path.write_bytes(workbook([["Projects of a year"], [], header, row]))
    register = Register(path, cache=tmp_path / "cache")
    (profile,) = look_up(register, ["101000000"])
    register.close()

    assert [dict(each.names) for each in profile.partners] == [
        {"und": "Upper Town Library"}, {"und": "Lower Town Museum"},
    ]  # fmt: skip


def test_a_mapping_reads_any_other_table(tmp_path: Path) -> None:
    mapping = tmp_path / "own.json"
    columns = {"award_number": ["Nr."], "title": {"lv": ["Nosaukums"]}, "total_cost": ["Summa"]}
    mapping.write_text(json.dumps({"id": "own", "title": "Our list", "columns": columns}), encoding="utf-8")
    path = table(tmp_path, "own", ";", ["Nr.", "Nosaukums", "Summa"], ["2024/17", "Grāmatu māja", "1 200,50"])
    register = Register(path, str(mapping), tmp_path / "cache")
    (profile,) = look_up(register, ["2024/17"])
    register.close()

    assert profile.amounts == {AmountKind.TOTAL_COST: Decimal("1200.50")}
    assert profile.copies[0].register == "own"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    unknown = table(tmp_path, "unknown", ",", ["a", "b"], ["1", "2"])
    cases = [(unknown, None, DataError), (tmp_path / "none.csv", None, ReadError), (unknown, "cordus", ScopeError)]
    for path, layout, error in cases:
        with pytest.raises(error):
            Register(path, layout, tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


@pytest.mark.parametrize(
    ("text", "value"),
    [("1234567.89", "1234567.89"), ("1234567,89", "1234567.89"), ("1,234,567.89", "1234567.89"), ("12", "12.00"),
     ("1.234.567,89", "1234567.89"), ("1 234,5", "1234.50"), ("0,125", "0.12"), ("120000.00000000001", "120000.00"),
     ("1.2E5", "120000.00"), ("1,234", None), ("1.234", None), ("EUR", None), ("", None), ("-5", None), ("1,2,3x", None)],
)  # fmt: skip
def test_amounts_of_tables(text: str, value: str | None) -> None:
    assert amount_of(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [("2020-03-01", "iso", "2020-03-01"), ("2020-03-01T00:00:00", "iso", "2020-03-01"), ("43891", "iso", "2020-03-01"),
     ("01/03/2020", "day-first", "2020-03-01"), ("03/01/2020", "month-first", "2020-03-01"),
     ("1.3.2020", "month-first", "2020-03-01"), ("28/02/2022", "either", "2022-02-28"),
     ("03/03/2020", "either", "2020-03-03"), ("01/03/2020", "either", None), ("32/01/2020", "day-first", None),
     ("2020", "iso", None), ("", "iso", None)],
)  # fmt: skip
def test_days_of_tables(text: str, order: str, day: str | None) -> None:
    assert date_of(text, order) == (None if day is None else dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("mine", "theirs", "paid", "why"),
    [({"total_cost": "100.00"}, {"total_cost": "90.00", "eligible_cost": "100.00"}, False, "base"),
     ({"total_cost": "100.40"}, {"total_cost": "100"}, False, "rounding"),
     ({"total_cost": "100.00"}, {"total_cost": "90.00"}, True, "paid"),
     ({"total_cost": "100.00"}, {"total_cost": "90.00"}, False, "real"),
     ({"rate": "0.85"}, {"rate": "0.8512"}, False, "rounding"), ({"rate": "0.85"}, {"rate": "0.70"}, False, "real"),
     ({"end": "2022-02-28"}, {"end": "2022-03-31"}, False, "real")],
)  # fmt: skip
def test_differences_are_told_apart(mine: dict[str, str], theirs: dict[str, str], paid: bool, why: str) -> None:
    (found,) = differences(load(mine), load(theirs), paid=paid)

    assert found.why == why


def test_sources_are_merged_without_saying_things_twice() -> None:
    one = load({"award_number": "LLI-444", "total_cost": "5", "partners": [{"name": {"lv": "Augšpils skola"}}]})
    two = load({"award_number": "LLI 444", "total_cost": "6", "acronym": "GP",
                "partners": [{"name": "Augšpils skola", "role": "lead"}, {"name": "Lejas skola"}]})  # fmt: skip
    merged: Profile = merge([one, two])

    assert merged.numbers == ("LLI-444",)
    assert (merged.amounts[AmountKind.TOTAL_COST], merged.acronym) == (Decimal(5), "GP")
    assert [(dict(each.names), each.role) for each in merged.partners] == [
        ({"lv": "Augšpils skola"}, "lead"), ({"und": "Lejas skola"}, None),
    ]  # fmt: skip
    assert list(differences(one, one)) == []


def workbook(rows: list[list[str]]) -> bytes:
    """The smallest workbook with these rows as inline texts."""
    import io
    import zipfile
    from xml.sax.saxutils import escape

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return buffer.getvalue()
