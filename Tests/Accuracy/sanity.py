"""For a quick check on a few series: does everything work, and is nothing absurd?"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from scores import LEVELS, mean

LIMIT = 1.1


def check(campaign):
    """Puts what is wrong among the things that did not run."""
    for one in campaign.sets:
        ours, naive = campaign.scores(one, "forecast"), campaign.scores(one, "snaive")
        if not ours or not ours.keys:
            continue
        found = {"sMAPE": mean(ours.smape), "MASE": mean(ours.mase), "wQL": ours.wql}
        for level in LEVELS:
            found[f"{level} % coverage"] = mean(ours.coverage.get(level, []))
        for name, value in found.items():
            if not np.isfinite(value):
                campaign.failure(f"{one.title}: {name} is no number")
        compare(campaign, one, ours, found)
        ratio = found["MASE"] / mean(naive.mase)
        if ratio > LIMIT:
            campaign.failure(f"{one.title}: MASE is {ratio:.2f} of seasonal naive's, over {LIMIT}")


def compare(campaign, one, ours, found):
    """The shared tool, run by itself on the same files, has to come to the same figures."""
    trial = campaign.trial(one)
    command = [sys.executable, "-B", str(Path(campaign.options.shared) / "tools" / "score_forecasts.py"),
               "--train", str(trial.train), "--test", str(trial.test), "--season", str(one.season),
               "--forecast", str(ours.forecasts.path), "--levels", ",".join(LEVELS), "--json"]
    if one.fill_median:
        command += ["--fill-median", str(one.fill_median)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    if said.returncode != 0:
        campaign.failure(f"{one.title}: score_forecasts.py left with {said.returncode}")
        return
    theirs = json.loads(said.stdout)
    pairs = {"sMAPE": theirs["scores"]["forecast"]["smape"], "MASE": theirs["scores"]["forecast"]["mase"]}
    pairs.update({f"{level} % coverage": theirs["intervals"][level]["coverage"] for level in LEVELS})
    for name, value in pairs.items():
        if not np.isclose(found[name], value, rtol=1e-12):
            campaign.failure(f"{one.title}: {name} is {found[name]:.6f} here and {value:.6f} there")
