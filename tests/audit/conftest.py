"""A site, and an audit without processes."""

from __future__ import annotations

from pathlib import Path

import pytest
import sites


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return sites.write_site(tmp_path / "site")


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> sites.Inline:
    engine = sites.Inline()
    monkeypatch.setattr("grantdocs.audit.run.engine_of", lambda _: engine)
    return engine
