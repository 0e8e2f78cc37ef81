"""How many series are served something worse than their own seasonal naive."""

import numpy as np

from reference import MODELS
from scores import bootstrap
from tables import number, percent, table

OPTION = "--no-gate"


def gate(campaign):
    rows = []
    there = campaign.program.has(OPTION)
    for one in campaign.sets:
        naive = campaign.scores(one, "snaive")
        rows.append(row_of(one, "forecast", campaign.scores(one, "forecast"), naive))
        if there:
            run = campaign.run(one, [OPTION], "without gate")
            rows.append(row_of(one, f"forecast {OPTION}", run and campaign.scored(one, run), naive))
        rows.append(row_of(one, MODELS[0], campaign.scores(one, MODELS[0]), naive))
    head = ["set", "forecast", "worse than seasonal naive", "95 % interval", "worse by half or more",
            "equal", "geometric mean of MASE over seasonal naive's"]
    lines = ["## Series worse than seasonal naive", "", *table(head, [row for row in rows if row])]
    if not there:
        lines += ["", f"This program has no `{OPTION}`, so there is no run without the gate."]
    return lines


def row_of(one, name, scores, naive):
    if not scores:
        return None
    theirs = naive.mase[naive.at(scores.keys)]
    known = ~(np.isnan(scores.mase) | np.isnan(theirs))
    ours, theirs = scores.mase[known], theirs[known]
    worse = ours > theirs * (1 + 1e-9)
    low, high = bootstrap(lambda some: worse[some].mean(), len(worse))
    return [one.title, name, percent(worse.mean()), f"{percent(low)} … {percent(high)}",
            percent((ours > 1.5 * theirs).mean()), percent(np.isclose(ours, theirs, rtol=1e-9).mean()),
            number(geometric(ours, theirs))]


def geometric(ours, theirs):
    """Of the ratios, series by series; below 0.01 a MASE counts as 0.01, so that 0 has a logarithm."""
    return float(np.exp(np.mean(np.log(np.maximum(ours, 0.01) / np.maximum(theirs, 0.01)))))
