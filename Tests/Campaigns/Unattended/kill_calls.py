"""SIGKILL at every system call: afterwards all files are old or new, and the next run ends well."""

from campaign import Campaign
from places import Workplace
from promises import is_temporary, next_run, torn
from scenarios import stage
from tracing import calls, disturbed, too_few


class KillCalls(Campaign):
    name = "kill-calls"
    needs = ("strace",)
    quick_cases = 30

    def prepare(self):
        self.staged = {staged.name: staged for staged in stage(self.program)}
        self.counts = {"killed": 0, "ended": 0}

    def cases(self):
        cases, first = [], []
        for staged in self.staged.values():
            with Workplace(staged.before) as place:
                made = calls(staged.words, place)
            own = [(staged.name, call.name, call.number) for call in made]
            cases += own
            if staged.name == "predict-over":
                begins = next(number for number, call in enumerate(made) if is_temporary(call.path))
                first = own[begins:]
        # Where it has to be quick: all calls from the first passing file on of one command.
        return first + self.part(cases) if self.size == "quick" else self.part(cases)

    def run(self, case):
        staged, name, number = self.staged[case[0]], *case[1:]
        with Workplace(staged.before) as place:
            ran, is_reached = disturbed(staged.words, place, name, number, "signal=SIGKILL")
            self.counts["killed" if is_reached else "ended"] += 1
            findings = [] if ran.code in (0, 137) else [f"ended with {ran}"]
            findings += torn(staged, place.files(), is_ended=ran.code == 0)
            return findings + next_run(staged, place)

    def afterthoughts(self):
        return too_few(self.counts["killed"], self.counts["ended"])

    def summary(self):
        return (f"{self.counts['killed']} killed, {self.counts['ended']} ended before, for the runtime does "
                "not make each of its calls in every run")
