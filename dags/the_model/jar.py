"""Starts the jar by spark-submit: the one way in which the DAGs do anything to the warehouse."""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from airflow.providers.apache.spark.hooks.spark_submit import SparkSubmitHook
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from the_model.dates import business_date
from the_model.java import driver_conf
from the_model.place import Place

DATE = "{{ business_date(params, logical_date, dag_run.run_type) }}"
MACROS = {"business_date": business_date}

# The number of this request in Linux's <sys/prctl.h>.
PR_SET_PDEATHSIG = 1

# Exit codes after which the same call fails again: wrong usage, and checks that block publishing.
FINAL = {2, 4}


class JarHook(SparkSubmitHook):
    """Keeps the JSON objects that the jar writes to stdout; everything goes to the task's log."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self.objects: list[dict] = []

    def _process_spark_submit_log(self, itr: Iterable[str]) -> None:
        super()._process_spark_submit_log(self._kept(itr))

    def _kept(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            # Rows are an array of a line each, the outcome is a line of its own.
            text = line.strip().removeprefix("[").rstrip(",]")
            if text.startswith("{"):
                try:
                    self.objects.append(json.loads(text))
                except ValueError:
                    self.log.debug("Not an object of the jar's")
            yield line


class JarOperator(SparkSubmitOperator):
    """Runs a command of the jar and returns its outcome: the JSON object that ends its output.

    Java is tied to the task: it ends with it, also where the task is killed.
    """

    def __init__(self, *, command: list[str], **options) -> None:
        super().__init__(
            java_class="dev.themodel.cli.Warehouse",
            application_args=command,
            name="the-model-" + command[0],
            **options,
        )

    def execute(self, context) -> dict | None:
        place = Place.now()
        place.check()
        self.application = place.jar
        self._conn_id = place.connection
        self._driver_memory = place.driver_memory
        self.conf = {
            **driver_conf(place),
            "spark.executor.extraJavaOptions": "-Xss4m",
            **place.spark_conf,
        }
        self.application_args = [
            *self.application_args,
            *("--warehouse", place.warehouse, "--landing", place.landing),
            *(("--config", place.config) if place.config else ()),
            "--json",
        ]
        self._hook = self._get_hook()
        with _spark_submit_that_ends_with_the_task():
            try:
                super().execute(context)
            except AirflowException as error:
                raise self._told(error) from error
        return self._hook.objects[-1] if self._hook.objects else None

    def _get_hook(self) -> JarHook:
        return JarHook(
            conf=self.conf,
            conn_id=self._conn_id,
            java_class=self._java_class,
            driver_memory=self._driver_memory,
            name=self.name,
            application_args=self.application_args,
        )

    def _told(self, error: AirflowException) -> AirflowException:
        """The jar's own sentence instead of the command line; where repeating cannot help, without retries."""
        command = self.application_args[0]
        process = self._hook._submit_sp
        code = process.returncode if process else None
        outcome = self._hook.objects[-1] if self._hook.objects else {}
        message = outcome.get("message")
        if message:
            kind = AirflowFailException if code in FINAL else AirflowException
            return kind(f"{command} ended with exit code {code}: {message}")
        if code is not None and (code < 0 or code > 128):
            number = -code if code < 0 else code - 128
            return AirflowException(f"{command} was killed by signal {number}; it is safe to run it again.")
        return error


def start_jar(task_id: str, *command: str, **options) -> JarOperator:
    """A task that runs a command of the jar, such as `start_jar("star", "star", "--date", DATE)`."""
    return JarOperator(task_id=task_id, command=list(command), **options)


@contextmanager
def _spark_submit_that_ends_with_the_task() -> Iterator[None]:
    """The Spark provider takes spark-submit from PATH only; ours goes first there and starts the one of SPARK_HOME.

    It ends with this process, and this process with the one of Airflow that watches over it: once that one is gone, the
    scheduler takes the task for dead and starts it again.
    """
    before = {name: os.environ.get(name) for name in ("PATH", "SPARK_HOME")}
    wrapper = Path(__file__).resolve().parents[1] / "bin"
    os.environ["PATH"] = f"{wrapper}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    os.environ["SPARK_HOME"] = before["SPARK_HOME"] or _spark_home()
    _end_with_parent(signal.SIGKILL)
    try:
        yield
    finally:
        _end_with_parent(0)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _end_with_parent(by_signal: int) -> None:
    """Asks Linux to send this process a signal when its parent ends; 0 takes it back."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(by_signal))


def _spark_home() -> str:
    spec = importlib.util.find_spec("pyspark")
    if spec is None or not spec.submodule_search_locations:
        raise AirflowFailException(
            "There is no Spark on this worker: set SPARK_HOME to a Spark 4.2 installation, or install pyspark 4.2.0."
        )
    return next(iter(spec.submodule_search_locations))
