"""Which business day a run is for."""

from __future__ import annotations

import os
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from airflow.sdk.exceptions import AirflowFailException

# A schedule is fixed when a DAG is parsed, so its zone comes from the environment and not from an Airflow variable.
ZONE = os.environ.get("THE_MODEL_TIME_ZONE", "Asia/Tokyo")


def business_date(params: dict, logical_date: datetime | None, run_type: str) -> str:
    """The day of a run: its parameter `date`, else the day its data interval began in the warehouse's zone.

    The interval itself is no guide: that of a run triggered by hand is derived from the moment of triggering, whatever
    logical date was given.
    """
    given = params.get("date")
    if given:
        return _parsed(given)
    if logical_date is None:
        raise AirflowFailException(
            "This run has neither a date nor a logical date: "
            'set the parameter date, such as {"date": "2026-01-31"}, and trigger it again.'
        )
    # `airflow dags trigger -l 2026-03-10` means that day wherever the warehouse is, and arrives as midnight UTC.
    is_bare_day = str(run_type) == "manual" and logical_date.timestamp() % 86_400 == 0
    zone = ZoneInfo("UTC" if is_bare_day else ZONE)
    return logical_date.astimezone(zone).date().isoformat()


def deadline(day: str, wait_until: str) -> datetime:
    """When waiting for the drop of a day ends: that time of the day after, in the warehouse's zone."""
    try:
        clock = time.fromisoformat(wait_until)
    except ValueError:
        raise AirflowFailException(
            f"The variable the_model_wait_until is '{wait_until}': set it to a time of day, such as 05:00."
        ) from None
    return datetime.combine(date.fromisoformat(day) + timedelta(days=1), clock, ZoneInfo(ZONE))


def _parsed(given: object) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(given)):
            return date.fromisoformat(str(given)).isoformat()
    except ValueError:
        pass  # Told below, in the same words as another form.
    raise AirflowFailException(
        f"The parameter date is '{given}': set it to a day of the form YYYY-MM-DD, such as 2026-01-31."
    )
