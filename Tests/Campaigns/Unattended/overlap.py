"""Eight processes at once on one model and one forecast, and readers of both: one writer, nothing torn."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from campaign import Campaign
from places import Workplace, run
from scenarios import DATA, FORECAST, MODEL, finished

# A tenth of a second and more, so that all eight meet.
FIT = "fit sales.csv --method lstm --epochs 120 --members 1 --hidden 8 --threads 1 --seed"
SEEDS = range(1, 6)
PREDICT = f"predict -o {FORECAST}"
# Who is told to wait has not waited; a machine with more to do than processors gets some patience.
PROMPT = 5
# Of the shorter run: a program takes a moment until it asks for the lock.
MOST_SHARED = 0.7


def timed(command, folder):
    """A run, with when it began and ended."""
    began = time.monotonic()
    ran = run(command, folder)
    return ran, (began, time.monotonic())


def at_once(fits, times):
    """Fits that were at work at the same time and both wrote: only their starts may have met."""
    written = sorted(span for fit, span in zip(fits, times) if fit.code == 0)
    for one, other in zip(written, written[1:]):
        shared = min(one[1], other[1]) - other[0]
        if shared > MOST_SHARED * min(one[1] - one[0], other[1] - other[0]):
            return [f"two fits wrote that were at work at once for {shared:.2f} s"]
    return []


class Overlap(Campaign):
    name = "overlap"
    is_parallel = False

    def prepare(self):
        """Fits each seed alone: what then lies there is all that may ever be read."""
        self.models, self.forecasts = {}, {}
        with Workplace(DATA) as place:
            for seed in SEEDS:
                finished(run([self.program, *FIT.split(), str(seed)], place.folder), FIT)
                finished(run([self.program, *PREDICT.split()], place.folder), PREDICT)
                self.models[(place.folder / MODEL).read_bytes()] = seed
                self.forecasts[(place.folder / FORECAST).read_bytes()] = seed
        self.place = Workplace({**DATA, MODEL: next(iter(self.models)), FORECAST: next(iter(self.forecasts))})
        self.counts = {"alone": 0, "busy": 0, "reads": 0, "slowest": 0.0}

    def cases(self):
        return range(self.of_size(1000, 8))

    def run(self, case):
        folder, random = self.place.folder, self.random(case)
        before = (folder / MODEL).read_bytes()
        seeds = random.sample(SEEDS, 4)
        commands = [[*FIT.split(), str(seed)] for seed in seeds] + [PREDICT.split()] * 2
        commands += [["predict"], ["info", MODEL, "--json"]]
        order = random.sample(range(8), 8)
        reader = subprocess.Popen([sys.executable, "-B", Path(__file__).resolve().parent / "reader.py",
                                   folder, MODEL, FORECAST], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        reader.stdin.write(json.dumps([[content.hex() for content in known]
                                       for known in (self.models, self.forecasts)]).encode() + b"\n")
        reader.stdin.flush()
        with ThreadPoolExecutor(8) as pool:
            started = {number: pool.submit(timed, [self.program, *commands[number]], folder) for number in order}
        ran, times = zip(*[started[number].result() for number in range(8)])
        said, _ = reader.communicate()
        reads, torn = json.loads(said)
        self.counts["reads"] += reads
        return torn + self.judged(before, seeds, ran, folder) + at_once(ran[:4], times[:4])

    def judged(self, before, seeds, ran, folder):
        """Whether the fits that ended with 0 took turns, and everybody else was told or served."""
        findings = []
        fits, forecasts, printed, told = ran[:4], ran[4:6], ran[6], ran[7]
        written = [seed for seed, fit in zip(seeds, fits) if fit.code == 0]
        for one in fits + forecasts:
            if one.code == 75:
                self.counts["busy"] += 1
                self.counts["slowest"] = max(self.counts["slowest"], one.seconds)
                findings += [f"busy only after {one.seconds:.1f} s"] if one.seconds > PROMPT else []
            elif one.code != 0 or one.errors:
                findings.append(f"ended with {one}")
        self.counts["alone"] += len(written) == 1
        if not written or not any(one.code == 0 for one in forecasts):
            findings.append("nobody got the lock")
        now = self.models.get((folder / MODEL).read_bytes())
        if now not in written:
            findings.append(f"TORN: the model is that of seed {now}, and {written} were written")
        findings += self.generation(before, written, now, folder)
        if self.forecasts.get((folder / FORECAST).read_bytes()) is None:
            findings.append("TORN forecast")
        if printed.code != 0 or printed.output.encode() not in self.forecasts:
            findings.append(f"a reader was not served: {printed}")
        if told.code != 0 or told.errors:
            findings.append(f"info was not served: {told}")
        left = [path.name for path in folder.iterdir() if path.suffix == ".tmp"]
        return findings + ([f"left {left}"] if left else [])

    def generation(self, before, written, now, folder):
        """The model before is that of the writer before: two at once would have lost one."""
        path = folder / (MODEL + ".prev")
        previous = path.read_bytes() if path.exists() else None
        others = [seed for seed in written if seed != now]
        if not others:
            return [] if previous == before else ["the model before is not the one before"]
        return [] if self.models.get(previous) in others else [f"two wrote at once: {written}, the model before "
                                                               f"is of {self.models.get(previous)}"]

    def summary(self):
        self.place.__exit__()
        counts = self.counts
        return (f"{counts['reads']} reads, none torn; one writer alone in {counts['alone']} rounds, "
                f"{counts['busy']} told to wait, the slowest after {counts['slowest']:.2f} s")
