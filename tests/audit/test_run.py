"""An audit from its sources to its tables, with an engine that needs no processes."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sites

import grantdocs
from grantdocs.audit.records import Item, Record, Settings, Status
from grantdocs.audit.store import database
from grantdocs.errors import ScopeError, StoreError

pytest.importorskip("duckdb")


def test_every_document_has_one_row(site: Path, inline: Any, tmp_path: Path) -> None:
    done = grantdocs.audit([site], out=tmp_path / "out", jobs=1)
    rows = rows_of(done, "SELECT uri, status, duplicate_of, verdict FROM documents ORDER BY position")
    named = [
        (Path(uri).name, status, original and Path(original).name, verdict) for uri, status, original, verdict in rows
    ]
    assert named == [
        ("broken.docx", "unread", None, None),
        ("cats.txt", "judged", None, "not-applicable"),
        ("first.html", "judged", None, "fail"),
        ("later.html", "judged", None, "fail"),
        ("other.html", "judged", None, "fail"),
        ("same-as-first.html", "duplicate", "first.html", None),
    ]
    assert done.counts == {
        "documents": 6,
        "statuses": {"duplicate": 1, "judged": 4, "unread": 1},
        "verdicts": {"fail": 3, "not-applicable": 1},
    }
    assert "same-as-first.html" not in inline.judged


def test_the_reason_stands_beside_what_could_not_be_read(site: Path, inline: Any, tmp_path: Path) -> None:
    done = grantdocs.audit(site, out=tmp_path / "out")
    assert "damaged" in rows_of(done, "SELECT reason FROM documents WHERE status = 'unread'")[0][0]


def test_facts_and_findings_are_rows(site: Path, inline: Any, tmp_path: Path) -> None:
    done = grantdocs.audit([site], out=tmp_path / "out")
    amounts = rows_of(done, "SELECT value, currency, kind, text FROM amounts WHERE uri LIKE '%first.html' ORDER BY n")
    assert [(float(value), *rest) for value, *rest in amounts] == [
        (200000.0, "EUR", "total_cost", "EUR 200 000.00"),
        (85000.0, "EUR", "union_contribution", "EUR 85 000.00"),
    ]
    assert rows_of(done, "SELECT DISTINCT award_number FROM awards ORDER BY ALL") == [("LLI-314",), ("LLI-777",)]
    failed = rows_of(done, "SELECT count(*) FROM findings WHERE verdict = 'fail'")[0][0]
    assert failed == rows_of(done, "SELECT sum(fail) FROM documents")[0][0] > 0
    assert rows_of(done, "SELECT count(*) FROM findings WHERE verdict = 'not-applicable'") == [(0,)]


def test_a_project_is_judged_over_its_publications(site: Path, inline: Any, tmp_path: Path) -> None:
    done = grantdocs.audit([site], out=tmp_path / "out")
    columns = "project, title, publications, first::VARCHAR, last::VARCHAR, contradictions, totals_differ"
    assert rows_of(done, f"SELECT {columns} FROM projects ORDER BY project") == [
        ("LLI314", "Green benches by the river", 2, "2019-05-02", "2020-06-03", 1, True),
        ("LLI777", "Quiet rooms for readers", 1, "2019-05-02", "2019-05-02", 0, False),
    ]
    told = rows_of(done, "SELECT label, claimed, computed, dated, source_dated, quote FROM contradictions")
    assert told == [("total_cost", 25_000_000, 20_000_000, "2020-06-03", "2019-05-02", "EUR 200 000.00")]
    found = rows_of(
        done,
        "SELECT uri, verdict, quote FROM findings WHERE rule = 'figures/agrees-across-documents' ORDER BY position",
    )
    assert [(Path(uri).name, *rest) for uri, *rest in found] == [("later.html", "fail", "EUR 250 000.00")]
    totals = json.loads(rows_of(done, "SELECT totals FROM projects WHERE project = 'LLI314'")[0][0])
    assert [(each["kind"], each["value"]) for each in totals] == [
        ("total_cost", "200000.00"), ("total_cost", "250000.00"), ("union_contribution", "85000.00"),
    ]  # fmt: skip


def test_what_is_judged_jointly_still_fits_the_schemas(site: Path, inline: Any, tmp_path: Path) -> None:
    from jsonschema import Draft202012Validator

    from grantdocs._resources import schema

    done = grantdocs.audit([site], out=tmp_path / "out")
    ((report, facts),) = rows_of(done, "SELECT report, facts FROM documents WHERE uri LIKE '%later.html'")
    Draft202012Validator(schema("facts")).validate(json.loads(facts))
    Draft202012Validator(schema("report")).validate(json.loads(report))
    assert any(figure["kind"] == "agreement" for figure in json.loads(facts)["figures"])


def test_the_manifest_fits_its_schema(site: Path, inline: Any, tmp_path: Path) -> None:
    from jsonschema import Draft202012Validator

    from grantdocs._resources import schema

    done = grantdocs.audit([site], out=tmp_path / "out", settings=Settings(assume={"kind": "article"}))
    Draft202012Validator(schema("audit")).validate(done.manifest)
    assert json.loads((done.folder / "manifest.json").read_text(encoding="utf-8")) == done.manifest


@pytest.mark.parametrize("jobs", [2, 3, 8])
def test_the_same_bytes_in_whatever_order_records_come(site: Path, inline: Any, tmp_path: Path, jobs: int) -> None:
    one = grantdocs.audit([site], out=tmp_path / "one", jobs=1)
    other = grantdocs.audit([site], out=tmp_path / "other", jobs=jobs)
    assert sites.digests(one.folder) == sites.digests(other.folder)


def test_what_is_done_is_not_done_again(site: Path, inline: Any, tmp_path: Path) -> None:
    before = sites.digests(grantdocs.audit([site], out=tmp_path / "out").folder)
    inline.judged.clear()
    again = grantdocs.audit([site], out=tmp_path / "out")
    assert inline.judged == []
    assert sites.digests(again.folder) == before


def test_only_what_is_new_or_changed_is_judged(site: Path, inline: Any, tmp_path: Path) -> None:
    grantdocs.audit([site], out=tmp_path / "out")
    inline.judged.clear()
    (site / "new.html").write_text(sites.page(more="Something new."), encoding="utf-8")
    (site / "later.html").write_text(sites.page(more="Corrected."), encoding="utf-8")
    (site / "cats.txt").unlink()
    done = grantdocs.audit([site], out=tmp_path / "out")
    assert sorted(inline.judged) == ["later.html", "new.html"]
    fresh = grantdocs.audit([site], out=tmp_path / "fresh")
    assert sites.digests(done.folder) == sites.digests(fresh.folder)


def test_a_duplicate_is_judged_when_its_original_is_gone(site: Path, inline: Any, tmp_path: Path) -> None:
    grantdocs.audit([site], out=tmp_path / "out")
    inline.judged.clear()
    (site / "first.html").unlink()
    done = grantdocs.audit([site], out=tmp_path / "out")
    assert inline.judged == ["same-as-first.html"]
    assert done.counts["statuses"] == {"judged": 4, "unread": 1}


@pytest.mark.parametrize(
    "changed", [Settings(language="lv"), Settings(assume={"kind": "article"}), Settings(packs=("figures",))]
)
def test_other_settings_judge_anew_and_the_old_results_are_kept(
    site: Path, inline: Any, tmp_path: Path, changed: Settings
) -> None:
    before = sites.digests(grantdocs.audit([site], out=tmp_path / "out").folder)
    inline.judged.clear()
    grantdocs.audit([site], out=tmp_path / "out", settings=changed)
    assert len(inline.judged) == 5
    inline.judged.clear()
    back = grantdocs.audit([site], out=tmp_path / "out")
    assert inline.judged == []
    assert sites.digests(back.folder) == before


def test_without_resume_all_is_judged(site: Path, inline: Any, tmp_path: Path) -> None:
    before = sites.digests(grantdocs.audit([site], out=tmp_path / "out").folder)
    done = grantdocs.audit([site], out=tmp_path / "out", resume=False)
    assert len(inline.judged) == 10
    assert sites.digests(done.folder) == before


def test_what_failed_is_tried_again_when_asked_for(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unlucky(item: Item, settings: Settings) -> Record:
        if item.uri.endswith("other.html"):
            return Record.of(item, Status.TIMEOUT, "takes longer than 1 second")
        return sites.audit_one(item, settings)

    engines = [sites.Inline(unlucky), sites.Inline(), sites.Inline()]
    monkeypatch.setattr("grantdocs.audit.run.engine_of", lambda _: engines[0])
    assert grantdocs.audit([site], out=tmp_path / "out").counts["statuses"]["timeout"] == 1
    monkeypatch.setattr("grantdocs.audit.run.engine_of", lambda _: engines[1])
    assert grantdocs.audit([site], out=tmp_path / "out").counts["statuses"]["timeout"] == 1
    monkeypatch.setattr("grantdocs.audit.run.engine_of", lambda _: engines[2])
    assert "timeout" not in grantdocs.audit([site], out=tmp_path / "out", retry=True).counts["statuses"]
    assert [engine.judged for engine in engines[1:]] == [[], ["other.html"]]


def test_an_engine_that_fails_loses_nothing(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(sites.Inline):  # type: ignore[name-defined,misc]
        def map(self, items: Any, settings: Settings, *, jobs: int) -> Any:
            yield from super().map((next(items), next(items)).__iter__(), settings, jobs=jobs)
            raise ScopeError("the cluster went away")

    monkeypatch.setattr("grantdocs.audit.run.engine_of", lambda _: Failing())
    with pytest.raises(ScopeError, match="went away"):
        grantdocs.audit([site], out=tmp_path / "out", jobs=1)
    rest = sites.Inline()
    monkeypatch.setattr("grantdocs.audit.run.engine_of", lambda _: rest)
    grantdocs.audit([site], out=tmp_path / "out", jobs=1)
    assert rest.judged == ["first.html", "later.html", "other.html"]


def test_an_engine_that_swallows_a_document_is_found_out(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hungry(sites.Inline):  # type: ignore[name-defined,misc]
        def map(self, items: Any, settings: Settings, *, jobs: int) -> Any:
            yield from (record for record in super().map(items, settings, jobs=jobs) if "other" not in record.uri)

    monkeypatch.setattr("grantdocs.audit.run.engine_of", lambda _: Hungry())
    with pytest.raises(StoreError, match=r"no record of 1 documents, such as .*other\.html"):
        grantdocs.audit([site], out=tmp_path / "out")


def test_an_empty_folder_gives_empty_tables(inline: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = grantdocs.audit([tmp_path / "empty"], out=tmp_path / "out")
    assert done.counts == {"documents": 0, "statuses": {}, "verdicts": {}}
    for table in done.manifest["tables"]:
        assert rows_of(done, f"SELECT count(*) FROM {table}") == [(0,)]


def test_a_source_that_does_not_exist_leaves_no_folder(inline: Any, tmp_path: Path) -> None:
    with pytest.raises(ScopeError, match="nowhere"):
        grantdocs.audit([tmp_path / "nowhere"], out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_folder_may_be_moved(site: Path, inline: Any, tmp_path: Path) -> None:
    import duckdb

    done = grantdocs.audit([site], out=tmp_path / "out")
    moved = tmp_path / "elsewhere" / "moved"
    shutil.copytree(done.folder, moved)
    shutil.rmtree(done.folder)
    with duckdb.connect(str(moved / "audit.duckdb"), read_only=True) as connection:
        for table, told in done.manifest["tables"].items():
            kept = connection.execute(f"SELECT * FROM {table}").fetchall()
            parquet = connection.execute(f"SELECT * FROM read_parquet('{moved}/parts/{table}/*.parquet')").fetchall()
            assert kept == parquet
            assert len(kept) == told["rows"]
    inline.judged.clear()
    again = grantdocs.audit([site], out=moved)
    assert rows_of(again, "SELECT count(*) FROM documents") == [(6,)]
    assert inline.judged == []


def test_a_table_too_large_for_the_database_is_found_from_within_the_folder(
    site: Path, inline: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import duckdb

    monkeypatch.setattr("grantdocs.audit.store.publishing._LARGEST", 8_000)
    done = grantdocs.audit([site], out=tmp_path / "out")
    moved = tmp_path / "moved"
    shutil.move(done.folder, moved)
    monkeypatch.chdir(moved)
    with duckdb.connect("audit.duckdb", read_only=True) as connection:
        query = "SELECT table_name, table_type FROM information_schema.tables ORDER BY ALL"
        kinds = dict(connection.execute(query).fetchall())
        assert (kinds["documents"], kinds["gaps"]) == ("VIEW", "BASE TABLE")
        assert connection.execute("SELECT count(*) FROM documents").fetchall() == [(6,)]


def test_many_documents_are_several_parts(
    site: Path, inline: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = grantdocs.audit([site], out=tmp_path / "whole")
    monkeypatch.setattr("grantdocs.audit.store.assembly.CHUNK", 2)
    monkeypatch.setattr("grantdocs.audit.store.journal._MOST", 2)
    monkeypatch.setattr("grantdocs.audit.store.listing._MOST", 2)
    monkeypatch.setattr("grantdocs.audit.consistency._WINDOW", 1)
    parts = grantdocs.audit([site], out=tmp_path / "parts")
    assert len(parts.manifest["tables"]["documents"]["parts"]) == 3
    for table in whole.manifest["tables"]:
        assert rows_of(parts, f"SELECT * FROM {table} ORDER BY ALL") == rows_of(
            whole, f"SELECT * FROM {table} ORDER BY ALL"
        )


@pytest.mark.parametrize(("most", "largest"), [(1, 8_000_000), (200, 1), (4, 8_000_000), (200, 40_000)])
def test_how_many_documents_are_at_hand_at_once_does_not_show(
    site: Path, inline: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, largest: int
) -> None:
    whole = grantdocs.audit([site], out=tmp_path / "whole")
    monkeypatch.setattr("grantdocs.audit.store.assembly._MOST", most)
    monkeypatch.setattr("grantdocs.audit.store.assembly._LARGEST", largest)
    slices = grantdocs.audit([site], out=tmp_path / "slices")
    assert sites.digests(slices.folder) == sites.digests(whole.folder)


@pytest.mark.parametrize(
    ("weights", "slices"),
    [
        ([], [(0, 4)]),
        ([1, 1, 1, 1], [(0, 2), (2, 4)]),
        ([9, 2, 1, 10], [(0, 1), (1, 3), (3, 4)]),
        ([5, 6, None, 11], [(0, 1), (1, 3), (3, 4)]),
        ([None, None, None, None], [(0, 2), (2, 4)]),
    ],
)
def test_documents_are_taken_at_once_up_to_a_number_and_a_size(
    weights: list[int | None], slices: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from grantdocs.audit.store import assembly

    monkeypatch.setattr(assembly, "_MOST", 2)
    monkeypatch.setattr(assembly, "_LARGEST", 10)
    made = assembly.Assembly.__new__(assembly.Assembly)
    made.connection = database.connect()
    with closing(made.connection):
        made.connection.execute("CREATE TABLE listed (position BIGINT, weight BIGINT)")
        for position, weight in enumerate(weights):
            made.connection.execute("INSERT INTO listed VALUES (?, ?)", [position, weight])
        assert list(made._slices(0, 4)) == slices


def test_texts_that_no_table_expects(inline: Any, tmp_path: Path) -> None:
    site = tmp_path / "odd"
    site.mkdir()
    (site / "odd.txt").write_text(
        "Projekts LLI-314, ERAF 9" + "9" * 60 + " EUR \ud7ff ‘’ '; DROP TABLE x --", encoding="utf-8"
    )
    (site / "quote'\"$.txt").write_text("The project LLI-314, ERDF EUR 5.", encoding="utf-8")
    done = grantdocs.audit([site], out=tmp_path / "o'ut")
    assert done.counts["documents"] == 2
    assert rows_of(done, "SELECT count(*) FROM documents WHERE status = 'judged'") == [(2,)]


def rows_of(done: Any, query: str) -> list[tuple[Any, ...]]:
    with done.connect() as connection:
        found: list[tuple[Any, ...]] = connection.execute(query).fetchall()
        return found
