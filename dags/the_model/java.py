"""How Java is set up that drives a night: as bin/warehouse does it, so that a small night is quick."""

from __future__ import annotations

from pathlib import Path

from the_model.place import Place, is_remote

# Deep plans need the stack.
ALWAYS = "-Xss4m -XX:+UseParallelGC -XX:MetaspaceSize=400m -Dfile.encoding=UTF-8"

# The compiler that makes fast code slowly costs a small night more than it saves it.
SMALL = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m -Xmn1g"
LARGE_BYTES = 200_000_000


def driver_conf(place: Place) -> dict[str, str]:
    """What spark-submit is told of the driver's Java."""
    options = [ALWAYS, SMALL] if _is_small(place.landing) else [ALWAYS]
    conf = {}
    archive = archive_of(place.jar)
    if archive.exists():
        # Java leaves an archive alone that is of another jar or another Java, and only says so.
        options.append(f"-XX:SharedArchiveFile={archive} -Xlog:disable -Xlog:all=error:stderr")
        # Only what the class path names comes out of it.
        conf["spark.driver.extraClassPath"] = place.jar
    return conf | {"spark.driver.extraJavaOptions": " ".join(options)}


def archive_of(jar: str) -> Path:
    """Where the classes that a night loads may lie ready: beside the jar. A session then opens in half the time."""
    return Path(jar).with_suffix(".jsa")


def _is_small(landing: str) -> bool:
    if is_remote(landing):
        return False
    files = Path(landing.removeprefix("file://")).rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file()) <= LARGE_BYTES
