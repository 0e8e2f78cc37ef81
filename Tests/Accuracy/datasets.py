"""The six sets, and the training and test file that a protocol makes of each."""

import hashlib
import sys
from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class DataSet:
    """A public panel, how it is scored, and what has to be reached on it."""

    name: str
    title: str
    train: str
    horizon: int
    season: int
    test: Optional[str] = None
    step: Optional[str] = None
    """For a file whose `ds` is a counter: what the counter counts."""
    fill_median: Optional[int] = None
    floor: dict = field(default_factory=dict)
    goal: dict = field(default_factory=dict)
    """Limits of figures, all from above: {"owa": 0.48}."""
    options = ()
    """Of `forecast fit`, beside the horizon and the step."""

    def trial(self, protocol, shared, folder, only=None, seed=0):
        return Trial(self, protocol, shared, folder, only, seed)


SETS = [
    DataSet("m4-hourly", "M4 Hourly", "m4/hourly_train.csv", 48, 24, "m4/hourly_test.csv", "hour",
            floor={"owa": 0.48, "smape": 11.0, "mase": 0.86}, goal={"owa": 0.410, "smape": 8.9}),
    DataSet("m4-weekly", "M4 Weekly", "m4/weekly_train.csv", 13, 1, "m4/weekly_test.csv", "week",
            floor={"owa": 0.78}, goal={"owa": 0.739, "mase": 2.0}),
    DataSet("m3-monthly", "M3 Monthly", "m3/monthly_train.csv", 18, 12, "m3/monthly_test.csv",
            floor={"smape": 13.5, "mase": 0.845}, goal={"smape": 13.1, "mase": 0.82}),
    DataSet("m3-yearly", "M3 Yearly", "m3/yearly_train.csv", 6, 1, "m3/yearly_test.csv",
            floor={"smape": 16.5, "mase": 2.80}, goal={"smape": 15.6, "mase": 2.60}),
    DataSet("m1-monthly", "M1 Monthly", "m1/monthly_train.csv", 18, 12, "m1/monthly_test.csv"),
    DataSet("nn5", "NN5", "nn5/nn5_all.csv", 56, 7, None, "day", fill_median=7,
            floor={"smape": 22.0}, goal={"smape": 20.5}),
]
NAMES = [one.name for one in SETS]


def scorer(shared):
    """The module of the shared scoring rules, so that they are written down once."""
    folder = str(Path(shared) / "tools")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    import score_forecasts
    return score_forecasts


def read_text(path):
    """A CSV as text, so that what is written again has the same digits."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False)


def split(rows, horizon):
    """All but the last `horizon` rows of each series, and those rows."""
    left = rows.groupby("unique_id", sort=False).cumcount(ascending=False)
    return rows[left >= horizon], rows[left < horizon]


class Trial:
    """A set under a protocol: its files on disk, and its series in memory.

    Under `validation` the test file is not even opened: the last rows of the training file take its
    place. A trial can be cut to some series, drawn by seed.
    """

    columns = Namespace(id="unique_id", time="ds")
    """Of the program's forecast."""

    def __init__(self, data_set, protocol, shared, folder, only=None, seed=0):
        self.set, self.protocol = data_set, protocol
        self.folder = Path(folder) / protocol / data_set.name
        self.folder.mkdir(parents=True, exist_ok=True)
        data = Path(shared) / "data"
        rows = read_text(data / data_set.train)
        if data_set.test is None:
            known, last = split(rows, data_set.horizon)
        else:
            known, last = rows, None
        if protocol == "validation":
            known, last = split(known, data_set.horizon)
        elif data_set.test is not None:
            last = read_text(data / data_set.test)
        if only is not None:
            drawn = draw(known["unique_id"].unique(), only, seed)
            known, last = (part[part["unique_id"].isin(drawn)] for part in (known, last))
        self.train = self.data = self.folder / "train.csv"
        """The series as the rules read them, and as the program gets them: here the same file."""
        self.test = self.folder / "test.csv"
        known.to_csv(self.train, index=False)
        last.to_csv(self.test, index=False)
        # A file of its own for each series: the header and its lines.
        self.rows = {key: part.to_csv(index=False)
                     for key, part in known.groupby("unique_id", sort=False)}
        self.finish(shared)

    def finish(self, shared):
        """Reads both files again by the shared rules, so that scores are formed from what was written."""
        data_set = self.set
        self.digest = digest(self.train, self.test)
        self.arguments = Namespace(
            train=str(self.train), test=str(self.test), holdout=None,
            fill_median=data_set.fill_median, id="unique_id", time="ds", target="y")
        rules = scorer(shared)
        self.known, self.actuals = rules.load(self.arguments)
        self.unfilled = None
        if data_set.fill_median:
            raw = Namespace(**{**vars(self.arguments), "fill_median": None})
            self.unfilled = rules.load(raw)

    @property
    def ids(self):
        return list(self.actuals)


def digest(*paths):
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def draw(ids, count, seed):
    """Some of the ids, the same for the same seed."""
    chosen = np.random.default_rng(seed).permutation(len(ids))[:count]
    return [ids[index] for index in sorted(chosen)]
