"""Real Airflow in a folder of its own: a database, these DAGs, and nothing of the machine's."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

DAGS = Path(__file__).resolve().parents[1]
ROOT = DAGS.parent
HOME = Path(tempfile.mkdtemp(prefix="the-model-airflow-"))

# Airflow reads these when it is imported, which no test may do before.
for name in [name for name in os.environ if name.startswith(("AIRFLOW_", "THE_MODEL_", "SPARK_"))]:
    del os.environ[name]
os.environ.update(
    AIRFLOW_HOME=str(HOME),
    AIRFLOW__CORE__DAGS_FOLDER=str(DAGS),
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__CORE__UNIT_TEST_MODE="False",
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"sqlite:///{HOME}/airflow.db",
    AIRFLOW__LOGGING__BASE_LOG_FOLDER=str(HOME / "logs"),
    # So that a test may call the REST interface without a password.
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS="True",
    AIRFLOW__API_AUTH__JWT_SECRET=secrets.token_hex(32),
    # Neither the machine's zone nor the database's is the warehouse's.
    TZ="America/Santiago",
)
sys.path.insert(0, str(DAGS))


def pytest_sessionfinish(session, exitstatus):
    """The folder is kept where a test failed: its logs say why."""
    if exitstatus == 0:
        shutil.rmtree(HOME, ignore_errors=True)
    else:
        print(f"\nAirflow's logs are in {HOME}", file=sys.stderr)


@pytest.fixture(scope="session")
def database() -> None:
    """Airflow's own tables, made once."""
    airflow = [str(Path(sys.executable).parent / "airflow"), "db", "migrate"]
    subprocess.run(airflow, check=True, capture_output=True)


@pytest.fixture(scope="session")
def dags() -> dict:
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(str(DAGS))
    assert bag.import_errors == {}
    return bag.dags


@pytest.fixture
def variables(monkeypatch):
    """Sets variables as an operator does by the environment."""

    def setting(**named: object) -> None:
        for name, value in named.items():
            monkeypatch.setenv(f"AIRFLOW_VAR_THE_MODEL_{name.upper()}", str(value))

    return setting


@pytest.fixture(scope="session")
def jar() -> Path:
    """The jar; bin/warehouse builds it where it is missing or older than its sources."""
    warehouse("--help")
    return ROOT / "target" / "model-warehouse.jar"


@pytest.fixture(scope="session")
def landing(tmp_path_factory, jar) -> Path:
    """A week of a very small company."""
    folder = tmp_path_factory.mktemp("landing")
    warehouse("simulate", "--landing", folder, "--from", "2026-01-01", "--to", "2026-01-07", "--scale", "0.01")
    return folder


def warehouse(*arguments: object) -> str:
    """The command line, as a person runs it; returns what it wrote to stdout."""
    command = [str(ROOT / "bin" / "warehouse"), *map(str, arguments)]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def published_rows(folder: Path) -> dict[str, list[str]]:
    """Every published row of raw, star and mart, by table."""
    tables = [
        f"{layer}.{table.name}"
        for layer in ("raw", "star", "mart")
        for table in sorted((folder / layer).iterdir())
        if (table / "_delta_log").exists()
    ]
    # A night's number and the instants of its running are the only things that two nights may differ in.
    questions = HOME / "rows.sql"
    questions.write_text(";\n".join(f"SELECT '{table}' AS _table, * FROM {table}" for table in tables))
    rows: dict[str, list[str]] = {table: [] for table in tables}
    for line in warehouse("sql", "-f", questions, "--format", "json", "--warehouse", folder).splitlines():
        text = line.strip().removeprefix("[").rstrip(",]")
        if text:
            row = json.loads(text)
            rows[row.pop("_table")].append(json.dumps(row, sort_keys=True))
    return {table: sorted(found) for table, found in rows.items()}


def until(holds: Callable[[], object], seconds: float) -> None:
    """Returns when something holds; fails where it does not within the seconds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited {seconds} seconds in vain"
        time.sleep(0.2)
