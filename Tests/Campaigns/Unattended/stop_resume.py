"""Stops and kills at random moments, and the same command until it is done: the bytes of an unbroken run."""

import signal
import subprocess
import time

from campaign import Campaign
from places import Workplace, environment, run
from promises import is_temporary
from scenarios import CHECKPOINT, DATA, MODEL, finished

OUTPUTS = (MODEL, "metrics.csv", "history.csv")
NETWORK = "--method lstm --members 2 --hidden 8 --metrics metrics.csv --history history.csv"
# A kill has to find a checkpoint that time has written, and a second is the shortest for that.
FITS = {signal.SIGTERM: f"fit sales.csv {NETWORK} --epochs 600",
        signal.SIGKILL: f"fit sales.csv {NETWORK} --epochs 4000 --checkpoint-every 1s"}
MOST_STOPS = 3


class StopResume(Campaign):
    name = "stop-resume"

    def prepare(self):
        self.whole, self.lengths = {}, {}
        for number, words in FITS.items():
            with Workplace(DATA) as place:
                began = time.monotonic()
                finished(run([self.program, *words.split(), "--threads", "1"], place.folder), words)
                self.lengths[number] = time.monotonic() - began
                self.whole[number] = place.files()
        self.counts = {"SIGTERM": 0, "SIGKILL": 0, "resumed": 0, "longest": 0.0, "over": 0}

    def cases(self):
        """Each a chain of stops, the moments drawn by the case."""
        count = self.of_size(200, 4)
        return [(number.name, case) for case in range(count) for number in FITS]

    def run(self, case):
        number, random = signal.Signals[case[0]], self.random(*case)
        findings = []
        with Workplace(DATA) as place:
            for _ in range(random.randint(1, MOST_STOPS)):
                words = [str(self.program), *FITS[number].split(), "--threads", str(random.randint(1, 2))]
                # Nearer to the beginning the later it is: less is left to do.
                moment = random.uniform(0.02, 1.0 * self.lengths[number])
                had = (place.folder / CHECKPOINT).exists()
                code, said = self.stop(words, place.folder, number, moment)
                self.counts["resumed"] += (place.folder / CHECKPOINT).exists()
                if code == 0:
                    break
                findings += self.judged(number, code, said, had, place.files())
            last = run([self.program, *FITS[number].split()], place.folder)
            found = place.files()
        if last.code != 0 or last.output or last.errors:
            findings.append(f"the last run ended with {last}")
        for name in OUTPUTS:
            if found.get(name) != self.whole[number][name]:
                findings.append(f"DIFFERENT {name}")
        findings += [f"left {name}" for name in found if is_temporary(name) or name == CHECKPOINT]
        return findings

    def stop(self, words, folder, number, moment):
        process = subprocess.Popen(words, cwd=folder, env=environment(), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            process.send_signal(number)
            self.counts[number.name] += 1
        began = time.monotonic()
        _, said = process.communicate(timeout=60)
        if number == signal.SIGTERM:
            taken = time.monotonic() - began
            self.counts["longest"] = max(self.counts["longest"], taken)
            self.counts["over"] += taken > 1
        code = process.returncode
        return (code if code >= 0 else 128 - code), said

    def judged(self, number, code, said, had, found):
        """What is wrong with how a stopped run ended."""
        findings = [] if code == 128 + number else [f"{number.name}: ended with {code}, {said[:200]!r}"]
        for name in OUTPUTS:
            if found.get(name) not in (None, self.whole[number][name]):
                findings.append(f"TORN {name} after {number.name}")
        if number == signal.SIGTERM:
            findings += [f"left {name}" for name in found if is_temporary(name)]
            # Who has not got further than the checkpoint that he found leaves it as it is, without a word.
            told = "keeps what was trained" in said
            if (CHECKPOINT in found) != (told or had):
                findings.append(f"said {said!r}, and the checkpoint is "
                                f"{'there' if CHECKPOINT in found else 'not there'}")
        return findings

    def summary(self):
        counts = self.counts
        return (f"{counts['SIGTERM']} stops by SIGTERM, the longest {counts['longest']:.2f} s, "
                f"{counts['over']} above 1 s; {counts['SIGKILL']} by SIGKILL; "
                f"{counts['resumed']} left a checkpoint")
