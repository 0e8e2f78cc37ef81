"""The built program, run as a user runs it, with the time and memory that it took."""

import json
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LAUNCHER = Path(__file__).resolve().with_name("launcher.py")


@dataclass
class Cost:
    """What runs of the program took; the memory is the largest of theirs."""

    wall: float
    cpu: float
    megabytes: float
    stderr: str = ""

    def __add__(self, other):
        return Cost(self.wall + other.wall, self.cpu + other.cpu,
                    max(self.megabytes, other.megabytes), self.stderr + other.stderr)


class ProgramError(Exception):
    """The program left with another status than 0, or did not end in its time."""


def run(command, limit, folder):
    """Runs a command in a folder to its end, or to the limit in seconds."""
    report, errors = Path(folder) / "cost.json", Path(folder) / "stderr.txt"
    report.unlink(missing_ok=True)
    with open(errors, "wb") as file:
        launch = [sys.executable, "-B", "-S", "-E", str(LAUNCHER), str(report), str(limit), *command]
        subprocess.run(launch, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=file,
                       cwd=folder, check=True)
    text = errors.read_text(encoding="utf-8", errors="replace").strip()
    took = json.loads(report.read_text(encoding="utf-8"))
    if took["late"]:
        raise ProgramError(f"stopped after {limit:.0f} s: {command[1]}")
    if took["status"] != 0:
        last = text.splitlines()[-1] if text else "nothing on stderr"
        raise ProgramError(f"{command[1]} left with {took['status']}: {last}")
    return Cost(took["wall"], took["cpu"], took["megabytes"], text)


class Program:
    """`forecast fit` and `forecast predict`, with the same options for every set."""

    def __init__(self, path, fit_options="", limit=3600):
        self.path, self.limit = str(Path(path).resolve()), limit
        self.fit_options = shlex.split(fit_options)

    @property
    def version(self):
        said = subprocess.run([self.path, "--version"], capture_output=True, text=True, check=True)
        return said.stdout.strip()

    def has(self, option):
        """Whether `fit` knows an option: its help lists them all."""
        said = subprocess.run([self.path, "fit", "--help"], capture_output=True, text=True, check=False)
        return option in re.split(r"[\s\[\]/,|]+", said.stdout)

    def forecast(self, train, horizon, folder, step=None, options=(), limit=None):
        """Fits and predicts; the forecast's file and the cost of both."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        model, output = folder / "model.safetensors", folder / "forecast.csv"
        for old in (model, output):
            old.unlink(missing_ok=True)
        limit = limit or self.limit
        fit = [self.path, "fit", str(train), "--horizon", str(horizon), "--model", str(model)]
        fit += (["--step", step] if step else []) + self.fit_options + list(options)
        cost = run(fit, limit, folder)
        rest = max(limit - cost.wall, 1)
        cost += run([self.path, "predict", "--model", str(model), "-o", str(output)], rest, folder)
        model.unlink(missing_ok=True)
        return output, cost
