"""Figures of a forecast, per series, by the shared scoring rules."""

import numpy as np

from program import ProgramError

LEVELS = ("80", "95")


class Forecasts:
    """The rows of a forecast file (or of a rule), matched to the actuals of a trial."""

    def __init__(self, name, values, levels=(), path=None):
        self.name, self.values, self.levels, self.path = name, values, list(levels), path

    @staticmethod
    def read(name, path, trial, rules):
        try:
            rows, levels = rules.read_forecast(str(path), trial.columns, None)
        except SystemExit:
            raise ProgramError(f"the rules cannot read the file of '{name}'") from None
        values = {}
        for key, (stamps, _) in trial.actuals.items():
            found = rules.align(*rows[key], stamps)[0] if key in rows else None
            if found is not None and np.isfinite(found).all():
                values[key] = found
        return Forecasts(name, values, levels, path)

    @staticmethod
    def rule(name, trial, function):
        """One of the scorer's own rules: x, season, horizon to a forecast."""
        season = trial.set.season
        return Forecasts(name, {
            key: function(trial.known[key][1], season, len(actual)).reshape(-1, 1)
            for key, (_, actual) in trial.actuals.items()})

    @staticmethod
    def mean(name, parts):
        """The average of several forecasts, points only."""
        keys = set.intersection(*(set(part.values) for part in parts))
        return Forecasts(name, {
            key: np.mean([part.values[key][:, :1] for part in parts], axis=0)
            for key in parts[0].values if key in keys})

    def missing(self, trial):
        return [key for key in trial.ids if key not in self.values]


class Scores:
    """One row per series: sMAPE, MASE and what intervals are judged by."""

    def __init__(self, forecasts, trial, rules, unfilled=False):
        known, actuals = trial.unfilled if unfilled else (trial.known, trial.actuals)
        self.forecasts, self.keys = forecasts, [k for k in actuals if k in forecasts.values]
        season = trial.set.season
        count = len(self.keys)
        self.smape, self.mase, self.rmsse, self.bias = (np.full(count, np.nan) for _ in range(4))
        self.steps = np.full((count, trial.set.horizon), np.nan)
        """Absolute errors over the scale, by step of the horizon."""
        self.coverage = {level: np.full(count, np.nan) for level in forecasts.levels}
        self.interval = {level: np.full(count, np.nan) for level in forecasts.levels}
        self.pinball, self.size = np.zeros(count), np.zeros(count)
        for row, key in enumerate(self.keys):
            self.score(row, known[key][1], actuals[key][1], forecasts.values[key], season, rules)

    def score(self, row, known, actual, values, season, rules):
        scale = rules.scale(known, season)
        self.smape[row], self.mase[row], _ = rules.errors(actual, values[:, 0], scale)
        error = values[:, 0] - actual
        there = ~np.isnan(actual)
        if not there.any():
            return
        self.steps[row, :len(actual)] = np.abs(error) / scale
        self.bias[row] = error[there].mean() / scale
        squares = (known[season:] - known[:-season]) ** 2 if len(known) > season else np.array([])
        squares = squares[~np.isnan(squares)]
        if len(squares) and squares.mean() > 0:
            self.rmsse[row] = np.sqrt((error[there] ** 2).mean() / squares.mean())
        losses = [pinball(actual[there], values[there, 0], 0.5)]
        for place, level in enumerate(self.forecasts.levels):
            low, high, y = values[there, 1 + 2 * place], values[there, 2 + 2 * place], actual[there]
            share = 1 - float(level) / 100
            self.coverage[level][row] = ((low <= y) & (y <= high)).mean()
            outside = np.maximum(low - y, 0) + np.maximum(y - high, 0)
            self.interval[level][row] = (high - low + 2 / share * outside).mean() / scale
            losses += [pinball(y, low, share / 2), pinball(y, high, 1 - share / 2)]
        self.pinball[row] = np.mean(losses)
        self.size[row] = np.abs(actual[there]).sum()

    @property
    def wql(self):
        """Twice the pinball loss over the sum of the actuals, mean over median and interval ends."""
        if not self.forecasts.levels or self.size.sum() == 0:
            return np.nan
        return 2 * self.pinball.sum() / self.size.sum()

    def owa(self, naive2):
        """From the means of the set, as M4 forms it."""
        return (mean(self.smape) / mean(naive2.smape) + mean(self.mase) / mean(naive2.mase)) / 2

    def at(self, keys):
        """The rows of the series that are named, in their order."""
        places = {key: row for row, key in enumerate(self.keys)}
        return np.array([places[key] for key in keys], dtype=int)


def pinball(actual, quantile, probability):
    """The sum of the quantile loss."""
    above = actual - quantile
    return np.maximum(probability * above, (probability - 1) * above).sum()


def mean(values):
    values = np.asarray(values, dtype=float)
    values = values[~np.isnan(values)]
    return float(values.mean()) if len(values) else np.nan


def bootstrap(function, count, draws=2000, seed=0):
    """The 95 % interval of a figure, drawing series anew: function takes row numbers."""
    random = np.random.default_rng(seed)
    figures = [function(random.integers(0, count, count)) for _ in range(draws)]
    figures = [figure for figure in figures if np.isfinite(figure)]
    if not figures:
        return np.nan, np.nan
    return tuple(float(edge) for edge in np.percentile(figures, [2.5, 97.5]))
