"""For a quick check on a few series: does everything work, and is nothing absurd?"""

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
        ratio = found["MASE"] / mean(naive.mase)
        if ratio > LIMIT:
            campaign.failure(f"{one.title}: MASE is {ratio:.2f} of seasonal naive's, over {LIMIT}")
