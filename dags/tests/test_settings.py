"""A wrong setting fails with one sentence that says what to set, before anything is submitted."""

from __future__ import annotations

import socket

import pytest


@pytest.fixture
def place(variables, monkeypatch, tmp_path):
    """A place in which nothing is wrong, to be spoilt."""
    (tmp_path / "warehouse.jar").touch()
    (tmp_path / "landing").mkdir()
    variables(jar=tmp_path / "warehouse.jar", warehouse=tmp_path / "warehouse", landing=tmp_path / "landing")
    monkeypatch.setenv("AIRFLOW_CONN_SPARK_DEFAULT", '{"conn_type": "spark", "host": "local[2]"}')

    def check() -> None:
        from the_model.place import Place

        Place.now().check()

    return check


def sentence(check) -> str:
    from airflow.sdk.exceptions import AirflowException

    with pytest.raises(AirflowException) as told:
        check()
    return str(told.value)


def test_what_is_right_passes(place):
    place()


def test_nothing_set(place, monkeypatch):
    monkeypatch.delenv("AIRFLOW_VAR_THE_MODEL_JAR")
    assert "The variable the_model_jar is not set: set it, or AIRFLOW_VAR_THE_MODEL_JAR" in sentence(place)


def test_a_missing_jar(place, variables):
    variables(jar="/nowhere/warehouse.jar")
    assert "There is no /nowhere/warehouse.jar: set the variable the_model_jar" in sentence(place)


def test_a_landing_folder_that_is_not_there(place, variables):
    variables(landing="/nowhere/landing")
    assert "There is no /nowhere/landing: set the variable the_model_landing" in sentence(place)


def test_an_unknown_connection(place, variables):
    variables(spark_connection="sprak")
    assert "The Spark connection 'sprak' does not exist: make it in Airflow" in sentence(place)


def test_a_configuration_that_is_not_there(place, variables):
    variables(config="/nowhere/conf")
    assert "There is no /nowhere/conf: set the variable the_model_config" in sentence(place)


def test_settings_for_spark_that_are_no_object(place, variables):
    for wrong in ["spark.executor.memory=2g", '["spark.executor.memory"]']:
        variables(spark_conf=wrong)
        assert f"The variable the_model_spark_conf is '{wrong}': set it to a JSON object" in sentence(place)


def test_a_connection_without_a_master(place, monkeypatch):
    monkeypatch.setenv("AIRFLOW_CONN_SPARK_DEFAULT", '{"conn_type": "spark"}')
    assert "The Spark connection 'spark_default' has no host: set it to Spark's master" in sentence(place)


def test_a_master_whose_port_is_no_number(place, monkeypatch):
    monkeypatch.setenv("AIRFLOW_CONN_SPARK_DEFAULT", '{"conn_type": "spark", "host": "spark://127.0.0.1:seven"}')
    assert "says spark://127.0.0.1:seven: set its port to a number" in sentence(place)


def test_an_unreachable_master(place, monkeypatch):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    monkeypatch.setenv("AIRFLOW_CONN_SPARK_DEFAULT", f'{{"conn_type": "spark", "host": "spark://127.0.0.1:{port}"}}')
    told = sentence(place)
    assert f"The Spark master spark://127.0.0.1:{port} does not answer" in told
    assert "set host and port of the connection 'spark_default'" in told


def test_a_master_that_answers(place, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        host = f"spark://127.0.0.1:{server.getsockname()[1]}"
        monkeypatch.setenv("AIRFLOW_CONN_SPARK_DEFAULT", f'{{"conn_type": "spark", "host": "{host}"}}')
        place()


def test_a_night_fails_at_its_first_task_with_that_sentence(dags, database, place, variables, capfd):
    variables(landing="/nowhere/landing")
    run = dags["the_model_nightly"].test(run_conf={"date": "2026-01-31"})
    states = {task.task_id: task.state for task in run.get_task_instances()}
    assert (run.state, states["check_settings"], states["ingest"]) == ("failed", "failed", "upstream_failed")
    assert "There is no /nowhere/landing: set the variable the_model_landing" in capfd.readouterr().out


def test_java_takes_the_classes_that_lie_ready_beside_the_jar(place, tmp_path):
    from the_model.java import driver_conf
    from the_model.place import Place

    assert driver_conf(Place.now()).keys() == {"spark.driver.extraJavaOptions"}
    (tmp_path / "warehouse.jsa").touch()
    conf = driver_conf(Place.now())
    assert f"-XX:SharedArchiveFile={tmp_path}/warehouse.jsa" in conf["spark.driver.extraJavaOptions"]
    assert conf["spark.driver.extraClassPath"] == f"{tmp_path}/warehouse.jar"


def test_a_large_landing_folder_gets_the_compiler_that_makes_fast_code(variables, place, tmp_path):
    from the_model.java import driver_conf
    from the_model.place import Place

    assert "-XX:TieredStopAtLevel=1" in driver_conf(Place.now())["spark.driver.extraJavaOptions"]
    with (tmp_path / "landing" / "visits.csv").open("wb") as sparse:
        sparse.truncate(200_000_001)
    assert "-XX:TieredStopAtLevel" not in driver_conf(Place.now())["spark.driver.extraJavaOptions"]
    variables(landing="s3a://bucket/landing")
    assert "-XX:TieredStopAtLevel" not in driver_conf(Place.now())["spark.driver.extraJavaOptions"]


def test_a_late_drop_is_named(variables, monkeypatch, tmp_path, place):
    from the_model.drop import missing
    from the_model.place import Place

    conf = tmp_path / "warehouse.yaml"
    conf.write_text("feeds:\n  leads: {expected: daily}\n  visits: {expected: daily}\n")
    variables(config=conf)
    day = tmp_path / "landing" / "leads" / "dt=2026-01-31"
    day.mkdir(parents=True)
    (day / "leads.csv.tmp").touch()
    assert missing(Place.now(), "2026-01-31") == ["leads/dt=2026-01-31/*", "visits/dt=2026-01-31/*"]
    (day / "leads.csv").touch()
    assert missing(Place.now(), "2026-01-31") == ["visits/dt=2026-01-31/*"]

    variables(drop="leads/dt={date}/*.csv")
    assert missing(Place.now(), "2026-01-31") == []


def test_without_an_expected_feed_any_will_do(tmp_path, place):
    from the_model.drop import missing
    from the_model.place import Place

    assert missing(Place.now(), "2026-01-31") == ["*/dt=2026-01-31/*"]
    day = tmp_path / "landing" / "deals" / "dt=2026-01-31"
    day.mkdir(parents=True)
    (day / "deals.csv").touch()
    assert missing(Place.now(), "2026-01-31") == []


told_of = []


def remember(context) -> None:
    told_of.append(context)


def test_who_wants_to_know_of_a_failure_is_told(variables):
    import test_settings

    from the_model import failures

    failures.tell({"task": "star"})
    assert test_settings.told_of == []
    variables(on_failure="test_settings:remember")
    failures.tell({"task": "star"})
    assert test_settings.told_of == [{"task": "star"}]
