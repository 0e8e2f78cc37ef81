"""SIGKILL at random times, of a fit, a forecast and a job in turn: nothing torn, no lock that stays."""

import subprocess
import time

from campaign import Campaign
from places import Workplace, environment
from promises import next_run, torn
from scenarios import stage


class KillTimes(Campaign):
    name = "kill-times"

    def prepare(self):
        self.staged = stage(self.program, "fit-over", "predict-over", "cron-refit")
        self.lengths = [self.length(staged) for staged in self.staged]
        self.counts = {"killed": 0, "ended": 0}

    def length(self, staged):
        """How long a run takes: the middle of a few."""
        return sorted(self.killed(staged, None)[1] for _ in range(5))[2]

    def killed(self, staged, seconds):
        """Kills a run after some seconds; returns its code, how long it took, and what is wrong."""
        with Workplace(staged.before) as place:
            began = time.monotonic()
            process = subprocess.Popen(staged.words, cwd=place.folder, env=environment(),
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if seconds is not None:
                time.sleep(seconds)
                process.kill()
            code = process.wait(timeout=60)
            length = time.monotonic() - began
            findings = [] if code in (0, -9) else [f"ended with {code}"]
            findings += torn(staged, place.files(), is_ended=code == 0)
            return code, length, findings + next_run(staged, place)

    def cases(self):
        return range(self.of_size(10_000, 100))

    def run(self, case):
        which = case % len(self.staged)
        seconds = self.random(case).uniform(0, 1.1 * self.lengths[which])
        code, _, findings = self.killed(self.staged[which], seconds)
        self.counts["ended" if code == 0 else "killed"] += 1
        return findings

    def summary(self):
        return f"{self.counts['killed']} killed, {self.counts['ended']} had ended before"
