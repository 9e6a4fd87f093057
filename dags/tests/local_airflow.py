"""Airflow as `bin/warehouse airflow` starts it, driven through its REST interface as its users drive it."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

from conftest import DAGS, until

NIGHT = "the_model_nightly"
SECONDS_TO_START = 240
SECONDS_OF_A_NIGHT = 900


def _path(run: str, task: str | None) -> str:
    """Of a run of the nightly DAG in the REST interface, or of one of its tasks."""
    of_run = f"/api/v2/dags/{NIGHT}/dagRuns/{quote(run)}"
    return f"{of_run}/taskInstances/{task}" if task else of_run


class LocalAirflow:
    """All of Airflow's services, on a free port and in a folder of their own."""

    def __init__(self, home: Path, landing: Path, warehouse: Path, **settings: str) -> None:
        """Settings are variables of its environment, and go before those given here."""
        self.home, self.warehouse = home, warehouse
        home.mkdir()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        ours = {name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW_")}
        self.environment = ours | {
            "WAREHOUSE_AIRFLOW_HOME": str(home),
            "WAREHOUSE_AIRFLOW_PORT": str(self.port),
            "AIRFLOW_VAR_THE_MODEL_LANDING": str(landing),
            "AIRFLOW_VAR_THE_MODEL_WAREHOUSE": str(warehouse),
            # Runs come from the tests alone, not from the calendar.
            "AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE": "False",
            **settings,
        }
        self._process: subprocess.Popen | None = None
        self._token = ""

    def start(self) -> None:
        """Returns when what a person is told has been printed."""
        printed = self.home / "printed"
        with printed.open("w") as output:
            self._process = subprocess.Popen(
                [DAGS / "local-airflow"], env=self.environment, stdout=output, stderr=subprocess.STDOUT
            )
        until(
            lambda: "Ctrl-C ends all of it" in printed.read_text() or self._process.poll() is not None, SECONDS_TO_START
        )
        told = re.search(r"user (\w+), password (\w+)", printed.read_text())
        assert told, printed.read_text()
        login = {"username": told[1], "password": told[2]}
        self._token = self._call("POST", "/auth/token", login)["access_token"]

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(60)

    def command(self, *arguments: str) -> subprocess.CompletedProcess:
        """A command of Airflow's own, as `bin/warehouse airflow COMMAND` runs it."""
        return subprocess.run(
            [DAGS / "local-airflow", *arguments], env=self.environment, capture_output=True, text=True
        )

    def trigger(self, run: str, day: str) -> None:
        self._call(
            "POST",
            f"/api/v2/dags/{NIGHT}/dagRuns",
            {"dag_run_id": run, "logical_date": None, "conf": {"date": day}},
        )

    def state(self, run: str, task: str | None = None) -> str | None:
        """None for a task whose turn has not come."""
        return self._call("GET", _path(run, task))["state"]

    def task(self, run: str, task: str) -> dict:
        return self._call("GET", _path(run, task))

    def returned(self, run: str, task: str) -> object:
        """What a task handed on, such as the lines that the night's last one shows."""
        return self._call("GET", f"{_path(run, task)}/xcomEntries/return_value?deserialize=true")["value"]

    def tries(self, run: str, task: str) -> list[str]:
        """How each try of a task ended, first to last."""
        found = self._call("GET", f"{_path(run, task)}/tries")
        return [one["state"] for one in sorted(found["task_instances"], key=lambda one: one["try_number"])]

    def runs(self, dag: str = NIGHT) -> list[dict]:
        return self._call("GET", f"/api/v2/dags/{dag}/dagRuns?limit=100")["dag_runs"]

    def set_variable(self, name: str, value: str) -> None:
        self._call("PATCH", f"/api/v2/variables/{name}", {"key": name, "value": value})

    def mark_failed(self, run: str, task: str) -> None:
        self._call("PATCH", _path(run, task), {"new_state": "failed"})

    def clear(self, run: str, task: str) -> None:
        """A task and what comes after it, to be run again."""
        body = {
            "dry_run": False,
            "dag_run_id": run,
            "task_ids": [task],
            "include_downstream": True,
            "only_failed": False,
        }
        self._call("POST", f"/api/v2/dags/{NIGHT}/clearTaskInstances", body)

    def wait_for(self, run: str, *states: str) -> str:
        """Until a run has ended in one of the states; another end fails at once."""
        until(lambda: self.state(run) in {"success", "failed", *states}, SECONDS_OF_A_NIGHT)
        state = self.state(run)
        assert state in states, f"{run} ended in {state}; Airflow's logs are in {self.home}/logs"
        return state

    def _call(self, method: str, path: str, body: dict | None = None) -> dict:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()}") from error
