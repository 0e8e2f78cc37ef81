"""Ten well-known single series, each in the form in which people have it."""

import csv
import io
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from datasets import DataSet, Trial


@dataclass(frozen=True)
class Classic(DataSet):
    """A file with one series; its last rows are the test part."""

    target: str = ""
    newest_first: bool = False
    says_target: bool = False
    """Whether the file has further numeric columns, so that --target has to be given."""

    @property
    def options(self):
        return ("--target", self.target) if self.says_target else ()

    def trial(self, protocol, shared, folder, only: Optional[int] = None, seed=0):
        return ClassicTrial(self, protocol, shared, folder)


def classic(name, title, horizon, season, target, **more):
    return Classic(name, title, f"classics/{name}.csv", horizon, season, target=target, **more)


CLASSICS = [
    classic("air_passengers", "Air passengers", 24, 12, "#Passengers"),
    classic("sunspots_monthly", "Sunspots, monthly", 36, 12, "Sunspots"),
    classic("milk_monthly", "Milk, monthly", 24, 12, "Pounds per cow"),
    classic("wineind_monthly", "Wine, monthly", 24, 12, "Y"),
    classic("ausbeer_quarterly", "Beer, quarterly", 8, 4, "Y"),
    classic("us_gasoline_weekly", "Gasoline, weekly", 52, 52, "Gasoline", newest_first=True),
    classic("taylor_half_hourly", "Electricity, half-hourly", 336, 336, "Y"),
    classic("gas_furnace_co2", "Gas furnace", 24, 1, "CO2%", says_target=True),
    classic("melbourne_min_temperature_daily", "Melbourne minima, daily", 28, 1, "Temp"),
    classic("births_daily", "Births, daily", 28, 7, "Births"),
]


class ClassicTrial(Trial):
    """The program gets the file's own lines, less the last; the rules get them in long form."""

    # A forecast file of one series has no id, and the rules then call the series 1.
    columns = Namespace(id="none", time="ds")

    def __init__(self, one, protocol, shared, folder):
        self.set, self.protocol = one, protocol
        self.folder = Path(folder) / protocol / one.name
        self.folder.mkdir(parents=True, exist_ok=True)
        text = (Path(shared) / "data" / one.train).read_text(encoding="utf-8-sig")
        head, *lines = [line for line in text.splitlines() if line.strip()]
        lines = lines[::-1] if one.newest_first else lines
        if protocol == "validation":
            lines = lines[:-one.horizon]
        known, last = lines[:-one.horizon], lines[-one.horizon:]
        self.data = self.folder / f"{one.name}.csv"
        ordered = known[::-1] if one.newest_first else known
        self.data.write_text("\n".join([head, *ordered]) + "\n", encoding="utf-8")
        self.train, self.test = self.folder / "train.csv", self.folder / "test.csv"
        self.write_long(self.train, head, known, 1)
        self.write_long(self.test, head, last, len(known) + 1)
        self.finish(shared)

    def write_long(self, path, head, lines, first):
        rows = csv.DictReader(io.StringIO("\n".join([head, *lines])))
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["unique_id", "ds", "y"])
            for place, row in enumerate(rows):
                writer.writerow(["1", first + place, row[self.set.target]])
