"""Starts the page: on this machine only, on the first free port, shown in the user's browser."""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from grantdocs.errors import ScopeError

__all__ = ["PORT", "listen", "serve"]

PORT: Final = 8765
_TRIES: Final = 20
_NAMES: Final = ("127.0.0.1", "::1")
_LEAVE_SECONDS: Final = 3
_CONNECTIONS: Final = 64


def serve(
    host: str | None = None,
    port: int | None = None,
    *,
    language: str | None = None,
    show: bool = True,
    tell: Callable[[str], None] = print,
) -> None:
    """Serve until interrupted. `tell` is told the address; raises ScopeError where it would be one for others."""
    import uvicorn

    from grantdocs.web.application import application

    sockets = listen(host, port)
    chosen = sockets[0].getsockname()[1]
    config = uvicorn.Config(
        application(chosen, language=language),
        http="h11",
        ws="none",
        log_level="critical",  # what goes wrong may quote what was posted; the application tells of what kind it was
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=_LEAVE_SECONDS,
    )
    address = f"http://{_written(sockets[0])}:{chosen}/"
    tell(address)
    if show:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=sockets)


def listen(host: str | None = None, port: int | None = None) -> list[socket.socket]:
    """Sockets on both loopback addresses, or on the one that is asked for; without `port` on the first that is free."""
    hosts = _NAMES if host in {None, "localhost"} else (_loopback(str(host)),)
    if port is not None:
        return _bound(hosts, port)
    for tried in range(PORT, PORT + _TRIES):
        try:
            return _bound(hosts, tried)
        except ScopeError:
            continue
    return _bound(hosts, 0)


def _loopback(host: str) -> str:
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        address = None
    if address is None or str(address) not in _NAMES:
        raise ScopeError(
            f"the page is for this machine only, so it cannot be served at {host!r}; choose from {', '.join(_NAMES)}"
        )
    return str(address)


def _bound(hosts: tuple[str, ...], port: int) -> list[socket.socket]:
    """One port on all of these addresses; a machine without IPv6 does with one."""
    found: list[socket.socket] = []
    try:
        for host in hosts:
            try:
                found.append(_socket(host, found[0].getsockname()[1] if found else port))
            except OSError as error:
                if not (found and error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}):
                    raise
    except OSError as error:
        for each in found:
            each.close()
        raise ScopeError(f"port {port} is taken by another program; choose another by --port, or none") from error
    return found


def _socket(host: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        if sys.platform == "win32":
            exclusively: Any = socket
            made.setsockopt(socket.SOL_SOCKET, exclusively.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if made.family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((host, port))
        made.listen(64)
    except OSError:
        made.close()
        raise
    return made


def _written(made: socket.socket) -> str:
    host = str(made.getsockname()[0])
    return f"[{host}]" if ":" in host else host
