"""What an audit says of itself on the way."""

from __future__ import annotations

import io
import json

import pytest

from grantdocs.audit.progress import Progress
from grantdocs.audit.records import Item, Record, Status


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(form: str, out: io.StringIO) -> str:
    times = iter(range(0, 1000, 2))
    progress = Progress(form, out=out, clock=lambda: float(next(times)))
    progress.share = 0.25
    progress.stage("judging")
    progress.skip()
    progress.skip(status="duplicate")
    for status in (Status.JUDGED, Status.UNREAD):
        progress.take()
        progress.finish_one(Record.of(Item("a"), status))
    progress.stage("done")
    return out.getvalue()


def test_programs_get_lines_of_json() -> None:
    lines = [json.loads(line) for line in told("json", io.StringIO()).splitlines()]
    assert lines[0]["documents"] == 0
    assert lines[-1] == {
        "stage": "done", "seconds": 12.0, "documents": 4, "share": 0.25, "judged": 2, "known": 2, "per_second": 0.17,
        "seconds_left": 36, "verdicts": {}, "statuses": {"done": 1, "duplicate": 1, "judged": 1, "unread": 1},
    }  # fmt: skip


def test_people_on_a_terminal_get_one_line() -> None:
    text = told("plain", Terminal())
    assert text.count("\n") == 1
    assert text.count("\r") == 6
    assert text.endswith("done: 4 documents, 0.2 a second, 1 done, 1 duplicate, 1 unread\n")
    assert "left" in text


def test_a_log_gets_few_lines() -> None:
    assert told("plain", io.StringIO()).count("\n") == 2


def test_nobody_gets_nothing() -> None:
    assert told("none", Terminal()) == ""


@pytest.mark.parametrize(("seconds", "shown"), [(5, "5 s left"), (65, "1 min 05 s left"), (7322, "2 h 02 min left")])
def test_time_left_is_told_for_people(seconds: int, shown: str) -> None:
    out = Terminal()
    times = iter([0.0, 1.0, 1.0])
    progress = Progress("plain", out=out, clock=lambda: next(times))
    progress.share = 1 / (seconds + 1)
    progress.finish_one(Record.of(Item("a"), Status.JUDGED))
    assert shown in out.getvalue()
