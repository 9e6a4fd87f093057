"""Whether the drop of a day has come."""

from __future__ import annotations

import yaml
from airflow.sdk import ObjectStoragePath, Variable

from the_model.place import Place


def missing(place: Place, day: str) -> list[str]:
    """What has not come yet: of the paths that are waited for, those without a data file.

    Waited for is what the variable the_model_drop names: paths below the landing folder with {date} for the day, by
    commas. Else each feed that the configuration expects daily. Where there is none, a file of any feed is enough.
    """
    landing = ObjectStoragePath(place.landing)
    return [path for path in _paths(place, day) if not any(map(_is_data, landing.glob(path)))]


def _paths(place: Place, day: str) -> list[str]:
    named = Variable.get("the_model_drop", default=None)
    if named:
        return [path.strip().replace("{date}", day) for path in named.split(",") if path.strip()]
    return [f"{feed}/dt={day}/*" for feed in _daily_feeds(place) or ["*"]]


def _daily_feeds(place: Place) -> list[str]:
    if not place.config:
        return []
    config = ObjectStoragePath(place.config)
    file = config / "warehouse.yaml" if config.is_dir() else config
    if not file.exists():
        return []
    feeds = (yaml.safe_load(file.read_text()) or {}).get("feeds") or {}
    return sorted(feed for feed, settings in feeds.items() if (settings or {}).get("expected") == "daily")


def _is_data(path: ObjectStoragePath) -> bool:
    return not path.name.startswith(("_", ".")) and not path.name.endswith(".tmp")
