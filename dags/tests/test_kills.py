"""What spark-submit has started ends with the task that started it, also where nobody can clean up."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import DAGS

# A task: starts spark-submit as the operator does and waits for it.
TASK = """
import subprocess, sys
sys.path.insert(0, sys.argv[1])
from the_model.jar import _spark_submit_that_ends_with_the_task
with _spark_submit_that_ends_with_the_task():
    subprocess.run(["spark-submit", "--class", "dev.themodel.cli.Warehouse"])
"""


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="only Linux ends a process with the one that started it")
def test_a_killed_task_takes_java_with_it(tmp_path):
    # In Spark's place something that runs long and tells its number; like Spark's scripts it becomes what it starts.
    (tmp_path / "bin").mkdir()
    submit = tmp_path / "bin" / "spark-submit"
    submit.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/process\nexec sleep 600\n")
    submit.chmod(0o755)
    task = subprocess.Popen([sys.executable, "-c", TASK, str(DAGS)], env={**os.environ, "SPARK_HOME": str(tmp_path)})
    number = tmp_path / "process"
    for _ in range(600):
        if number.exists() and number.read_text().strip():
            break
        time.sleep(0.1)
    java = int(number.read_text())
    assert is_running(java)

    task.send_signal(signal.SIGKILL)
    task.wait()

    for _ in range(50):
        if not is_running(java):
            break
        time.sleep(0.1)
    assert not is_running(java)
