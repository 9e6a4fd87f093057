"""What the last task of a night shows."""

from __future__ import annotations

import json

from airflow.sdk.exceptions import AirflowException

from the_model.jar import JarOperator

# The newest run of each phase: a phase may have been repeated. A command line in words, since it is shown in Airflow.
NEWEST_RUNS = """
SELECT command, max_by(outcome, started_at) AS outcome, max_by(to_json(warnings), started_at) AS warnings
FROM ops.run
WHERE date = DATE'{date}' AND command IN ('ingest', 'star', 'marts')
GROUP BY command
""".strip().replace("\n", " ")


class ReportOperator(JarOperator):
    """Reads a night's runs in `ops.run`, logs their warnings and what was missing, and returns both."""

    def __init__(self, *, date: str, **options) -> None:
        options.pop("command", None)
        super().__init__(command=["sql", NEWEST_RUNS.format(date=date), "--format", "json"], **options)

    def execute(self, context) -> list[str]:
        super().execute(context)
        runs = [found for found in self._hook.objects if "command" in found and "exit_code" not in found]
        # On a cluster's driver the output stays there, and only the driver's log can be looked into.
        if not runs and self._hook._connection["deploy_mode"] != "cluster":
            raise AirflowException("ops.run knows no run of this night: clear the tasks ingest, star and marts.")
        missing = context["ti"].xcom_pull(task_ids="wait_for_drop") or []
        told = [f"Not there when the night began: {path}" for path in missing]
        for run in runs:
            told += [f"{run['command']}: {warning}" for warning in json.loads(run["warnings"] or "[]")]
        for line in told:
            self.log.warning(line)
        if not told:
            self.log.info("No warnings.")
        return told
