"""What a process does to itself before it judges publications of strangers: load what they need, fall silent, and take
no more memory than allowed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

__all__ = ["fall_silent", "limit_memory", "warm"]

_COMMON: Final = "en"
"""The language whose words are looked for in documents of every other."""


def warm(languages: Iterable[str] = (_COMMON,)) -> None:
    """Load what every document needs, and what those in these languages do."""
    from grantdocs.languages import language_data, tags
    from grantdocs.pipeline import check
    from grantdocs.readers import load, read

    load()
    for tag in (tag for tag in languages if tag in tags()):
        examples = language_data(tag).get("examples", {}).values()
        page = f"<html lang='{tag}'><body>" + "".join(f"<p>{each['text']}" for kind in examples for each in kind)
        check(read(page.encode()), assume={"is_project": True})


def fall_silent() -> None:
    """Libraries in C complain to standard error about damaged files; what matters is told in other ways. An interrupt
    from the keyboard is for who started the process."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def limit_memory(allowed: int) -> None:
    """Let the system refuse more address space, where it can and we know how much is taken by now."""
    taken = Path("/proc/self/statm")
    if sys.platform == "win32" or not taken.is_file():
        return
    import resource

    pages = int(taken.read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + allowed
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
