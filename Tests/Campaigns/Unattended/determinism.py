"""One digest for each data set: whatever the threads, the time zone, the language and the clock."""

import hashlib
import shutil

from building import ROOT, tell
from campaign import Campaign
from places import SEASON, Workplace, environment, monthly, run
from scenarios import MODEL

THREADS, REPEATS = (1, 2, 3, 4, 8, 16), 5
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia",
         "America/St_Johns", "nowhere")
LANGUAGES = ("C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8")
CLOCKS = ("-1y", "+1y")
FIT = "--method auto --epochs 3 --members 3 --hidden 8"


def panel(stores=3, rows=60):
    lines = [f"{'nsw'[store]},{2000 + i // 12}-{i % 12 + 1:02d},{(store + 1) * (50 + i + SEASON[i % 12]):.2f}"
             for store in range(stores) for i in range(rows)]
    return ("store,month,sales\n" + "\n".join(lines) + "\n").encode()


def hourly(rows=400):
    lines = [f"2024-03-{20 + i // 24:02d}T{i % 24:02d}:00:00,{100 + SEASON[i % 24 // 2]}"
             for i in range(min(rows, 24 * 12))]
    return ("time,load\n" + "\n".join(lines) + "\n").encode()


def gappy(rows=72):
    lines = monthly(rows).decode().splitlines()
    return ("\n".join(line.split(",")[0] + "," if i % 13 == 5 else line for i, line in enumerate(lines))
            + "\n").encode()


def indexed(rows=90):
    return ("y\n" + "".join(f"{100 + i + SEASON[i % 12]}\n" for i in range(rows))).encode()


class Determinism(Campaign):
    name = "determinism"
    quick_cases = 24

    def prepare(self):
        self.data = {"monthly": (monthly(), ""), "panel": (panel(), ""), "hourly": (hourly(), ""),
                     "gappy": (gappy(), ""), "indexed": (indexed(), "--time none"),
                     "quick": (monthly(), "--cell gru --bidirectional --dropout 0.2")}
        for name in ("air-passengers", "sunspots-monthly"):
            self.data[name] = ((ROOT / "datasets" / f"{name}.csv").read_bytes(), "")
        visits = (ROOT / "datasets" / "store-visits-hourly.csv").read_bytes()
        self.data["store-visits"] = (visits, "--horizon 6 --target visits")
        self.digests = {}
        self.faketime = shutil.which("faketime")
        if not self.faketime:
            tell("determinism: faketime is not here, the clock is left as it is")

    def cases(self):
        around = [("zone", zone) for zone in ZONES] + [("language", language) for language in LANGUAGES]
        around += [("clock", clock) for clock in CLOCKS if self.faketime]
        repeats = self.of_size(REPEATS, 1, tenth=1)
        each = [("threads", count) for count in THREADS] * repeats
        if self.size == "tenth":
            each += self.random("around").sample(around, 4)
        elif self.size == "full":
            each += around
        cases = [(name, *what) for name in self.data for what in each]
        if self.size != "quick":
            return cases
        return [("panel", *what) for what in each + self.random("around").sample(around, 4)]

    def run(self, case):
        name, kind, value = case
        digest = self.digest(name, kind, value)
        expected = self.digests.setdefault(name, digest)
        if isinstance(digest, str) and digest.startswith("ended"):
            return [digest]
        return [] if digest == expected else [f"DIFFERENT bytes than before: {digest} and {expected}"]

    def digest(self, name, kind, value):
        data, options = self.data[name]
        around = {"zone": {"TZ": value}, "language": {"LANG": value, "LC_ALL": value}}
        env = environment(**around.get(kind, {}))
        start = [self.faketime, "-f", value] if kind == "clock" else []
        threads = ["--threads", str(value)] if kind == "threads" else []
        with Workplace({"data.csv": data}) as place:
            words = [*start, self.program, "fit", "data.csv", *FIT.split(), *options.split(), *threads]
            fitted = run(words, place.folder, env=env)
            predicted = run([*start, self.program, "predict"], place.folder, env=env)
            if fitted.code or predicted.code:
                return f"ended with {fitted}, {predicted}"
            model = (place.folder / MODEL).read_bytes()
        return hashlib.sha256(model + predicted.output.encode()).hexdigest()[:16]

    def summary(self):
        return f"{len(self.digests)} data sets, one digest each"
