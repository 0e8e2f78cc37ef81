"""What was asked for, and the forecasts that several tables share."""

import sys

from datasets import scorer
from kept_runs import KeptRuns
from program import ProgramError
from reference import ABSENT, MODELS, References, is_here
from scores import Forecasts, Scores
from tables import Verdicts


def tell(text):
    print(f"accuracy: {text}", file=sys.stderr, flush=True)


class Campaign:
    """Data, program, references and verdicts; everything is made once, when a table asks for it."""

    def __init__(self, options, program, folder, sets):
        self.options, self.program, self.folder, self.sets = options, program, folder, sets
        self.rules = scorer(options.shared)
        self.verdicts, self.notes = Verdicts(judges=not options.sanity), []
        self.kept = {}
        self.runs = KeptRuns(options.keep, program) if options.keep else None
        self.references = None
        if options.without_statsforecast:
            self.notes.append("statsforecast was left out, so nothing is set beside AutoETS and "
                              "DynamicOptimizedTheta.")
        else:
            self.references = References(options.shared, options.cache, tell)
            if not is_here():
                self.notes.append(ABSENT + ", except where the cache holds their forecasts.")

    def once(self, key, make):
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]

    def trial(self, one):
        return self.once(("trial", one.name), lambda: one.trial(
            self.options.protocol, self.options.shared, self.folder,
            self.options.only.get(one.name), self.options.seed))

    def run(self, one, options=(), label="default"):
        """The program's forecasts of a set and their cost, or nothing where it failed."""
        return self.once(("run", one.name, label), lambda: self.start(one, options, label))

    def start(self, one, options, label):
        trial = self.trial(one)
        found = self.runs and self.runs.find(trial, options, label)
        try:
            if not found:
                tell(f"{one.title}: {label}, {len(trial.ids)} series")
                found = self.program.forecast(
                    trial.data, one.horizon, trial.folder / label.replace(" ", "-"), one.step,
                    [*one.options, *options])
                if self.runs:
                    self.runs.add(trial, options, label, *found)
            forecasts = Forecasts.read(label, found[0], trial, self.rules)
        except ProgramError as error:
            self.failure(f"{one.title}, {label}: {error}")
            return None
        lost = forecasts.missing(trial)
        if lost:
            self.failure(f"{one.title}, {label}: {len(lost)} series have no finite forecast for each "
                         f"step, such as {', '.join(lost[:3])}")
        return forecasts, found[1]

    def failure(self, text):
        tell(text)
        self.verdicts.broken.append(text)

    def forecasts(self, one, name):
        """By name: the program's, a rule of the scorer, a model of statsforecast, or their mean."""
        return self.once(("forecasts", one.name, name), lambda: self.find(one, name))

    def find(self, one, name):
        trial = self.trial(one)
        if name == "forecast":
            made = self.run(one)
            return made and made[0]
        if name in ("naive2", "snaive"):
            return Forecasts.rule(name, trial, getattr(self.rules, name))
        if name == "references":
            parts = [self.forecasts(one, model) for model in MODELS]
            return Forecasts.mean(name, parts) if all(parts) else None
        path = self.references and self.references.path(trial, name)
        return Forecasts.read(name, path, trial, self.rules) if path else None

    def scores(self, one, name, unfilled=False):
        """The scores of forecasts by that name; nothing where there are none."""
        def make():
            forecasts = self.forecasts(one, name)
            if not forecasts:
                return None
            return Scores(forecasts, self.trial(one), self.rules, unfilled)
        return self.once(("scores", one.name, name, unfilled), make)

    def scored(self, one, run):
        """The scores of a run beside the default one."""
        return Scores(run[0], self.trial(one), self.rules)
