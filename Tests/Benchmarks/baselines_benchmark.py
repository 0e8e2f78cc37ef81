#!/usr/bin/env python3
"""Sets the free rules beside statsforecast's models: the same series, the same run, one thread each.

`make bench-baselines` builds what it needs and starts it; README.md beside it says how to read the table.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build-release" / "release" / "baseline-benchmark"

# name: file, season length, horizon, rows that are kept back at the end of each series
SETS = {
    "m3-monthly": ("m3/monthly_train.csv", 12, 18, 0),
    "m3-yearly": ("m3/yearly_train.csv", 1, 6, 0),
    "m1-monthly": ("m1/monthly_train.csv", 12, 18, 0),
    "m4-weekly": ("m4/weekly_train.csv", 1, 13, 0),
    "m4-hourly": ("m4/hourly_train.csv", 24, 48, 0),
    "nn5": ("nn5/nn5_all.csv", 7, 56, 56),
}


class Single:
    """One of statsforecast's models; remembers the form that it chose, where it has forms."""

    def __init__(self, make):
        self.make = make

    def forecast(self, values, horizon):
        model = self.make()
        model.fit(y=values)
        fitted = getattr(model, "model_", None)
        form = fitted.get("method", "") if isinstance(fitted, dict) else ""
        return model.predict(h=horizon)["mean"], form


class Best:
    """The one of several that has the least AICc."""

    def __init__(self, *makes):
        self.makes = makes

    def forecast(self, values, horizon):
        best = None
        for make in self.makes:
            model = make()
            try:
                model.fit(y=values)
            except Exception:  # no multiplicative form where a value is not positive
                continue
            if best is None or model.model_["aicc"] < best.model_["aicc"]:
                best = model
        return best.predict(h=horizon)["mean"], best.model_["method"]


def peers(season):
    """statsforecast's model for each of our names; a name that our catalog lacks is skipped."""
    from statsforecast import models as theirs

    table = {
        "naive": Single(lambda: theirs.Naive()),
        "drift": Single(lambda: theirs.RandomWalkWithDrift()),
        "ses": Single(lambda: theirs.SimpleExponentialSmoothingOptimized()),
        "holt": Single(lambda: theirs.Holt(season_length=season)),
        "ets": Single(lambda: theirs.AutoETS(season_length=season, model="ZZZ")),
        "theta": Single(lambda: theirs.Theta(season_length=season)),
        "dynamic-optimized-theta": Single(
            lambda: theirs.DynamicOptimizedTheta(season_length=season)),
        "croston": Single(lambda: theirs.CrostonSBA()),
        "tsb": Single(lambda: theirs.TSB(alpha_d=0.1, alpha_p=0.1)),
    }
    if season > 1:
        table["seasonal-naive"] = Single(lambda: theirs.SeasonalNaive(season_length=season))
        table["holt-winters"] = Best(
            lambda: theirs.HoltWinters(season_length=season, error_type="A"),
            lambda: theirs.HoltWinters(season_length=season, error_type="M"))
        table["mstl"] = Single(lambda: theirs.MSTL(season_length=season))
    return table


