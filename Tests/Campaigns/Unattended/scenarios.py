"""What the program is disturbed at: a command, what lies there before it, and what after it.

A new command is a line of `SCENARIOS`.
"""

import signal
import subprocess
import time
from dataclasses import dataclass

from places import Workplace, environment, monthly, run

MODEL, FORECAST = "model.safetensors", "forecast.csv"
CHECKPOINT = MODEL + ".checkpoint"
# Some ten milliseconds. One thread: the calls are the same in each run.
QUICK = "--method lstm --epochs 2 --members 1 --hidden 4 --threads 1"
# Long enough to be stopped half way.
STOPPABLE = "--method lstm --epochs 150 --members 2 --hidden 8 --threads 1"
# Folders of their own, so that each of them has to be synced for itself.
FURTHER = "--metrics figures/metrics.csv --history course/history.csv"
DATA = {"sales.csv": monthly(), "figures/about.txt": b"figures\n", "course/about.txt": b"course\n"}


@dataclass(frozen=True)
class Scenario:
    """A command, and the commands that make what it finds; one of these is stopped where `stops` says so."""

    name: str
    command: str
    before: tuple = ()
    stops: bool = False


SCENARIOS = [
    Scenario("fit", f"fit sales.csv {QUICK} {FURTHER}"),
    Scenario("fit-over", f"fit sales.csv --seed 3 {QUICK} {FURTHER}",
             tuple(f"fit sales.csv --seed {seed} {QUICK} {FURTHER}" for seed in (1, 2))),
    Scenario("fit-resumed", f"fit sales.csv {STOPPABLE} {FURTHER}",
             (f"fit sales.csv --seed 1 {QUICK} {FURTHER}", f"fit sales.csv {STOPPABLE} {FURTHER}"),
             stops=True),
    Scenario("predict", f"predict -o {FORECAST}", (f"fit sales.csv {QUICK}",)),
    Scenario("predict-over", f"predict -o {FORECAST}",
             (f"fit sales.csv {QUICK}", f"predict --horizon 6 -o {FORECAST}")),
    Scenario("cron", f"cron sales.csv -o {FORECAST} {QUICK}"),
    Scenario("cron-again", f"cron sales.csv -o {FORECAST} {QUICK} --max 110",
             (f"cron sales.csv -o {FORECAST} {QUICK}",)),
    Scenario("cron-refit", f"cron sales.csv -o {FORECAST} --seed 3 {QUICK}",
             tuple(f"cron sales.csv -o {FORECAST} --seed {seed} {QUICK}" for seed in (1, 2))),
]


class Staged:
    """A scenario made ready: its command, and the files before it and after it, undisturbed."""

    def __init__(self, scenario, program):
        self.name, self.program = scenario.name, program
        self.words = [str(program), *scenario.command.split()]
        with Workplace(DATA) as place:
            for command in scenario.before:
                words = [str(program), *command.split()]
                if scenario.stops and command == scenario.before[-1]:
                    stopped(words, place)
                else:
                    finished(run(words, place.folder), command)
            self.before = place.files()
            finished(run(self.words, place.folder), scenario.command)
            self.after = place.files()
            for model in (MODEL, MODEL + ".prev"):
                if model in self.after:
                    finished(run([program, "info", model], place.folder), f"info {model}", silent=False)
        self.targets = sorted(name for name in {*self.before, *self.after}
                              if self.before.get(name) != self.after.get(name))


def stage(program, *names):
    """The named scenarios, or all of them, made ready."""
    return [Staged(scenario, program) for scenario in SCENARIOS if not names or scenario.name in names]


def finished(ran, what, silent=True):
    if ran.code != 0 or (silent and ran.output + ran.errors):
        raise SystemExit(f"campaign: '{what}' should run undisturbed: {ran}")


def stopped(words, place):
    """Runs a fit and stops it late, so that a checkpoint is left."""
    began = time.monotonic()
    with Workplace(place.files()) as whole:
        finished(run(words, whole.folder), " ".join(words))
    length = time.monotonic() - began
    kept = place.files()
    for attempt in range(80):
        process = subprocess.Popen(words, cwd=place.folder, env=environment(), stderr=subprocess.PIPE)
        # As late as can be; no two machines take the same time.
        time.sleep(length * (0.9 - 0.04 * (attempt % 20)))
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        if (place.folder / CHECKPOINT).exists():
            return
        place.fill(kept)
        for name in place.files():
            if name not in kept:
                (place.folder / name).unlink()
    raise SystemExit("campaign: no stop has left a checkpoint; is STOPPABLE too short a fit?")
