"""The error by how far ahead, in six parts of the horizon."""

import numpy as np

from reference import MODELS
from scores import mean
from tables import number, table

PARTS = 6
NAMES = ("forecast", *MODELS, "snaive")


def horizon(campaign):
    rows = []
    for one in campaign.sets:
        parts = np.array_split(np.arange(one.horizon), PARTS)
        rows.append([f"**{one.title}**", "steps"]
                    + [str(p[0] + 1) if len(p) == 1 else f"{p[0] + 1}–{p[-1] + 1}" for p in parts])
        for name in NAMES:
            scores = campaign.scores(one, name)
            if scores:
                rows.append([one.title, "seasonal naive" if name == "snaive" else name]
                            + [number(mean(scores.steps[:, part])) for part in parts])
    head = ["set", "forecast", "first sixth", "second", "third", "fourth", "fifth", "last sixth"]
    return ["## Error by horizon", "", "Mean absolute error over MASE's scale, of the steps named.", "",
            *table(head, rows)]
