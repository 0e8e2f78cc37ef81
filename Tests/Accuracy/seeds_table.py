"""How much of a figure is the seed's."""

import statistics

from scores import mean
from tables import number, table

SEEDS = range(5)


def seeds(campaign):
    lines = ["## Five seeds", ""]
    if not campaign.program.has("--seed"):
        return lines + ["This program has no `--seed`."]
    rows = []
    for one in campaign.sets:
        if one.name not in campaign.options.seed_sets:
            continue
        runs = [campaign.run(one, ["--seed", str(seed)], f"seed {seed}") for seed in SEEDS]
        scores = [campaign.scored(one, run) for run in runs if run]
        for name in ("smape", "mase"):
            values = [mean(getattr(one_run, name)) for one_run in scores]
            if len(values) > 1:
                middle, spread = statistics.mean(values), statistics.stdev(values)
                rows.append([one.title, {"smape": "sMAPE", "mase": "MASE"}[name],
                             *(number(value) for value in values), number(middle),
                             number(spread, 4), f"{100 * spread / middle:.2f} %"])
    if not rows:
        return lines + ["None of the sets with several seeds is among the sets of this run."]
    head = ["set", "figure", *(f"seed {seed}" for seed in SEEDS), "mean", "standard deviation", "of the mean"]
    return lines + table(head, rows)
