"""The figures that papers print, time and memory, and the sets taken together."""

import numpy as np

from reference import MODELS
from scores import bootstrap, mean
from tables import number, percent, table

SECONDS, MEGABYTES = (600, 180), (1000, 400)
TOGETHER, GOAL, EACH = 0.97, 0.92, 1.01
TITLES = {"snaive": "seasonal naive", "naive2": "Naive2", "references": "mean of the two"}


def figures(scores, naive2):
    return {"smape": mean(scores.smape), "mase": mean(scores.mase), "owa": scores.owa(naive2)}


def limits(one, campaign):
    """Floor and goal; M1's are those of statsforecast in the same run."""
    if one.name != "m1-monthly":
        return one.floor, one.goal
    parts = [campaign.scores(one, model) for model in MODELS]
    if not all(parts):
        return {}, {}
    floor = {name: min(mean(getattr(part, name)) for part in parts) for name in ("smape", "mase")}
    return floor, {name: 0.95 * value for name, value in floor.items()}


def limit_text(limit):
    names = {"owa": "OWA", "smape": "sMAPE", "mase": "MASE"}
    return ", ".join(f"{names[name]} {value:.4g}" for name, value in limit.items()) or "–"


def meets(found, limit):
    return bool(limit) and all(found[name] <= value for name, value in limit.items())


def main(campaign):
    """One block a set: the program, what it is held against, and the verdict."""
    rows, costs = [], []
    for one in campaign.sets:
        naive2 = campaign.scores(one, "naive2")
        floor, goal = limits(one, campaign)
        for name in ("forecast", *MODELS, "references", "snaive", "naive2"):
            scores = campaign.scores(one, name)
            if not scores:
                continue
            found, ours = figures(scores, naive2), name == "forecast"
            mark = campaign.verdicts.mark(f"{one.title}: {limit_text(floor)}", meets(found, floor),
                                          meets(found, goal)) if ours and floor else ""
            rows.append([
                f"**{one.title}**" if ours else one.title, TITLES.get(name, name),
                number(found["smape"]), number(found["mase"]), number(found["owa"]),
                number(mean(scores.rmsse)), number(scores.wql), number(mean(scores.bias)),
                limit_text(floor) if ours else "", limit_text(goal) if ours else "", mark])
        if one.fill_median:
            rows += unfilled(one, campaign)
        if campaign.run(one):
            costs.append(cost_row(one, campaign))
    head = ["set", "forecast", "sMAPE", "MASE", "OWA", "RMSSE", "wQL", "bias", "floor", "goal", "reached"]
    cost_head = ["set", "series", "wall s", "CPU s", "peak MB", "floor", "goal", "reached"]
    lines = ["## Figures", "", *table(head, rows), "", "## Time and memory", "",
             *table(cost_head, costs)]
    return lines + together(campaign)


def unfilled(one, campaign):
    """The same forecasts, scored only where something was observed."""
    rows = []
    for name in ("forecast", *MODELS):
        scores = campaign.scores(one, name, unfilled=True)
        if scores:
            rows.append([one.title, f"{name}, observed points only", number(mean(scores.smape)),
                         number(mean(scores.mase)), "–", number(mean(scores.rmsse)),
                         number(scores.wql), number(mean(scores.bias)), "", "", ""])
    return rows


def cost_row(one, campaign):
    cost = campaign.run(one)[1]
    mark = campaign.verdicts.mark(
        f"{one.title}: {SECONDS[0]} s, {MEGABYTES[0]} MB",
        cost.wall <= SECONDS[0] and cost.megabytes <= MEGABYTES[0],
        cost.wall <= SECONDS[1] and cost.megabytes <= MEGABYTES[1])
    return [one.title, str(len(campaign.trial(one).ids)), number(cost.wall, 1), number(cost.cpu, 1),
            number(cost.megabytes, 0), f"{SECONDS[0]} s, {MEGABYTES[0]} MB",
            f"{SECONDS[1]} s, {MEGABYTES[1]} MB", mark]


def together(campaign):
    """MASE over that of the two models' average, geometric mean over the sets."""
    pairs = []
    for one in campaign.sets:
        ours, theirs = campaign.scores(one, "forecast"), campaign.scores(one, "references")
        if ours and theirs:
            keys = [key for key in ours.keys if key in set(theirs.keys)]
            pairs.append((one, ours.mase[ours.at(keys)], theirs.mase[theirs.at(keys)]))
    if not pairs:
        return ["", "No comparison over the sets: there are no forecasts of statsforecast."]
    rows, ratios = [], []
    for one, ours, theirs in pairs:
        ratio = mean(ours) / mean(theirs)
        low, high = bootstrap(lambda some, a=ours, b=theirs: mean(a[some]) / mean(b[some]), len(ours))
        ratios.append(ratio)
        rows.append([one.title, number(ratio), f"{number(low)} … {number(high)}", f"{EACH}", "",
                     campaign.verdicts.mark(f"{one.title}: MASE over the mean of the two {EACH}",
                                            ratio <= EACH)])
    overall = float(np.exp(np.mean(np.log(ratios))))
    low, high = overall_interval(pairs)
    mark = "all six sets are needed" if len(pairs) < 6 else campaign.verdicts.mark(
        f"all sets: MASE over the mean of the two {TOGETHER}", overall <= TOGETHER, overall <= GOAL)
    rows.append(["**geometric mean**", f"**{number(overall)}**", f"{number(low)} … {number(high)}",
                 f"{TOGETHER}", f"{GOAL}", mark])
    head = ["set", "MASE over the mean of the two", "95 % interval", "floor", "goal", "reached"]
    share = percent(overall - 1, sign=True)
    return ["", "## All sets together", "", *table(head, rows), "",
            f"Over the {len(pairs)} sets: {share} against the averaged forecasts of {' and '.join(MODELS)}."]


def overall_interval(pairs, draws=2000, seed=0):
    """Series are drawn anew within each set, the same for both sides."""
    random = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        logs = []
        for _, ours, theirs in pairs:
            some = random.integers(0, len(ours), len(ours))
            logs.append(np.log(mean(ours[some]) / mean(theirs[some])))
        found.append(np.exp(np.mean(logs)))
    return tuple(float(edge) for edge in np.percentile(found, [2.5, 97.5]))
