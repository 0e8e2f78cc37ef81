#!/usr/bin/env python3
"""Prints what statsforecast 2.1.1 says for the series of the exponential smoothing tests."""

import csv
from pathlib import Path

import numpy as np
from statsforecast.models import (
    AutoETS, Holt, HoltWinters, SimpleExponentialSmoothingOptimized)

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
with open(DATASETS / "air-passengers.csv", newline="") as file:
    air = np.array([float(row["passengers"]) for row in csv.DictReader(file)])
t = np.arange(48)
quarters = 100.0 + 2 * t + np.array([0, 10, -8, 4])[t % 4] + t * 7 % 5

for name, values, season in [("air", air, 12), ("quarters", quarters, 4)]:
    for model in [
            SimpleExponentialSmoothingOptimized(), Holt(),
            HoltWinters(season_length=season), HoltWinters(season_length=season, error_type="M"),
            AutoETS(season_length=season), AutoETS(season_length=1)]:
        model.fit(y=values)
        print(name, model, model.model_.get("method"), model.model_.get("aicc"),
              [float(value) for value in model.predict(h=4)["mean"]])
