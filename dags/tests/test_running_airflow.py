"""Nights in a running Airflow, killed while `star` writes, and a backfill: the rows are the command line's.

The tests share one warehouse and its nights go on from one to the next.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import published_rows, until, warehouse
from local_airflow import LocalAirflow
from processes import Watch, is_running, java_on, parent

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        shutil.which("setpriv") is None, reason="only Linux ends a process with the one that started it"
    ),
]


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory) -> Path:
    """A warehouse whose nights nobody disturbs."""
    return tmp_path_factory.mktemp("by_hand") / "warehouse"


@pytest.fixture(scope="module")
def airflow(tmp_path_factory, landing) -> Iterator[LocalAirflow]:
    folder = tmp_path_factory.mktemp("airflow")
    local = LocalAirflow(folder / "home", landing, folder / "warehouse")
    try:
        local.start()
        yield local
    finally:
        local.stop()


def commits_of_star(folder: Path) -> int:
    return len(list(folder.glob("star/*/_delta_log/*.json")))


def java_that_writes_star(airflow: LocalAirflow, run: str, before: int) -> int:
    """Waits until the task `star` of a run has written the first of its tables, and returns its process."""
    until(lambda: commits_of_star(airflow.warehouse) > before or airflow.state(run) == "failed", 600)
    (java,) = java_on(airflow.warehouse, "star")
    return java


def kill_java(java: int) -> None:
    os.kill(java, signal.SIGKILL)


def kill_task(java: int) -> None:
    os.kill(parent(java), signal.SIGKILL)


def kill_supervisor(java: int) -> None:
    """Airflow's process that watches over the task's and tells the scheduler of it."""
    os.kill(parent(parent(java)), signal.SIGKILL)


@pytest.mark.parametrize(
    ("kill", "day"),
    [(kill_java, "2026-01-01"), (kill_task, "2026-01-02"), (kill_supervisor, "2026-01-03")],
)
def test_a_killed_night_is_tried_again_by_airflow(airflow, by_hand, landing, kill, day):
    run = kill.__name__
    before = commits_of_star(airflow.warehouse)
    with Watch(airflow.warehouse) as watch:
        airflow.trigger(run, day)
        java = java_that_writes_star(airflow, run, before)
        kill(java)
        until(lambda: not is_running(java), 10)
        # While Airflow waits before it tries again.
        warehouse("nightly", "--date", day, "--warehouse", by_hand, "--landing", landing)
        airflow.wait_for(run, "success")

    assert airflow.tries(run, "star")[-1] == "success"
    assert len(airflow.tries(run, "star")) == 2
    assert_undisturbed(watch, airflow, by_hand)


def test_a_night_marked_failed_is_run_again_when_it_is_cleared(airflow, by_hand, landing):
    run, day = "marked_failed", "2026-01-04"
    before = commits_of_star(airflow.warehouse)
    with Watch(airflow.warehouse) as watch:
        airflow.trigger(run, day)
        java = java_that_writes_star(airflow, run, before)
        airflow.mark_failed(run, "star")
        airflow.wait_for(run, "failed")
        until(lambda: not is_running(java), 60)
        airflow.clear(run, "star")
        airflow.wait_for(run, "success")

    assert airflow.tries(run, "star") == ["failed", "success"]
    warehouse("nightly", "--date", day, "--warehouse", by_hand, "--landing", landing)
    assert_undisturbed(watch, airflow, by_hand)


def assert_undisturbed(watch: Watch, airflow: LocalAirflow, by_hand: Path) -> None:
    """One Java at a time, none left, and the rows of the same nights by hand."""
    # ingest, star twice, marts and the report.
    assert (watch.most, len(watch.seen)) == (1, 5)
    assert java_on(airflow.warehouse) == []
    assert published_rows(airflow.warehouse) == published_rows(by_hand)


def test_a_backfill_goes_oldest_first_and_ends_in_the_rows_of_the_command_lines(airflow, by_hand, landing):
    days = ["2026-01-05", "2026-01-06", "2026-01-07"]
    with Watch(airflow.warehouse) as watch:
        range_of_days = ("--from-date", f"{days[0]}T00:00:00+09:00", "--to-date", f"{days[-1]}T00:00:00+09:00")
        airflow.command("backfill", "create", "--dag-id", "the_model_nightly", *range_of_days)
        runs = [run["dag_run_id"] for run in airflow.runs() if run["run_type"] == "backfill"]
        assert len(runs) == len(days)
        for run in runs:
            airflow.wait_for(run, "success")

    assert watch.most == 1
    question = (
        "SELECT date FROM ops.run WHERE command = 'marts' AND outcome LIKE 'done%' ORDER BY started_at DESC LIMIT 3"
    )
    told = warehouse("sql", question, "--format", "csv", "--warehouse", airflow.warehouse).split()
    assert told[1:] == days[::-1]
    warehouse("backfill", "--from", days[0], "--to", days[-1], "--warehouse", by_hand, "--landing", landing)
    assert published_rows(airflow.warehouse) == published_rows(by_hand)
