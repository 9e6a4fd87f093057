"""The Java processes that work on a warehouse, as Linux lists them."""

from __future__ import annotations

import threading
from pathlib import Path


def command_line(process: int) -> list[str]:
    """Empty for a process that is gone, or dead and not yet collected."""
    try:
        return [word for word in Path(f"/proc/{process}/cmdline").read_text().split("\0") if word]
    except (FileNotFoundError, ProcessLookupError):
        return []


def is_running(process: int) -> bool:
    return bool(command_line(process))


def parent(process: int) -> int | None:
    """None for a process that is gone."""
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return None


def java_on(warehouse: Path, command: str | None = None) -> list[int]:
    """The processes in which Spark runs a command of the jar, or any of them, on a warehouse."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        words = command_line(int(folder.name))
        # Shells on the way to it have the same words, and the short-lived Java that puts its command line together.
        is_spark = words and words[0].endswith("/java") and "org.apache.spark.launcher.Main" not in words
        if is_spark and str(warehouse) in words and (command is None or command in words):
            found.append(int(folder.name))
    # What Java starts, such as `id`, has Java's own command line until it has become that.
    return [process for process in found if parent(process) not in found]


class Watch:
    """Looks all the time how many such processes there are at once."""

    def __init__(self, warehouse: Path) -> None:
        self.warehouse = warehouse
        self.most = 0
        self.seen: set[int] = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def _look(self) -> None:
        while not self._ended.wait(0.1):
            now = java_on(self.warehouse)
            self.most = max(self.most, len(now))
            self.seen.update(now)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._ended.set()
        self._thread.join()
