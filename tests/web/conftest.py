"""The application, opened as a browser of this machine would."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from visitors import PORT, Visitor


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of this machine talk to each other; whatever tries to reach another machine fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        assert self.family == socket.AF_UNIX or address[0] in {"127.0.0.1", "::1"}, f"a test tried to reach {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def visit() -> Iterator[Callable[..., Visitor]]:
    pytest.importorskip("starlette", reason="the package starlette is missing (grantdocs[web])")
    pytest.importorskip("python_multipart", reason="the package python-multipart is missing (grantdocs[web])")
    from grantdocs.web.application import application

    with ExitStack() as opened:
        yield lambda **options: opened.enter_context(Visitor(application(PORT, **options)))


@pytest.fixture
def unjudged(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would be judged; nothing is, so that no process is started."""
    from grantdocs.web.judges import Judges
    from grantdocs.web.judging import Answer

    jobs: list[Any] = []

    def note(_self: Any, job: Any) -> Any:
        jobs.append(job)
        return Answer(b"<p>judged</p>")

    monkeypatch.setattr(Judges, "prepare", lambda _self: None)
    monkeypatch.setattr(Judges, "judge", note)
    return jobs
