"""Which day reaches the jar: for every way in which a run comes about."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import HOME

TOKYO = ZoneInfo("Asia/Tokyo")
NO_DATE = {"date": None}


def day(logical_date, run_type="scheduled", params=NO_DATE):
    from the_model.dates import business_date

    return business_date(params, logical_date, run_type)


@pytest.mark.parametrize(
    ("logical_date", "run_type", "params", "expected"),
    [
        # Scheduled and backfilled: local midnight of the day, which is still the day before in UTC.
        (datetime(2026, 3, 9, 15, tzinfo=UTC), "scheduled", NO_DATE, "2026-03-10"),
        (datetime(2026, 3, 10, tzinfo=TOKYO), "backfill", NO_DATE, "2026-03-10"),
        # By hand with a bare day, and with a moment: 23:30 in London is 08:30 of the next day in Tokyo.
        (datetime(2026, 3, 10, tzinfo=UTC), "manual", NO_DATE, "2026-03-10"),
        (datetime(2026, 3, 10, 23, 30, tzinfo=UTC), "manual", NO_DATE, "2026-03-11"),
        # The parameter goes before any of them.
        (None, "manual", {"date": "2026-02-02"}, "2026-02-02"),
        (datetime(2026, 3, 10, tzinfo=UTC), "manual", {"date": "2026-02-02"}, "2026-02-02"),
        (None, "asset_triggered", {"date": "2024-02-29"}, "2024-02-29"),
    ],
)
def test_the_day_of_a_run(logical_date, run_type, params, expected):
    assert day(logical_date, run_type, params) == expected


def test_a_bare_day_is_that_day_west_of_greenwich_too(monkeypatch):
    monkeypatch.setattr("the_model.dates.ZONE", "America/Santiago")
    assert day(datetime(2026, 3, 10, tzinfo=UTC), "manual") == "2026-03-10"
    assert day(datetime(2026, 3, 10, 3, tzinfo=UTC), "scheduled") == "2026-03-10"


@pytest.mark.parametrize("wrong", ["2026-02-30", "10.03.2026", "yesterday", "2026-W01-1", "20260310"])
def test_a_wrong_date_says_what_to_set(wrong):
    from airflow.sdk.exceptions import AirflowFailException

    with pytest.raises(AirflowFailException, match=f"'{wrong}': set it to a day of the form YYYY-MM-DD"):
        day(None, "manual", {"date": wrong})


def test_a_run_without_any_date_says_what_to_set():
    from airflow.sdk.exceptions import AirflowFailException

    with pytest.raises(AirflowFailException, match="set the parameter date"):
        day(None, "asset_triggered")


def test_waiting_ends_the_day_after_in_the_warehouses_zone():
    from airflow.sdk.exceptions import AirflowFailException

    from the_model.dates import deadline

    assert deadline("2026-02-28", "05:00") == datetime(2026, 3, 1, 5, tzinfo=TOKYO)
    with pytest.raises(AirflowFailException, match="set it to a time of day, such as 05:00"):
        deadline("2026-02-28", "five")


# From here on runs are made by Airflow itself, and the day is taken from what it wrote into its database.


def airflow(*arguments: str) -> None:
    command = [str(Path(sys.executable).parent / "airflow"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def registered(database) -> None:
    airflow("dags", "reserialize")


def recorded(run_type: str | None = None, run_id: str | None = None) -> list[str]:
    """The business dates of the runs in Airflow's database, in the order in which they are taken up."""
    with sqlite3.connect(HOME / "airflow.db") as database:
        found = database.execute(
            "SELECT logical_date, run_type, conf FROM dag_run WHERE dag_id = 'the_model_nightly'"
            " AND run_type = coalesce(?, run_type) AND run_id = coalesce(?, run_id) ORDER BY logical_date",
            (run_type, run_id),
        ).fetchall()
    return [
        day(
            datetime.fromisoformat(logical_date).replace(tzinfo=UTC) if logical_date else None,
            kind,
            NO_DATE | (json.loads(conf) if isinstance(conf, str) else {}),
        )
        for logical_date, kind, conf in found
    ]


def test_a_backfill_runs_each_day_of_its_range(registered):
    zone = "+09:00"
    days = ["--from-date", f"2026-01-05T00:00:00{zone}", "--to-date", f"2026-01-07T00:00:00{zone}"]
    airflow("backfill", "create", "--dag-id", "the_model_nightly", *days)
    assert recorded(run_type="backfill") == ["2026-01-05", "2026-01-06", "2026-01-07"]


def test_a_run_triggered_by_hand_with_and_without_a_logical_date(registered):
    airflow("dags", "trigger", "the_model_nightly", "-r", "with_logical_date", "-l", "2026-03-10")
    airflow("dags", "trigger", "the_model_nightly", "-r", "with_date", "-c", '{"date": "2026-02-02"}')
    assert recorded(run_id="with_logical_date") == ["2026-03-10"]
    assert recorded(run_id="with_date") == ["2026-02-02"]


def test_a_run_by_the_rest_interface(registered):
    from airflow.api_fastapi.app import create_app
    from fastapi.testclient import TestClient

    with TestClient(create_app(), base_url="http://localhost") as client:
        token = client.get("/auth/token").json()["access_token"]
        for body, expected in [
            ({"dag_run_id": "rest_1", "logical_date": "2026-03-12T00:00:00+09:00"}, "2026-03-12"),
            ({"dag_run_id": "rest_2", "logical_date": None, "conf": {"date": "2026-02-03"}}, "2026-02-03"),
        ]:
            answer = client.post(
                "/api/v2/dags/the_model_nightly/dagRuns", json=body, headers={"Authorization": f"Bearer {token}"}
            )
            assert answer.status_code == 200, answer.text
            assert recorded(run_id=body["dag_run_id"]) == [expected]

        body = {"dag_run_id": "rest_3", "logical_date": None, "conf": {"date": "2026-02-30"}}
        answer = client.post(
            "/api/v2/dags/the_model_nightly/dagRuns", json=body, headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 400
        assert "Invalid input for param date: '2026-02-30' is not a 'date'" in answer.text


def test_the_scheduler_runs_the_day_that_ended(dags):
    from airflow.timetables.base import TimeRestriction

    timetable = dags["the_model_nightly"].timetable
    import pendulum
    from airflow.serialization.decoders import decode_timetable
    from airflow.serialization.encoders import encode_timetable

    timetable = decode_timetable(encode_timetable(timetable))
    restriction = TimeRestriction(earliest=pendulum.datetime(2026, 1, 1), latest=None, catchup=False)
    run = timetable.next_dagrun_info(last_automated_data_interval=None, restriction=restriction)
    # Started at the first midnight after the day has ended.
    assert run.run_after == run.logical_date + timedelta(days=1)
    assert day(run.logical_date) == run.logical_date.astimezone(TOKYO).date().isoformat()
    assert run.logical_date.astimezone(TOKYO).hour == 0
