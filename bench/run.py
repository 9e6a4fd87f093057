#!/usr/bin/env python3
"""Times the same night on top of histories of 0.1, 1 and 10 million visits, and the rebuild of each.

    bench/run.py FOLDER [--days 6,51,481] [--heap 4g]

FOLDER keeps the drops between runs; the last day of each history is the night that is timed, the days before it are
loaded as one first night. Figures are of whole processes, from start to exit, and are to be compared within one run.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
NIGHT = "2026-03-31"
BEFORE = "2026-03-30"
PHASES = ["ingest", "star", "marts", "checks", "publish"]


def drops(folder: Path, days: int) -> Path:
    """The landing folder of a history; written once."""
    landing = folder / f"landing-{days}"
    if not landing.exists():
        subprocess.run([PROJECT / "bin/warehouse", "feeds"], check=True, stdout=subprocess.DEVNULL)
        class_path = f"{PROJECT}/target/model-warehouse.jar:{(PROJECT / 'target/class-path').read_text().strip()}"
        unfinished = folder / f"unfinished-{days}"
        shutil.rmtree(unfinished, ignore_errors=True)
        command = ["java", "-cp", class_path, PROJECT / "bench/Drops.java", NIGHT, str(days), unfinished]
        subprocess.run(command, check=True)
        unfinished.rename(landing)
    return landing


def timed(command: str, landing: Path, warehouse: Path, heap: str, *arguments: str) -> dict:
    """Runs a command to its end; its outcome, with what the whole process took."""
    call = [PROJECT / "bin/warehouse", command, *arguments, "--json"]
    call += ["--landing", landing, "--warehouse", warehouse]
    began = time.monotonic()
    environment = {**os.environ, "WAREHOUSE_HEAP": heap}
    process = subprocess.Popen(call, stdout=subprocess.PIPE, env=environment, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command} of {warehouse} ended with status {os.waitstatus_to_exitcode(status)}")
    outcome = json.loads(output.splitlines()[-1])
    return {
        "seconds": time.monotonic() - began,
        "processor": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / 1024,
        "phases": outcome.get("phase_seconds", {}),
        "rows": outcome.get("rows_read"),
    }


def told(history: str, run: str, figures: dict) -> str:
    phases = "".join(f"{figures['phases'].get(phase, 0):>9.1f}" for phase in PHASES)
    return (
        f"{history:>8} {run:<12}{figures['rows'] or '':>10}{figures['seconds']:>9.1f}"
        f"{figures['processor']:>11.1f}{figures['megabytes']:>8.0f}{phases}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--days", default="6,51,481", help="days of each history, the night included")
    parser.add_argument("--heap", default="4g", help="the most memory Java may take")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    titles = "".join(f"{phase:>9}" for phase in PHASES)
    print(f"{'days':>8} {'run':<12}{'rows':>10}{'seconds':>9}{'processor':>11}{'MB':>8}{titles}", flush=True)
    for days in options.days.split(","):
        landing = drops(options.folder, int(days))
        warehouse = options.folder / f"warehouse-{days}"
        shutil.rmtree(warehouse, ignore_errors=True)
        runs = [
            ("first night", ["nightly", "--date", BEFORE]),
            ("night", ["nightly", "--date", NIGHT]),
            ("rebuild", ["rebuild"]),
        ]
        for name, (command, *arguments) in runs:
            print(told(days, name, timed(command, landing, warehouse, options.heap, *arguments)), flush=True)


if __name__ == "__main__":
    main()
