"""How a point is measured: in turns, with the machine's limit before and after it."""

import statistics
import sys
import time
from dataclasses import dataclass, field

FMA_SECONDS = 0.08
# So short that some pass undisturbed on a machine that is not: these find the limit.
BURSTS, BURST_SECONDS = 60, 0.004
QUIET_SHARE = 0.95
# A pool's threads spin for a while after a step, and would take the other side's processor.
SETTLING_SECONDS = 0.01
# Steps shorter than this are made once untimed in each turn: in training a step follows a step, and finds
# its weights in the caches and its threads awake.
SHORT_NANOSECONDS = 100_000_000


def say(text):
    print(text, file=sys.stderr, flush=True)


@dataclass
class Result:
    """Medians of one point in milliseconds, torch's None where it is not there."""

    point: object
    threads: int
    train: float
    predict: float
    torch_train: float = None
    torch_predict: float = None
    # The machine's GFLOP/s before and after.
    fma: tuple = field(default=(0.0, 0.0))

    def share_of_train(self, limit):
        return 3 * self.point.forward_flops / self.train / 1e6 / limit

    def share_of_predict(self, limit):
        return self.point.forward_flops / self.predict / 1e6 / limit

    def is_quiet(self, limit):
        return min(self.fma) >= QUIET_SHARE * limit


def alternate(actions, runs):
    """The median of each action in milliseconds; in each round every one has its turn.

    `actions` are pairs of what to do and the threads that it uses.
    """
    times = [[] for _ in actions]
    untimed = []
    for action, _ in actions:
        action()
        untimed.append(1 if action() < SHORT_NANOSECONDS else 0)
    for _ in range(runs):
        for index, (action, threads) in enumerate(actions):
            if threads > 1:
                time.sleep(SETTLING_SECONDS)
            times[index].append(action(untimed[index]))
    return [statistics.median(each) / 1e6 for each in times]


class Machine:
    """The best that multiply-adds on registers reached in this run, by threads."""

    def __init__(self, ours, threads):
        self._ours = ours
        self.best = {count: 0.0 for count in threads}
        for count in threads:
            for _ in range(BURSTS):
                self.measure(count, BURST_SECONDS)

    def measure(self, threads, seconds=FMA_SECONDS):
        if threads > 1 and seconds > BURST_SECONDS:
            time.sleep(SETTLING_SECONDS)
        reached = self._ours.fma(seconds, threads)
        self.best[threads] = max(self.best[threads], reached)
        return reached

    def measure_point(self, point, threads, ours, torch, runs):
        before = self.measure(threads)
        sides = [ours, torch] if torch else [ours]
        for side in sides:
            side.prepare(point, threads)
        train = alternate([(side.train, threads) for side in sides], runs)
        predict = alternate([(side.predict, threads) for side in sides], runs)
        after = self.measure(threads)
        result = Result(point, threads, train[0], predict[0], fma=(before, after))
        if torch:
            result.torch_train, result.torch_predict = train[1], predict[1]
        return result

    def measure_quietly(self, point, threads, ours, torch, runs, repeats, deadline):
        """Once more where the machine was disturbed; of several, the one least disturbed."""
        results = []
        for attempt in range(1 + repeats):
            if attempt > 0 and time.monotonic() > deadline:
                break
            results.append(self.measure_point(point, threads, ours, torch, runs))
            if results[-1].is_quiet(self.best[threads]):
                break
            say(f"  {point}, {threads} threads: disturbed")
        return max(results, key=lambda result: min(result.fma))
