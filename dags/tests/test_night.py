"""A whole night by Airflow, with the real spark-submit and the real jar, here and on a standalone Spark."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import published_rows, until, warehouse

DAY = "2026-01-01"
NIGHT = ["check_settings", "wait_for_drop", "ingest", "star", "marts", "report_warnings"]


@pytest.fixture(scope="module")
def rows_by_hand(landing, tmp_path_factory) -> dict[str, list[str]]:
    """What the command line makes of the same drop."""
    folder = tmp_path_factory.mktemp("by_hand") / "warehouse"
    warehouse("nightly", "--date", DAY, "--warehouse", folder, "--landing", landing)
    rows = published_rows(folder)
    assert len(rows["star.stage_entry"]) > 0
    return rows


@pytest.fixture
def night(dags, database, variables, monkeypatch, jar, landing, tmp_path):
    def run(master: str) -> dict[str, list[str]]:
        folder = tmp_path / "warehouse"
        variables(jar=jar, warehouse=folder, landing=landing)
        monkeypatch.setenv("AIRFLOW_CONN_SPARK_DEFAULT", json.dumps({"conn_type": "spark", "host": master}))
        done = dags["the_model_nightly"].test(run_conf={"date": DAY})
        assert {task.task_id: task.state for task in done.get_task_instances()} == dict.fromkeys(NIGHT, "success")
        return published_rows(folder)

    return run


@pytest.fixture
def standalone_spark(tmp_path) -> Iterator[str]:
    """A Spark master and a worker, each a process of its own; the address of the master."""
    import pyspark

    spark_class = Path(pyspark.__file__).parent / "bin" / "spark-class"
    port, page = free_port(), free_port()
    address = f"spark://127.0.0.1:{port}"
    master = ["master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(page)]
    worker = ["worker.Worker", "--host", "127.0.0.1", "--webui-port", "0", "--cores", "2", "--memory", "2g"]
    started = []
    try:
        for name, *options in (master, [*worker, "--work-dir", str(tmp_path / "work"), address]):
            with (tmp_path / f"{name}.log").open("w") as log:
                command = [spark_class, f"org.apache.spark.deploy.{name}", *options]
                started.append(
                    subprocess.Popen(command, env=os.environ | {"SPARK_DAEMON_MEMORY": "256m"}, stdout=log, stderr=log)
                )

        def has_worker() -> bool:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{page}/json/", timeout=5) as answer:
                    return json.load(answer)["aliveworkers"] == 1
            except OSError:
                return False

        until(has_worker, 60)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(30)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def test_a_night_by_airflow_ends_in_the_rows_of_the_command_line(night, rows_by_hand):
    assert night("local[2]") == rows_by_hand


@pytest.mark.long
def test_a_night_on_a_standalone_spark_ends_in_the_same_rows(night, standalone_spark, rows_by_hand):
    assert night(standalone_spark) == rows_by_hand
