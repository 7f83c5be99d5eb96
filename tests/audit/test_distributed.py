"""The distributed engine gives what the local one gives, also where a worker of the cluster is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("distributed")

HERE = Path(__file__).parent


def test_a_cluster_gives_the_same_bytes_also_where_one_of_its_workers_is_lost() -> None:
    """All in one, for starting a cluster takes the most time."""
    done = subprocess.run(
        [sys.executable, str(HERE / "distributed_script.py")],
        check=False, capture_output=True, timeout=240, env={**os.environ, "PYTHONPATH": str(HERE)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    same, killed = told["same"], told["killed"]
    assert same["far"] == same["near"]
    assert same["statuses"] == {"judged": 18}
    assert told["is_lost"]
    assert killed["far"] == killed["near"]
    assert killed["statuses"] == {"crashed": 1, "judged": 160, "timeout": 1}
    assert ["share the folder" in told["mistakes"][0], told["mistakes"][1]] == [True, "no such pack"]
    assert "no-such-pack" in told["mistakes"][2]
