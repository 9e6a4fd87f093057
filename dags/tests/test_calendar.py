"""A night that the calendar starts in a running Airflow: a feed is late, and another DAG hangs on what is published."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import DAGS, until, warehouse
from local_airflow import LocalAirflow

pytestmark = pytest.mark.long

# Either zone is far from midnight while the other is near it: the whole test lies in one day.
ZONE = "Asia/Tokyo" if datetime.now(ZoneInfo("Asia/Tokyo")).hour < 22 else "UTC"
YESTERDAY = datetime.now(ZoneInfo(ZONE)).date() - timedelta(days=1)

THEIRS = """
from airflow.sdk import Asset, dag, task


@dag(schedule=[Asset("mart.funnel_period")], is_paused_upon_creation=False)
def dashboard():
    @task
    def refresh():
        pass

    refresh()


dashboard()
"""


@pytest.fixture
def landing(tmp_path, jar) -> Path:
    """The drops of two days; of yesterday's, the leads have not come."""
    folder = tmp_path / "landing"
    days = ("--from", YESTERDAY - timedelta(days=1), "--to", YESTERDAY)
    warehouse("simulate", "--landing", folder, *days, "--scale", "0.01")
    shutil.rmtree(folder / "leads" / f"dt={YESTERDAY}")
    return folder


@pytest.fixture
def airflow(tmp_path, landing) -> Iterator[LocalAirflow]:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "dashboard.py").write_text(THEIRS)
    bundles = [
        {
            "name": folder.name,
            "classpath": "airflow.dag_processing.bundles.local.LocalDagBundle",
            "kwargs": {"path": str(folder)},
        }
        for folder in (DAGS, theirs)
    ]
    local = LocalAirflow(
        tmp_path / "home",
        landing,
        tmp_path / "warehouse",
        THE_MODEL_TIME_ZONE=ZONE,
        AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE="True",
        AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST=json.dumps(bundles),
        AIRFLOW_VAR_THE_MODEL_DROP="visits/dt={date}/*, leads/dt={date}/*",
    )
    local.command("db", "migrate").check_returncode()
    local.command("variables", "set", "the_model_wait_until", "23:59").check_returncode()
    try:
        local.start()
        yield local
    finally:
        local.stop()


def test_the_calendars_night_waits_for_its_drop_to_the_hour_and_says_what_was_missing(airflow):
    until(airflow.runs, 60)
    (night,) = airflow.runs()
    run = night["dag_run_id"]
    assert night["run_type"] == "scheduled"
    until(lambda: airflow.state(run, "wait_for_drop") == "up_for_reschedule", 120)
    assert airflow.state(run, "ingest") is None

    hour = (datetime.now(ZoneInfo(ZONE)) + timedelta(minutes=2)).replace(second=0, microsecond=0)
    airflow.set_variable("the_model_wait_until", f"{hour:%H:%M}")
    airflow.wait_for(run, "success")

    assert datetime.fromisoformat(airflow.task(run, "ingest")["start_date"]) >= hour
    assert f"Not there when the night began: leads/dt={YESTERDAY}/*" in airflow.returned(run, "report_warnings")
    question = "SELECT DISTINCT date FROM ops.run"
    told = warehouse("sql", question, "--format", "csv", "--warehouse", airflow.warehouse).split()
    assert told == ["date", str(YESTERDAY)]

    until(lambda: [one["state"] for one in airflow.runs("dashboard")] == ["success"], 120)
    assert airflow.runs("dashboard")[0]["run_type"] == "asset_triggered"
