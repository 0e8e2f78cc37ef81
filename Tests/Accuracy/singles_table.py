"""Series of the panels, each alone in a file of its own."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from campaign import tell
from datasets import draw
from gate_table import geometric
from program import ProgramError
from reference import MODELS
from scores import Forecasts, Scores, bootstrap, mean
from tables import number, table

PEERS = (*MODELS, "references", "snaive")
TITLES = {"references": "mean of the two", "snaive": "seasonal naive"}


def singles(campaign):
    drawn = drawn_series(campaign)
    tell(f"{len(drawn)} series, each alone")
    with ThreadPoolExecutor(max_workers=campaign.options.jobs) as pool:
        runs = list(pool.map(lambda pair: alone(campaign, *pair), drawn))
    failed = [(one, key, run) for (one, key), run in zip(drawn, runs) if isinstance(run, str)]
    for one, key, text in failed:
        campaign.failure(f"{one.title}, {key} alone: {text}")
    good = [(one, key, *run) for (one, key), run in zip(drawn, runs) if not isinstance(run, str)]
    lines = ["## One series alone", "",
             f"{len(drawn)} series, drawn by seed {campaign.options.seed}, each in a file of its own; "
             f"{len(failed)} failed or took longer than {campaign.options.single_limit:g} s."]
    if not good:
        return lines
    costs = [cost for *_, cost in good]
    walls = [cost.wall for cost in costs]
    lines += [f"Fit and predict took {np.median(walls):.2f} s at the median, {max(walls):.2f} s at most, "
              f"and {max(cost.megabytes for cost in costs):.0f} MB at most.", ""]
    head = ["set", "series", "MASE", *(f"over {TITLES.get(name, name)}" for name in PEERS)]
    rows = []
    for one in campaign.sets:
        of_set = [entry for entry in good if entry[0] is one]
        if of_set:
            rows.append([one.title, str(len(of_set)), *figures(campaign, of_set, False)])
    rows.append(["**all**", str(len(good)), *figures(campaign, good, True)])
    return lines + table(head, rows) + [
        "", "MASE is the mean; what stands over another is the geometric mean of the ratios, series by "
        "series, with the bootstrap's 95 % interval for all."]


def drawn_series(campaign):
    """As many of each set, the same for the same seed."""
    count, sets = campaign.options.singles, campaign.sets
    pairs = []
    for place, one in enumerate(sets):
        share = count // len(sets) + (place < count % len(sets))
        pairs += [(one, key) for key in draw(campaign.trial(one).ids, share, campaign.options.seed)]
    return pairs


def alone(campaign, one, key):
    """The series' forecast alone: its MASE and the cost, or what went wrong."""
    trial = campaign.trial(one)
    folder = trial.folder / "alone" / key
    folder.mkdir(parents=True, exist_ok=True)
    rows = trial.rows[key]
    data = folder / "series.csv"
    data.write_text(rows, encoding="utf-8")
    try:
        output, cost = campaign.program.forecast(
            data, one.horizon, folder, one.step, limit=campaign.options.single_limit)
        forecasts = Forecasts.read("alone", output, trial, campaign.rules)
    except ProgramError as error:
        return str(error)
    finally:
        data.unlink()
    shutil.rmtree(folder)
    if key not in forecasts.values:
        return "no finite forecast for each step"
    scores = Scores(forecasts, trial, campaign.rules)
    return scores.mase[scores.at([key])][0], cost


def figures(campaign, good, with_interval):
    ours = np.array([mase for _, _, mase, _ in good])
    found = [number(mean(ours))]
    for name in PEERS:
        theirs = np.array([peer(campaign, one, key, name) for one, key, *_ in good])
        known = ~(np.isnan(ours) | np.isnan(theirs))
        if not known.any():
            found.append("–")
            continue
        a, b = ours[known], theirs[known]
        text = number(geometric(a, b))
        if with_interval:
            low, high = bootstrap(lambda some, a=a, b=b: geometric(a[some], b[some]), len(a))
            text += f" ({number(low)} … {number(high)})"
        found.append(text)
    return found


def peer(campaign, one, key, name):
    """The other's MASE; a local model gives the same alone as in the panel."""
    scores = campaign.scores(one, name)
    if not scores or key not in scores.keys:
        return np.nan
    return scores.mase[scores.at([key])][0]
