"""What all campaigns share: numbered cases, several at once, in legs that go on where one ended."""

import random
import time
from concurrent.futures import ThreadPoolExecutor

from building import tell
from results import done, note


class Campaign:
    """One campaign: `cases()` lists what is tried, `run(case)` says what it found.

    The list depends on size and seed alone, so that a leg may end anywhere and the next one goes on.
    """

    name = ""
    # Programs that it does not run without.
    needs = ()
    # Whether cases may run beside each other.
    is_parallel = True

    def __init__(self, program, size, seed):
        self.program, self.size, self.seed = program, size, seed

    def of_size(self, full, quick, tenth=None):
        """A number for the size that was asked for."""
        return {"full": full, "tenth": tenth or max(1, full // 10), "quick": quick}[self.size]

    def part(self, cases):
        """All cases, each tenth or, where it has to be quick, a few."""
        cases = list(cases)
        count = self.of_size(len(cases), min(len(cases), self.quick_cases))
        return [cases[number] for number in sorted(self.random("part").sample(range(len(cases)), count))]

    quick_cases = 20

    def random(self, *words):
        """Random numbers of their own for a case."""
        return random.Random(f"{self.seed} {self.name} {' '.join(map(str, words))}")

    def prepare(self):
        """Makes ready what all cases need."""

    def afterthoughts(self):
        """What is wrong with all cases together."""
        return []

    def summary(self):
        """What else was counted or measured; nothing where there is nothing."""
        return ""


def go(campaign, jobs, seconds=None, leg=300):
    """Runs all cases that earlier legs have not run; returns how many findings there are."""
    campaign.prepare()
    cases = campaign.cases()
    first = done(campaign.name, campaign.size, campaign.seed) if campaign.size != "quick" else 0
    if first:
        tell(f"{campaign.name}: goes on after {first} of {len(cases)} cases")
    ends = time.monotonic() + seconds if seconds else None
    jobs = jobs if campaign.is_parallel else 1
    found, place = 0, first
    with ThreadPoolExecutor(jobs) as pool:
        while place < len(cases) and not found and not (ends and time.monotonic() > ends):
            began, start = time.monotonic(), place
            while place < len(cases) and time.monotonic() - began < leg:
                if ends and time.monotonic() > ends:
                    break
                batch = cases[place:place + 4 * jobs]
                for case, findings in zip(batch, pool.map(campaign.run, batch)):
                    for words in findings:
                        found += 1
                        tell(f"  FINDING {campaign.name}, case {case}: {words}")
                place += len(batch)
                if found >= 20:
                    break
            for words in campaign.afterthoughts():
                found += 1
                tell(f"  FINDING {campaign.name}: {words}")
            note(campaign.name, campaign.size, campaign.seed, place - start,
                 time.monotonic() - began, found)
    if words := campaign.summary():
        tell(f"  {words}")
    return found
