"""Eight processes at once on one model and one forecast, and readers of both: one writer, nothing torn."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from campaign import Campaign
from places import Ran, Workplace, environment, run
from scenarios import DATA, FORECAST, MODEL, finished

NETWORK = "--method lstm --members 1 --hidden 8 --threads 1"
# Some tenths of a second, so that all eight meet; and one that waits for its data until it is given them.
FITS = {"raced": f"fit sales.csv {NETWORK} --epochs 120", "held": f"fit - {NETWORK} --epochs 20"}
SEEDS = range(1, 6)
PREDICT = f"predict sales.csv -o {FORECAST}"
# Who is told to wait has not waited; a machine with more to do than processors gets some patience.
PROMPT = 5


def one_of(fits, folder):
    """Starts fits that wait for their data with the lock in hand: one of them does, the others are told."""
    began = time.monotonic()
    processes = [subprocess.Popen([str(word) for word in words], cwd=folder, env=environment(), text=True,
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                 for words in fits]
    seconds = {}
    while len(seconds) < len(fits) - 1 and time.monotonic() - began < PROMPT:
        for process in processes:
            if process.poll() is not None:
                seconds.setdefault(process, time.monotonic() - began)
        time.sleep(0.002)
    waiting = len(fits) - len(seconds)
    ran = []
    for process in processes:
        output, errors = process.communicate(DATA["sales.csv"].decode() if process not in seconds else None)
        ran.append(Ran(process.returncode, output, errors, seconds.get(process, 0)))
    return ran, [] if waiting == 1 else [f"{waiting} fits hold the lock at once"]


class Overlap(Campaign):
    name = "overlap"
    is_parallel = False

    def prepare(self):
        """Fits each seed alone: what then lies there is all that may ever be read."""
        self.models, self.forecasts = {}, {}
        with Workplace(DATA) as place:
            for kind, words in FITS.items():
                for seed in SEEDS:
                    fit = [self.program, *words.split(), "--seed", str(seed)]
                    finished(run(fit, place.folder, input=DATA["sales.csv"]), words)
                    finished(run([self.program, *PREDICT.split()], place.folder), PREDICT)
                    self.models[(place.folder / MODEL).read_bytes()] = kind, seed
                    self.forecasts[(place.folder / FORECAST).read_bytes()] = kind, seed
        self.place = Workplace({**DATA, MODEL: next(iter(self.models)), FORECAST: next(iter(self.forecasts))})
        self.counts = {"alone": 0, "busy": 0, "reads": 0, "slowest": 0.0}

    def cases(self):
        return range(self.of_size(1000, 8))

    def run(self, case):
        folder, random = self.place.folder, self.random(case)
        before = (folder / MODEL).read_bytes()
        kind = ("held", "raced")[case % 2]
        written = [(kind, seed) for seed in random.sample(SEEDS, 4)]
        fits = [[self.program, *FITS[kind].split(), "--seed", str(seed)] for _, seed in written]
        others = [PREDICT.split()] * 2 + [["predict", "sales.csv"], ["info", MODEL, "--json"]]
        reader = subprocess.Popen([sys.executable, "-B", Path(__file__).resolve().parent / "reader.py",
                                   folder, MODEL, FORECAST], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        reader.stdin.write(json.dumps([[content.hex() for content in known]
                                       for known in (self.models, self.forecasts)]).encode() + b"\n")
        reader.stdin.flush()
        with ThreadPoolExecutor(8) as pool:
            told = [pool.submit(run, [self.program, *words], folder) for words in others]
            if kind == "held":
                ran, findings = one_of(fits, folder)
            else:
                ran, findings = list(pool.map(lambda words: run(words, folder), fits)), []
            ran += [one.result() for one in told]
        said, _ = reader.communicate()
        reads, torn = json.loads(said)
        self.counts["reads"] += reads
        return findings + torn + self.judged(before, written, ran, folder)

    def judged(self, before, kinds, ran, folder):
        """Whether the fits that ended with 0 took turns, and everybody else was told or served."""
        findings = []
        fits, forecasts, printed, told = ran[:4], ran[4:6], ran[6], ran[7]
        written = [kind for kind, fit in zip(kinds, fits) if fit.code == 0]
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
            findings.append(f"TORN: the model is that of {now}, and {written} were written")
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
        others = [kind for kind in written if kind != now]
        if not others:
            return [] if previous == before else ["the model before is not the one before"]
        which = self.models.get(previous)
        return [] if which in others else [f"two wrote at once: {written}, the model before is of {which}"]

    def summary(self):
        self.place.__exit__()
        counts = self.counts
        return (f"{counts['reads']} reads; one writer alone in {counts['alone']} rounds, "
                f"{counts['busy']} told to wait, the slowest after {counts['slowest']:.2f} s")
