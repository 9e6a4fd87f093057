"""What spark-submit has started ends with the task that started it, also where nobody can clean up."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys

import pytest
from conftest import DAGS, until
from processes import is_running, parent

# A task: starts spark-submit as the operator does and waits for it.
TASK = """
import subprocess, sys
sys.path.insert(0, sys.argv[1])
from the_model.jar import _spark_submit_that_ends_with_the_task
with _spark_submit_that_ends_with_the_task():
    subprocess.run(["spark-submit", "--class", "dev.themodel.cli.Warehouse"])
"""


# Airflow's process that watches over the task's.
SUPERVISOR = "import subprocess, sys; subprocess.run([sys.executable, '-c', *sys.argv[1:]])"


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="only Linux ends a process with the one that started it")
@pytest.mark.parametrize("killed", ["task", "supervisor"])
def test_java_ends_with_a_killed_task_and_supervisor(tmp_path, killed):
    # In Spark's place something that runs long and tells its number; like Spark's scripts it becomes what it starts.
    (tmp_path / "bin").mkdir()
    submit = tmp_path / "bin" / "spark-submit"
    submit.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/process\nexec sleep 600\n")
    submit.chmod(0o755)
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, TASK, str(DAGS)], env={**os.environ, "SPARK_HOME": str(tmp_path)}
    )
    number = tmp_path / "process"
    until(lambda: number.exists() and number.read_text().strip(), 60)
    java = int(number.read_text())
    task = parent(java)
    assert is_running(java)
    assert parent(task) == supervisor.pid

    os.kill(task if killed == "task" else supervisor.pid, signal.SIGKILL)
    supervisor.wait()

    until(lambda: not is_running(java) and not is_running(task), 5)
