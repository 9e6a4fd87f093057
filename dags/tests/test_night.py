"""A whole night by Airflow, with the real spark-submit and the real jar."""

from __future__ import annotations

import pytest
from conftest import published_rows, warehouse


@pytest.mark.long
def test_a_night_by_airflow_ends_in_the_rows_of_the_command_line(
    dags, database, variables, monkeypatch, jar, landing, tmp_path
):
    by_airflow, by_hand = tmp_path / "by_airflow", tmp_path / "by_hand"
    variables(jar=jar, warehouse=by_airflow, landing=landing)
    monkeypatch.setenv("AIRFLOW_CONN_SPARK_DEFAULT", '{"conn_type": "spark", "host": "local[2]"}')

    run = dags["the_model_nightly"].test(run_conf={"date": "2026-01-03"})

    assert run.state == "success"
    assert {task.task_id: task.state for task in run.get_task_instances()} == dict.fromkeys(
        ["check_settings", "wait_for_drop", "ingest", "star", "marts", "report_warnings"], "success"
    )
    warehouse("nightly", "--date", "2026-01-03", "--warehouse", by_hand, "--landing", landing)
    rows = published_rows(by_airflow)
    assert len(rows["star.stage_entry"]) > 0
    assert rows == published_rows(by_hand)
