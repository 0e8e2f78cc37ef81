"""Whether intervals hold what they promise, and what they cost in width."""

from reference import MODELS
from scores import LEVELS, bootstrap, mean
from tables import number, percent, table

FLOOR, GOAL = 0.03, 0.015


def coverage(campaign):
    rows = []
    for one in campaign.sets:
        for level in LEVELS:
            rows += [row for name in ("forecast", *MODELS) for row in row_of(one, level, name, campaign)]
    head = ["set", "level", "forecast", "coverage", "95 % interval", "interval score", "reached"]
    return ["## Intervals", "", *table(head, rows)]


def row_of(one, level, name, campaign):
    scores = campaign.scores(one, name)
    if not scores:
        return []
    if level not in scores.coverage:
        return [[one.title, f"{level} %", name, "no such columns", "", "", ""]]
    values = scores.coverage[level]
    held, score = mean(values), mean(scores.interval[level])
    low, high = bootstrap(lambda some: mean(values[some]), len(values))
    mark = ""
    if name == "forecast":
        nominal = float(level) / 100
        peer = campaign.scores(one, MODELS[0])
        better = peer is None or score < mean(peer.interval[level])
        mark = campaign.verdicts.mark(
            f"{one.title}: {level} % interval within {100 * FLOOR:.0f} points",
            low <= nominal + FLOOR and high >= nominal - FLOOR,
            low <= nominal + GOAL and high >= nominal - GOAL and better and peer is not None)
    return [[f"**{one.title}**" if name == "forecast" else one.title, f"{level} %", name,
             percent(held), f"{percent(low)} … {percent(high)}", number(score, 2), mark]]
