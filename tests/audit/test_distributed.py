"""The distributed engine gives what the local one gives, also where a worker of the cluster is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed")

HERE = Path(__file__).parent


def run(case: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(HERE / "distributed_script.py"), case],
        check=True, capture_output=True, timeout=240, env={**os.environ, "PYTHONPATH": str(HERE)},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_two_workers_of_a_cluster_give_the_same_bytes() -> None:
    told = run("same")
    assert told["far"] == told["near"]
    assert told["statuses"] == {"judged": 20}


def test_a_lost_worker_of_the_cluster_changes_nothing() -> None:
    told = run("killed")
    assert told["is_lost"]
    assert told["far"] == told["near"]
    assert told["statuses"] == {"crashed": 1, "judged": 160, "timeout": 1}
    assert ["share the folder" in told["mistakes"][0], told["mistakes"][1]] == [True, "no such pack"]
    assert "no-such-pack" in told["mistakes"][2]
