"""Where the jar, the warehouse and its landing folder are: read when a task runs, from Airflow's variables.

Each may come from the environment, too: the variable the_model_jar is AIRFLOW_VAR_THE_MODEL_JAR there, the connection
spark_default is AIRFLOW_CONN_SPARK_DEFAULT.
"""

from __future__ import annotations

import json
import re
import socket
from dataclasses import dataclass

from airflow.providers.apache.spark.hooks.spark_submit import SparkSubmitHook
from airflow.sdk import BaseHook, ObjectStoragePath, Variable
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowNotFoundException

SECONDS_TO_CONNECT = 5


@dataclass(frozen=True)
class Place:
    """A warehouse and what works on it."""

    connection: str
    jar: str
    warehouse: str
    landing: str
    config: str | None
    driver_memory: str
    spark_conf: dict[str, str]

    @classmethod
    def now(cls) -> Place:
        """What the variables say at this moment."""
        return cls(
            connection=Variable.get("the_model_spark_connection", default="spark_default"),
            jar=_required("the_model_jar", "the path of model-warehouse.jar, which bin/warehouse builds in target/"),
            warehouse=_required("the_model_warehouse", "the warehouse folder, any path that Hadoop knows"),
            landing=_required("the_model_landing", "the folder where the files land, any path that Hadoop knows"),
            config=Variable.get("the_model_config", default=None) or None,
            driver_memory=Variable.get("the_model_driver_memory", default="3g"),
            spark_conf=_object("the_model_spark_conf"),
        )

    def check(self) -> None:
        """Fails with a sentence that says what to set, before anything is submitted."""
        self._check_there("the_model_jar", self.jar, "the jar")
        self._check_there("the_model_landing", self.landing, "the landing folder")
        if self.config:
            self._check_there("the_model_config", self.config, "the configuration")
        self._check_master()

    def master(self) -> str:
        """Spark's master, as the connection says."""
        try:
            connection = BaseHook.get_connection(self.connection)
        except AirflowNotFoundException:
            # The Spark provider takes the master yarn for a connection it does not find.
            raise AirflowFailException(
                f"The Spark connection '{self.connection}' does not exist: make it in Airflow with Spark's master as "
                "its host, such as local[2] or spark://host:7077, or name another by the variable "
                "the_model_spark_connection."
            ) from None
        if not connection.host and connection.conn_type == "spark":
            raise AirflowFailException(
                f"The Spark connection '{self.connection}' has no host: set it to Spark's master, such as local[2] or "
                "spark://host:7077."
            )
        return SparkSubmitHook(conn_id=self.connection)._connection["master"]

    def _check_master(self) -> None:
        master = self.master()
        if not master.startswith("spark://"):
            return
        reasons = []
        for address in master.removeprefix("spark://").split(","):
            host, _, port = address.partition(":")
            if port and not port.isdigit():
                raise AirflowFailException(
                    f"The Spark connection '{self.connection}' says {master}: set its port to a number."
                )
            try:
                socket.create_connection((host, int(port or 7077)), SECONDS_TO_CONNECT).close()
                return
            except OSError as error:
                reasons.append(f"{address}: {error.strerror or error}")
        # A master may come back, so this one is worth a retry.
        raise AirflowException(
            f"The Spark master {master} does not answer ({', '.join(reasons)}): start it, or set host and port of the "
            f"connection '{self.connection}'."
        )

    def _check_there(self, variable: str, path: str, what: str) -> None:
        # What only Hadoop can read is left to the jar, which says the same.
        if is_remote(path):
            return
        if not ObjectStoragePath(path).exists():
            raise AirflowFailException(
                f"There is no {path}: set the variable {variable} to where {what} is, as the workers see it."
            )


def is_remote(path: str) -> bool:
    """Whether a path is of another file system than this machine's."""
    return re.match(r"(?!file:)[a-z0-9]+://", path) is not None


def _required(variable: str, meaning: str) -> str:
    value = Variable.get(variable, default=None)
    if not value:
        raise AirflowFailException(
            f"The variable {variable} is not set: set it, or AIRFLOW_VAR_{variable.upper()} in the environment, to "
            f"{meaning}."
        )
    return value


def _object(variable: str) -> dict[str, str]:
    value = Variable.get(variable, default=None)
    try:
        found = json.loads(value or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise AirflowFailException(
            f"The variable {variable} is '{value}': set it to a JSON object, such as "
            '{"spark.executor.memory": "2g"}.'
        )
    return found
