"""A limit on memory, from too little to start with up to enough: nothing is torn, however the run ends."""

import signal

from campaign import Campaign
from places import DOCUMENTED, Workplace, run
from promises import next_run, torn
from scenarios import FURTHER, QUICK, Scenario, Staged, stage

KIBIBYTE = 1024
# Below, not even the loader starts; far above what the runs need, in steps that grow.
LIMITS = [*range(16_384, 32_768, 64), *range(32_768, 131_072, 512), *range(131_072, 1_048_576, 16_384)]
# Threads and arrays that are taken in the middle of the work.
WIDE = Scenario("fit-wide", "fit sales.csv --method lstm --epochs 2 --members 4 --hidden 64 --threads 4 "
                + FURTHER, (f"fit sales.csv --seed 1 {QUICK} {FURTHER}",))
# How a program ends that the system gives no memory: by a trap, by abort(), or by a page that is not there.
CLEAN = {128 + number for number in (signal.SIGILL, signal.SIGTRAP, signal.SIGABRT, signal.SIGSEGV,
                                     signal.SIGBUS)}
# The loader's own code.
LOADER = 127


class Memory(Campaign):
    name = "memory"
    needs = ("prlimit",)
    quick_cases = 40

    def prepare(self):
        staged = [*stage(self.program, "fit-over", "predict-over"), Staged(WIDE, self.program)]
        self.staged = {one.name: one for one in staged}
        self.codes = {}

    def cases(self):
        # Where it has to be quick: only where it is decided how far the program gets.
        limits = LIMITS if self.size != "quick" else [limit for limit in LIMITS if 20_000 < limit < 32_768]
        return self.part([(name, limit) for name in self.staged for limit in limits])

    def run(self, case):
        staged, limit = self.staged[case[0]], case[1]
        with Workplace(staged.before) as place:
            ran = run(["prlimit", f"--as={limit * KIBIBYTE}", "--core=0", *staged.words], place.folder)
            self.codes[ran.code] = self.codes.get(ran.code, 0) + 1
            findings = torn(staged, place.files(), is_ended=ran.code in DOCUMENTED)
            if ran.code not in DOCUMENTED | CLEAN | {LOADER}:
                findings.append(f"ended with {ran}")
            return findings + next_run(staged, place)

    def summary(self):
        codes = ", ".join(f"{code} {count} times" for code, count in sorted(self.codes.items()))
        return f"codes, 127 being the loader's: {codes}"
