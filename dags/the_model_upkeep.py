"""The weekly upkeep of The Model Warehouse."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from airflow.sdk import CronDataIntervalTimetable, dag, task

from the_model import failures
from the_model.dates import ZONE
from the_model.jar import start_jar
from the_model.place import Place

DOC = """
### What it builds

Nothing new: it joins the small files that the nights left, and deletes files that no published version and no reader
needs any more. The rows stay the same.

### What to do when it is red

The failed task ends its log with one sentence that says what to set. A night that holds the warehouse is waited for;
where it took longer than an hour, clear the task. The nights go on without upkeep, only slower by and by.

### Is it safe to run it again?

Always, also after a kill.
"""


@dag(
    dag_id="the_model_upkeep",
    # Sunday noon: a night has ended by then, and the next one is far.
    schedule=CronDataIntervalTimetable("0 12 * * SUN", timezone=ZONE),
    start_date=datetime(2026, 1, 1, tzinfo=ZoneInfo(ZONE)),
    catchup=False,
    max_active_runs=1,
    default_args={
        "owner": "warehouse",
        "retries": 2,
        "retry_delay": timedelta(minutes=5),
        "on_failure_callback": failures.tell,
    },
    tags=["the-model", "upkeep"],
    doc_md=DOC,
)
def the_model_upkeep():
    @task
    def check_settings() -> None:
        """The jar, the folders and Spark's master, before anything is submitted; wrong ones fail at once."""
        Place.now().check()

    check_settings() >> start_jar("upkeep", "upkeep", "--wait", "3600")


the_model_upkeep()
