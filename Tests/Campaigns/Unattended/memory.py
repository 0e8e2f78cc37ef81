"""A limit on memory, from too little to start with up to enough: an end that is documented or clean, nothing torn."""

import signal

from campaign import Campaign
from places import DOCUMENTED, Workplace, run
from promises import next_run, torn
from scenarios import stage

MEBIBYTE = 1 << 20
FROM, TO = 50, 700
# How a program ends that the system gives no memory: by a trap, by abort(), or by a page that is not there.
CLEAN = {128 + number for number in (signal.SIGILL, signal.SIGTRAP, signal.SIGABRT, signal.SIGSEGV,
                                     signal.SIGBUS)}
# The loader's own code.
LOADER = 127


class Memory(Campaign):
    name = "memory"
    needs = ("prlimit",)
    quick_cases = 12

    def prepare(self):
        self.staged = {staged.name: staged for staged in stage(self.program, "fit-over", "predict-over")}
        self.codes = {}

    def cases(self):
        """Densely where it is decided whether the program can start at all."""
        sizes = [*range(FROM, 150, 1), *range(150, TO, 5)]
        return self.part([(name, size) for name in self.staged for size in sizes])

    def run(self, case):
        staged, size = self.staged[case[0]], case[1]
        with Workplace(staged.before) as place:
            ran = run(["prlimit", f"--as={size * MEBIBYTE}", "--core=0", *staged.words], place.folder)
            self.codes[ran.code] = self.codes.get(ran.code, 0) + 1
            findings = torn(staged, place.files(), is_ended=ran.code in DOCUMENTED)
            if ran.code not in DOCUMENTED | CLEAN | {LOADER}:
                findings.append(f"ended with {ran}")
            return findings + next_run(staged, place)

    def summary(self):
        return "codes: " + ", ".join(f"{code} {count} times" for code, count in sorted(self.codes.items()))
