"""The nightly run of The Model Warehouse."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from airflow.sdk import (
    Asset,
    CronDataIntervalTimetable,
    Param,
    PokeReturnValue,
    Variable,
    dag,
    get_current_context,
    task,
)

from the_model import drop, failures
from the_model.dates import ZONE, deadline
from the_model.jar import DATE, MACROS, start_jar
from the_model.place import Place
from the_model.report import ReportOperator

DOC = """
### What it builds

The night of the business day that ended: takes every file that landed up to that day (`ingest`), brings dimensions and
facts up to date (`star`), then the funnel, cohort and retention tables (`marts`), checks them and publishes them
together. The last task shows what people should look at: the warnings of the night's runs in `ops.run`.

A drop that is late is waited for until the variable `the_model_wait_until` (05:00 of the day after); then the night
runs with what there is and says what was missing, and the next night takes what comes later.

### What to do when it is red

The failed task ends its log with one sentence that says what to set or correct. `check_settings`: a variable or the
Spark connection. `marts` with exit code 4: a blocking check found rows that must not be published; what was published
before stays readable. Look into `ops.check`, correct the data or the setting, then clear the task.

### Is it safe to run it again?

Always: any task, any day, in any order, as often as you like. The rows end up the same.

Run another day by the parameter `date`. Every published table is an asset of its name, such as
`Asset("mart.funnel_period")`: schedule your own DAG by it.
"""

# A checkout has the marts' folders beside the DAGs; a listing of names, so that a new mart needs no second list.
MARTS = Path(__file__).resolve().parents[1] / "sql" / "mart"
ASSETS = [Asset(f"mart.{folder.name}", group="the-model") for folder in sorted(MARTS.glob("*")) if folder.is_dir()]

# Another run that holds the warehouse is waited for, and one that was killed: its hold ends after a minute.
WRITING = ("--wait", "300")
AGAIN = {"retries": 2, "retry_delay": timedelta(minutes=1)}


@dag(
    dag_id="the_model_nightly",
    schedule=CronDataIntervalTimetable("0 0 * * *", timezone=ZONE),
    start_date=datetime(2026, 1, 1, tzinfo=ZoneInfo(ZONE)),
    catchup=False,
    max_active_runs=1,
    params={
        "date": Param(
            None,
            type=["null", "string"],
            format="date",
            description="The business day to run; empty: the run's own day.",
        )
    },
    user_defined_macros=MACROS,
    default_args={"owner": "warehouse", "retries": 0, "on_failure_callback": failures.tell},
    tags=["the-model", "nightly"],
    doc_md=DOC,
)
def the_model_nightly():
    @task(**AGAIN)
    def check_settings(date: str) -> str:
        """The jar, the folders and Spark's master, before anything is submitted; wrong ones fail at once."""
        Place.now().check()
        return date

    @task.sensor(poke_interval=30, timeout=timedelta(days=3), mode="reschedule", **AGAIN)
    def wait_for_drop(date: str) -> PokeReturnValue:
        """Ends when all that is waited for has come, or the hour; returns what has not come."""
        # Airflow starts ten runs of a backfill at once, whatever max_active_runs says: earlier days go first.
        if get_current_context()["ti"].get_previous_dagrun(state="running"):
            return PokeReturnValue(is_done=False)
        missing = drop.missing(Place.now(), date)
        until = deadline(date, Variable.get("the_model_wait_until", default="05:00"))
        is_over = datetime.now(until.tzinfo) >= until
        return PokeReturnValue(is_done=is_over or not missing, xcom_value=missing)

    ingest = start_jar("ingest", "ingest", "--date", DATE, *WRITING, **AGAIN)
    star = start_jar("star", "star", "--date", DATE, *WRITING, **AGAIN)
    marts = start_jar("marts", "marts", "--date", DATE, *WRITING, outlets=ASSETS, **AGAIN)
    report_warnings = ReportOperator(task_id="report_warnings", date=DATE, **AGAIN)

    check_settings(DATE) >> wait_for_drop(DATE) >> ingest >> star >> marts >> report_warnings


the_model_nightly()
