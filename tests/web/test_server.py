"""Where the page listens: this machine only, on a free port."""

from __future__ import annotations

import socket

import pytest
from click.testing import CliRunner

from grantdocs.cli import main
from grantdocs.errors import ScopeError
from grantdocs.web import server


def test_listens_on_loopback_only() -> None:
    sockets = server.listen(port=0)
    try:
        assert {each.getsockname()[0] for each in sockets} <= {"127.0.0.1", "::1"}
        assert len({each.getsockname()[1] for each in sockets}) == 1
    finally:
        for each in sockets:
            each.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]"])
def test_hosts_of_this_machine(host: str) -> None:
    for each in server.listen(host, 0):
        each.close()


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "", "192.168.1.10", "127.0.0.2", "example.org", "::ffff:127.0.0.1", "127.1", "::1%lo"]
)
def test_other_hosts_are_refused(host: str) -> None:
    with pytest.raises(ScopeError, match="for this machine only"):
        server.listen(host, 0)


def test_the_next_port_where_one_is_taken(monkeypatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(server, "PORT", port)
        found = server.listen("127.0.0.1")
        with pytest.raises(ScopeError, match=f"port {port} is taken"):
            server.listen("127.0.0.1", port)
    assert found[0].getsockname()[1] != port
    for each in found:
        each.close()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--host", "0.0.0.0"], 2, "for this machine only"),
        (["--language", "zz"], 2, "the page speaks"),
        (["--port", "70000"], 2, "70000"),
        (["--help"], 0, "Only this machine can reach the page."),
    ],
)
def test_command(arguments: list[str], code: int, says: str) -> None:
    done = CliRunner().invoke(main, ["serve", "--no-browser", *arguments])

    assert done.exit_code == code
    assert says in " ".join(done.output.split())


def test_command_says_what_is_missing(monkeypatch) -> None:
    from grantdocs.cli import serve

    monkeypatch.setattr(serve, "_NEEDED", ("a_package_that_is_not_there",))
    done = CliRunner().invoke(main, ["serve"])

    assert done.exit_code == 2
    assert "pip install 'grantdocs[web]'" in done.output
