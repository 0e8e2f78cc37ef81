"""The built program, run over many files at once, with what each run said and took."""

import json
import os
import subprocess
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass
class Run:
    """One run of the program; a negative status is the signal that ended it."""

    status: int
    stdout: str
    stderr: str
    seconds: float
    # Of the processor: on a busy machine the only time worth a figure.
    work: float
    megabytes: float


class Program:
    """`forecast`, run without a shell and stopped at a limit."""

    def __init__(self, path, jobs=2, limit=30):
        self.path, self.jobs, self.limit = str(path), jobs, limit

    @property
    def version(self):
        said = subprocess.run([self.path, "--version"], capture_output=True, text=True, check=True)
        return said.stdout.strip()

    def run(self, words, folder=None):
        """Runs to the end, or to the limit; the memory is the largest that it held."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
            began = time.monotonic()
            child = subprocess.Popen([self.path, *words], stdin=subprocess.DEVNULL, stdout=out,
                                     stderr=errors, cwd=folder)
            watch = threading.Timer(self.limit, child.kill)
            watch.start()
            # wait4 and not wait: it tells the memory of this child alone.
            _, status, used = os.wait4(child.pid, 0)
            watch.cancel()
            seconds = time.monotonic() - began
            child.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            errors.seek(0)
            return Run(child.returncode, out.read().decode("utf-8", "replace"),
                       errors.read().decode("utf-8", "replace"), seconds,
                       used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)

    def each(self, work, items):
        """What `work` makes of each item, several at once, in the order of the items."""
        with ThreadPoolExecutor(self.jobs) as pool:
            return list(pool.map(work, items))


def faults(run):
    """The faults that `check --json` lists, or its one error; empty where it says something else."""
    try:
        said = json.loads(run.stdout)
    except ValueError:
        return []
    return said["faults"] if "faults" in said else [said.get("error", {})]
