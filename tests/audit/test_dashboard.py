"""The page of an audit and its tables: what they tell, what they hide, how large they may be."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sites
from click.testing import CliRunner

import grantdocs
from grantdocs.audit.dashboard import dashboard, export
from grantdocs.audit.records import Item, Settings, Status, digest_of
from grantdocs.cli import main
from grantdocs.errors import StoreError

pytest.importorskip("duckdb")
pytest.importorskip("matplotlib")
_MORE = "=1+1 Write to ann@x.lv, tel. 29123456."


@pytest.fixture
def out(site: Path, inline: Any, tmp_path: Path) -> Path:
    page = sites.page(title="Ask ann@x.lv <script>alert(1)</script>", more=_MORE, number="LLI-888")
    (site / "mail.html").write_text(page, encoding="utf-8")
    return grantdocs.audit([site], out=tmp_path / "out").folder


def test_the_page_tells_what_the_audit_found(out: Path) -> None:
    page = dashboard(out)
    assert "Audit of 7 publications" in page
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg"') == 4
    assert "interreg-latvia-lithuania-2014-2020" in page
    assert "Green benches by the river" in page
    assert "250000.00 EUR" in page
    assert "EUR 200 000.00" in page
    assert "damaged" in page
    assert "figures/agrees-across-documents" in page


def test_the_page_is_the_same_each_time(out: Path) -> None:
    assert dashboard(out) == dashboard(out)


def test_the_page_loads_nothing_and_runs_nothing_of_others(out: Path) -> None:
    page = dashboard(out)
    assert "<script>alert" not in page
    assert not re.findall(r"""(?:src|xlink:href)=["'](?!#)""", page)
    assert " style=" not in page.partition("<body")[2]
    assert all(link.startswith(("#", "https://", "http://")) for link in re.findall(r'href="([^"]*)"', page))


def test_every_name_is_used_once(out: Path) -> None:
    names = re.findall(r'\sid="([^"]+)"', dashboard(out))
    assert len(names) == len(set(names))
    used = re.findall(r'(?:href="#|url\(#|aria-labelledby=")([\w-]+)', dashboard(out))
    assert set(used) <= set(names)


def test_it_speaks_latvian(out: Path) -> None:
    page = dashboard(out, language="lv")
    assert '<html lang="lv">' in page
    assert "7 publikāciju audits" in page
    assert "Audit of" not in page


def test_links_open_web_pages_only(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uris = ["https://x.test/a?b=1&c=2", "javascript:alert(1)", "file:///etc/passwd", "http://y.test/"]
    about = {"media_type": "text/html", "captured": "2021-02-03T04:05:06Z", "archive": "a.warc.gz"}
    contents = [sites.page(more=uri).encode() for uri in uris]
    pages = [
        Item(uri, data=content, digest=digest_of(content), **about) for uri, content in zip(uris, contents, strict=True)
    ]
    monkeypatch.setattr("grantdocs.audit.run.engine_of", lambda _: sites.Inline())
    monkeypatch.setattr("grantdocs.audit.run.items", lambda *_, **__: iter(pages))
    page = dashboard(grantdocs.audit([site], out=tmp_path / "out").folder)
    links = set(re.findall(r'<a href="([^"#]+)" rel="noreferrer noopener"', page))
    assert links == {"https://x.test/a?b=1&amp;c=2", "http://y.test/"}
    assert "captured 2021-02-03T04:05:06Z" in page
    assert "in a.warc.gz" in page
    assert "x.test</th>" in page


@pytest.mark.parametrize("kept_masked", [True, False])
def test_personal_data_are_masked(site: Path, inline: Any, tmp_path: Path, kept_masked: bool) -> None:
    (site / "mail.html").write_text(sites.page(project="ann@x.lv tel. 29123456 rooms", number="LLI-888", more=_MORE))
    (site / "more.html").write_text(
        sites.page(project="ann@x.lv tel. 29123456 rooms", number="LLI-888", total="5 000 000.00", date="2020-01-01")
    )
    out = grantdocs.audit([site], out=tmp_path / "out", settings=Settings(mask=kept_masked)).folder
    tables = export(out, tmp_path / "tables")
    told = dashboard(out) + "".join(path.read_text(encoding="utf-8") for path in tables if path.suffix == ".csv")
    assert "ann@x.lv" not in told
    assert "29123456" not in told
    assert "•••@•.••" in told
    assert "5 000 000.00" in told
    bare = dashboard(out, mask=False)
    assert ("ann@x.lv" in bare) is not kept_masked
    assert ("Personal data are shown" in bare) is not kept_masked


def test_the_page_is_bounded(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_GROUPS", "_RULES", "_EACH", "_PROJECTS", "_UNREAD", "_ALIKE"):
        monkeypatch.setattr(f"grantdocs.audit.dashboard.content.{name}", 1)
    page = dashboard(out)
    assert page.count('<details class="group') <= 5
    assert re.search(r"and \d+ more; the exported tables have them all", page)
    assert re.search(r"… and \d+ more groups", page)


def test_an_audit_of_nothing_has_a_page(inline: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    page = dashboard(grantdocs.audit([tmp_path / "empty"], out=tmp_path / "out").folder)
    assert "Audit of 0 publications" in page
    assert "Everything could be read." in page
    assert "<figure>" not in page


def test_tables_are_whole_and_harmless(out: Path, tmp_path: Path) -> None:
    paths = {path.name: path for path in export(out, tmp_path / "tables")}
    assert {"documents.csv", "findings.csv", "projects.csv", "audit.xlsx"} <= set(paths)
    with paths["documents.csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 7
    assert "report" not in rows[0]
    assert {row["status"] for row in rows} == {
        status.value for status in (Status.JUDGED, Status.UNREAD, Status.DUPLICATE)
    }
    for path in paths.values():
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                cells = [cell for row in csv.reader(file) for cell in row]
            assert not [cell for cell in cells if re.match(r"\s*[=+@]|\s*-(?![\d.]+$)", cell)]
    with zipfile.ZipFile(paths["audit.xlsx"]) as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist())
        assert not any("hyperlink" in name.lower() for name in book.namelist())


@pytest.mark.parametrize(
    ("cell", "harmless"),
    [("=1+1", "'=1+1"), (" @x", "' @x"), ("-5", "-5"), ("-5.25", "-5.25"), ("-5+3", "'-5+3"), ("+5", "'+5"), ("a", "a"), ("-٣", "'-٣")],
)  # fmt: skip
def test_no_cell_is_a_formula(cell: str, harmless: str) -> None:
    from grantdocs.audit.dashboard.exports import _harmless

    assert _harmless(cell) == harmless


def test_the_command_writes_page_and_tables(out: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["audit-report", str(out), "--export", str(tmp_path / "tables")])
    assert result.exit_code == 0, result.output
    assert (out / "report.html").is_file()
    assert (tmp_path / "tables" / "findings.csv").is_file()
    result = CliRunner().invoke(main, ["audit-report", str(tmp_path / "tables")])
    assert (result.exit_code, "no finished audit" in result.stderr) == (2, True)


def test_a_folder_without_an_audit_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no finished audit"):
        dashboard(tmp_path)
