"""SIGKILL at every system call: afterwards all files are old or new, and the next run ends well."""

from campaign import Campaign
from places import Workplace
from promises import next_run, torn
from scenarios import stage
from tracing import calls, disturbed


class KillCalls(Campaign):
    name = "kill-calls"
    needs = ("strace",)
    quick_cases = 60

    def prepare(self):
        self.staged = {staged.name: staged for staged in stage(self.program)}

    def cases(self):
        cases = []
        for staged in self.staged.values():
            with Workplace(staged.before) as place:
                count = len(calls(staged.words, place))
            # A few more: what a thread does before it ends differs a little from run to run.
            cases += [(staged.name, number) for number in range(1, count + 6)]
        return self.part(cases)

    def run(self, case):
        staged, number = self.staged[case[0]], case[1]
        with Workplace(staged.before) as place:
            ran = disturbed(staged.words, place, "all", number, "signal=SIGKILL")
            findings = [] if ran.code in (0, 137) else [f"ended with {ran}"]
            findings += torn(staged, place.files(), is_ended=ran.code == 0)
            return findings + next_run(staged, place)
