"""Forecasts of the program that a folder keeps, so that another table needs no other run."""

import hashlib
import json
from pathlib import Path

from program import Cost


class KeptRuns:
    """Found again by set, protocol and digest: of the program, its options and the data."""

    def __init__(self, folder, program):
        self.folder, self.program = Path(folder), program
        self.folder.mkdir(parents=True, exist_ok=True)
        self.built = hashlib.sha256(Path(program.path).read_bytes()).hexdigest()

    def path(self, trial, options, label):
        said = json.dumps([self.built, trial.digest, trial.set.horizon, self.program.fit_options,
                           list(options)])
        digest = hashlib.sha256(said.encode()).hexdigest()[:16]
        return self.folder / f"{trial.set.name}-{trial.protocol}-{label.replace(' ', '-')}-{digest}.csv"

    def find(self, trial, options, label):
        """The forecast's file and its cost, or nothing."""
        path = self.path(trial, options, label)
        cost = path.with_suffix(".json")
        if path.exists() and cost.exists():
            return path, Cost(**json.loads(cost.read_text(encoding="utf-8")))
        return None

    def add(self, trial, options, label, output, cost):
        path = self.path(trial, options, label)
        path.write_bytes(output.read_bytes())
        path.with_suffix(".json").write_text(json.dumps(vars(cost)), encoding="utf-8")
