"""A row, a run of the job, again and again, now and then a new fit, and somebody who reads all the time.

Memory of a run, files, and space stay what they are, and no reader sees half a forecast.
"""

import subprocess
import sys
import time
from pathlib import Path

from campaign import Campaign
from places import SEASON, Workplace, environment
from scenarios import FORECAST, MODEL, QUICK

CYCLE = f"cron load.csv --time hour --target load --horizon 12 --refit-every 150 -o {FORECAST} {QUICK}"
LEDGER = "model.ledger.csv"
# Rows at which the file begins anew, as a log that is rotated.
MOST_ROWS, FEWEST_ROWS = 700, 200
BATCH = 100
# Of a run's largest memory, between the first runs and the last: pages are counted, and a few may differ.
GROWTH = 1.05


class Soak(Campaign):
    name = "soak"
    is_parallel = False

    def prepare(self):
        self.place = Workplace()
        self.rows, self.number = [], 0
        self.append(FEWEST_ROWS)
        self.rotate()
        self.said = self.place.folder.parent / (self.place.folder.name + ".said")
        starter = Path(__file__).resolve().parent / "starter.py"
        self.starter = subprocess.Popen([sys.executable, "-I", "-S", starter, self.said], text=True,
                                        cwd=self.place.folder, env=environment(), stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.memory, self.space, self.reads, self.fits, self.seconds = [], [], 0, 0, 0.0

    def cases(self):
        """Each a hundred cycles."""
        count = self.of_size(100_000, 100) // BATCH
        return range(count)

    def append(self, count):
        added = [f"{self.number + i + 1},{100 + SEASON[(self.number + i) % 12] + (self.number + i) % 7}\n"
                 for i in range(count)]
        self.number += count
        self.rows = (self.rows + added)[-FEWEST_ROWS:]
        return added

    def rotate(self):
        """The last rows only, whole at any moment."""
        half = self.place.folder / "load.half"
        half.write_text("hour,load\n" + "".join(self.rows))
        half.rename(self.place.folder / "load.csv")
        self.length = len(self.rows)

    def one(self, words):
        """Runs the program; returns its code, what it said, and its largest memory in KiB."""
        began = time.monotonic()
        self.starter.stdin.write(f"{self.program} {words}\n")
        self.starter.stdin.flush()
        code, memory, length = map(int, self.starter.stdout.readline().split())
        self.seconds += time.monotonic() - began
        return code, self.said.read_text(errors="replace")[:300] if length else "", memory

    def run(self, case):
        folder, findings = self.place.folder, []
        reader = None
        for cycle in range(case * BATCH, (case + 1) * BATCH):
            if self.length >= MOST_ROWS:
                self.rotate()
            added = self.append(1)
            with open(folder / "load.csv", "a", encoding="utf-8") as file:
                file.write("".join(added))
            self.length += 1
            before = (folder / MODEL).stat().st_mtime_ns if (folder / MODEL).exists() else 0
            code, said, memory = self.one(CYCLE)
            if code or said:
                findings.append(f"cycle {cycle}: ended with {code}, {said!r}")
            if (folder / MODEL).exists() and (folder / MODEL).stat().st_mtime_ns != before:
                self.fits += 1
            else:
                self.memory.append(memory)
            findings += self.ends(cycle)
            reader = reader or self.scraper()
            if len(findings) > 5:
                break
        said, _ = reader.communicate(b"")
        count, _, torn = said.decode().strip().partition(" ")
        self.reads += int(count or 0)
        findings += [f"TORN read: {torn}"] if torn else []
        names = sorted(path.name for path in folder.iterdir())
        self.space.append(sum(path.stat().st_size for path in folder.iterdir()))
        expected = {"load.csv", FORECAST, FORECAST + ".lock", MODEL, MODEL + ".lock", MODEL + ".prev", LEDGER}
        findings += [f"left {name}" for name in names if name not in expected]
        return findings + self.growth()

    def scraper(self):
        """Reads the forecast until it is told to end; each must be whole."""
        program = Path(__file__).resolve().parent / "scraper.py"
        return subprocess.Popen([sys.executable, "-B", program, self.place.folder / FORECAST],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ends(self, cycle):
        """The forecast follows the row that was just added."""
        lines = (self.place.folder / FORECAST).read_text().splitlines()
        first = lines[1].split(",")[0] if len(lines) > 1 else "nothing"
        wanted = str(self.number + 1)
        return [] if first == wanted else [f"cycle {cycle}: it begins with {first}, not with {wanted}"]

    def growth(self):
        """Whether the last runs take more memory, or more space, than the first ones."""
        if len(self.memory) < 2 * BATCH:
            return []
        first, last = (sorted(part)[len(part) // 2] for part in (self.memory[:BATCH], self.memory[-BATCH:]))
        findings = [f"a run took {first} KiB, and now {last} KiB"] if last > GROWTH * first else []
        # The data grow until they are rotated, and the file with them.
        if self.space[-1] > max(self.space[:10]) + 40 * MOST_ROWS:
            findings.append(f"the folder took {self.space[0]} bytes, and now {self.space[-1]}")
        return findings

    def summary(self):
        self.starter.communicate()
        self.said.unlink(missing_ok=True)
        self.place.__exit__()
        if not self.memory:
            return ""
        pace = 1000 * self.seconds / len(self.memory)
        return (f"{len(self.memory)} forecasts and {self.fits} fits, {pace:.0f} ms each, memory {min(self.memory)} to "
                f"{max(self.memory)} KiB, space {min(self.space)} to {max(self.space)} bytes; "
                f"{self.reads} reads")
