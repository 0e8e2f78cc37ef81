"""Ten classics beside statsforecast and seasonal naive."""

from classics import CLASSICS
from gate_table import geometric
from reference import MODELS
from scores import mean
from tables import number, percent, table

import numpy as np

NAMES = ("forecast", *MODELS, "snaive")


def classics(campaign):
    rows, together = [], {name: [] for name in NAMES}
    for one in CLASSICS:
        scores = {name: campaign.scores(one, name) for name in NAMES}
        for name in NAMES:
            together[name].append(scores[name].mase[0] if scores[name] else np.nan)
        ours, run = scores["forecast"], campaign.run(one)
        held = [percent(mean(ours.coverage[level]), 0) if ours and level in ours.coverage else "–"
                for level in ("80", "95")]
        rows.append([one.title, str(one.horizon), *(number(together[name][-1]) for name in NAMES), *held,
                     number(run[1].wall, 1) if run else "–"])
    ours = np.array(together["forecast"])
    ratios = []
    for name in NAMES[1:]:
        theirs = np.array(together[name])
        known = ~(np.isnan(ours) | np.isnan(theirs))
        ratios.append(number(geometric(ours[known], theirs[known])) if known.any() else "–")
    rows.append(["**forecast over it, geometric mean**", "", "", *ratios, "", "", ""])
    head = ["series", "horizon", "forecast", *MODELS, "seasonal naive", "80 % held", "95 % held", "wall s"]
    return ["## Ten classics", "", "MASE of one forecast each, so a difference of a tenth is chance.", "",
            *table(head, rows)]
