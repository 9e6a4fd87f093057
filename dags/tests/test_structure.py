"""What each DAG is made of: read without a database, a jar or a setting."""

from __future__ import annotations

import ast
from datetime import timedelta

import pytest
from conftest import DAGS, ROOT

NIGHT = ["check_settings", "wait_for_drop", "ingest", "star", "marts", "report_warnings"]


def test_the_two_dags_are_there(dags):
    assert sorted(dags) == ["the_model_nightly", "the_model_upkeep"]


def test_a_night_is_a_chain_of_its_phases(dags):
    night = dags["the_model_nightly"]
    assert sorted(night.task_ids) == sorted(NIGHT)
    for task_id, next_id in zip(NIGHT, NIGHT[1:], strict=False):
        assert night.get_task(task_id).downstream_task_ids == {next_id}
    assert night.get_task("report_warnings").downstream_task_ids == set()


def test_upkeep_checks_before_it_starts(dags):
    upkeep = dags["the_model_upkeep"]
    assert upkeep.get_task("check_settings").downstream_task_ids == {"upkeep"}
    assert upkeep.get_task("upkeep").upstream_task_ids == {"check_settings"}


@pytest.mark.parametrize("dag_id", ["the_model_nightly", "the_model_upkeep"])
def test_one_run_at_a_time_and_none_for_the_past(dags, dag_id):
    assert dags[dag_id].max_active_runs == 1
    assert dags[dag_id].catchup is False


@pytest.mark.parametrize("dag_id", ["the_model_nightly", "the_model_upkeep"])
def test_who_sees_it_red_is_told_what_to_do(dags, dag_id):
    dag = dags[dag_id]
    for heading in ["What it builds", "What to do when it is red", "Is it safe to run it again?\n\nAlways"]:
        assert heading in dag.doc_md
    assert "the-model" in dag.tags
    for task in dag.tasks:
        assert task.owner == "warehouse"
        assert task.on_failure_callback


def test_the_night_runs_by_data_intervals_in_the_warehouses_zone(dags):
    timetable = dags["the_model_nightly"].timetable
    assert type(timetable).__name__ == "CronDataIntervalTimetable"
    assert str(timetable.timezone) in ("Asia/Tokyo", "Timezone('Asia/Tokyo')")


def test_each_phase_starts_the_jar_for_the_runs_date_and_waits_for_who_holds_the_warehouse(dags):
    for phase in ["ingest", "star", "marts"]:
        task = dags["the_model_nightly"].get_task(phase)
        assert task.application_args[:2] == [phase, "--date"]
        assert "business_date" in task.application_args[2]
        assert task.application_args[3:] == ["--wait", "300"]
        assert task.retries == 2
        assert task.retry_delay == timedelta(minutes=1)


def test_every_mart_is_an_asset(dags):
    marts = {folder.name for folder in (ROOT / "sql" / "mart").iterdir() if folder.is_dir()}
    assert "funnel_period" in marts
    assert {asset.name for asset in dags["the_model_nightly"].get_task("marts").outlets} == {
        f"mart.{mart}" for mart in marts
    }


def test_the_drop_is_waited_for_without_holding_a_worker(dags):
    assert dags["the_model_nightly"].get_task("wait_for_drop").mode == "reschedule"


def test_no_setting_is_read_while_a_dag_is_parsed():
    """Variables and connections are read within functions alone, never at the level of a module."""
    for file in [*DAGS.glob("*.py"), *(DAGS / "the_model").glob("*.py")]:
        for statement in ast.parse(file.read_text()).body:
            if not isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
                assert "Variable" not in ast.dump(statement), file
                assert "get_connection" not in ast.dump(statement), file
