"""Nothing is lost and nothing is done twice, whenever an audit is killed; two audits do not write one folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import sites

import grantdocs
from grantdocs.audit.store.folder import Folder
from grantdocs.errors import StoreError

pytest.importorskip("duckdb")
_HERE = Path(__file__).resolve().parent
_CLI = "from grantdocs.cli import main; main()"
_MOMENTS = int(os.environ.get("GRANTDOCS_KILLS", "4"))
"""So many kills, of some 160 moments at which something is done to the disk; set it to 200 for all of them."""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and forks need POSIX")


def test_a_kill_at_any_moment_changes_nothing(site: Path, tmp_path: Path) -> None:
    runs = program("killed_runs.py", site, tmp_path / "runs", _MOMENTS, 7)
    documents = 5
    for run in runs:
        assert run["same"], run
        assert run["tidy"], run
        assert len(run["judged_again"]) == documents - run["kept"], run
    assert len(runs) > _MOMENTS // 2
    assert len(runs[0]["judged_again"]) == documents
    assert runs[-1]["judged_again"] == []


def test_a_real_audit_is_killed_and_resumed(site: Path, tmp_path: Path) -> None:
    _kill_and_resume(site, tmp_path)
    # The manifest names the rules in force: where somebody changed them meanwhile, once more with those that are now.
    if made_with_of(tmp_path / "killed") != made_with_of(tmp_path / "whole"):
        tmp_path = tmp_path / "again"
        _kill_and_resume(site, tmp_path)
    found, expected = (sites.digests(tmp_path / name) for name in ("killed", "whole"))
    assert "manifest.json" in found
    assert found == expected


def made_with_of(out: Path) -> list[Any]:
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return [told["packs"], told["knowledge"]]


def _kill_and_resume(site: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _CLI, "audit", str(site), "--progress", "none", "--out"]
    subprocess.run([*command, str(tmp_path / "whole"), "--jobs", "2"], check=True, timeout=120, capture_output=True)
    killed = subprocess.Popen([*command, str(tmp_path / "killed"), "--jobs", "2"], stdout=subprocess.DEVNULL)
    lock = tmp_path / "killed" / "lock"
    while not lock.exists():
        time.sleep(0.01)
    with pytest.raises(subprocess.TimeoutExpired):
        killed.wait(timeout=0.5)
    killed.kill()
    killed.wait()
    subprocess.run([*command, str(tmp_path / "killed"), "--jobs", "1"], check=True, timeout=120, capture_output=True)


def test_two_audits_do_not_write_one_folder(site: Path, inline: Any, tmp_path: Path) -> None:
    with Folder(tmp_path / "out"):
        with pytest.raises(StoreError, match="another audit is writing"):
            grantdocs.audit([site], out=tmp_path / "out")
        script = f"from grantdocs.audit.store import Folder\nFolder({str(tmp_path / 'out')!r}).__enter__()"
        found = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=60)
        assert "another audit is writing" in found.stderr
    with Folder(tmp_path / "out"):
        pass


def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    script = (
        "import os, signal\nfrom grantdocs.audit.store import Folder\n"
        f"Folder({str(tmp_path / 'out')!r}).__enter__()\n"
        "if os.fork() == 0:\n    import time\n    print(os.getpid(), flush=True)\n    os.close(1)\n    time.sleep(60)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    found = subprocess.run([sys.executable, "-c", script], check=False, stdout=subprocess.PIPE, text=True, timeout=60)
    orphan = int(found.stdout)
    try:
        with Folder(tmp_path / "out"):
            pass
    finally:
        os.kill(orphan, 9)


def test_a_folder_that_is_a_file_is_told(site: Path, inline: Any, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        grantdocs.audit([site], out=tmp_path / "out")


def test_a_full_disk_is_told_and_the_audit_goes_on_when_there_is_room(
    site: Path, inline: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = grantdocs.audit([site], out=tmp_path / "whole")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("grantdocs.audit.store.folder._to_disk", full)
        with pytest.raises(StoreError, match="No space left on device"):
            grantdocs.audit([site], out=tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.tmp"))
    done = grantdocs.audit([site], out=tmp_path / "out")
    assert sites.digests(done.folder) == sites.digests(whole.folder)


def test_duckdb_has_no_room_either(tmp_path: Path, site: Path) -> None:
    told = program("full_disk.py", site, tmp_path / "out", code=1)
    assert told["error"] == "StoreError"
    assert "cannot be written" in told["message"]


def program(name: str, *arguments: object, code: int = 0) -> Any:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(_HERE)}
    run = subprocess.run(
        [sys.executable, str(_HERE / name), *map(str, arguments)],
        check=False, capture_output=True, text=True, timeout=280, env=environment,
    )  # fmt: skip
    assert run.returncode == code, run.stderr
    assert run.stdout, run.stderr
    return json.loads(run.stdout.splitlines()[-1])