def read(path, count, kept_back):
    """So many series of a file, evenly spread over it, gaps filled in a straight line."""
    import numpy as np

    series = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            series.setdefault(row["unique_id"], []).append(float(row["y"] or "nan"))
    names = list(series)
    if count and count < len(names):
        names = [names[index * len(names) // count] for index in range(count)]
    filled = {}
    for name in names:
        values = np.array(series[name][:len(series[name]) - kept_back])
        known = ~np.isnan(values)
        positions = np.arange(len(values))
        values[~known] = np.interp(positions[~known], positions[known], values[known])
        filled[name] = values
    return filled


def write(path, series):
    with open(path, "w") as file:
        file.write("id,step,value\n")
        for name, values in series.items():
            for step, value in enumerate(values):
                file.write(f"{name},{step + 1},{float(value)!r}\n")


def run_ours(program, path, name, season, horizon):
    """Forecasts and forms by id, and seconds of processor time; None where the rule is not there."""
    answer = subprocess.run(
        [program, path, name, str(season), str(horizon), "--forms"], capture_output=True, text=True)
    if answer.returncode == 64:
        return None
    if answer.returncode:
        sys.exit(answer.stderr.strip())
    forecasts, forms = {}, {}
    for row in csv.DictReader(answer.stdout.splitlines()):
        forecasts.setdefault(row["id"], []).append(float(row["forecast"]))
        forms[row["id"]] = row.get("form") or ""
    return forecasts, forms, float(answer.stderr.split()[-1])


def run_theirs(model, series, horizon):
    """Forecasts and forms by id, and seconds of processor time; without the series that it refuses."""
    forecasts, forms = {}, {}
    model.forecast(next(iter(series.values())), horizon)  # compiled and loaded before the clock runs
    begin = time.process_time()
    for name, values in series.items():
        try:
            forecasts[name], forms[name] = model.forecast(values, horizon)
        except Exception as error:
            print(f"statsforecast refuses {name}: {error}", file=sys.stderr)
    return forecasts, forms, time.process_time() - begin


def differences(ours, theirs):
    """The mean |ours − theirs| over the mean |theirs|, by id."""
    import numpy as np

    result = {}
    for name, peer in theirs.items():
        peer = np.asarray(peer, float)
        size = np.mean(np.abs(peer)) or 1.0
        result[name] = float(np.mean(np.abs(np.array(ours[name]) - peer)) / size)
    return result


def line(title, model, found, seconds=None):
    import numpy as np

    values = np.array(list(found.values())) if found else np.array([np.nan])
    cells = [title, model, str(len(found)), f"{100 * np.median(values):.4f} %",
             f"{100 * np.mean(values < 0.01):.1f} %"]
    cells += [f"{seconds[0]:.3f}", f"{seconds[1]:.3f}", f"{seconds[1] / max(seconds[0], 1e-6):.1f}"] \
        if seconds else ["", "", ""]
    print("| " + " | ".join(cells) + " |", flush=True)


def compare(title, options, names):
    file, season, horizon, kept_back = SETS[title]
    path = Path(options.data) / file
    if not path.exists():
        print(f"skipped: {file} is not in {options.data}", file=sys.stderr)
        return
    series = read(path, options.series, kept_back)
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "series.csv")
        write(data, series)
        for name, model in peers(season).items():
            if names and name not in names:
                continue
            ours = run_ours(options.program, data, name, season, horizon)
            if ours is None:
                continue
            theirs = run_theirs(model, series, horizon)
            found = differences(ours[0], theirs[0])
            line(title, name, found, (ours[2], theirs[2]))
            same = {key: value for key, value in found.items()
                    if theirs[1][key] and theirs[1][key] == ours[1][key]}
            if same:
                line(title, f"{name}, same form ({100 * len(same) / len(found):.1f} %)", same)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shared = os.environ.get("FORECAST_SHARED")
    parser.add_argument("--data", default=shared and os.path.join(shared, "data"),
                        help="the folder with the sets (default: data in FORECAST_SHARED)")
    parser.add_argument("--sets", default=",".join(SETS), help="which sets (default: all)")
    parser.add_argument("--models", default="", help="which rules, by our names (default: all)")
    parser.add_argument("--series", default=40, metavar="N",
                        type=lambda word: 0 if word == "all" else int(word),
                        help="how many series of a set, or all (default: 40)")
    parser.add_argument("--program", default=str(PROGRAM), help="baseline-benchmark, as built")
    options = parser.parse_args()
    try:
        import statsforecast
    except ImportError:
        print("skipped: statsforecast is not installed (pip install statsforecast)")
        return
    if not options.data:
        print("skipped: FORECAST_SHARED does not name the folder with the data sets")
        return
    warnings.simplefilter("ignore")
    print(f"statsforecast {statsforecast.__version__}, processor seconds, one thread each\n")
    print("| set | model | series | median difference | under 1 % | ours, s | theirs, s | ratio |")
    print("|---|---|---|---|---|---|---|---|")
    for title in options.sets.split(","):
        compare(title, options, [name for name in options.models.split(",") if name])


if __name__ == "__main__":
    main()
