"""Isolation: what a document does to its worker costs that document only, and nothing is left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from grantdocs.audit import isolation
from grantdocs.audit.engines import engine, engines
from grantdocs.audit.engines.local import Local
from grantdocs.audit.isolation import Workers
from grantdocs.audit.records import Item, Record, Settings, Status
from grantdocs.errors import ScopeError

TASK = "hostile_task"
SETTINGS = Settings(timeout=0.8, memory=60_000_000)


def judged(uris: Iterable[str], *, jobs: int = 2, settings: Settings = SETTINGS) -> dict[str, Record]:
    with Workers(settings, jobs=jobs, task=TASK) as workers:
        found = list(workers.map(Item(uri) for uri in uris))
    assert len({record.uri for record in found}) == len(found)
    return {record.uri: record for record in found}


@pytest.mark.parametrize(
    ("deed", "status", "reason"),
    [
        ("hang:", Status.TIMEOUT, "takes longer than 0.8 seconds"),
        ("stop:", Status.TIMEOUT, "takes longer than 0.8 seconds"),
        ("exit:3", Status.CRASHED, "its worker ended with code 3"),
        ("exit:0", Status.CRASHED, "its worker ended with code 0"),
        ("segfault:", Status.CRASHED, "its worker was ended by SIGSEGV"),
        ("kill:", Status.CRASHED, "its worker was ended by SIGKILL"),
        ("eat:", Status.MEMORY, "too much"),
        ("raise:", Status.CRASHED, "its worker ended with code 1"),
        ("sleep:0.01", Status.JUDGED, "0.01"),
        ("noise:x", Status.JUDGED, "x"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_deed_costs_the_document_that_did_it(deed: str, status: Status, reason: str, jobs: int) -> None:
    others = [f"fine:{number}" for number in range(20)]
    found = judged([*others[:5], deed, *others[5:]], jobs=jobs)
    assert (found[deed].status, found[deed].reason) == (status, reason)
    assert {uri: found[uri].reason for uri in others} == {uri: uri.partition(":")[2] for uri in others}


def test_all_deeds_at_once_give_the_same_with_any_number_of_workers() -> None:
    deeds = ["hang:", "exit:3", "segfault:", "kill:", "fine:1", "eat:", "large:3000000", "fine:2", "exit:4", "fine:3"]
    first = judged(deeds, jobs=1)
    assert judged(deeds, jobs=3) == first
    assert len(first) == len(deeds)


def test_a_busy_machine_does_not_make_a_document_slow() -> None:
    """Who sleeps used no processor, like who has to wait for it."""
    assert judged(["sleep:1.5"])["sleep:1.5"].status is Status.JUDGED


@pytest.mark.parametrize(("is_queued", "status"), [(True, Status.JUDGED), (False, Status.TIMEOUT)])
def test_waiting_for_the_processor_takes_no_time(
    is_queued: bool, status: Status, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spent(_: int) -> isolation._Spent:
        return isolation._Spent(processor=0.0, queue=time.monotonic() if is_queued else 0.0)

    monkeypatch.setattr(isolation, "_spent", spent)
    assert judged(["sleep:1.5"], settings=Settings(timeout=0.2))["sleep:1.5"].status is status


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="this kernel does not count who waits")
def test_what_a_process_spent_is_told_by_the_system() -> None:
    before, begin = isolation._spent(os.getpid()), time.monotonic()
    while isolation._spent(os.getpid()).processor - before.processor < 0.1:
        pass
    after = isolation._spent(os.getpid())
    passed = time.monotonic() - begin
    assert 0 <= after.queue - before.queue <= passed
    assert isolation._spent(2**30).processor == pytest.approx(time.monotonic(), abs=60)


def test_a_worker_that_has_grown_is_replaced() -> None:
    deeds = ["who:1", "grow:1000", "swell:300000000", "who:2", "grow:300000000", "who:3", "who:4"]
    found = judged(deeds, jobs=1, settings=Settings(memory=1_000_000_000))
    first, second, third, fourth = (found[f"who:{number}"].reason for number in (1, 2, 3, 4))
    assert first == second != third == fourth


@pytest.mark.parametrize(("deed", "met"), [("exit:1", ["lv", "et", "de"]), ("fine:1", [])])
def test_languages_are_loaded_for_those_that_take_the_place_of_others(
    deed: str, met: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "met"
    told.touch()
    monkeypatch.setenv("GRANTDOCS_TEST_MET", str(told))
    patient = replace(SETTINGS, timeout=60)  # on a busy disk a worker waits, and is not to be stopped for that here
    with Workers(patient, jobs=1, task=TASK) as workers:
        list(workers.map(map(Item, ["speak:lv", "speak:et lv", deed, "speak:de"])))
        end = time.monotonic() + 60
        while len(told.read_text().split()) < len(met) and time.monotonic() < end:
            list(workers.map([Item("fine:2")]))
    assert told.read_text().split() == met


def test_nothing_to_do_and_much_to_say(capfd: pytest.CaptureFixture[str]) -> None:
    assert judged([]) == {}
    assert len(judged(["large:20000000"])["large:20000000"].reason) == 20_000_000
    judged(["noise:"])
    assert capfd.readouterr() == ("", "")


def test_large_documents_come_through() -> None:
    with Workers(Settings(timeout=20, memory=500_000_000), task=TASK) as workers:
        assert [record.reason for record in workers.map([Item("fine:a", data=bytes(30_000_000))])] == ["a"]


def test_no_more_is_taken_than_can_be_worked_on() -> None:
    taken = 0

    def items() -> Iterable[Item]:
        nonlocal taken
        for number in range(50):
            taken += 1
            yield Item(f"fine:{number}")

    with Workers(SETTINGS, jobs=2, task=TASK) as workers:
        for done, _ in enumerate(workers.map(items()), 1):
            assert taken <= done + 2


def test_who_goes_away_leaves_nothing_running() -> None:
    with Workers(Settings(timeout=60), jobs=2, task=TASK) as workers:
        records = workers.map(map(Item, ["hang:", "fine:1", "fine:2"]))
        next(records)
        pids = workers.pids
        records.close()
        assert all_gone(pids)
        assert [record.reason for record in workers.map([Item("fine:9")])] == ["9"]


def test_wrong_settings_end_the_audit() -> None:
    with Workers(SETTINGS, task=TASK) as workers, pytest.raises(ScopeError, match="no such pack"):
        list(workers.map([Item("fine:1"), Item("wrong:")]))


def test_a_task_that_cannot_be_loaded_ends_the_audit(capfd: pytest.CaptureFixture[str]) -> None:
    with Workers(SETTINGS, task="no_such_module") as workers, pytest.raises(ScopeError, match="no worker can be"):
        list(workers.map([Item("fine:1")]))
    assert "no_such_module" in capfd.readouterr().err


def test_killed_by_somebody_is_not_the_documents_fault(tmp_path: Path) -> None:
    deeds = [f"once:{tmp_path}/{number}" for number in range(6)]
    assert {record.status for record in judged([*deeds, "fine:1"]).values()} == {Status.JUDGED}


@pytest.mark.parametrize("victim", ["worker", "nursery"])
def test_random_kills_change_nothing(victim: str) -> None:
    uris = [f"sleep:0.0{number:04}" for number in range(1, 150)]
    with Workers(Settings(timeout=30), jobs=2, task=TASK) as workers:
        is_over = threading.Event()

        def kill() -> None:
            while not is_over.wait(0.25):
                pids = list(workers.pids)
                if victim == "nursery":
                    pids = [int(Path(f"/proc/{pid}/stat").read_text().split()[3]) for pid in pids[:1]]
                for pid in pids[:1]:
                    os.kill(pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            found = list(workers.map(map(Item, uris)))
        finally:
            is_over.set()
            killer.join()
    assert sorted(record.uri for record in found) == sorted(uris)
    assert {record.status for record in found} == {Status.JUDGED}


def test_workers_end_when_their_supervisor_is_killed() -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from grantdocs.audit.isolation import Workers\n"
        "from grantdocs.audit.records import Item, Settings\n"
        f"workers = Workers(Settings(timeout=600), jobs=2, task={TASK!r})\n"
        "for record in workers.map(map(Item, ['fine:1', 'fine:2', 'hang:1', 'hang:2'])):\n"
        "    print(*workers.pids, flush=True)\n"
    )
    # No main guard, on purpose: a script that calls the library needs none.
    with subprocess.Popen(
        [sys.executable, "-c", program, str(Path(__file__).parent)], stdout=subprocess.PIPE, text=True
    ) as supervisor:
        assert supervisor.stdout is not None
        pids = [int(pid) for pid in supervisor.stdout.readline().split()]
        assert pids
        supervisor.kill()
    assert all_gone(pids)


def all_gone(pids: Iterable[int]) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not any(is_running(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_engines_are_found_by_name() -> None:
    assert {"local", "dask"} <= set(engines())
    assert engine() == engine("local") == Local()
    for wrong in ("spark", "local://host:1"):
        with pytest.raises(ScopeError):
            engine(wrong)


def test_the_local_engine_judges_with_the_real_unit() -> None:
    pages = [Item(f"p{number}.html", data=b"<p>Funded by the European Union %d" % number) for number in range(4)]
    found = list(engine("local").map(iter(pages), Settings(), jobs=1))
    assert sorted(record.uri for record in found) == [page.uri for page in pages]
    assert {record.status for record in found} == {Status.JUDGED}
