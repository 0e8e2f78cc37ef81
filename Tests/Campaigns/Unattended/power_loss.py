"""Power loss, modelled from a trace: each state that the disk may be in has the old files or the new ones.

After the program has ended with 0 it has to be the new ones. And each sync that the program makes is left out
in turn: then some state has to break this, or the sync is of no use, or the model of the disk blind.
"""

import re

from campaign import Campaign
from disk_states import EXPRESSION, History
from places import Workplace, run
from promises import is_temporary, next_run, torn
from scenarios import stage

# A process number that no machine gives: whoever wrote the file is gone after the power failed.
NOBODY = ".2147483646-"


class PowerLoss(Campaign):
    name = "power-loss"
    needs = ("strace",)
    quick_cases = 40

    def prepare(self):
        self.staged = {staged.name: staged for staged in stage(self.program)}
        self.histories = {name: traced(staged) for name, staged in self.staged.items()}
        self.counts = {"states": 0, "syncs": 0, "needless": 0}
        self.early = []

    def cases(self):
        """All states are looked at here; those of them that are run on are the cases."""
        cases = []
        for name, history in self.histories.items():
            staged, seen = self.staged[name], set()
            for done, is_last, key, files in history.states():
                if key in seen and not is_last:
                    continue
                seen.add(key)
                for words in broken(staged, files, is_last):
                    self.early.append(f"{name}, power lost after step {done} of {len(history.steps)}"
                                      f" ({history.steps[done - 1].text}): {words}")
                cases.append(State(name, len(cases), files))
            self.counts["states"] += len(seen)
            self.early += self.needless(name)
        # What is wrong with a state is told with the first case.
        return self.part(cases)

    def needless(self, name):
        """Leaves out each sync in turn; that nothing breaks then is a finding."""
        staged, history, findings = self.staged[name], self.histories[name], []
        ends = {file for path, file in history.names.items() if path in staged.targets}
        for number in history.syncs():
            step = history.steps[number]
            if step.kind == "sync-file" and step.file not in ends:
                # Whether a file can be synced there is tried with one that is removed again.
                self.counts["needless"] += 1
                continue
            self.counts["syncs"] += 1
            if not any(broken(staged, files, is_last) for _, is_last, _, files in history.states(number)):
                findings.append(f"{name}: without step {number} ({step.text}) nothing breaks")
        return findings

    def run(self, case):
        name, files = case.name, case.files
        findings = [self.early.pop() for _ in range(len(self.early))]
        files = {re.sub(r"\.\d+-(?=[0-9a-f]+\.tmp$)", NOBODY, path): data for path, data in files.items()}
        with Workplace(files) as place:
            for folder in ("figures", "course"):
                (place.folder / folder).mkdir(exist_ok=True)
            return findings + next_run(self.staged[name], place)

    def summary(self):
        counts = self.counts
        return (f"{counts['states']} states of the disk; each of {counts['syncs']} syncs left out broke one; "
                f"{counts['needless']} were of files that are removed again")


class State:
    """The files that a disk may hold; told by its number, not with all of them."""

    def __init__(self, name, number, files):
        self.name, self.number, self.files = name, number, files

    def __str__(self):
        return f"{self.name} {self.number}"


def broken(staged, files, is_last):
    """What is wrong with a state; temporary files may lie there, and the next run sweeps them."""
    files = {path: data for path, data in files.items()
             if not is_temporary(path) and not path.endswith(".lock")}
    findings = torn(staged, files)
    if is_last:
        findings += [f"LOST {name} after the end with 0" for name in staged.targets
                     if files.get(name) != staged.after.get(name)]
    return findings


def traced(staged):
    """The history of an undisturbed run."""
    with Workplace(staged.before) as place:
        log = place.folder.parent / (place.folder.name + ".trace")
        try:
            ran = run(["strace", "-f", "-qq", "-y", "-xx", "-s", "1000000", "-o", log,
                       "-e", f"trace={EXPRESSION}", *staged.words], place.folder)
            lines = log.read_text().splitlines()
        finally:
            log.unlink(missing_ok=True)
        history = History(lines, place.folder, staged.before)
        known = place.files()
    read = {name: history.contents[file] for name, file in history.names.items()
            if not name.endswith(".lock")}
    if ran.code != 0 or read != known:
        raise SystemExit(f"campaign: the trace of '{staged.name}' does not tell what lies there: {ran}")
    return history
