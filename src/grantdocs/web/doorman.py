"""Who is let in: the browser of this machine, from our own pages. Other sites that it shows can neither send nor read.

A page of a stranger may make the browser ask us (its own name resolved to this machine, a form posted from afar); the
headers that browsers set themselves tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Doorman"]

_NAMES: Final = ("127.0.0.1", "[::1]", "localhost")
_FROM_OUTSIDE: Final = frozenset({"cross-site", "same-site"})


class Doorman:
    """ASGI middleware; `port` is the one that we listen on, `policy` makes the content security policy."""

    def __init__(self, app: ASGIApp, port: int, policy: Callable[[], str]) -> None:
        self._app = app
        self._hosts = frozenset(f"{name}:{port}" for name in _NAMES) | (
            frozenset(_NAMES) if port == 80 else frozenset()
        )
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._guard(MutableHeaders(scope=message))
            await send(message)

        reason = self._objection(scope["method"], Headers(scope=scope))
        if reason:
            await PlainTextResponse(f"{reason}\n", 403)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _objection(self, method: str, headers: Headers) -> str:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return "This page is for this machine only."
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin not in {None, "null", f"http://{hosts[0].lower()}"}:
            return "Other sites may not ask."
        if method in {"GET", "HEAD"}:
            # A link from elsewhere may lead here: it shows our page to the person, and nothing to the other site.
            is_visit = headers.get("sec-fetch-mode", "navigate") == "navigate"
            is_framed = headers.get("sec-fetch-dest", "document") != "document"
            return "Other sites may not ask." if site in _FROM_OUTSIDE and (not is_visit or is_framed) else ""
        # Where the referrer policy is no-referrer, forms are posted with the origin "null"; then the browser's word on
        # the site counts, and where it gives none, the token of the form alone.
        return "" if site in {None, "same-origin"} else "Other sites may not ask."

    def _guard(self, headers: MutableHeaders) -> None:
        headers["Cache-Control"] = "no-store"
        headers["Content-Security-Policy"] = self._policy()
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        headers["Referrer-Policy"] = "no-referrer"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
