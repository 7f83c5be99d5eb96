"""A browser to the application, without a socket: every header and every piece of a body is as the test says."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Self

import regex

PORT = 8765
TOKEN_RE = regex.compile(r'name="token" value="(?P<token>[\w-]++)"')
BOUNDARY = "a-boundary-of-forms"


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode()


class Visitor:
    """Opens the application, as its server does; to be used in a `with` statement."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self._runner = asyncio.Runner()
        self._thread = ThreadPoolExecutor(1)  # of its own, for the one that drives a browser has a loop running

    def __enter__(self) -> Self:
        self.run(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self._close())
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        return self._thread.submit(self._runner.run, doing).result()

    def get(self, path: str = "/", **headers: str) -> Answer:
        return self.ask("GET", path, headers)

    def post(self, path: str, form: Iterable[tuple[str, str | tuple[str, bytes]]], **headers: str) -> Answer:
        body = encoded([("token", self.token), *form])
        return self.ask("POST", path, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", **headers}, [body])

    def ask(self, method: str, path: str, headers: dict[str, str], chunks: Iterable[bytes] = ()) -> Answer:
        return self.run(self.asked(method, path, headers, chunks))

    @property
    def token(self) -> str:
        found = TOKEN_RE.search(self.get().text)
        assert found
        return found["token"]

    async def asked(self, method: str, path: str, headers: dict[str, str], chunks: Iterable[bytes] = ()) -> Answer:
        path, _, query = path.partition("?")
        given = {
            "host": f"127.0.0.1:{PORT}",
            **{name.lower().replace("_", "-"): value for name, value in headers.items()},
        }
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items() if value],
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", PORT),
        }
        left = iter(chunks)
        answer = Answer()

        async def receive() -> dict[str, Any]:
            chunk = next(left, None)
            if chunk == b"...":  # whoever sends has stopped in the middle
                await asyncio.sleep(3600)
            return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
            else:
                answer.body += message.get("body", b"")

        await self.app(scope, receive, send)
        return answer

    async def _open(self) -> None:
        self._said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._heard = heard
        self._said.put_nowait({"type": "lifespan.startup"})
        scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
        self._life = asyncio.create_task(self.app(scope, self._said.get, heard.put))
        assert (await heard.get())["type"] == "lifespan.startup.complete"

    async def _close(self) -> None:
        self._said.put_nowait({"type": "lifespan.shutdown"})
        assert (await self._heard.get())["type"] == "lifespan.shutdown.complete"
        await self._life


def encoded(form: Iterable[tuple[str, str | tuple[str, bytes]]]) -> bytes:
    """The body of a form; files are pairs of name and content."""
    parts = b""
    for name, value in form:
        file = value if isinstance(value, tuple) else None
        parts += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        parts += f'; filename="{file[0]}"\r\nContent-Type: application/octet-stream'.encode() if file else b""
        parts += b"\r\n\r\n" + (file[1] if file else str(value).encode()) + b"\r\n"
    return parts + f"--{BOUNDARY}--\r\n".encode()
