"""Whatever is changed in an audit's folder, in its sources or in the rules is found, and nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sites
from click.testing import CliRunner

import grantdocs
from grantdocs.audit.records import Item, Record, Settings, from_plain
from grantdocs.audit.unit import audit_one
from grantdocs.audit.verification import Verification, verify
from grantdocs.cli import main
from grantdocs.errors import StoreError

pytest.importorskip("duckdb")


@pytest.fixture
def again(inline: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("grantdocs.audit.verification.engine_of", lambda _: inline)
    return inline


@pytest.fixture
def done(site: Path, again: Any, tmp_path: Path) -> Path:
    found = grantdocs.audit([site], out=tmp_path / "out").folder
    again.judged.clear()
    return found


def told(verification: Verification) -> list[tuple[str, str]]:
    return [(each.kind, Path(each.where).name) for each in verification.differences]


def test_an_audit_is_what_it_was(done: Path, again: Any) -> None:
    found = verify(done, sample=None)
    assert found.differences == ()
    assert (found.documents, found.replayed) == (6, 5)
    assert sorted(again.judged) == ["broken.docx", "cats.txt", "first.html", "later.html", "other.html"]


@pytest.mark.parametrize(("sample", "judged"), [(0, 0), (2, 2), (99, 5)])
def test_a_sample_is_chosen_by_its_seed(done: Path, again: Any, sample: int, judged: int) -> None:
    chosen = set()
    for seed in (1, 2, 3, 1):
        again.judged.clear()
        assert verify(done, sample=sample, seed=seed).replayed == judged
        chosen.add((seed, *again.judged))
    assert len(chosen) == 3
    if sample == 2:
        assert len({tuple(names) for _, *names in chosen}) > 1


def test_every_byte_of_every_file_counts(done: Path, tmp_path: Path) -> None:
    files = [file for file in sorted(done.rglob("*")) if file.is_file() and file.name != "lock"]
    assert len(files) > 20
    for file in files:
        content = file.read_bytes()
        for at in (0, len(content) // 2, len(content) - 1):
            file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            assert file.name in told_or_refused(done), (file, at)
        file.write_bytes(content)
    assert told(verify(done, sample=0)) == []


def told_or_refused(done: Path) -> str:
    """A manifest that is no JSON any more ends it all."""
    try:
        return str(told(verify(done, sample=0)))
    except StoreError as error:
        return str(error)


@pytest.mark.parametrize("name", ["parts/gaps/000000.parquet", "audit.duckdb", "seal.json"])
def test_a_missing_file_is_told(done: Path, name: str) -> None:
    (done / name).unlink()
    assert ("output", Path(name).name) in told(verify(done, sample=0))


def test_a_file_too_many_is_told(done: Path) -> None:
    shutil.copy(done / "parts/gaps/000000.parquet", done / "parts/gaps/000001.parquet")
    assert ("output", "000001.parquet") in told(verify(done, sample=0))


def test_rows_of_the_database_are_compared(done: Path) -> None:
    import duckdb

    with duckdb.connect(str(done / "audit.duckdb")) as connection:
        connection.execute("UPDATE documents SET verdict = 'pass' WHERE verdict = 'fail'")
    found = verify(done, sample=0)
    assert [each.where for each in found.differences] == ["audit.duckdb", "audit.duckdb: documents"]


def test_sources_that_changed_and_sources_that_are_gone_are_told_apart(done: Path, site: Path) -> None:
    (site / "other.html").write_text((site / "other.html").read_text() + " ", encoding="utf-8")
    (site / "cats.txt").unlink()
    (site / "new.txt").write_text("New.", encoding="utf-8")
    found = verify(done, sample=None)
    assert told(found) == [("gone", "cats.txt"), ("source", "other.html"), ("source", "new.txt")]
    assert not found.is_only_gone
    assert "before sha256:" in found.differences[1].what
    assert found.replayed == 3


def test_a_source_that_is_gone_as_a_whole(done: Path, site: Path) -> None:
    shutil.rmtree(site)
    found = verify(done)
    assert found.is_only_gone
    assert told(found)[0] == ("gone", "site")
    assert len(found.differences) == 7


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda record: record.__class__.of(Item(record.uri, digest=record.digest), record.status.UNREAD, "x"), "is unread now"),
        (lambda record: with_(record, report=(record.report or "").replace("LLI", "XXX")), "another report"),
        (lambda record: with_(record, facts=(record.facts or "").replace("LLI", "XXX")), "other facts"),
        (lambda record: with_(record, likeness="0" * 16), "other text"),
    ],
)  # fmt: skip
def test_a_document_that_is_judged_otherwise_now_is_told(
    done: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Record], Record], what: str
) -> None:
    def judge(item: Item, settings: Settings) -> Record:
        record = audit_one(item, settings)
        return change(record) if item.uri.endswith("later.html") else record

    monkeypatch.setattr("grantdocs.audit.verification.engine_of", lambda _: sites.Inline(judge))
    (difference,) = verify(done, sample=None).differences
    assert difference.kind == "record"
    assert difference.where.endswith("later.html")
    assert what in difference.what


def test_other_rules_are_told_and_nothing_is_judged_by_them(
    done: Path, again: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grantdocs.audit.records.Settings.key", lambda *_: "sha256:other")
    found = verify(done, sample=None)
    assert [each.kind for each in found.differences] == ["rules"]
    assert (again.judged, found.replayed, found.documents) == ([], 0, 6)


def test_settings_come_back_from_the_manifest(done: Path) -> None:
    told = json.loads((done / "manifest.json").read_text(encoding="utf-8"))
    assert from_plain(told["settings"]) == Settings()


def test_documents_of_archives_and_duplicates(again: Any, site: Path, tmp_path: Path) -> None:
    packed = shutil.make_archive(str(tmp_path / "site"), "zip", site)
    done = grantdocs.audit([packed, site], out=tmp_path / "out").folder
    assert verify(done, sample=None).differences == ()
    Path(packed).write_bytes(b"PK\x03\x04 broken")
    found = verify(done, sample=0)
    assert {each.kind for each in found.differences} == {"source", "gone"}


def test_the_command_tells_and_exits(done: Path, site: Path, tmp_path: Path) -> None:
    def call(*arguments: object) -> Any:
        return CliRunner().invoke(main, ["verify", *map(str, arguments)])

    result = call(done, "--all", "--seed", 5)
    assert (result.exit_code, "5 judged again (--seed 5): all as it was" in result.stdout) == (0, True)
    (site / "cats.txt").unlink()
    assert call(done, "--sample", 0).exit_code == 3
    (site / "other.html").write_text("x", encoding="utf-8")
    result = call(done, "--sample", 0, "--format", "json")
    assert result.exit_code == 1
    assert [each["kind"] for each in json.loads(result.stdout)["differences"]] == ["gone", "source"]
    (tmp_path / "empty").mkdir()
    result = call(tmp_path / "empty")
    assert (result.exit_code, "no finished audit" in result.stderr) == (2, True)


def with_(record: Record, **changed: Any) -> Record:
    from dataclasses import replace

    return replace(record, **changed)
