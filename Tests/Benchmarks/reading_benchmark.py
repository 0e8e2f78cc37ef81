#!/usr/bin/env python3
"""Sets the reader beside pyarrow, DuckDB, polars and pandas: the same files, the same run, all threads.

`make bench-reading` builds the program and starts it; README.md beside it says how to read the table.
Everything is counted end to end, from the start of `forecast check` to its end (series, times and all),
and for the others from the call that reads to a frame with times, after the import.
"""

import argparse
import datetime
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build-release" / "release" / "forecast"

# What a peer does with the file, to a frame with times; run in a process of its own.
PEERS = {
    "pyarrow": "import pyarrow as pa, pyarrow.csv as c\npa.set_cpu_count({threads})\n"
    "def read(): c.read_csv('{path}', read_options=c.ReadOptions(use_threads={threads} > 1))",
    "duckdb": "import duckdb\nduckdb.sql('set threads to {threads}')\n"
    "def read(): duckdb.sql(\"create or replace table t as from read_csv('{path}')\")",
    "polars": "import os\nos.environ['POLARS_MAX_THREADS'] = '{threads}'\nimport polars\n"
    "def read(): polars.read_csv('{path}', try_parse_dates=True)",
    "pandas": "import pandas\ndef read(): pandas.read_csv('{path}', parse_dates=['ds'])",
}
# The first call pays for memory that the second finds warm: the better one counts.
TIMED = """
import time, resource
calls = []
for _ in range(2):
    began = time.perf_counter()
    read()
    calls.append(time.perf_counter() - began)
print(min(calls), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def stamps(count):
    first = datetime.datetime(2020, 1, 1)
    return [(first + datetime.timedelta(hours=hour)).strftime("%Y-%m-%d %H:%M:%S") for hour in range(count)]


def write_long(path, rows):
    """1,000 series of hours, three columns."""
    draw = random.Random(0)
    times = stamps(rows // 1_000)
    with open(path, "w") as file:
        file.write("unique_id,ds,y\n")
        for series in range(1_000):
            level = draw.uniform(50, 500)
            file.writelines(f"s{series:04d},{time},{level + draw.gauss(0, 5):.3f}\n" for time in times)


def write_wide(path, rows):
    """500 series side by side."""
    draw = random.Random(0)
    cells = [f"{draw.gauss(0, 100):.3f}" for _ in range(10_007)]
    with open(path, "w") as file:
        file.write("ds," + ",".join(f"x{column}" for column in range(500)) + "\n")
        for row, time in enumerate(stamps(rows)):
            first = row * 31 % 9_500
            file.write(time + "," + ",".join(cells[first : first + 500]) + "\n")


def run_ours(path, threads, options):
    """Seconds and kilobytes of the whole program."""
    processors = sorted(os.sched_getaffinity(0))[:threads]
    command = [str(PROGRAM), "check", str(path), *options]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, processors))
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"reading: {' '.join(command)} failed")
    return time.perf_counter() - began, usage.ru_maxrss


def run_peer(name, path, threads):
    """Seconds of the call and kilobytes of its process; nil where the package is not there."""
    processors = sorted(os.sched_getaffinity(0))[:threads]
    text = PEERS[name].format(path=path, threads=threads) + TIMED
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, processors))
    if done.returncode != 0:
        return None
    # A peer may draw a progress bar before.
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), int(memory)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000, help="of the long file; the wide one has a hundredth")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--peers", default=",".join(PEERS), help="some of them: pyarrow,duckdb")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = {"long": (Path(folder) / "long.csv", []), "wide": (Path(folder) / "wide.csv", ["--wide"])}
        write_long(files["long"][0], arguments.rows)
        write_wide(files["wide"][0], arguments.rows // 100)
        print("| file | threads | reader | MB/s, median | best | peak MB | forecast over it |")
        print("|---|---|---|---|---|---|---|")
        for name, (path, options) in files.items():
            size = path.stat().st_size / 1e6
            for threads in sorted({1, min(2, len(os.sched_getaffinity(0)))}):
                readers = ["forecast"] + ([] if arguments.without_peers else arguments.peers.split(","))
                runs = {reader: [] for reader in readers}
                # In turn, so that a disturbance hits all of them.
                for _ in range(arguments.runs):
                    for reader in readers:
                        run = run_ours(path, threads, options) if reader == "forecast" else run_peer(reader, path, threads)
                        if run:
                            runs[reader].append(run)
                ours = statistics.median(seconds for seconds, _ in runs["forecast"])
                for reader, measured in runs.items():
                    if not measured:
                        print(f"| {name} | {threads} | {reader} | not installed | | | |")
                        continue
                    middle = statistics.median(seconds for seconds, _ in measured)
                    best = min(seconds for seconds, _ in measured)
                    memory = max(kilobytes for _, kilobytes in measured) / 1024
                    print(
                        f"| {name}, {size:.0f} MB | {threads} | {reader} | {size / middle:.0f} | {size / best:.0f} | "
                        f"{memory:.0f} | {middle / ours:.2f} |", flush=True)


if __name__ == "__main__":
    main()
