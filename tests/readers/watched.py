"""Reads files in processes of their own that may be killed, so that a test outlives what it tests.

Run as a program it is the server: it loads the library once, then forks for each line of its input.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_LIMITS = {"max_seconds": 4.0, "max_elements": 100_000, "max_blocks": 50_000, "max_parts": 1_000}
"""Lower than usual, so that what lasts until its limit does not hold up all tests."""


@dataclass(frozen=True)
class Outcome:
    """`kind` is `document`, `ReadError`, the name of another exception, `killed` or `crashed`."""

    kind: str
    seconds: float
    megabytes: float = 0.0
    text: str = ""
    """The first characters of the document, or the message of the exception."""
    length: int = 0
    gaps: tuple[str, ...] = ()
    sockets: tuple[str, ...] = ()
    """What was asked of the network."""


class Watch:
    def __init__(self, folder: Path) -> None:
        # Paths that lead out of packages would leave their files here.
        self._server = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder
        )

    def read(self, path: Path, *, seconds: float, megabytes: int) -> Outcome:
        assert self._server.stdin
        assert self._server.stdout
        print(json.dumps([str(path), seconds, megabytes]), file=self._server.stdin, flush=True)
        found = json.loads(self._server.stdout.readline())
        return Outcome(**{key: tuple(value) if isinstance(value, list) else value for key, value in found.items()})

    def close(self) -> None:
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()


def main() -> None:
    import grantdocs
    from grantdocs.errors import ReadError

    for source in _of_each_library():
        try:
            grantdocs.read(source[1], name=source[0])
        except ReadError:
            continue
    for line in sys.stdin:
        path, seconds, megabytes = json.loads(line)
        print(json.dumps(_watched(path, seconds, megabytes)), flush=True)


def _of_each_library() -> list[tuple[str, bytes]]:
    from small_files import file_name, small_files

    return [(file_name(kind), data) for kind, data in small_files().items()]


def _watched(path: str, seconds: float, megabytes: int) -> dict[str, object]:
    out, into = os.pipe()
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(out)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        with os.fdopen(into, "w") as file:
            file.write(json.dumps(_read(path, megabytes)))
        os._exit(0)
    os.close(into)
    written = b""
    while (left := start + seconds - time.monotonic()) > 0 and select.select([out], [], [], left)[0]:
        piece = os.read(out, 65536)
        if not piece:
            break
        written += piece
    else:
        os.kill(child, signal.SIGKILL)
    os.close(out)
    _, status = os.waitpid(child, 0)
    took = time.monotonic() - start
    if written:
        return json.loads(written) | {"seconds": took}
    return {"kind": "killed" if took >= seconds else "crashed", "text": f"status {status}", "seconds": took}


def _read(path: str, megabytes: int) -> dict[str, object]:
    import grantdocs
    from grantdocs.readers import Limits

    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000,) * 2)
    sockets: list[str] = []
    sys.addaudithook(lambda event, _: sockets.append(event) if event.startswith("socket.") else None)
    try:
        document = grantdocs.read(path, limits=Limits(**_LIMITS))
        found = {
            "kind": "document",
            "text": document.text[:100_000],
            "length": len(document.text),
            "gaps": [gap.reason for gap in document.gaps],
        }
    except BaseException as error:  # noqa: BLE001 - the test asks which
        found = {"kind": type(error).__name__, "text": str(error)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return found | {"megabytes": peak, "sockets": sockets}


if __name__ == "__main__":
    main()
