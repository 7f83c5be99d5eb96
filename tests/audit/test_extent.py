"""How much of the sources is gone through."""

from __future__ import annotations

from pathlib import Path

import pytest

from grantdocs.audit.extent import Extent
from grantdocs.audit.records import Item


def test_files_count_by_their_bytes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "a.txt").write_bytes(b"a" * 30)
    (tmp_path / "in" / "b.txt").write_bytes(b"b" * 70)
    extent = Extent([str(tmp_path)])
    assert extent.share(Item("a", size=30)) == pytest.approx(0.3)
    assert extent.share(Item("b", size=70)) == pytest.approx(1.0)


def test_web_archives_count_by_where_a_record_begins(tmp_path: Path) -> None:
    for name in ("a.warc.gz", "b.warc.gz"):
        (tmp_path / name).write_bytes(b"w" * 100)
    extent = Extent([str(tmp_path)])
    first, second = str(tmp_path / "a.warc.gz"), str(tmp_path / "b.warc.gz")
    places = [(first, 0), (first, 50), (second, 0), (second, 80)]
    found = [extent.share(Item("x", archive=archive, offset=offset, size=900)) for archive, offset in places]
    assert found == pytest.approx([0.0, 0.25, 0.5, 0.9])


@pytest.mark.parametrize("sources", [["@list.txt"], ["*.html"], ["s3://bucket/x"], []])
def test_of_what_is_elsewhere_nothing_is_known(sources: list[str]) -> None:
    assert Extent(sources).share(Item("a", size=3)) is None
