"""The crew: what workers make of tasks is what this process would make of them, whatever happens to the workers."""

from __future__ import annotations

import operator
import os
import signal
import subprocess
import sys
from functools import partial
from itertools import count, islice
from pathlib import Path

import pytest
import sites
from test_isolation import all_gone

import grantdocs
from grantdocs.audit.crew import Crew

_TASKS = range(200)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    with Crew(jobs) as crew:
        assert list(crew.map(partial(operator.add, 1), _TASKS)) == [task + 1 for task in _TASKS]
        assert list(crew.map(str, _TASKS)) == [str(task) for task in _TASKS]
        assert list(crew.map(str, ())) == []


def test_tasks_are_done_by_others() -> None:
    with Crew(2) as crew:
        done_by = set(crew.map(_process, _TASKS))
        assert done_by <= set(crew.pids)
    with Crew(1) as alone:
        assert set(alone.map(_process, _TASKS)) == {os.getpid()}


def test_no_more_tasks_are_taken_than_are_soon_done() -> None:
    taken = count()
    with Crew(2) as crew:
        results = crew.map(str, taken)
        assert list(islice(results, 10)) == list(map(str, range(10)))
        assert next(taken) < 10 + 2 * 2 * 4
        results.close()
        assert list(crew.map(str, _TASKS)) == [str(task) for task in _TASKS]


@pytest.mark.parametrize("lost", [1, 2])
def test_what_a_lost_worker_had_is_done_all_the_same(lost: int) -> None:
    with Crew(2) as crew:
        results = crew.map(str, _TASKS)
        found = list(islice(results, 5))
        for pid in crew.pids[:lost]:
            os.kill(pid, signal.SIGKILL)
        assert [*found, *results] == [str(task) for task in _TASKS]
        assert list(crew.map(str, _TASKS)) == [str(task) for task in _TASKS]


def test_a_worker_that_ends_over_a_task_leaves_it_to_the_supervisor() -> None:
    with Crew(2) as crew:
        assert list(crew.map(partial(_end_elsewhere, os.getpid()), _TASKS)) == list(_TASKS)


def test_what_cannot_be_done_is_told_where_it_was_asked_for() -> None:
    with Crew(2) as crew, pytest.raises(ZeroDivisionError):
        list(crew.map(partial(operator.floordiv, 1), [3, 2, 1, 0]))


def test_nobody_is_left_behind() -> None:
    with Crew(2) as crew:
        assert list(crew.map(str, [1, 2])) == ["1", "2"]
        pids = crew.pids
    assert len(pids) == 2
    assert all_gone(pids)


def test_nobody_outlives_a_supervisor_that_is_killed() -> None:
    program = (
        "from grantdocs.audit.crew import Crew\n"
        "with Crew(2) as crew:\n"
        "    list(crew.map(str, [1, 2]))\n"
        "    print(*crew.pids, flush=True)\n"
        "    input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as supervisor:
        assert supervisor.stdout
        pids = [int(pid) for pid in supervisor.stdout.readline().split()]
        supervisor.kill()
    assert len(pids) == 2
    assert all_gone(pids)


def test_an_audit_with_a_crew_gives_the_same_bytes(
    site: Path, inline: sites.Inline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = grantdocs.audit([site], out=tmp_path / "alone", jobs=1)
    hired: list[int] = []

    def hire(jobs: int) -> Crew:
        hired.append(jobs)
        return Crew(jobs)

    monkeypatch.setattr("grantdocs.audit.run._MANY", 1)
    monkeypatch.setattr("grantdocs.audit.run.Crew", hire)
    together = grantdocs.audit([site], out=tmp_path / "together", jobs=2)
    assert hired == [2]
    assert sites.digests(together.folder) == sites.digests(alone.folder)


def _process(_: object) -> int:
    return os.getpid()


def _end_elsewhere(home: int, task: int) -> int:
    if os.getpid() != home:
        os._exit(3)
    return task
