"""A folder for one case, the program run in it, and what lies there afterwards."""

import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

# What is documented, without 70: that one says that the program has a fault.
DOCUMENTED = {0, 10, 64, 65, 66, 71, 73, 74, 75, 77, 78, 129, 130, 143}
# A run of milliseconds that takes this long hangs.
LONGEST = 60
SEASON = [0.0, 5, 8.66, 10, 8.66, 5, 0, -5, -8.66, -10, -8.66, -5]


def monthly(rows=48):
    """One series of months: a season of twelve on a slope."""
    lines = [f"{2000 + i // 12}-{i % 12 + 1:02d},{100 + i + SEASON[i % 12]:.2f}" for i in range(rows)]
    return ("month,sales\n" + "".join(line + "\n" for line in lines)).encode()


def environment(**more):
    """Little, so that nothing of whoever starts the campaign decides anything.

    PLANTED_FAULT is looked at by the program that planting.py builds, and by no other.
    """
    kept = {name: os.environ[name] for name in ("PATH", "PLANTED_FAULT") if name in os.environ}
    return {**kept, "SWIFT_BACKTRACE": "enable=no", **more}


@dataclass(frozen=True)
class Ran:
    """How a run ended; the code of one that a signal ended is 128 and its number, as shells count."""

    code: int
    output: str
    errors: str
    seconds: float

    def __str__(self):
        return f"code {self.code}, {(self.errors or self.output).strip()[:200]!r}"


def run(command, folder, env=None, input=b"", **more):
    """Runs a command to its end; one that hangs is killed and has code 124."""
    began = time.monotonic()
    more = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    process = subprocess.Popen([str(word) for word in command], cwd=folder, stdin=subprocess.PIPE,
                               env=environment() if env is None else env, **more)
    try:
        output, errors = process.communicate(input, timeout=LONGEST)
        code = process.returncode if process.returncode >= 0 else 128 - process.returncode
    except subprocess.TimeoutExpired:
        process.kill()
        output, errors = process.communicate()
        code = 124
    return Ran(code, (output or b"").decode(errors="replace"), (errors or b"").decode(errors="replace"),
               time.monotonic() - began)


class Workplace:
    """A folder of its own with some files in it; removed at the end of the `with`."""

    def __init__(self, files=None):
        self.folder = Path(tempfile.mkdtemp(prefix="forecast-campaign-"))
        self.fill(files or {})

    def fill(self, files):
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def files(self):
        return files_in(self.folder)


def files_in(folder):
    """The content of every file by its name, also of hidden ones; locks hold nothing and count not."""
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file() and path.suffix != ".lock":
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found
