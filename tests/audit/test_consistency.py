"""Near duplicates and large projects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sites

import grantdocs
from grantdocs.audit.store.fingerprints import Fingerprints

pytest.importorskip("duckdb")
_STORY = " ".join(
    f"On day {n} of the work by the river the builders set up bench number {n * 7} beside the old mill."
    for n in range(30)
)


def test_nearly_the_same_text_is_grouped(inline: Any, tmp_path: Path) -> None:
    site = tmp_path / "sites"
    site.mkdir()
    for name, more in {
        "a.html": _STORY,
        "b.html": _STORY + " Photo: the press office.",
        "c.html": sites.PAGES["first.html"]["more"] + " Nothing here is like the other pages, not one bit." * 3,
    }.items():
        (site / name).write_text(sites.page(more=more), encoding="utf-8")
    done = grantdocs.audit([site], out=tmp_path / "out")
    with done.connect() as connection:
        rows = connection.execute("SELECT original, position FROM near_duplicates ORDER BY ALL").fetchall()
    assert rows == [(0, 0), (0, 1)]


@pytest.mark.parametrize("window", [1, 2, 3, 20])
def test_a_large_project_is_compared_in_parts(
    inline: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for n in range(7):
        text = sites.page(
            date=f"2019-0{n + 1}-01", total="900 000.00" if n in {3, 6} else "100 000.00", more=f"No {n}."
        )
        (site / f"{n}.html").write_text(text, encoding="utf-8")
    monkeypatch.setattr("grantdocs.audit.consistency._WINDOW", window)
    done = grantdocs.audit([site], out=tmp_path / "out")
    with done.connect() as connection:
        query = "SELECT parse_filename(uri), parse_filename(source) FROM contradictions WHERE label = 'total_cost' ORDER BY ALL"
        rows = connection.execute(query).fetchall()
    assert rows == [("3.html", "0.html"), ("6.html", "0.html")]


def test_fingerprints_are_a_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grantdocs.audit.store.fingerprints._FRESH", 3)
    kept = Fingerprints([bytes(16), b"a" * 16])
    some = [bytes([n]) * 8 + bytes(8) for n in range(1, 9)]
    assert all(kept.add(each) for each in some)
    assert not any(kept.add(each) for each in [*some, bytes(16), b"a" * 16])
    assert len(kept) == 10
    assert all(each in kept for each in some)
    assert b"b" * 16 not in kept
